"""A refusal tells what is short to whoever may see it, and to others only that it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction

from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor, Cause
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import RuleRefused
from huiliu.core.ports import Posting
from huiliu.core.records import Record
from huiliu.core.text import without
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers.posting import LedgerPoster
from tests.support.designs import event
from tests.support.limits import AVAILABLE, PAST, RESERVED, day, stock
from tests.support.shop import Shop

KEEPER = Actor(7, 1, "店长")
ELSEWHERE = Condition(cond=(Term(field="warehouse", op="in", value=["2"]),))
DOCUMENT = dict.fromkeys(("bill_date", "warehouse", "order", "lines", "lines.qty"), "edit")
SHORT = "保温杯 库存不足：现存 3，需要 5"


class NoFlows:
    def access(self, *_: Any) -> None:
        return None


def sees(shop: Shop, name: str, fields: Mapping[str, str], rows: Condition | None = None) -> None:
    """What the keeper sees of a form or a ledger."""
    grant = Grant("g", frozenset({"view", "create"}), fields, rows)  # type: ignore[arg-type]
    shop.permissions.given[name, KEEPER.member_id] = Access(KEEPER, name, (grant,))


def refused(shop: Shop, *postings: tuple[Record, Actor, Cause]) -> RuleRefused:
    before = shop.balances()
    told = [Posting(event("approved", one), actor, cause) for one, actor, cause in postings]
    with (
        ports.bound(flows=NoFlows()),
        pytest.raises(RuleRefused) as caught,
        transaction.atomic(),
    ):
        run_in_transaction(lambda: LedgerPoster().apply_all(told))
    assert shop.balances() == before == shop.sums()
    return caught.value


def delivered(shop: Shop, qty: str = "5", **more: Any) -> RuleRefused:
    return refused(shop, (shop.goods("delivery", (1, qty), **more), KEEPER, Cause()))


def heard(error: RuleRefused) -> tuple[str, str, dict[str, str]]:
    """The message, that of the line, and all data; they must agree."""
    ((line,),) = error.as_json("zh-CN")["fields"].values()  # type: ignore[attr-defined]
    data = {key: value for key, value in line.items() if key not in ("code", "message")}
    assert data == dict(error.data)
    return error.message("zh-CN"), line["message"], data


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    shop.approve("receipt", (1, "3"))
    sees(shop, "delivery", {**DOCUMENT, "lines.product": "edit"})
    return shop


def test_who_sees_the_balance_hears_it(stocked: Shop) -> None:
    sees(stocked, "stock", dict.fromkeys(("product", "warehouse", "qty"), "view"))
    names = {"product": "保温杯", "warehouse": "warehouse 1"}
    figures = {"current": "3", "required": "5", "shortage": "2"}
    assert heard(delivered(stocked)) == (SHORT, SHORT, {**names, **figures})


@pytest.mark.parametrize(
    "ledger",
    [
        None,
        {"product": "view", "warehouse": "view", "qty": "hidden"},
        {"product": "view", "warehouse": "hidden", "qty": "view"},
    ],
    ids=["no ledger", "no measure", "a sum over warehouses"],
)
def test_who_does_not_hears_only_that_it_is_short(stocked: Shop, ledger: Any) -> None:
    if ledger is None:
        stocked.permissions.given["stock", KEEPER.member_id] = None
    else:
        sees(stocked, "stock", ledger)
    error = delivered(stocked)
    message, line, data = heard(error)
    assert (error.wire_code, message, line) == ("NEGATIVE_STOCK", *["保温杯 库存不足"] * 2)
    assert data["product"] == "保温杯"
    assert data.keys() == {"product", "warehouse"}
    assert error.message("en") == "Not enough 保温杯"


@pytest.mark.parametrize("where", [1, 2])
def test_rows_decide(stocked: Shop, where: int) -> None:
    stocked.approve("receipt", (1, "3"), warehouse=2)
    sees(stocked, "stock", dict.fromkeys(("product", "warehouse", "qty"), "view"), ELSEWHERE)
    message = delivered(stocked, warehouse=where).message("zh-CN")
    assert message == {1: "保温杯 库存不足", 2: SHORT}[where]


def test_a_reference_that_is_hidden_is_not_named(stocked: Shop) -> None:
    stocked.permissions.given["stock", KEEPER.member_id] = None
    sees(stocked, "delivery", {**DOCUMENT, "lines.product": "hidden"})
    told = delivered(stocked)
    assert (heard(told)[0], [*told.fields]) == ("商品 库存不足", ["lines.0.qty"])
    stocked.permissions.given["delivery", KEEPER.member_id] = None
    told = delivered(stocked)
    assert (heard(told)[0], [*told.fields]) == ("商品 库存不足", ["$form"])


def test_the_past_tells_no_day(shop: Shop) -> None:
    shop.publish(stock())
    shop.approve("receipt", (1, "10"), day=day(1))
    shop.approve("delivery", (1, "8"), day=day(5))
    shop.approve("receipt", (1, "10"), day=day(9))
    shop.permissions.given["stock", KEEPER.member_id] = None
    error = delivered(shop, "3", day=day(3))
    message, _, data = heard(error)
    assert (error.wire_code, message) == (PAST["code"], "保温杯 warehouse 1 数量不足")
    assert data.keys() == {"product", "warehouse"}


def test_a_sum_is_told_to_who_sees_all_it_adds_up(shop: Shop) -> None:
    shop.publish(RESERVED)
    shop.publish(stock(checks=(AVAILABLE,)))
    shop.approve("receipt", (1, "10"))
    shop.approve("order", (1, "7"))
    everything = dict.fromkeys(("product", "warehouse", "order", "qty"), "view")
    sees(shop, "stock", everything)
    sees(shop, "reserved", everything)
    assert heard(delivered(shop, "4"))[0] == "保温杯 可用量不足：可用 3，需要 4"
    sees(shop, "reserved", everything, ELSEWHERE)
    error = delivered(shop, "4")
    assert (error.wire_code, heard(error)[0]) == ("INSUFFICIENT_AVAILABLE", "保温杯 可用量不足")


def behind(shop: Shop, asked_by: Actor | None, *at_the_door: Record) -> RuleRefused:
    """A document made by an automation that acts as somebody who sees everything."""
    made = shop.goods("delivery", (1, "5"))
    cause = Cause().deeper("ship#1", asked_by)
    boss = Actor(8, 1, "老板")
    return refused(shop, *((r, KEEPER, Cause()) for r in at_the_door), (made, boss, cause))


@pytest.mark.parametrize("asked_by", [KEEPER, None])
def test_what_an_automation_wrote_is_not_told_by_its_rights(
    stocked: Shop, asked_by: Actor | None
) -> None:
    """Nor its paths, which are of another record than the writer's own."""
    stocked.permissions.given["stock", KEEPER.member_id] = None
    for own in ((), (stocked.goods("order"),)):
        error = behind(stocked, asked_by, *own)
        assert (error.wire_code, error.message("zh-CN")) == ("NEGATIVE_STOCK", "商品 库存不足")
        assert (error.fields, error.data) == ({}, {"product": "商品", "warehouse": "仓库"})


