"""采购订单 → 采购入库 → 采购退货 in the demo company: open quantities, shares, payables, costs."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from huiliu.core.errors import HuiliuError, RuleRefused
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_an_order_knows_what_is_still_to_come(demo: Demo) -> None:
    lines = demo.lines("order/1")
    assert {n: (str(r["received"]), str(r["open"])) for n, r in lines.items()} == {
        "马克杯": ("160.0000", "40.0000"),
        "陶瓷碗": ("300.0000", "0.0000"),
        "功夫茶具": ("20.0000", "20.0000"),
    }
    assert demo.named("order/1").values["exec_status"] == "partial"
    assert demo.named("order/2").values["exec_status"] == "completed"
    coming = demo.balances("commitment", product="product/mug")
    assert [m["coming"] for _, m in coming] == ["40.0000"]


def test_parts_of_a_line_add_up_to_its_amount(demo: Demo) -> None:
    """N5: 200 at 9.20 are 1,840.00, whatever it is split into; prices come from the order."""
    parts = [demo.lines(f"order/1/receipt/{n}")["马克杯"] for n in (1, 2)]
    assert [str(p["amount"]) for p in parts] == ["1104.00", "368.00"]
    assert [str(p["net"]) for p in parts] == ["976.99", "325.66"]
    assert {p["price"] for p in parts} == {Decimal("9.2")}


def test_more_than_is_open_is_refused_and_changes_nothing(demo: Demo) -> None:
    before = demo.lines("order/1"), demo.balances("payable"), demo.balances("stock")
    with pytest.raises(RuleRefused) as refused:
        demo.push("order/1", "purchase_receipt.from_order", "keeper", {"马克杯": "41"})
    assert refused.value.wire_code == "OVER_RECEIPT"
    assert (demo.lines("order/1"), demo.balances("payable"), demo.balances("stock")) == before


def test_more_than_was_received_is_not_returned(demo: Demo) -> None:
    with pytest.raises(RuleRefused) as refused:
        demo.push(
            "order/1/receipt/1", "purchase_return.from_receipt", "manager",
            {"马克杯": "115"}, reason="质量问题",
        )  # fmt: skip
    assert refused.value.wire_code == "OVER_RETURN"


def test_a_receipt_and_a_return_are_items_to_pay(demo: Demo) -> None:
    receipt, back = demo.named("order/1/receipt/1"), demo.named("order/1/return/1")
    assert str(receipt.values["total"]) == "2244.00"
    assert str(back.values["total"]) == "55.20"
    due = receipt.values["bill_date"] + timedelta(days=45)
    items = {d["document"]: (d["due"], m["amount"]) for d, m in demo.balances("payable")}
    assert items[receipt.values["no"]] == (due.isoformat(), "2244.00")
    assert items[back.values["no"]] == (back.values["bill_date"].isoformat(), "-55.20")


def test_an_order_over_ten_thousand_goes_to_the_general_manager(demo: Demo) -> None:
    order = demo.enter(
        "purchase_order", "buyer", supplier="supplier/2", warehouse="warehouse/main",
        lines=[{"product": "product/teapot", "qty": "100", "price": "115"}],
    )  # fmt: skip
    demo.approve(order, "manager")
    assert demo.now(order).state == "pending"
    demo.approve(order, "boss")
    assert demo.now(order).state == "approved"


def test_a_price_that_rose_too_much_asks_finance(demo: Demo) -> None:
    order = demo.enter(
        "purchase_order", "buyer", supplier="supplier/2", warehouse="warehouse/main",
        lines=[{"product": "product/mug", "qty": "10", "price": "12"}],
    )  # fmt: skip
    demo.approve(order, "manager")
    with pytest.raises(AssertionError):
        demo.approve(order, "boss")
    demo.approve(order, "finance")
    assert demo.now(order).state == "approved"


def test_another_unit_is_received_in_base_units(demo: Demo) -> None:
    unit = demo.enter_plain(
        "product_unit",
        "buyer",
        product="product/bowl",
        uom="unit/case",
        name="箱(48个)",
        rate="48",
    )
    before = demo.total("stock", "qty", product="product/bowl")
    order = demo.enter(
        "purchase_order", "manager", supplier="supplier/2", warehouse="warehouse/main",
        lines=[{"product": "product/bowl", "pack": unit.uid, "qty": "2", "price": "182.40"}],
    )  # fmt: skip
    demo.approve(order, "manager")
    row = demo.now(order).values["lines"][0]
    assert (str(row["base_qty"]), str(row["amount"])) == ("96.0000", "364.80")
    pushed = demo.push_record(demo.now(order), "purchase_receipt.from_order", "keeper")
    demo.approve(pushed, "keeper")
    assert demo.total("stock", "qty", product="product/bowl") - before == 96
    assert str(demo.now(order).values["lines"][0]["open"]) == "0.0000"


def test_an_order_with_receipts_is_not_taken_back(demo: Demo) -> None:
    with pytest.raises(HuiliuError) as refused:
        demo.unapprove("order/1", "manager")
    assert refused.value.wire_code == "HAS_DOWNSTREAM"
    assert demo.named("order/1").state == "approved"


def test_a_receipt_taken_back_restores_everything(demo: Demo) -> None:
    state = demo.balances("payable"), demo.balances("stock"), demo.balances("commitment")
    pushed = demo.push("order/1", "purchase_receipt.from_order", "keeper", {"马克杯": "40"})
    demo.approve(pushed, "keeper")
    assert str(demo.lines("order/1")["马克杯"]["open"]) == "0.0000"
    demo.unapprove_record(pushed, "manager")
    assert str(demo.lines("order/1")["马克杯"]["open"]) == "40.0000"
    after = demo.balances("payable"), demo.balances("stock"), demo.balances("commitment")
    assert [_there(one) for one in after] == [_there(one) for one in state]


def _there(balances: list[tuple[dict[str, object], dict[str, str]]]) -> list[object]:
    """What is not zero."""
    return [(d, m) for d, m in balances if any(Decimal(one) for one in m.values())]
