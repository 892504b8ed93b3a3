"""未清单据: offered to a payment, the first due first; by age; as far as one may see them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.errors import NotFound
from huiliu.ledgers import api as ledgers
from tests.jxc_template.conftest import CAUSE, Demo
from tests.jxc_template.money import apply, opening

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def customer(demo: Demo) -> str:
    """A customer of the shop in Chaoyang, without a salesperson, who owes nothing yet."""
    (store,) = demo.actor("chaoyang").department_ids
    record = ports.records().create(
        demo.app, "customer", {"name": "未清项测试客户", "store": store},
        access=system_access(demo.actor("admin"), "customer"), submit=False, cause=CAUSE,
    )  # fmt: skip
    return record.uid


@pytest.fixture
def items(demo: Demo, customer: str) -> dict[str, str]:
    """Due on three days, and a credit: reference → item."""
    found = {}
    for ref, amount, due in (
        ("late", "300.00", "2026-03-01"),
        ("first", "100.00", "2026-01-10"),
        ("credit", "-50.00", "2026-02-01"),
        ("later", "200.00", "2026-12-31"),
    ):
        record = opening(demo, "ar", amount, customer=customer, ref_no=ref, due_on=due)
        found[ref] = str(demo.now(record).values["item"])
    return found


def _offer(demo: Demo, login: str, form: str = "money_receipt", **values: Any) -> list[Any]:
    access = ports.permissions().access(demo.actor(login), demo.app, form)
    given = {name: demo._spelled(value) for name, value in values.items()}
    return forms.offered_rows(demo.app, form, "apply", given, access=access)


def test_the_amount_goes_to_the_first_due_first(
    demo: Demo, customer: str, items: dict[str, str]
) -> None:
    rows = _offer(demo, "finance", customer=customer, amount="250.00", discount="10.00")
    assert rows == [
        {"item": items["first"], "due": "2026-01-10", "open": "100.00", "amount": "100.00"},
        {"item": items["late"], "due": "2026-03-01", "open": "300.00", "amount": "160.00"},
    ]


def test_a_refund_goes_to_credits_and_nothing_entered_offers_all(
    demo: Demo, customer: str, items: dict[str, str]
) -> None:
    refund = _offer(demo, "finance", customer=customer, amount="-20.00")
    whole = _offer(demo, "finance", customer=customer)
    assert [(one["item"], one["amount"]) for one in refund] == [(items["credit"], "-20.00")]
    assert [(one["item"], one["amount"]) for one in whole] == [
        (items["first"], "100.00"),
        (items["credit"], "-50.00"),
        (items["late"], "300.00"),
        (items["later"], "200.00"),
    ]
    assert _offer(demo, "finance") == []


def test_what_is_offered_is_what_is_posted(
    demo: Demo, customer: str, items: dict[str, str]
) -> None:
    rows = _offer(demo, "finance", customer=customer, amount="400.00")
    demo.enter(
        "money_receipt", "finance", customer=customer, account="money/bank", amount="400.00",
        apply=apply(*((one["item"], one["amount"]) for one in rows)),
    )  # fmt: skip
    left = _offer(demo, "finance", customer=customer)
    assert {one["item"]: one["open"] for one in left} == {
        items["credit"]: "-50.00",
        items["later"]: "200.00",
    }


def test_only_items_that_one_sees_are_offered(
    demo: Demo, customer: str, items: dict[str, str]
) -> None:
    """A store manager enters receipts; of a customer of another shop the ledger shows nothing."""
    offered = {one: len(_offer(demo, one, customer=customer)) for one in ("chaoyang", "haidian")}
    assert offered == {"chaoyang": 4, "haidian": 0}
    with pytest.raises(NotFound):
        _offer(demo, "buyer", "payment", supplier="supplier/7")


def test_ageing_tells_how_long_what_is_open_has_been_due(
    demo: Demo, customer: str, items: dict[str, str]
) -> None:

    def aged(login: str, day: date) -> list[str]:
        access = ports.permissions().ledger_access(demo.actor(login), demo.app, "receivable")
        plan = ledgers.latest_plan(demo.app).get("receivable")
        found = ledgers.ageing(plan, access, day, {"customer": customer}, past=False)
        assert found.days == [30, 60, 90, 180]
        return found.amounts if not found.items else [*found.items[0].amounts, found.total]

    assert aged("finance", date(2026, 3, 31)) == [
        "200.00", "300.00", "-50.00", "100.00", "0.00", "0.00", "550.00",
    ]  # fmt: skip
    assert aged("finance", date(2026, 4, 1))[1:4] == ["0.00", "250.00", "100.00"]
    assert aged("sales", date(2026, 3, 31)) == ["0.00"] * 6
