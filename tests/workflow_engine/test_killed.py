"""Killed at any statement, a step leaves nothing behind; done again, it is done once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from tests.support import killing
from tests.support.flows import (
    ADMIN,
    ANN,
    D1,
    F1,
    M1,
    M2,
    World,
    approval,
    flow,
    handle,
    parallel,
    state,
    todo,
)
from workflow_engine import api
from workflow_engine.models import CarbonCopy, FlowAction, FlowTask, Process, WorkItem

pytestmark = pytest.mark.django_db(transaction=True)
TELL = {**approval("tell", F1), "type": "cc"}
BOTH = parallel("both", [approval("a", M1), TELL], [handle("b", M2)])


def rows() -> list[Any]:
    return [
        list(FlowTask.objects.order_by("id").values_list("id", "node", "status", "token")),
        list(WorkItem.objects.order_by("id").values_list("id", "node", "member_id", "state")),
        list(CarbonCopy.objects.order_by("id").values_list("id", "node")),
        list(Process.objects.order_by("id").values_list("id", "status", "outcome")),
    ]


def die_everywhere(step: Callable[[], Any]) -> int:
    return killing.die_everywhere(step, rows)


def test_an_answer_that_joins_and_ends(world: World) -> None:
    world.publish(flow(BOTH))
    record = world.submit()
    world.handle(record, M2)
    assert die_everywhere(lambda: world.approve(record, M1)) > 10
    assert state(record) == ("DONE", "approved")
    assert CarbonCopy.objects.count() == 1
    assert FlowTask.objects.filter(flow_task_type="JOIN").count() == 1


def test_a_timer(world: World) -> None:
    world.publish(flow({"id": "w", "type": "wait", "hours": 1}, BOTH))
    record = world.submit()
    world.clock.advance(hours=1)
    assert die_everywhere(lambda: api.timers.sweep()) > 0
    payload = world.jobs.queued[-1][1]
    assert die_everywhere(lambda: api.timers.ring(payload)) > 10
    assert todo(record) == {"a": {M1}, "b": {M2}}
    api.timers.ring(payload)
    assert todo(record) == {"a": {M1}, "b": {M2}}


WATCHED = {
    "id": "stage", "type": "timed", "nodes": [BOTH],
    "clocks": [{
        "id": "late", "stops": True,
        "nodes": [{"id": "w", "type": "wait", "hours": 1}, approval("c", F1)],
    }],
}  # fmt: skip


def test_a_clock_that_stops_a_stage(world: World) -> None:
    world.publish(flow(WATCHED))
    record = world.submit()
    world.clock.advance(hours=1)
    api.timers.sweep()
    payload = world.jobs.queued[-1][1]
    assert die_everywhere(lambda: api.timers.ring(payload)) > 10
    assert todo(record) == {"c": {F1}}
    api.timers.ring(payload)
    assert todo(record) == {"c": {F1}}


LATE = [{"hours": 1, "then": "transfer", "to": {"members": ["f1"]}}]


def test_a_time_out(world: World) -> None:
    world.publish(flow(approval("a", M1, time_outs=LATE)))
    record = world.submit()
    world.clock.advance(hours=1)
    api.timers.sweep()
    payload = world.jobs.queued[-1][1]
    assert die_everywhere(lambda: api.timers.ring(payload)) > 5
    assert todo(record) == {"a": {F1}}


def test_the_submission(world: World) -> None:
    world.publish(flow(WATCHED))
    record = replace(world.submit(), id=77)
    world.records.kept[77] = record
    assert die_everywhere(lambda: world.resubmit(record)) > 10
    assert todo(record) == {"a": {M1}, "b": {M2}}


ON = {"on": True}
ACTIONS = {"delegate": ON, "cc": ON, "terminate": ON}
DONE: dict[str, tuple[Any, Any]] = {
    "reject": (api.reject, {}),
    "send_back": (partial(api.send_back, to="start"), {"resubmit": {ANN}}),
    "transfer": (lambda item, actor: api.transfer(item, D1, actor=actor), {"a": {D1, M2}}),
    "delegate": (lambda item, actor: api.delegate(item, D1, actor=actor), {"a": {D1, M2}}),
    "before": (
        lambda item, actor: api.add_sign(item, [D1], "before", actor=actor), {"a": {D1, M2}}
    ),
    "after": (
        lambda item, actor: api.add_sign(item, [D1], "after", actor=actor), {"a": {M1, M2}}
    ),
    "save": (lambda item, actor: api.save(item, actor=actor, values={}), {"a": {M1, M2}}),
    "parallel": (
        lambda item, actor: api.add_sign(item, [D1], "parallel", actor=actor),
        {"a": {D1, M1, M2}},
    ),
    "copy_to": (lambda item, actor: api.copy_to(item, [D1], actor=actor), {"a": {M1, M2}}),
    "terminate": (api.terminate, {}),
    "approve": (api.approve, {"a": {M2}}),
}  # fmt: skip


@pytest.mark.parametrize("name", DONE)
def test_each_action(world: World, name: str) -> None:
    act, asked = DONE[name]
    world.publish(flow(approval("a", M1, M2, mode="all", actions=ACTIONS)))
    record = world.submit()
    item, actor = world.item(record, M1), world.org.actor(M1)
    assert die_everywhere(lambda: act(item, actor=actor)) > 2
    assert todo(record) == asked
    assert FlowAction.objects.filter(process__record_id=record.id, member_id=M1).count() == 1


def test_what_is_filled_in_and_handed_on(world: World) -> None:
    world.publish(flow(handle("fill", M1), approval("b", M2)))
    record = world.submit()
    item, actor = world.item(record, M1), world.org.actor(M1)
    assert die_everywhere(lambda: api.handle(item, actor=actor)) > 5
    assert todo(record) == {"b": {M2}}


def test_a_withdrawal(world: World) -> None:
    world.publish(flow(BOTH, withdraw="any_time"))
    record = world.submit()
    world.handle(record, M2)
    assert die_everywhere(lambda: api.flows.withdraw(record, actor=world.org.actor(ANN))) > 5
    assert todo(record) == {}


def test_a_recall_and_what_administrators_do(world: World) -> None:
    world.publish(flow(approval("a", M1), approval("b", M2), withdraw="any_time"))
    record = world.submit()
    item = world.item(record, M1)
    world.approve(record, M1)
    boss = replace(world.org.actor(ADMIN), is_admin=True)
    run = Process.objects.get().pk
    steps: list[tuple[Callable[[], Any], dict[str, set[int]]]] = [
        (lambda: api.recall(item, actor=world.org.actor(M1)), {"a": {M1}}),
        (lambda: api.jump(run, "b", actor=boss), {"b": {M2}}),
        (lambda: api.end(run, actor=boss), {}),
    ]
    for step, asked in steps:
        assert die_everywhere(step) > 2
        assert todo(record) == asked


def test_a_move_to_another_version(world: World) -> None:
    world.publish(flow(BOTH))
    record = world.submit()
    world.publish(flow(BOTH, approval("last", F1)))
    from tests.support.flows import APP

    die_everywhere(lambda: api.move(APP, "expense", {}))
    world.handle(record, M2)
    world.approve(record, M1)
    assert todo(record) == {"last": {F1}}
