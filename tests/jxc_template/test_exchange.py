"""换货: what comes back at the amounts and the cost of its delivery, what goes out priced anew."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, CUP, KETTLE = "warehouse/main", "product/glass", "product/kettle"


def _delivered(demo: Demo) -> Record:
    """Three glasses for 100.00 in all, which does not divide by three."""
    made = demo.enter(
        "sales_delivery", "sales_manager", customer="customer/5", warehouse=MAIN,
        lines=[{"product": CUP, "qty": "3", "price": "33.333333", "tax_rate": "0.13"}],
    )  # fmt: skip
    return demo.now(made)


def _exchange(demo: Demo, delivery: Record, back: str, out: str = "2", **more: Any) -> Record:
    (row,) = delivery.values["lines"]
    made = demo.enter(
        "exchange", "sales_manager", customer="customer/5", warehouse=MAIN,
        delivery=delivery.uid,
        return_lines=[{"product": CUP, "qty": back, "delivery_line": str(row["$row"])}],
        out_lines=[{"product": KETTLE, "qty": out, "price": "96", "tax_rate": "0.13"}],
        **more,
    )  # fmt: skip
    demo.approve(made, "sales_manager")
    return demo.now(made)


def _open(demo: Demo, number: str) -> str:
    items = {d["document"]: m["amount"] for d, m in demo.balances("receivable")}
    return str(items[number])


def test_both_sides_of_an_exchange_are_one_item_of_the_difference(demo: Demo) -> None:
    delivery = _delivered(demo)
    stock = {key: demo.total("stock", "qty", product=key) for key in (CUP, KETTLE)}
    made = _exchange(demo, delivery, "2")
    values = made.values
    assert [str(values[k]) for k in ("return_total", "return_net")] == ["66.67", "59.00"]
    assert [str(values[k]) for k in ("out_total", "difference")] == ["192.00", "125.33"]
    assert _open(demo, values["no"]) == "125.33"
    assert demo.total("stock", "qty", product=CUP) == stock[CUP] + 2
    assert demo.total("stock", "qty", product=KETTLE) == stock[KETTLE] - 2


def test_what_comes_back_costs_what_it_cost(demo: Demo) -> None:
    delivery = _delivered(demo)
    cost = delivery.values["lines"][0]["cost"]
    made = _exchange(demo, delivery, "1")
    assert made.values["return_lines"][0]["cost"] == (cost / 3).quantize(Decimal("0.01"))
    assert made.values["out_lines"][0]["cost"] > 0


def test_returns_and_exchanges_share_the_amounts_of_a_line_to_the_cent(demo: Demo) -> None:
    delivery = _delivered(demo)
    exchanged = _exchange(demo, delivery, "2")
    row = delivery.values["lines"][0]["$row"]
    back = demo.push_record(delivery, "sales_return.from_delivery", "sales_manager", {row: "1"})
    returned = demo.now(back).values
    assert str(returned["total"]) == "33.33"
    assert returned["total"] + exchanged.values["return_total"] == delivery.values["total"]
    assert returned["total_net"] + exchanged.values["return_net"] == delivery.values["total_net"]


def test_no_more_comes_back_than_was_delivered_by_whatever_way(demo: Demo) -> None:
    delivery = _delivered(demo)
    _exchange(demo, delivery, "2")
    row = delivery.values["lines"][0]["$row"]
    with pytest.raises(RuleRefused) as refused:
        _exchange(demo, delivery, "2")
    assert refused.value.wire_code == "OVER_RETURN"
    with pytest.raises(RuleRefused) as refused:
        demo.push_record(delivery, "sales_return.from_delivery", "sales_manager", {row: "2"})
    assert refused.value.wire_code == "OVER_RETURN"


def test_neither_side_is_posted_when_the_other_cannot_be(demo: Demo) -> None:
    delivery = _delivered(demo)
    before = demo.total("stock", "qty", product=CUP)
    with pytest.raises(RuleRefused) as refused:
        _exchange(demo, delivery, "1", out="100000")
    assert refused.value.wire_code == "NEGATIVE_STOCK"
    assert demo.total("stock", "qty", product=CUP) == before


def test_taking_an_exchange_back_leaves_nothing_of_it(demo: Demo) -> None:
    delivery = _delivered(demo)
    owed, value = demo.total("receivable", "amount"), demo.total("stock", "value")
    made = _exchange(demo, delivery, "3")
    demo.unapprove_record(made, "sales_manager")
    assert demo.total("receivable", "amount") == owed
    assert demo.total("stock", "value") == value
    assert not demo.now(delivery).values["lines"][0]["exchanged"]
