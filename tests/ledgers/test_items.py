"""Open items: what pays one finds it among the balances, and holds its document where it is."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from huiliu.core.errors import RuleRefused
from huiliu.ledgers.publishing import LedgerPublisher
from tests.support.shop import DAY, Shop

ITEMS: dict[str, Any] = {
    "kind": "ledger",
    "version": 1,
    "id": "items",
    "title": {"zh-CN": "未清项"},
    "dimensions": [
        {"id": "item", "label": {"zh-CN": "单据"}, "type": "reference", "form": "order"},
        {"id": "due", "label": {"zh-CN": "到期日"}, "type": "date"},
    ],
    "measures": [
        {
            "id": "amount",
            "label": {"zh-CN": "未清金额"},
            "scale": 2,
            "floor": {
                "min": "0",
                "code": "OVER_APPLY",
                "message": {"zh-CN": "未清 {current}，本次核销 {required}"},
                "undone": {
                    "code": "HAS_DOWNSTREAM",
                    "message": {"zh-CN": "已有核销，不能反审核"},
                },
            },
        }
    ],
    "postings": [
        {
            "id": "opened",
            "form": "order",
            "each": "lines",
            "date": "bill_date",
            "dimensions": {"item": "$id", "due": "bill_date"},
            "measures": {"amount": "{lines.qty}"},
        },
        {
            "id": "paid",
            "form": "receipt",
            "each": "lines",
            "date": "bill_date",
            "dimensions": {"item": "order", "due": {"found_by": {"item": "order"}}},
            "measures": {"amount": "-{lines.qty}"},
        },
    ],
}


@pytest.fixture
def items(shop: Shop) -> Shop:
    shop.publish(ITEMS)
    return shop


def _refused(shop: Shop, act: Any) -> str:
    before = shop.balances("items")
    with pytest.raises(RuleRefused) as refused:
        act()
    assert shop.balances("items") == before
    return refused.value.wire_code


def test_a_payment_is_posted_to_the_day_its_item_is_due(items: Shop) -> None:
    order = items.approve("order", (1, "100"), day=date(2026, 10, 1))

    items.approve("receipt", (1, "40"), order=order.id, day=date(2026, 10, 20))

    assert items.balances("items") == {(order.id, date(2026, 10, 1)): (6000,)}
    assert items.sums("items") == items.balances("items")


def test_more_than_is_open_and_an_item_that_is_not_there_are_refused(items: Shop) -> None:
    order = items.approve("order", (1, "100"))
    items.approve("receipt", (1, "60"), order=order.id)

    over = _refused(items, lambda: items.approve("receipt", (1, "40.01"), order=order.id))
    absent = _refused(items, lambda: items.approve("receipt", (1, "1"), order=order.id + 1))

    assert (over, absent) == ("OVER_APPLY", "OVER_APPLY")


def test_a_document_that_was_paid_is_not_taken_back_before_its_payment(items: Shop) -> None:
    order = items.approve("order", (1, "100"))
    payment = items.approve("receipt", (1, "0.01"), order=order.id)

    assert _refused(items, lambda: items.tell("unapproved", order)) == "HAS_DOWNSTREAM"

    items.tell("unapproved", payment)
    items.tell("unapproved", order)
    assert set(items.balances("items").values()) == {(0,)}


def test_of_several_open_ones_the_first_due_is_paid(items: Shop) -> None:
    """A reference to what was due on two days finds the earlier one that is open."""
    order = items.approve("order", (1, "10"), day=DAY)
    later = items.goods("order", (1, "10"), day=date(2027, 1, 1))
    items.tell("approved", replace(later, id=order.id))

    items.approve("receipt", (1, "10"), order=order.id)
    items.approve("receipt", (1, "4"), order=order.id)

    assert items.balances("items") == {
        (order.id, DAY): (0,),
        (order.id, date(2027, 1, 1)): (600,),
    }


def test_publishing_says_which_dimension_of_a_lookup_is_wrong(shop: Shop) -> None:
    design = deepcopy(ITEMS)
    design["postings"][1]["dimensions"]["due"] = {"found_by": {"nothing": "order", "item": "day"}}

    found = LedgerPublisher().validate(shop.app, "items", design)

    at = "postings.1.dimensions.due.found_by"
    assert {(one.path, one.code) for one in found} == {
        (f"{at}.nothing", "no_such_dimension"),
        (f"{at}.item", "no_such_path"),
    }
