"""What stock is worth that nobody bought: 其他入库, 期初, 成本调整."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiliu.core.errors import HuiliuError, RuleRefused
from tests.jxc_template.conftest import Demo
from tests.support.storeroom import KNIFE, MAIN, PAN, SHOP, cost_of, held, here

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_what_comes_in_is_worth_what_is_said_or_what_stock_is(demo: Demo) -> None:
    qty, value = held(demo, PAN)
    given = demo.enter(
        "other_in", "boss", kind="gift", warehouse=MAIN,
        lines=[{"product": PAN, "qty": "2", "price": "70.005"}],
    )  # fmt: skip
    demo.approve(given, "finance")
    assert held(demo, PAN) == (qty + 2, value + Decimal("140.01"))
    assert demo.vouchers(given) == [
        ("debit", "1405", Decimal("140.01")),
        ("credit", "5301", Decimal("140.01")),
    ]
    worth = cost_of(demo, PAN, "3")
    back = demo.enter(
        "other_in", "keeper", kind="return", warehouse=MAIN, lines=[{"product": PAN, "qty": "3"}]
    )
    demo.approve(back, "finance")
    assert held(demo, PAN) == (qty + 5, value + Decimal("140.01") + worth)


def test_a_line_may_name_another_warehouse(demo: Demo) -> None:
    before = here(demo, PAN), here(demo, PAN, SHOP)
    given = demo.enter(
        "other_in", "boss", kind="gift", warehouse=MAIN,
        lines=[
            {"product": PAN, "qty": "2", "price": "1"},
            {"product": PAN, "qty": "3", "price": "1", "warehouse": SHOP},
        ],
    )  # fmt: skip
    demo.approve(given, "finance")
    assert (here(demo, PAN), here(demo, PAN, SHOP)) == (before[0] + 2, before[1] + 3)


def test_a_cost_adjustment_changes_value_alone_after_the_general_manager(demo: Demo) -> None:
    qty, value = held(demo, PAN)
    adjusted = demo.enter(
        "cost_adjustment", "finance", kind="impairment", warehouse=MAIN,
        lines=[{"product": PAN, "amount": "-50.00"}],
    )  # fmt: skip
    assert held(demo, PAN) == (qty, value)
    demo.approve(adjusted, "boss")
    assert held(demo, PAN) == (qty, value - 50)
    assert demo.vouchers(adjusted) == [
        ("debit", "1405", Decimal(-50)),
        ("credit", "5401", Decimal(-50)),
    ]
    too_much = demo.enter(
        "cost_adjustment", "finance", kind="impairment", warehouse=MAIN,
        lines=[{"product": PAN, "amount": str(-value)}],
    )  # fmt: skip
    with pytest.raises(RuleRefused) as refused:
        demo.approve(too_much, "boss")
    assert refused.value.wire_code == "NOTHING_TO_REVALUE"
    assert held(demo, PAN) == (qty, value - 50)


def test_opening_stock_is_there_once_for_a_product_in_a_warehouse(demo: Demo) -> None:
    opening = demo.enter_plain(
        "opening_stock", "finance", bill_date="2026-01-31", warehouse=SHOP, product=KNIFE,
        qty="3", unit_cost="33.333",
    )  # fmt: skip
    assert opening.values["value"] == Decimal("100.00")
    assert demo.books_agree()
    with pytest.raises(HuiliuError):
        demo.enter_plain(
            "opening_stock", "finance", bill_date="2026-01-31", warehouse=SHOP, product=KNIFE,
            qty="1", unit_cost="1",
        )  # fmt: skip