def test_who_set_an_automation_off_hears_what_they_may_see(stocked: Shop) -> None:
    sees(stocked, "stock", dict.fromkeys(("product", "warehouse", "qty"), "view"))
    assert behind(stocked, KEEPER).message("zh-CN") == SHORT


def test_a_hidden_measure_is_not_named(stocked: Shop) -> None:
    big = stocked.goods("receipt", (1, "9" * 12), price="999999")
    stocked.permissions.given["stock", KEEPER.member_id] = None
    error = refused(stocked, (big, KEEPER, Cause()))
    assert (error.wire_code, error.message("zh-CN")) == (
        "LEDGER_FORMULA",
        "此单据不能记账：台账公式出错",
    )
    sees(stocked, "stock", dict.fromkeys(("product", "warehouse", "qty", "value"), "view"))
    told = refused(stocked, (big, KEEPER, Cause())).message("zh-CN")
    assert told.startswith("台账“即时库存”的“金额”无法计算：")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("{product} 库存不足：现存 {current}，需要 {required}", "{product} 库存不足"),
        ("Not enough {product}: {current} on hand, {required} needed", "Not enough {product}"),
        ("现存 {current}，{product} 不够！请先入库。", "{product} 不够！请先入库"),
        ("{product} 不足（现存 {current}）", "{product} 不足"),
        ("No {product} (only {current}). Order some.", "No {product}. Order some"),
        ("{product}（含 1,5 升）不足：{current}", "{product}（含 1,5 升）不足"),
        ("只有 {current} 件", ""),
        ("不足", "不足"),
    ],
)
def test_clauses_with_hidden_figures_are_left_out(text: str, left: str) -> None:
    assert without({"zh-CN": text}, ["current", "required"]).get("zh-CN", "") == left
