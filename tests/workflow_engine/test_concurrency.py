"""Eight people press their buttons at the same moment: one outcome, no vote lost, no surprise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError
from psycopg.errors import DeadlockDetected

from huiliu.core.errors import StateConflict
from huiliu.core.records import Record
from huiliu.core.rows import select
from tests.support.at_once import at_once
from tests.support.flows import ANN, World, approval, flow, state, todo
from workflow_engine import api, compiled, locking
from workflow_engine.models import FlowAction, WorkItem

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = (3, 4, 5, 6, 7, 8, 9, 10)
Verb = Callable[..., str]


@pytest.fixture
def busy_world(transactional_db: None) -> Iterator[World]:
    world = World()
    compiled.evict()
    with world.bound():
        yield world


def each(
    world: World, record: Record, verb: Verb, members: Sequence[int] = EIGHT
) -> list[Callable[[], str]]:
    """What each of the eight will do to their own task."""
    return [
        partial(verb, world.item(record, member), actor=world.org.actor(member))
        for member in members
    ]


def kinds(results: Any) -> Counter[str]:
    return Counter(r if isinstance(r, str) else type(r).__name__ for r in results)


def states(record: Record) -> Counter[str]:
    items = WorkItem.objects.filter(process__record_id=record.id)
    return Counter(items.values_list("state", flat=True))


def test_all_of_eight_at_once(busy_world: World) -> None:
    busy_world.publish(flow(approval("a", *EIGHT, mode="all")))
    record = busy_world.submit()
    results = at_once(*each(busy_world, record, api.approve))
    assert kinds(results) == {"running": 7, "approved": 1}
    assert states(record) == {"approved": 8}
    assert state(record) == ("DONE", "approved")
    assert busy_world.records.decisions == [(record.id, "approved")]


def test_any_of_eight_at_once(busy_world: World) -> None:
    busy_world.publish(flow(approval("a", *EIGHT)))
    record = busy_world.submit()
    results = at_once(*each(busy_world, record, api.approve))
    assert kinds(results) == {"approved": 1, "AlreadyHandled": 7}
    assert states(record) == {"approved": 1, "skipped": 7}
    assert busy_world.records.decisions == [(record.id, "approved")]


def test_seven_approve_while_one_rejects(busy_world: World) -> None:
    busy_world.publish(flow(approval("a", *EIGHT, mode="all")))
    record = busy_world.submit()
    acts = each(busy_world, record, api.approve)[:7] + each(busy_world, record, api.reject)[7:]
    results = at_once(*acts)
    assert results[7] == "rejected"
    assert set(kinds(results)) <= {"running", "AlreadyHandled", "rejected"}
    assert state(record) == ("DONE", "rejected")
    assert todo(record) == {}
    assert busy_world.records.decisions == [(record.id, "rejected")]


def test_eight_clicks_on_one_button(busy_world: World) -> None:
    busy_world.publish(flow(approval("a", 4), approval("b", 5)))
    record = busy_world.submit()
    act = partial(api.approve, busy_world.item(record, 4), actor=busy_world.org.actor(4))
    assert kinds(at_once(*[act] * 8)) == {"running": 1, "AlreadyHandled": 7}
    assert todo(record) == {"b": {5}}


@pytest.mark.parametrize("_round", range(4))
def test_an_approval_against_a_withdrawal(busy_world: World, _round: int) -> None:
    busy_world.publish(flow(approval("a", 4), withdraw="any_time"))
    record = busy_world.submit()
    approve = partial(api.approve, busy_world.item(record, 4), actor=busy_world.org.actor(4))
    withdraw = partial(api.flows.withdraw, record, actor=busy_world.org.actor(ANN))
    approved, withdrawn = at_once(approve, withdraw)
    assert isinstance(approved, StateConflict) != isinstance(withdrawn, StateConflict)
    outcome = "withdrawn" if withdrawn is None else "approved"
    assert state(record)[1] == outcome
    assert busy_world.records.decisions == [(record.id, outcome)]
    assert todo(record) == {}


def test_a_lost_deadlock_is_played_again(busy_world: World, monkeypatch: Any) -> None:
    """PostgreSQL ends one of two that wait in a circle; viewflow would hide which error it was."""
    busy_world.publish(flow(approval("a", 4)))
    record = busy_world.submit()
    item, actor = busy_world.item(record, 4), busy_world.org.actor(4)
    lost = OperationalError("deadlock detected")
    lost.__cause__ = DeadlockDetected()
    deadlocks = [lost]

    def sometimes(*statement: Any) -> Any:
        if deadlocks:
            raise deadlocks.pop()
        return select(*statement)

    monkeypatch.setattr(locking, "select", sometimes)
    assert api.approve(item, actor=actor) == "approved"
    assert deadlocks == []


def test_a_transfer_against_an_approval(busy_world: World) -> None:
    busy_world.publish(flow(approval("a", 4, 5, mode="all")))
    record = busy_world.submit()
    item, actor = busy_world.item(record, 4), busy_world.org.actor(4)
    results = at_once(
        partial(api.approve, item, actor=actor), partial(api.transfer, item, 9, actor=actor)
    )
    assert kinds(results)["AlreadyHandled"] == 1
    assert states(record)["pending"] in (1, 2)


RACES: dict[str, Callable[[World, Record, int], Any]] = {
    "approve": lambda w, r, item: api.approve(item, actor=w.org.actor(4)),
    "reject": lambda w, r, item: api.reject(item, actor=w.org.actor(4)),
    "send_back": lambda w, r, item: api.send_back(item, actor=w.org.actor(4)),
    "transfer": lambda w, r, item: api.transfer(item, 9, actor=w.org.actor(4)),
    "delegate": lambda w, r, item: api.delegate(item, 9, actor=w.org.actor(4)),
    "add_sign": lambda w, r, item: api.add_sign(item, [9], "before", actor=w.org.actor(4)),
    "terminate": lambda w, r, item: api.terminate(item, actor=w.org.actor(4)),
    "withdraw": lambda w, r, item: api.flows.withdraw(r, actor=w.org.actor(ANN)),
}


@pytest.mark.parametrize("_round", range(2))
def test_eight_different_actions_on_one_task(busy_world: World, _round: int) -> None:
    """Whatever came first, the others find it done, and nobody is asked twice."""
    on = {"delegate": {"on": True}, "terminate": {"on": True}}
    busy_world.publish(flow(approval("a", 4, actions=on), withdraw="any_time"))
    record = busy_world.submit()
    item = busy_world.item(record, 4)
    results = at_once(*(partial(act, busy_world, record, item) for act in RACES.values()))
    failed = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, StateConflict) for one in failed), failed
    # An add-sign or a return does not end the run: the withdrawal may still follow it.
    assert len(failed) in (6, 7)
    assert FlowAction.objects.exclude(action="submit").count() == 8 - len(failed)
    assert len(busy_world.records.decisions) <= 1
    if state(record)[1]:
        assert todo(record) == {}
    else:
        assert sum(len(people) for people in todo(record).values()) == 1


def test_eight_vote_while_one_removes_and_one_recalls(busy_world: World) -> None:
    busy_world.publish(flow(approval("a", *EIGHT[:6], mode="all"), approval("b", 11)))
    record = busy_world.submit()
    chair = busy_world.item(record, 3)
    api.add_sign(chair, [9, 10], "parallel", actor=busy_world.org.actor(3))
    api.approve(chair, actor=busy_world.org.actor(3))
    acts = each(busy_world, record, api.approve, EIGHT[1:])
    remove = partial(api.remove_sign, chair, [9], actor=busy_world.org.actor(3))
    results = at_once(*acts, remove)
    failed = [one for one in results if isinstance(one, Exception)]
    assert len(failed) in (0, 1)
    assert todo(record) == {"b": {11}}
    assert states(record)["approved"] in (7, 8)
