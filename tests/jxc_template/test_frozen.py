"""A warehouse that is being counted takes and gives nothing, whatever the document."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record
from tests.jxc_template.conftest import CAUSE, Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, SHOP, PAN = "warehouse/main", "warehouse/chaoyang", "product/pan"
_LINE = {"product": PAN, "qty": "1", "price": "10"}
_DOCUMENTS: list[tuple[str, str, dict[str, Any]]] = [
    ("purchase_receipt", "boss", {"supplier": "supplier/1", "lines": [_LINE]}),
    ("purchase_return", "boss", {"supplier": "supplier/1", "lines": [_LINE]}),
    ("sales_delivery", "boss", {"customer": "customer/1", "lines": [_LINE]}),
    ("sales_return", "boss", {"customer": "customer/1", "lines": [_LINE]}),
    ("exchange", "boss", {"customer": "customer/1", "return_lines": [_LINE],
                          "out_lines": [_LINE]}),
    ("transfer", "boss", {"to_warehouse": SHOP, "lines": [{"product": PAN, "qty": "1"}]}),
    ("other_in", "boss", {"kind": "gift", "lines": [_LINE]}),
    ("other_out", "boss", {"kind": "use", "lines": [{"product": PAN, "qty": "1"}]}),
    ("assembly", "boss", {"product": "product/gift_box", "qty": "1"}),
    ("disassembly", "boss", {"product": "product/gift_box", "qty": "1",
                             "components": [{"product": PAN, "qty": "1"}]}),
    ("opening_stock", "boss", {"product": PAN, "qty": "1", "unit_cost": "1"}),
]  # fmt: skip


@pytest.fixture
def frozen(demo: Demo) -> Any:
    count = demo.enter_plain(
        "stocktake", "keeper", warehouse=MAIN, mode="freeze", lines=[{"product": PAN}]
    )
    yield count
    access = ports.permissions().access(demo.actor("keeper"), demo.app, "stocktake")
    ports.records().remove(demo.app, "stocktake", count.id, access=access, cause=CAUSE)
    assert demo.now(demo.named(MAIN)).values["frozen"] is False


def codes(error: HuiliuError) -> set[str]:
    return {one.code for found in (error.fields or {}).values() for one in found}


@pytest.mark.parametrize(
    ("form", "login", "values"), _DOCUMENTS, ids=[form for form, _, _ in _DOCUMENTS]
)
def test_nothing_moves_in_a_frozen_warehouse(
    demo: Demo, frozen: Record, form: str, login: str, values: dict[str, Any]
) -> None:
    before = demo.balances("stock")
    with pytest.raises(HuiliuError) as refused:
        demo.enter(form, login, warehouse=MAIN if login == "boss" else SHOP, **values)
    assert "WAREHOUSE_FROZEN" in codes(refused.value)
    assert demo.balances("stock") == before


def test_a_line_may_not_name_a_frozen_warehouse_either(demo: Demo, frozen: Record) -> None:
    line = {**_LINE, "warehouse": MAIN}
    with pytest.raises(HuiliuError) as refused:
        demo.enter("other_in", "boss", kind="gift", warehouse=SHOP, lines=[line])
    assert codes(refused.value) == {"WAREHOUSE_FROZEN"}


def test_the_others_go_on(demo: Demo, frozen: Record) -> None:
    lines = [{"product": PAN, "qty": "1", "price": "1"}]
    made = demo.enter("other_in", "boss", kind="gift", warehouse=SHOP, lines=lines)
    assert made.state in ("pending", "approved")


def test_a_shop_that_is_counted_sells_nothing(demo: Demo) -> None:
    count = demo.enter_plain(
        "stocktake", "chaoyang", warehouse=SHOP, mode="freeze", lines=[{"product": PAN}]
    )
    with pytest.raises(HuiliuError) as refused:
        demo.enter("retail", "chaoyang", warehouse=SHOP, lines=[_LINE])
    assert "WAREHOUSE_FROZEN" in codes(refused.value)
    access = ports.permissions().access(demo.actor("chaoyang"), demo.app, "stocktake")
    ports.records().remove(demo.app, "stocktake", count.id, access=access, cause=CAUSE)


def test_no_approval_is_taken_back_into_a_frozen_warehouse(demo: Demo) -> None:
    made = demo.enter("sales_delivery", "boss", customer="customer/1", warehouse=MAIN,
                      lines=[{"product": PAN, "qty": "1", "price": "100"}])  # fmt: skip
    count = demo.enter_plain(
        "stocktake", "keeper", warehouse=MAIN, mode="freeze", lines=[{"product": PAN}]
    )
    before = demo.balances("stock")
    with pytest.raises(HuiliuError) as refused:
        demo.unapprove_record(made, "boss")
    assert codes(refused.value) == {"WAREHOUSE_FROZEN"}
    assert (demo.now(made).state, demo.balances("stock")) == ("approved", before)
    access = ports.permissions().access(demo.actor("keeper"), demo.app, "stocktake")
    ports.records().remove(demo.app, "stocktake", count.id, access=access, cause=CAUSE)
    demo.unapprove_record(made, "boss")
    assert demo.now(made).state == "draft"
