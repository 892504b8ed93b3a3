"""Nobody answers in time, or nobody needs to: what the node does by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.support.flows import (
    ANN,
    CFO,
    D1,
    M1,
    M2,
    NAMES,
    World,
    approval,
    flow,
    parallel,
    state,
    todo,
)
from workflow_engine import api
from workflow_engine.models import FlowTask, WorkItem


def late(
    *members: int, then: str, after: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """An approval that does something after an hour."""
    one = {**(after or {"hours": 1}), "then": then, **more.pop("with_", {})}
    return approval("a", *members, **{"time_outs": [one], **more})


def pass_time(world: World, **delta: float) -> None:
    """The clock goes on, the sweeper looks, and what it found rings."""
    world.clock.advance(**delta)
    world.jobs.queued.clear()
    api.timers.sweep()
    for _, payload in world.jobs.queued:
        api.timers.ring(payload)


def told(world: World, record: Record) -> list[tuple[str, str]]:
    access = world.permissions.access(world.org.actor(ANN), record.app, "expense")
    return [(one.action, one.then) for one in api.history(record, access=access)]


@pytest.mark.parametrize(
    ("then", "more", "asked", "ended"),
    [
        ("remind", {}, {"a": {M1}}, ("NEW", "")),
        ("escalate", {}, {"a": {CFO}}, ("NEW", "")),
        ("transfer", {"to": {"members": ["d1"]}}, {"a": {D1}}, ("NEW", "")),
        ("approve", {}, {"b": {M2}}, ("NEW", "")),
        ("reject", {}, {}, ("DONE", "rejected")),
        ("return", {}, {"resubmit": {ANN}}, ("NEW", "")),
    ],
)
def test_what_happens_after_an_hour(
    world: World, then: str, more: Any, asked: Any, ended: tuple[str, str]
) -> None:
    world.org.belongs[M1] = [2]
    world.publish(flow(late(M1, then=then, with_=more), approval("b", M2)))
    record = world.submit()
    pass_time(world, minutes=59)
    assert (todo(record), told(world, record)) == ({"a": {M1}}, [("submit", "")])
    pass_time(world, minutes=1)
    assert (todo(record), state(record)) == (asked, ended)
    assert told(world, record) == [("submit", ""), ("timeout", then)]
    reminded = [members for kind, members in world.notifier.kinds() if kind == "task_overdue"]
    assert reminded == ([[M1]] if then == "remind" else [])
    pass_time(world, days=9)
    assert told(world, record) == [("submit", ""), ("timeout", then)]


def test_the_record_is_told_whether_it_was_a_time_out_that_answered(world: World) -> None:
    in_time = {"id": "in_time", "nodes": [approval("d", D1)]}
    was_late = {"cond": [{"field": "late", "op": "eq", "value": True}]}
    too_late = {"id": "too_late", "when": was_late, "nodes": [approval("b", M2)]}
    ways = {"id": "w", "type": "branch", "branches": [too_late, in_time]}
    world.publish(flow(late(M1, then="approve", late="late"), ways))
    slow, quick = world.submit(), world.submit()
    world.approve(quick, M1)
    pass_time(world, hours=2)
    assert (todo(slow), todo(quick)) == ({"b": {M2}}, {"d": {D1}})
    assert world.records.changes == [(slow.id, {"late": True})]


def test_a_second_visit_in_time_takes_the_mark_back(world: World) -> None:
    asked = late(M1, then="approve", late="late")
    world.publish(flow({"id": "r", "type": "repeat", "nodes": [asked], "times": 2}))
    record = world.submit()
    pass_time(world, hours=2)
    world.approve(record, M1)
    assert world.records.changes == [(record.id, {"late": True}), (record.id, {"late": False})]


def test_it_can_be_sent_back_to_who_was_late(world: World) -> None:
    world.publish(flow(late(M1, then="approve"), approval("b", M2)))
    record = world.submit()
    pass_time(world, hours=2)
    api.send_back(world.item(record, M2), actor=world.org.actor(M2), to="a")
    assert todo(record) == {"a": {M1}}
    world.approve(record, M1)
    assert todo(record) == {"b": {M2}}


def test_the_to_do_list_says_when_it_is_late_and_finds_what_is(world: World) -> None:
    steps = [{"hours": 1, "then": "remind"}, {"hours": 9, "then": "approve"}]
    world.publish(flow(approval("a", M1, time_outs=steps)))
    world.submit(no="first")
    world.clock.advance(minutes=30)
    world.submit(no="second")
    reader = world.org.actor(M1)

    def late() -> list[str]:
        narrowed = api.Narrowed(late_at=world.clock.now())
        return [item.title for item in api.page("todo", reader, narrowed=narrowed).items]

    began = world.clock.now()
    assert [item.due for item in api.page("todo", reader).items] == [
        began + timedelta(hours=1),
        began + timedelta(minutes=30),
    ]
    assert late() == []
    pass_time(world, minutes=30)
    assert late() == ["first"]
    pass_time(world, minutes=30)
    assert late() == ["second", "first"]
    assert api.page("done", reader, narrowed=api.Narrowed(late_at=world.clock.now())).items == []


def test_several_one_after_the_other(world: World) -> None:
    steps = [{"hours": 1, "then": "remind"}, {"hours": 3, "then": "approve"}]
    world.publish(flow(approval("a", M1, time_outs=steps)))
    record = world.submit()
    pass_time(world, hours=2)
    assert told(world, record)[-1] == ("timeout", "remind")
    assert state(record) == ("NEW", "")
    pass_time(world, hours=2)
    assert state(record) == ("DONE", "approved")


def test_a_sweeper_that_was_away_does_everything_in_order(world: World) -> None:
    steps = [{"hours": 3, "then": "approve"}, {"hours": 1, "then": "remind"}]
    world.publish(flow(approval("a", M1, time_outs=steps)))
    record = world.submit()
    pass_time(world, days=3)
    assert told(world, record)[1:] == [("timeout", "remind"), ("timeout", "approve")]


def test_by_a_date_field_and_on_working_time(world: World) -> None:
    world.publish(flow(late(M1, then="approve", after={"until": {"field": "day", "at": "09:00"}})))
    world.submit(day=date(2026, 10, 5))
    assert FlowTask.objects.get(node="a").scheduled == datetime(2026, 10, 5, 1, tzinfo=UTC)
    world.publish(flow(late(M1, then="approve", after={"hours": 10, "working": True})))
    world.submit()
    newest = FlowTask.objects.filter(node="a").order_by("-pk")[0]
    assert newest.scheduled == datetime(2026, 10, 2, 6, 0, tzinfo=UTC)


def test_who_answers_in_time_is_not_late(world: World) -> None:
    world.publish(flow(late(M1, then="reject"), approval("b", M2)))
    record = world.submit()
    world.approve(record, M1)
    pass_time(world, days=1)
    assert todo(record) == {"b": {M2}}


def test_an_answer_taken_back_can_still_be_late(world: World) -> None:
    world.publish(flow(late(M1, then="reject"), approval("b", M2)))
    record = world.submit()
    world.approve(record, M1)
    api.recall(WorkItem.objects.get(member_id=M1).pk, actor=world.org.actor(M1))
    pass_time(world, hours=1)
    assert state(record) == ("DONE", "rejected")


def test_beside_other_ways_only_its_own_is_late(world: World) -> None:
    world.publish(flow(parallel("p", [late(M1, then="approve")], [approval("b", M2)])))
    record = world.submit()
    pass_time(world, hours=1)
    assert todo(record) == {"b": {M2}}
    assert world.approve(record, M2) == "approved"


def test_a_record_that_refuses_leaves_the_question_open(world: World) -> None:
    world.publish(flow(late(M1, then="approve")))
    record = world.submit()
    world.records.refuse = RuleRefused("NEGATIVE_STOCK", {"zh-CN": "库存不足", "en": "No stock"})
    pass_time(world, hours=1)
    assert todo(record) == {"a": {M1}}
    world.records.refuse = None
    assert world.approve(record, M1) == "approved"


def test_no_superior_reminds_instead(world: World) -> None:
    world.org.led_by = {}
    world.publish(flow(late(M1, then="escalate")))
    record = world.submit()
    pass_time(world, hours=1)
    assert todo(record) == {"a": {M1}}
    assert world.notifier.kinds()[-1] == ("task_overdue", [M1])


# ---- rules ----

RULES = [
    {"when": {"cond": [{"field": "total", "op": "lt", "value": "100"}]}, "answer": "approve"},
    {"when": {"cond": [{"field": "total", "op": "gt", "value": "9999"}]}, "answer": "reject"},
]


@pytest.mark.parametrize(
    ("total", "asked", "ended", "said"),
    [
        (99, {"b": {M2}}, ("NEW", ""), "approve"),
        (100, {"a": {M1}}, ("NEW", ""), None),
        (10_000, {}, ("DONE", "rejected"), "reject"),
    ],
)
def test_rules_answer_for_everybody(
    world: World, total: int, asked: Any, ended: tuple[str, str], said: str | None
) -> None:
    world.publish(flow(approval("a", M1, auto=RULES), approval("b", M2)))
    record = world.submit(total=Decimal(total))
    assert (todo(record), state(record)) == (asked, ended)
    assert told(world, record)[1:] == ([("auto", said)] if said else [])
    assert all(
        kind != "task_assigned" or members != [M1] for kind, members in world.notifier.kinds()
    ) == bool(said)


def test_what_was_sent_back_is_looked_at(world: World) -> None:
    world.publish(flow(approval("x", D1), approval("a", M1, auto=RULES[:1]), approval("b", M2)))
    record = world.submit(total=Decimal(1))
    world.approve(record, D1)
    assert todo(record) == {"b": {M2}}
    assert NAMES[M2 - 1] == "m2"
