"""Killed at any statement, a step leaves nothing behind; done again, it is done once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from tests.support.flows import F1, M1, M2, World, approval, flow, handle, parallel, state, todo
from workflow_engine import api
from workflow_engine.models import CarbonCopy, FlowTask, Process, WorkItem

pytestmark = pytest.mark.django_db(transaction=True)
TELL = {**approval("tell", F1), "type": "cc"}
BOTH = parallel("both", [approval("a", M1), TELL], [handle("b", M2)])


class Killed(BaseException):
    pass


@contextmanager
def killed_at(number: int) -> Iterator[None]:
    """The process dies instead of asking the database for the ``number``-th time."""
    count = 0

    def ask(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        nonlocal count
        count += 1
        if count == number:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(ask):
        yield


def rows() -> list[Any]:
    return [
        list(FlowTask.objects.order_by("id").values_list("id", "node", "status", "token")),
        list(WorkItem.objects.order_by("id").values_list("id", "node", "member_id", "state")),
        list(CarbonCopy.objects.order_by("id").values_list("id", "node")),
        list(Process.objects.order_by("id").values_list("id", "status", "outcome")),
    ]


def die_everywhere(step: Callable[[], Any]) -> int:
    """How many statements the step is, after it was done at last."""
    before = rows()
    for number in range(1, 500):
        try:
            with killed_at(number):
                step()
        except Killed:
            assert rows() == before, f"statement {number} left something behind"
        else:
            return number - 1
    raise AssertionError("the step does not end")


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


def test_a_move_to_another_version(world: World) -> None:
    world.publish(flow(BOTH))
    record = world.submit()
    world.publish(flow(BOTH, approval("last", F1)))
    from tests.support.flows import APP

    die_everywhere(lambda: api.move(APP, "expense", {}))
    world.handle(record, M2)
    world.approve(record, M1)
    assert todo(record) == {"last": {F1}}
