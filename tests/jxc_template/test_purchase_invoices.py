"""采购发票: what it covers, once; the tax that is certified; a difference to what came in."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.errors import HuiliuError, RuleRefused
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo
from tests.jxc_template.money import found

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, CUP = "warehouse/main", "product/glass"


def _received(demo: Demo) -> Record:
    """Ten at 11.30: 100.00 net and 13.00 tax."""
    made = demo.enter(
        "purchase_receipt", "buyer", supplier="supplier/3", warehouse=MAIN,
        lines=[{"product": CUP, "qty": "10", "price": "11.30", "tax_rate": "0.13"}],
    )  # fmt: skip
    demo.approve(made, "manager")
    return demo.now(made)


def _invoiced(demo: Demo, receipt: Record, number: str, qty: str = "10", **more: Any) -> Record:
    (row,) = receipt.values["lines"]
    made = demo.enter(
        "purchase_invoice", "finance", supplier="supplier/3", invoice_no=number,
        lines=[{"product": CUP, "receipt": receipt.uid, "receipt_line": str(row["$row"]),
                "base_qty": qty}],
        **more,
    )  # fmt: skip
    return demo.now(made)


def test_certified_tax_is_no_longer_waiting(demo: Demo) -> None:
    receipt = _received(demo)
    invoice = _invoiced(demo, receipt, "26332000000000000001")
    assert (str(invoice.values["net"]), str(invoice.values["tax"])) == ("100.00", "13.00")
    assert demo.booked(invoice) == {"22210101": "13.00", "222105": "-13.00"}
    assert demo.now(receipt).values["invoice_status"] == "已到票"


def test_no_more_is_invoiced_than_came_in_and_stayed(demo: Demo) -> None:
    receipt = _received(demo)
    row = receipt.values["lines"][0]["$row"]
    back = demo.push_record(
        receipt, "purchase_return.from_receipt", "buyer", {row: "1"}, reason="破损"
    )
    demo.approve(back, "manager")
    with pytest.raises(RuleRefused) as refused:
        _invoiced(demo, receipt, "26332000000000000002")
    assert refused.value.wire_code == "OVER_INVOICE"
    _invoiced(demo, receipt, "26332000000000000002", "9")
    with pytest.raises(RuleRefused) as refused:
        _invoiced(demo, receipt, "26332000000000000003", "1")
    assert refused.value.wire_code == "OVER_INVOICE"


def test_an_invoice_is_entered_once(demo: Demo) -> None:
    receipt = _received(demo)
    _invoiced(demo, receipt, "26332000000000000004", "5")
    with pytest.raises(HuiliuError) as refused:
        _invoiced(demo, receipt, "26332000000000000004", "5")
    assert set(refused.value.fields) == {"invoice_no"}
    assert str(demo.now(receipt).values["lines"][0]["invoiced"]) == "5.0000"


@pytest.mark.parametrize(
    ("net", "account", "amount"), [("100.05", "5603", "0.05"), ("101.00", "5401", "1.00")]
)
def test_a_difference_is_owed_and_spent(demo: Demo, net: str, account: str, amount: str) -> None:
    receipt = _received(demo)
    invoice = _invoiced(demo, receipt, "2633200000" + net.replace(".", ""), net=net, tax="13.00")
    assert demo.booked(invoice) == {
        "22210101": "13.00", "222105": "-13.00", account: amount, "220201": "-" + amount,
    }  # fmt: skip


def test_a_price_that_differs_goes_into_the_stock_that_is_left(demo: Demo) -> None:
    """P07, A08: 4 of 10 are sold, so 60 % of 5.00 go into the stock, by a draft to approve."""
    product = demo.enter_plain(
        "product", "boss", name="差价杯", unit="unit/piece", category="category/kitchen",
    )  # fmt: skip
    receipt = demo.enter(
        "purchase_receipt", "buyer", supplier="supplier/3", warehouse=MAIN,
        lines=[{"product": product.uid, "qty": "10", "price": "11.30", "tax_rate": "0.13"}],
    )  # fmt: skip
    demo.approve(receipt, "manager")
    out = demo.enter(
        "other_out", "boss", kind="sample", warehouse=MAIN,
        lines=[{"product": product.uid, "qty": "4"}],
    )  # fmt: skip
    for login in ("sales_manager", "finance", "boss"):
        if demo.now(out).state == "pending" and _is_asked(demo, out, login):
            demo.approve(demo.now(out), login)
    assert demo.now(out).state == "approved"
    (row,) = demo.now(receipt).values["lines"]
    invoice = demo.enter(
        "purchase_invoice", "finance", supplier="supplier/3", invoice_no="26332000000000000077",
        net="105.00", tax="13.65",
        lines=[{"product": product.uid, "receipt": receipt.uid, "receipt_line": str(row["$row"]),
                "base_qty": "10"}],
    )  # fmt: skip
    assert demo.booked(invoice)["5401"] == "5.00"
    (draft,) = _drafts(demo)
    assert (draft.values["kind"], str(draft.values["total"])) == ("invoice", "3.00")
    demo.submit(draft, "finance")
    demo.approve(demo.now(draft), "boss")
    assert demo.booked(draft) == {"1405": "3.00", "5401": "-3.00"}
    assert demo.total("stock", "value", product=product.uid) == 63


def test_un_approving_the_invoice_takes_its_draft_away(demo: Demo) -> None:
    receipt = _received(demo)
    invoice = _invoiced(demo, receipt, "26332000000000000078", net="150.00", tax="13.00")
    assert len(_drafts(demo)) == 1
    demo.unapprove_record(invoice, "finance")
    assert _drafts(demo) == []


def _drafts(demo: Demo) -> list[Record]:
    return found(demo, "cost_adjustment", ("$state", "eq", "draft"))


def _is_asked(demo: Demo, record: Record, login: str) -> bool:
    return ports.flows().rights(demo.now(record), demo.actor(login)) is not None


def test_goods_returned_after_their_tax_was_certified_transfer_it_out(demo: Demo) -> None:
    receipt = _received(demo)
    _invoiced(demo, receipt, "26332000000000000005")
    row = receipt.values["lines"][0]["$row"]
    back = demo.push_record(
        receipt, "purchase_return.from_receipt", "buyer", {row: "5"}, reason="破损"
    )
    demo.approve(back, "manager")
    found = demo.booked(back)
    assert (found["22210109"], found["220201"]) == ("-6.50", "56.50")
    assert "222105" not in found


def test_an_invoiced_receipt_is_not_taken_back(demo: Demo) -> None:
    receipt = _received(demo)
    _invoiced(demo, receipt, "26332000000000000006")
    with pytest.raises(HuiliuError) as refused:
        demo.unapprove_record(receipt, "manager")
    assert refused.value.wire_code == "HAS_DOWNSTREAM"
