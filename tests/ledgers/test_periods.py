"""A closed period stays as it was; its balances are kept, and nobody can tell but by the clock."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from huiliu.core.access import system_access
from huiliu.core.actor import Cause
from huiliu.core.errors import RuleRefused
from huiliu.core.ports import Posting
from huiliu.core.records import Record, RecordEvent
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers import periods, snapshots
from huiliu.ledgers.balance_list import BalanceQuery, list_balances
from huiliu.ledgers.flow_list import FlowQuery, list_flows
from huiliu.ledgers.models import Closing
from huiliu.ledgers.posting import recount
from tests.ledgers.test_concurrency import at_once
from tests.support.costed import CostedShop, open_costed
from tests.support.shop import ACTOR, Shop

EVERYTHING = system_access(ACTOR, "stock")


def day(number: int) -> date:
    return date(2026, 10, number)


@pytest.fixture
def costed(shop: Shop) -> CostedShop:
    return open_costed(shop)


def refused_with(costed: CostedShop, event: Any, document: Any) -> RuleRefused:
    before = costed.pools(), costed.shop.balances()
    with pytest.raises(RuleRefused) as refused, transaction.atomic():
        costed.tell(event, document)
    assert (
        (costed.pools(), costed.shop.balances()) == before == (costed.pools(), costed.shop.sums())
    )
    return refused.value


def test_nothing_is_posted_or_taken_back_in_a_closed_period(costed: CostedShop) -> None:
    receipt = costed.approve("receipt", (1, "10", "100.00"), on=3)
    periods.close(costed.shop.app, day(5), actor=ACTOR)

    late = refused_with(costed, "approved", costed.document("receipt", (1, "1", "1.00"), on=5))
    assert late.wire_code == "PERIOD_CLOSED"
    assert late.message("zh-CN") == "2026-10-05 所在期间已结账（截至 2026-10-05），不能过账或撤销"
    assert refused_with(costed, "unapproved", receipt).wire_code == "PERIOD_CLOSED"

    costed.approve("receipt", (1, "1", "1.00"), on=6)
    assert periods.reopen(costed.shop.app, actor=ACTOR) == day(5)
    costed.tell("unapproved", receipt)


def test_a_transaction_asks_once_what_is_closed_and_sees_what_it_closes_itself(
    costed: CostedShop,
) -> None:
    app = costed.shop.app

    def work() -> int:
        with CaptureQueriesContext(connection) as first:
            periods.require_open_now(app, day(5), posts=False)
            periods.require_open_now(app, day(5), posts=True)
            costed.approve("receipt", (1, "1", "1.00"), on=5)
            periods.require_open_now(app, day(5), posts=False)
        periods.close(app, day(5), actor=ACTOR)
        for posts in (True, False):
            with pytest.raises(RuleRefused):
                periods.require_open_now(app, day(5), posts=posts)
        assert periods.reopen(app, actor=ACTOR) == day(5)
        costed.approve("receipt", (1, "1", "1.00"), on=5)
        return sum("ledgers_closing" in one["sql"] for one in first)

    assert run_in_transaction(work) == 2  # one of them before it was known to post


def test_what_is_right_already_is_counted_again_in_a_closed_period(costed: CostedShop) -> None:
    receipt = costed.approve("receipt", (1, "10", "100.00"), on=3)
    periods.close(costed.shop.app, day(5), actor=ACTOR)
    before = costed.pools(), costed.shop.balances(), costed.shop.sums()
    _recount(costed, receipt)
    assert (costed.pools(), costed.shop.balances(), costed.shop.sums()) == before

    other = costed.document("receipt", (1, "4", "40.00"), on=3)
    with pytest.raises(RuleRefused) as refused, transaction.atomic():
        _recount(costed, other)
    assert refused.value.wire_code == "PERIOD_CLOSED"
    assert (costed.pools(), costed.shop.balances(), costed.shop.sums()) == before


def _recount(costed: CostedShop, document: Record) -> None:
    posting = Posting(RecordEvent("changed", document), ACTOR, Cause())
    run_in_transaction(lambda: recount(costed.shop.app, "stock", [posting]))


def test_periods_close_one_after_the_other_and_open_the_last_one_first(
    costed: CostedShop,
) -> None:
    app = costed.shop.app
    with pytest.raises(periods.NothingClosed):
        periods.reopen(app, actor=ACTOR)
    periods.close(app, day(5), actor=ACTOR)
    periods.close(app, day(9), actor=ACTOR)
    with pytest.raises(periods.NotLater):
        periods.close(app, day(9), actor=ACTOR)

    assert periods.reopen(app, actor=ACTOR) == day(9)
    assert periods.closed_through(app) == day(5)
    assert [(c.through, c.reopened_by) for c in periods.history(app)] == [
        (day(9), ACTOR.member_id),
        (day(5), None),
    ]
    assert Closing.objects.count() == 2


def test_a_change_after_the_close_goes_no_further_back(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "10", "100.00"), on=1)
    old = costed.approve("delivery", (1, "2"), on=2)
    periods.close(costed.shop.app, day(5), actor=ACTOR)
    new = costed.approve("delivery", (1, "2"), on=8)

    costed.approve("receipt", (1, "8", "8.00"), on=6)

    assert costed.costs(old) == ["-20.00"]
    assert costed.costs(new) == ["-11.00"]


def balances(costed: CostedShop, as_of: date) -> list[tuple[str, str, dict[str, str]]]:
    items = list_balances(costed.plan, EVERYTHING, BalanceQuery(as_of=as_of)).items
    return [
        (i["dimensions"]["product"]["id"], i["dimensions"]["warehouse"]["id"], i["measures"])
        for i in items
    ]


def story(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "10", "100.00"), (2, "5", "7.00"), on=1)
    costed.approve("transfer", (1, "4"), to=2, on=3)
    costed.tell("unapproved", costed.approve("delivery", (2, "1"), on=4))
    costed.approve("delivery", (1, "2"), on=4)
    costed.approve("receipt", (1, "3", "60.00"), on=7)
    costed.approve("delivery", (1, "4"), on=9)


def test_any_day_reads_the_same_with_kept_balances_and_without(costed: CostedShop) -> None:
    story(costed)
    days = [day(n) for n in range(1, 12)]
    without = [balances(costed, one) for one in days]
    flows_without = [flows(costed, day(a), day(b)) for a in (1, 4, 5, 8) for b in (4, 7, 10)]

    periods.close(costed.shop.app, day(2), actor=ACTOR)
    periods.close(costed.shop.app, day(7), actor=ACTOR)

    assert snapshots.last_before(costed.plan.storage, day(6)) == day(2)
    assert [balances(costed, one) for one in days] == without
    assert [
        flows(costed, day(a), day(b)) for a in (1, 4, 5, 8) for b in (4, 7, 10)
    ] == flows_without


def test_kept_balances_follow_a_new_design_and_go_when_a_period_opens(costed: CostedShop) -> None:
    story(costed)
    periods.close(costed.shop.app, day(7), actor=ACTOR)
    before = balances(costed, day(8))
    design = {**costed.plan.document.model_dump(mode="json", exclude_none=False)}
    design["measures"][0]["floor"]["min"] = "-5"
    costed.shop.publish(design)

    assert snapshots.last_before(costed.plan.storage, day(8)) == day(7)
    assert balances(costed, day(8)) == before
    periods.reopen(costed.shop.app, actor=ACTOR)
    assert snapshots.last_before(costed.plan.storage, day(8)) is None
    assert balances(costed, day(8)) == before


def flows(costed: CostedShop, first: date, last: date) -> list[dict[str, Any]]:
    return list_flows(costed.plan, EVERYTHING, FlowQuery(first, last)).items


def test_what_came_and_went_between_two_days(costed: CostedShop) -> None:
    story(costed)

    found = {
        (i["dimensions"]["product"]["id"], i["dimensions"]["warehouse"]["id"]): i
        for i in flows(costed, day(3), day(7))
    }

    def part(key: tuple[str, str], name: str) -> tuple[str, str]:
        return found[key][name]["qty"], found[key][name]["value"]

    here = ("product-1", "warehouse-1")
    assert part(here, "opening") == ("10.0000", "100.00")
    assert part(here, "incoming") == ("3.0000", "60.00")
    assert part(here, "outgoing") == ("6.0000", "60.00")
    assert part(here, "closing") == ("7.0000", "100.00")
    umbrella = ("product-2", "warehouse-1")
    assert part(umbrella, "outgoing") == ("0.0000", "0.00")
    assert part(umbrella, "closing") == ("5.0000", "7.00")


def test_flows_come_in_pages(costed: CostedShop) -> None:
    story(costed)
    whole = flows(costed, day(1), day(9))
    query, pages = FlowQuery(day(1), day(9), limit=1), []
    while True:
        page = list_flows(costed.plan, EVERYTHING, query)
        pages += page.items
        if page.next is None:
            break
        query = FlowQuery(day(1), day(9), limit=1, cursor=page.next)
    assert pages == whole
    assert len(whole) == 3


def test_a_close_waits_for_what_is_being_posted(busy_shop: Shop) -> None:
    documents = [busy_shop.goods("receipt", (1, "1"), day=day(5)) for _ in range(12)]

    def work(number: int) -> None:
        if number == 0:
            periods.close(busy_shop.app, day(5), actor=ACTOR)
        else:
            busy_shop.tell("approved", documents[number])

    with at_once(12, work) as raised:
        pass

    assert {type(error) for error in raised} <= {RuleRefused}
    kept = snapshots.as_of(busy_shop.plan.storage, day(5))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT SUM(m3) FROM {kept[0]} s", kept[1])  # noqa: S608
        total = cursor.fetchone()[0] or 0
    assert int(total) == (11 - len(raised)) * 10_000
    assert busy_shop.sums() == busy_shop.balances()
