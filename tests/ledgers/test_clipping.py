"""A reservation takes what is available and no more, and is used as far as it goes."""

from __future__ import annotations

from contextlib import nullcontext
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.errors import RuleRefused
from huiliu.ledgers.publishing import LedgerPublisher
from tests.ledgers.test_concurrency import at_once
from tests.support.limits import AVAILABLE, RESERVED
from tests.support.shop import Shop

HELD = {
    "id": "held",
    "label": {"zh-CN": "已锁"},
    "by": ["product", "warehouse", "order"],
    "terms": [{"measure": "qty"}],
    "code": "NOT_HELD",
    "message": {"zh-CN": "未锁定"},
}


def design() -> dict[str, Any]:
    content = deepcopy(RESERVED)
    terms = [{"ledger": "stock", "measure": "qty"}, {"measure": "qty", "sign": "-"}]
    content["checks"] = [{**AVAILABLE, "terms": terms}, HELD]
    for posting in content["postings"]:
        posting["up_to"] = {"check": "held" if posting["id"] == "used" else "available"}
    return content


def held(shop: Shop) -> dict[int, Decimal]:
    """Order → what it holds of the first product."""
    found = shop.balances("reserved")
    assert found == shop.sums("reserved")
    return {key[2]: Decimal(amounts[0]).scaleb(-4) for key, amounts in found.items() if key[0] == 1}


@pytest.fixture
def reserving(shop: Shop) -> Shop:
    shop.publish(design())
    return shop


def test_an_order_holds_what_is_available(reserving: Shop) -> None:
    reserving.approve("receipt", (1, "10"))
    first = reserving.approve("order", (1, "7"))
    second = reserving.approve("order", (1, "7"), (2, "1"))
    third = reserving.approve("order", (1, "1"))

    assert held(reserving) == {first.id: 7, second.id: 3}
    assert third.id not in held(reserving)

    reserving.tell("unapproved", first)
    reserving.tell("unapproved", second)
    reserving.tell("approved", second)
    assert held(reserving) == {first.id: 0, second.id: 7}


def test_the_last_lines_go_without(reserving: Shop) -> None:
    reserving.approve("receipt", (1, "10"))
    order = reserving.approve("order", (1, "6"), (1, "3"), (1, "4"))

    assert held(reserving) == {order.id: 10}
    from huiliu.ledgers.entry_store import live_entries

    entries = live_entries(reserving.ledger("reserved").storage, "order", order.id)
    assert [entry.amounts[0] for entry in entries] == [60000, 30000, 10000]


def test_a_delivery_uses_what_its_order_holds_and_takes_the_rest_from_what_is_free(
    reserving: Shop,
) -> None:
    reserving.approve("receipt", (1, "5"))
    order = reserving.approve("order", (1, "7"))
    reserving.approve("receipt", (1, "4"))

    delivery = reserving.approve("delivery", (1, "7"), order=order.id)

    assert held(reserving) == {order.id: 0}
    assert reserving.qty(1) == 2
    reserving.tell("unapproved", delivery)
    assert held(reserving) == {order.id: 5}


def test_what_is_taken_back_and_held_in_one_transaction(reserving: Shop) -> None:
    reserving.approve("receipt", (1, "10"))
    first = reserving.approve("order", (1, "8"))
    second = reserving.goods("order", (1, "8"))

    reserving.tell_all(("approved", second), ("unapproved", first))

    assert held(reserving) == {first.id: 0, second.id: 2}


LOOSE = {
    **AVAILABLE,
    "id": "loose",
    "terms": [{"ledger": "stock", "measure": "qty"}, {"measure": "qty", "sign": "-"}],
    "refuses": False,
}


def loose(*, refuses: bool) -> dict[str, Any]:
    """An order holds what nothing holds yet; a delivery changes the stock alone."""
    content = design()
    content["checks"] = [{**LOOSE, "refuses": refuses}]
    content["postings"] = [{**content["postings"][1], "up_to": {"check": "loose"}}]
    return content


@pytest.mark.parametrize("refuses", [False, True])
def test_a_sum_that_is_no_limit_is_stayed_within_and_refuses_nothing(
    shop: Shop, refuses: bool
) -> None:
    shop.publish(loose(refuses=refuses))
    shop.approve("receipt", (1, "4"))
    order = shop.approve("order", (1, "7"))
    assert held(shop) == {order.id: 4}

    with pytest.raises(RuleRefused) if refuses else nullcontext():
        shop.approve("delivery", (1, "1"))
    assert shop.qty(1) == (4 if refuses else 3)
    assert shop.approve("order", (1, "7")).id not in held(shop)


def test_two_who_want_what_is_left_of_a_sum_get_it_once(busy_shop: Shop) -> None:
    busy_shop.publish(loose(refuses=False))
    busy_shop.approve("receipt", (1, "10"))
    orders = [busy_shop.goods("order", (1, "3")) for _ in range(8)]

    with at_once(8, lambda n: busy_shop.tell("approved", orders[n])) as raised:
        pass

    assert raised == []
    assert sorted(held(busy_shop).values()) == [1, 3, 3, 3]


def test_two_who_want_the_last_goods_hold_them_once(busy_shop: Shop) -> None:
    busy_shop.publish(design())
    busy_shop.approve("receipt", (1, "10"))
    orders = [busy_shop.goods("order", (1, "3")) for _ in range(8)]

    with at_once(8, lambda n: busy_shop.tell("approved", orders[n])) as raised:
        pass

    assert raised == []
    assert sorted(held(busy_shop).values()) == [1, 3, 3, 3]


def test_mistakes_are_pointed_at(reserving: Shop) -> None:
    content = design()
    content["postings"][0]["up_to"] = {"ledger": "nowhere", "check": "available"}
    content["postings"][1]["up_to"] = {"check": "possible"}
    content["postings"][2]["up_to"] = {"ledger": "stock", "check": "none"}

    found = LedgerPublisher().validate(reserving.app, "reserved", content)

    assert [(problem.path, problem.code) for problem in found] == [
        ("postings.0.up_to.ledger", "no_such_ledger"),
        ("postings.1.up_to.check", "no_such_check"),
        ("postings.2.up_to.check", "no_such_check"),
    ]
