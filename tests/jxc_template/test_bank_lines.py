"""银行流水: matched with the one document that can be meant, suggested by name, or left open."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo
from tests.jxc_template.money import found, open_items, opening

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CUSTOMER, SUPPLIER = "customer/2", "supplier/7"


def _line(demo: Demo, amount: str, ref: str, **more: Any) -> Record:
    today = ports.clock().today("Asia/Shanghai").isoformat()
    made = demo.enter_plain(
        "bank_line", "finance", account="money/bank", bank_date=today, amount=amount,
        bank_ref=ref, **more,
    )  # fmt: skip
    return demo.now(made)


def _receive(demo: Demo, amount: str) -> Record:
    return demo.enter(
        "money_receipt", "finance", customer=CUSTOMER, account="money/bank", amount=amount, apply=[]
    )


def test_money_that_came_in_is_the_one_receipt_of_that_amount(demo: Demo) -> None:
    receipt = _receive(demo, "321.09")
    line = _line(demo, "321.09", "B1")
    assert (line.values["match"], line.values["matched_by"]) == ("matched", "amount")
    assert line.values["money_receipt"] == receipt.id
    assert demo.now(receipt).values["banked"] is True
    again = _line(demo, "321.09", "B2")
    assert (again.values["match"], again.values["money_receipt"]) == ("open", None)


def test_of_two_receipts_that_may_be_meant_none_is_taken(demo: Demo) -> None:
    for _ in range(2):
        _receive(demo, "77.07")
    assert _line(demo, "77.07", "B3").values["match"] == "open"


def test_money_that_went_out_is_a_payment_with_its_fee_or_a_transfer(demo: Demo) -> None:
    payment = demo.enter(
        "payment", "finance", supplier=SUPPLIER, account="money/bank", amount="40.00",
        fee="0.50", apply=[],
    )  # fmt: skip
    demo.approve(demo.now(payment), "boss")
    moved = demo.enter(
        "money_transfer", "finance", from_account="money/bank", to_account="money/cash",
        amount="61.00",
    )  # fmt: skip
    first, second = _line(demo, "-40.50", "B4"), _line(demo, "-61.00", "B5")
    assert (first.values["match"], first.values["payment"]) == ("matched", payment.id)
    assert (second.values["match"], second.values["money_transfer"]) == ("matched", moved.id)
    assert demo.now(moved).values["banked_out"] is True
    assert demo.now(moved).values["banked_in"] is False


def test_a_name_that_is_known_makes_a_draft_and_its_approval_the_match(demo: Demo) -> None:
    name = str(demo.named(CUSTOMER).values["name"])
    line = _line(demo, "18.18", "B6", counterparty=name)
    assert (line.values["match"], line.values["matched_by"]) == ("suggested", "party")
    (draft,) = found(demo, "money_receipt", ("$state", "eq", "draft"))
    assert (draft.id, str(draft.values["amount"])) == (line.values["money_receipt"], "18.18")
    demo.submit(draft, "finance")
    assert demo.now(line).values["match"] == "matched"


def test_a_name_that_nobody_knows_leaves_the_line_open(demo: Demo) -> None:
    line = _line(demo, "-3.00", "B7", counterparty="查无此人")
    assert line.values["match"] == "open"
    assert found(demo, "payment", ("$state", "eq", "draft")) == []


def test_what_finance_matches_by_hand_is_marked_too(demo: Demo) -> None:
    receipt = _receive(demo, "5.55")
    line = _line(demo, "5.00", "B8")
    demo.change(line, "finance", match="matched", money_receipt=receipt.uid)
    assert demo.now(receipt).values["banked"] is True


def _owed(demo: Demo, *amounts: str) -> tuple[str, list[str]]:
    """Open items of a customer of their own, of a name that nobody else has."""
    customer = demo.enter_plain("customer", "admin", name=f"应收客户{'、'.join(amounts)}")
    items = [
        opening(demo, "ar", amount, customer=customer.uid, ref_no=f"R{n}")
        for n, amount in enumerate(amounts)
    ]
    return str(demo.now(customer).values["name"]), [
        str(demo.now(one).values["item"]) for one in items
    ]


def _settles(demo: Demo, line: Record) -> list[tuple[str, str]]:
    draft = demo.now_of("money_receipt", line.values["money_receipt"])
    return [(row["item"], str(row["amount"])) for row in draft.values["apply"]]


def test_money_that_pays_several_items_drafts_the_receipt_that_settles_them(demo: Demo) -> None:
    name, items = _owed(demo, "100.10", "200.20", "400.40")
    line = _line(demo, "500.50", "B9", counterparty=name)
    assert (line.values["match"], line.values["matched_by"]) == ("suggested", "items")
    assert _settles(demo, line) == [(items[0], "100.10"), (items[2], "400.40")]
    demo.submit(demo.now_of("money_receipt", line.values["money_receipt"]), "finance")
    assert demo.now(line).values["match"] == "matched"
    assert set(open_items(demo, "receivable").items()) >= {(items[1], "200.20")}


def test_an_item_that_the_memo_names_is_meant_whoever_paid(demo: Demo) -> None:
    _, items = _owed(demo, "55.00", "55.00")
    line = _line(demo, "55.00", "B10", counterparty="财务代付", memo=f"货款 {items[1]} 谢谢")
    assert _settles(demo, line) == [(items[1], "55.00")]


def test_of_several_ways_to_add_up_the_first_due_is_suggested(demo: Demo) -> None:
    name, items = _owed(demo, "30.00", "30.00", "30.00")
    line = _line(demo, "60.00", "B11", counterparty=name)
    assert _settles(demo, line) == [(items[0], "30.00"), (items[1], "30.00")]


def test_what_adds_up_to_no_items_is_an_advance_of_who_paid(demo: Demo) -> None:
    name, _ = _owed(demo, "10.00", "20.00")
    line = _line(demo, "25.00", "B12", counterparty=name)
    assert (line.values["matched_by"], _settles(demo, line)) == ("party", [])


def test_a_document_with_two_due_dates_is_no_item(demo: Demo) -> None:
    """No one line of a receipt settles both; nor is a draft made that could not be."""
    customer = demo.enter_plain("customer", "admin", name="两个到期日")
    for amount, due in (("11.00", "2026-08-01"), ("12.00", "2026-09-01")):
        opening(demo, "ar", amount, customer=customer.uid, ref_no="R", due_on=due)
    line = _line(demo, "23.00", "B13", counterparty="两个到期日")
    assert (line.values["matched_by"], _settles(demo, line)) == ("party", [])
