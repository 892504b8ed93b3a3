"""整单优惠: shared over the lines of an order, and what its deliveries and returns take of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN = "warehouse/main"


def _order(demo: Demo, discount: str) -> Record:
    """Two lines of 1,308.00 (9 %) and 359.40 (13 %), as in the worked example."""
    return demo.enter(
        "sales_order", "sales_manager", customer="customer/6", warehouse=MAIN,
        order_discount=discount,
        lines=[
            {"product": "product/glass", "qty": "12", "price": "109.00", "tax_rate": "0.09"},
            {"product": "product/kettle", "qty": "6", "price": "59.90", "tax_rate": "0.13"},
        ],
    )  # fmt: skip


def _amounts(record: Record, subform: str = "lines") -> list[tuple[str, str, str]]:
    return [(str(r["amount"]), str(r["net"]), str(r["tax"])) for r in record.values[subform]]


def test_the_last_line_takes_the_rest_of_the_discount(demo: Demo) -> None:
    order = demo.now(_order(demo, "20.00"))
    assert [str(row["share"]) for row in order.values["lines"]] == ["15.69", "4.31"]
    assert _amounts(order) == [("1292.31", "1185.61", "106.70"), ("355.09", "314.24", "40.85")]
    assert str(order.values["total"]) == "1647.40"


def test_a_discount_larger_than_the_goods_is_refused(demo: Demo) -> None:
    with pytest.raises(RuleRefused) as refused:
        _order(demo, "2000")
    assert refused.value.wire_code == "DISCOUNT_TOO_LARGE"


def test_deliveries_and_returns_of_a_discounted_order_add_up(demo: Demo) -> None:
    demo.set("customer/6", credit_days=None)  # who is late on terms is asked about (AF-04)
    order = demo.now(_order(demo, "20.00"))
    assert order.state == "approved"
    first, second = (row["$row"] for row in order.values["lines"])
    part = {first: "5", second: "6"}
    one = demo.push_record(order, "sales_delivery.from_order", "keeper", part)
    two = demo.push_record(order, "sales_delivery.from_order", "keeper", {first: "7"})
    assert _amounts(demo.now(one)) == [("538.46", "494.00", "44.46"), ("355.09", "314.24", "40.85")]
    assert _amounts(demo.now(two)) == [("753.85", "691.61", "62.24")]
    delivered = demo.now(one).values["total"] + demo.now(two).values["total"]
    assert delivered == order.values["total"] == Decimal("1647.40")
    assert demo.now(order).values["exec_status"] == "completed"
