"""Running records move to a new version of their flow, or stay with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.flows import ANN, APP, D1, M1, M2, World, approval, flow, handle, parallel, todo
from workflow_engine import api
from workflow_engine.models import Process

KEY = "expense"


def version_of(record: Any) -> int:
    return Process.objects.get(record_id=record.id).definition.version


def told(nodes: dict[str, str] | None = None) -> tuple[list[tuple[str, str, str, int]], int, int]:
    found = api.preview_move(APP, KEY, nodes or {})
    moves = [(one.node, one.to, one.problem, one.running) for one in found.moves]
    return moves, found.movable, found.staying


def test_versions_and_what_runs_on_them(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    world.submit()
    world.publish(flow(approval("a", M2)))
    world.submit()
    world.submit()
    found = [(one.version, one.is_current, one.running) for one in api.versions(APP, KEY)]
    assert found == [(2, True, 2), (1, False, 1)]


def test_a_running_record_keeps_its_version(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    world.publish(flow(approval("a", M1), approval("b", M2)))
    assert world.approve(record, M1) == "approved"


def test_moved_it_goes_on_by_the_new_version(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    world.publish(flow(approval("a", M1), approval("b", M2)))
    assert told() == ([("a", "a", "", 1)], 1, 0)
    assert version_of(record) == 1
    assert api.move(APP, KEY, {}) == 1
    assert (version_of(record), todo(record)) == (2, {"a": {M1}})
    assert world.approve(record, M1) == "running"
    assert todo(record) == {"b": {M2}}


def test_a_node_that_is_gone_needs_a_mapping(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    world.publish(flow(approval("boss", M1), approval("b", M2)))
    assert told() == ([("a", "a", "gone", 1)], 0, 1)
    assert api.move(APP, KEY, {}) == 0
    assert told({"a": "boss"}) == ([("a", "boss", "", 1)], 1, 0)
    assert api.move(APP, KEY, {"a": "boss"}) == 1
    assert todo(record) == {"boss": {M1}}
    world.approve(record, M1)
    assert todo(record) == {"b": {M2}}


@pytest.mark.parametrize(
    ("node", "problem"),
    [
        (handle("a", M1), "other_type"),
        (parallel("p", [approval("a", M1)], [approval("b", M2)]), "other_place"),
    ],
)
def test_what_cannot_move_stays(world: World, node: dict[str, Any], problem: str) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    world.publish(flow(node))
    assert told() == ([("a", "a", problem, 1)], 0, 1)
    assert api.move(APP, KEY, {}) == 0
    assert (version_of(record), todo(record)) == (1, {"a": {M1}})


def test_all_ways_of_a_fork_move_together_and_meet(world: World) -> None:
    both = parallel("p", [approval("a", M1)], [approval("b", M2)])
    world.publish(flow(both))
    record = world.submit()
    world.approve(record, M1)
    world.publish(flow(both, approval("last", D1)))
    assert api.move(APP, KEY, {}) == 1
    world.approve(record, M2)
    assert todo(record) == {"last": {D1}}
    assert world.approve(record, D1) == "approved"


def test_a_timer_moves_and_rings(world: World) -> None:
    world.publish(flow({"id": "w", "type": "wait", "hours": 1}))
    record = world.submit()
    world.publish(flow({"id": "w", "type": "wait", "hours": 9}, approval("a", M1)))
    assert api.move(APP, KEY, {}) == 1
    world.later(hours=1)
    assert todo(record) == {"a": {M1}}


def direct(node: str, member: int) -> dict[str, Any]:
    return approval(node, member, actions={"return": {"after": "choose"}})


def test_what_was_sent_back_directly_comes_back_in_the_new_version(world: World) -> None:
    world.publish(flow(approval("a", M1), approval("b", M2), direct("c", D1)))
    record = world.submit()
    world.approve(record, M1, M2)
    api.send_back(world.item(record, D1), actor=world.org.actor(D1), to="a", after="direct")
    world.publish(flow(approval("a", M1), approval("b", M2), direct("chief", D1)))
    assert told() == ([("a", "a", "", 1), ("c", "c", "gone", 1)], 0, 1)
    assert api.move(APP, KEY, {}) == 0
    assert api.move(APP, KEY, {"c": "chief"}) == 1
    assert world.approve(record, M1) == "running"
    assert todo(record) == {"chief": {D1}}
    assert world.approve(record, D1) == "approved"


def test_a_record_that_its_initiator_corrects_moves_too(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    api.send_back(world.item(record, M1), actor=world.org.actor(M1), to="start")
    world.publish(flow(approval("boss", M2)))
    moves, movable, staying = told()
    assert (moves, movable, staying) == ([("resubmit", "resubmit", "", 1)], 1, 0)
    assert api.move(APP, KEY, {}) == 1
    world.approve(record, ANN)
    assert todo(record) == {"boss": {M2}}
