"""Who buys and sells is one party: the customer names the supplier, and what both owe is offset."""

from __future__ import annotations

import pytest

from huiliu.core import ports
from huiliu.core.actor import Cause
from huiliu.core.errors import HuiliuError, ValidationFailed
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CUSTOMER, OTHER, SUPPLIER = "customer/2", "customer/5", "supplier/7"


def test_an_offset_brings_the_supplier_of_the_customer(demo: Demo) -> None:
    demo.set(CUSTOMER, supplier=demo.named(SUPPLIER).uid)
    access = ports.permissions().access(demo.actor("finance"), demo.app, "settlement")
    values = {"kind": "ar_ap", "customer": demo.named(CUSTOMER).uid}
    draft = ports.records().create(
        demo.app, "settlement", values, access=access, submit=False, cause=Cause("browser")
    )
    assert draft.values["supplier"] == demo.named(SUPPLIER).id


def test_a_supplier_is_one_customer_and_no_other(demo: Demo) -> None:
    demo.set(CUSTOMER, supplier=demo.named(SUPPLIER).uid)
    with pytest.raises(HuiliuError):
        demo.set(OTHER, supplier=demo.named(SUPPLIER).uid)
    assert demo.named(OTHER).values["supplier"] is None


@pytest.mark.parametrize("login", ["finance", "boss"])
def test_who_settles_sees_which_supplier_it_is(demo: Demo, login: str) -> None:
    assert demo.sees(demo.named(CUSTOMER), login, "supplier")


@pytest.mark.parametrize("login", ["sales_manager", "chaoyang", "keeper"])
def test_who_sells_does_not_see_which_supplier_it_is(demo: Demo, login: str) -> None:
    """To them the field is one that does not exist."""
    with pytest.raises(ValidationFailed):
        demo.sees(demo.named(CUSTOMER), login, "supplier")
