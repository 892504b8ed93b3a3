"""What is available, shown beside what is there, to whoever may see it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huiliu.core.access import Access, Grant, system_access
from huiliu.core.conditions import Condition, Term
from huiliu.ledgers import at_keys
from huiliu.ledgers.balance_list import BalanceQuery, list_balances
from huiliu.ledgers.check_columns import check_amounts, shown_checks
from huiliu.ledgers.sight import Sight
from tests.support.limits import (
    AVAILABLE,
    RESERVED,
    refused_by,
    reserving_shop,
    stock,
)
from tests.support.shop import ACTOR, Shop
from tests.support.stock import STOCK


def test_what_is_available_can_be_learnt_too(shop: Shop) -> None:
    reserving_shop(shop)
    shop.approve("receipt", (1, "10"))
    shop.approve("order", (1, "7"))
    keys = [{"warehouse": 1, "product": product} for product in (1, 2)]

    assert at_keys.amounts(shop.app, "stock", keys) == [
        {"qty": Decimal(10), "value": Decimal(0), "available": Decimal(3)},
        {"qty": Decimal(0), "value": Decimal(0), "available": Decimal(0)},
    ]
    assert at_keys.amounts(shop.app, "stock", [{"product": 1}]) == [
        {"qty": Decimal(10), "value": Decimal(0)}
    ]
    assert at_keys.amounts(shop.app, "nowhere", keys) == [{}, {}]
    assert at_keys.amounts(shop.app, "stock", [{"place": 1}]) == [{}]


def _on_the_way() -> dict[str, Any]:
    """A transit is a dimension of its own: empty for what lies in the warehouse."""
    design = stock(checks=({**AVAILABLE, "terms": [{"measure": "qty", "empty": ["transit"]}]},))
    transit = {"id": "transit", "label": {"zh-CN": "在途"}, "type": "reference", "form": "order"}
    design["dimensions"].append(transit)
    for posting in design["postings"]:
        posting["dimensions"]["transit"] = None
    design["postings"][0]["dimensions"]["transit"] = "order"
    return design


def test_goods_on_their_way_are_neither_here_nor_available(shop: Shop) -> None:
    shop.publish(_on_the_way())

    shop.approve("receipt", (1, "5"), order=9)
    assert refused_by(shop, "approved", shop.goods("delivery", (1, "1"))).wire_code == (
        "NEGATIVE_STOCK"
    )
    assert shop.balances() == {(1, 1, 9): (50000, 0)}
    assert balances_of(shop) == [("product-1", {"id": "order-9", "title": "order 9"}, {})]


def test_what_was_on_its_way_and_has_arrived_is_not_listed(shop: Shop) -> None:
    shop.publish(_on_the_way())
    sent = shop.approve("receipt", (1, "5"), order=9)
    shop.approve("receipt", (1, "2"))
    assert [checks for *_, checks in balances_of(shop)] == [{"available": "2.0000"}, {}]

    shop.tell("unapproved", sent)
    assert [checks for *_, checks in balances_of(shop)] == [{"available": "2.0000"}]


def balances_of(shop: Shop, *, but: str = "") -> list[tuple[str, Any, dict[str, str]]]:
    """Product, what it is on its way by, checks: for who sees all ledgers ``but`` one."""
    shop.permissions.given[but, ACTOR.member_id] = None
    page = list_balances(shop.plan, system_access(ACTOR, "stock"), BalanceQuery())
    return [
        (one["dimensions"]["product"]["id"], one["dimensions"].get("transit"), one["checks"])
        for one in page.items
    ]


def test_what_is_available_stands_beside_what_is_there(shop: Shop) -> None:
    reserving_shop(shop)
    shop.approve("receipt", (1, "10"), (2, "5"))
    shop.approve("order", (1, "7"))

    assert balances_of(shop) == [
        ("product-1", None, {"available": "3.0000"}),
        ("product-2", None, {"available": "5.0000"}),
    ]
    assert balances_of(shop, but="reserved") == [("product-1", None, {}), ("product-2", None, {})]


def test_a_check_that_discloses_is_shown_to_who_sees_the_row_alone(shop: Shop) -> None:
    """可用量 for a salesperson, who sees neither what is there nor what is reserved."""
    shop.publish(RESERVED)
    shop.publish(stock(checks=({**AVAILABLE, "discloses": True},)))
    shop.approve("receipt", (1, "10"), (2, "5"))
    shop.approve("order", (1, "7"))
    shop.permissions.given["reserved", ACTOR.member_id] = None
    dimensions = dict.fromkeys((one["id"] for one in STOCK["dimensions"]), "view")
    only_the_first = Condition(cond=(Term(field="product", op="in", value=["1"]),))

    def seen(rows: Condition | None) -> list[tuple[Any, Any]]:
        grant = Grant("sales", frozenset({"view"}), dimensions, rows)
        page = list_balances(shop.plan, Access(ACTOR, "stock", (grant,)), BalanceQuery())
        return [(one["measures"], one["checks"]) for one in page.items]

    assert seen(None) == [({}, {"available": "3.0000"}), ({}, {"available": "5.0000"})]
    assert seen(only_the_first) == [({}, {"available": "3.0000"})]

    def asked(rows: Condition | None, product: int) -> dict[str, str]:
        grant = Grant("sales", frozenset({"view"}), dimensions, rows)
        sight = Sight(shop.plan, Access(ACTOR, "stock", (grant,)))
        return check_amounts(sight, shown_checks(sight), [(product, 1)])[0]

    assert [asked(None, product) for product in (1, 2, 3)] == [
        {"available": "3.0000"}, {"available": "5.0000"}, {"available": "0.0000"}
    ]  # fmt: skip
    assert [asked(only_the_first, product) for product in (1, 2, 3)] == [
        {"available": "3.0000"}, {}, {}
    ]  # fmt: skip


def only_available(shop: Shop, *products: str) -> None:
    """The buyer of this shop sees of its stock which goods there are, and no reservations."""
    shop.publish(RESERVED)
    shop.publish(stock(checks=({**AVAILABLE, "discloses": True},)))
    dimensions = dict.fromkeys((one["id"] for one in STOCK["dimensions"]), "view")
    rows = Condition(cond=(Term(field="product", op="in", value=[*products]),))
    grant = Grant("sales", frozenset({"view"}), dimensions, rows)
    shop.permissions.given["stock", ACTOR.member_id] = Access(ACTOR, "stock", (grant,))
    shop.permissions.given["reserved", ACTOR.member_id] = None


def test_a_refusal_discloses_what_is_available_and_not_what_is_there(shop: Shop) -> None:
    only_available(shop, "1")
    shop.approve("receipt", (1, "10"), (2, "10"))
    shop.approve("order", (1, "7"), (2, "7"))

    def heard(product: int, qty: str) -> tuple[str, str, list[str]]:
        error = refused_by(shop, "approved", shop.goods("delivery", (product, qty)))
        told = error.message("zh-CN"), sorted({*error.data} - {"product", "warehouse"})
        return error.wire_code, *told

    figures = ["current", "holders", "required", "shortage"]
    assert heard(1, "4") == ("INSUFFICIENT_AVAILABLE", "保温杯 可用量不足：可用 3，需要 4", figures)
    assert heard(2, "4") == ("INSUFFICIENT_AVAILABLE", "雨伞 可用量不足", [])
    assert heard(3, "4") == ("NEGATIVE_STOCK", "毛巾 库存不足", [])
    assert heard(1, "11") == ("NEGATIVE_STOCK", "保温杯 库存不足", [])


def test_goods_on_their_way_that_are_not_shown_hide_nothing_of_what_is_here(shop: Shop) -> None:
    design = _on_the_way()
    design["checks"][0]["discloses"] = True
    shop.publish(design)
    shop.approve("receipt", (1, "5"), order=9)
    shop.approve("receipt", (1, "2"))
    shown = dict.fromkeys((one["id"] for one in design["dimensions"]), "view")
    here = Condition(cond=(Term(field="transit", op="empty"),))
    access = Access(ACTOR, "stock", (Grant("sales", frozenset({"view"}), shown, here),))

    page = list_balances(shop.plan, access, BalanceQuery())

    assert [(one["measures"], one["checks"]) for one in page.items] == [
        ({}, {"available": "2.0000"})
    ]
