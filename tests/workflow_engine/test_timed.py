"""A stage with clocks beside it: they are called off in time, start ways, or stop the stage."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.flows import (
    ANN,
    BOB,
    D1,
    M1,
    M2,
    World,
    approval,
    flow,
    parallel,
    state,
    todo,
)
from workflow_engine import api
from workflow_engine.models import FlowTask

AGAIN = {"actions": {"return": {"to": "passed"}}}


def wait(node: str, **length: Any) -> dict[str, Any]:
    return {"id": node, "type": "wait", **length}


def clock(*nodes: dict[str, Any], stops: bool = False) -> dict[str, Any]:
    return {"id": f"at_{nodes[0]['id']}", "stops": stops, "nodes": list(nodes)}


def timed(nodes: list[dict[str, Any]], *clocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "stage", "type": "timed", "nodes": nodes, "clocks": list(clocks), **more}


def open_waits() -> int:
    return FlowTask.objects.filter(status="SCHEDULED").count()


def test_done_in_time_nothing_rings(world: World) -> None:
    stage = timed([approval("a", M1)], clock(wait("day", days=1), approval("side", D1)))
    world.publish(flow(stage, approval("b", M2)))
    record = world.submit()
    assert (todo(record), open_waits()) == ({"a": {M1}}, 1)
    assert world.approve(record, M1) == "running"
    assert (todo(record), open_waits()) == ({"b": {M2}}, 0)
    assert world.later(days=2) == 0
    assert world.approve(record, M2) == "approved"


def test_a_clock_starts_a_way_and_lets_the_rest_go_on(world: World) -> None:
    stage = timed([approval("a", M1)], clock(wait("day", days=1), approval("side", D1)))
    world.publish(flow(stage, approval("b", M2)))
    record = world.submit()
    assert world.later(days=1) == 1
    assert todo(record) == {"a": {M1}, "side": {D1}}
    world.approve(record, M1)
    assert todo(record) == {"side": {D1}}
    world.approve(record, D1)
    assert todo(record) == {"b": {M2}}


def test_what_comes_after_does_not_wait_for_it(world: World) -> None:
    side = clock(wait("day", days=1), approval("side", D1))
    world.publish(flow(timed([approval("a", M1)], side, after=[approval("next", BOB)])))
    record = world.submit()
    world.later(days=1)
    world.approve(record, M1)
    assert todo(record) == {"next": {BOB}, "side": {D1}}
    assert world.approve(record, BOB) == "running"
    assert world.approve(record, D1) == "approved"


def test_each_clock_rings_for_itself(world: World) -> None:
    clocks = [
        clock(wait("day", days=1), approval("first", D1)),
        clock(wait("week", days=7), approval("second", BOB)),
    ]
    world.publish(flow(timed([approval("a", M1)], *clocks)))
    record = world.submit()
    world.later(days=1)
    assert (todo(record), open_waits()) == ({"a": {M1}, "first": {D1}}, 1)
    world.later(days=6)
    assert todo(record) == {"a": {M1}, "first": {D1}, "second": {BOB}}


@pytest.mark.parametrize(("days", "late"), [(6, False), (7, True)])
def test_a_clock_that_stops_everything_in_it(world: World, days: int, late: bool) -> None:
    both = parallel("both", [approval("a", M1), approval("c", M1)], [approval("b", M2)])
    stop = clock(wait("week", days=7), stops=True)
    world.publish(flow(timed([both], stop, late="late"), approval("last", D1)))
    record = world.submit(late=not late)
    world.approve(record, M1)
    world.later(days=days)
    if not late:
        assert todo(record) == {"c": {M1}, "b": {M2}}
        world.approve(record, M1, M2)
    assert (todo(record), open_waits()) == ({"last": {D1}}, 0)
    assert world.records.kept[record.id].values["late"] is late
    assert world.approve(record, D1) == "approved"
    statuses = set(FlowTask.objects.values_list("status", flat=True))
    assert statuses <= {"DONE", "CANCELED"}


def test_a_stop_lets_ways_go_on_that_had_begun(world: World) -> None:
    side = clock(wait("day", days=1), approval("side", D1))
    stop = clock(wait("week", days=7), approval("sorry", BOB), stops=True)
    world.publish(flow(timed([approval("a", M1)], side, stop, after=[approval("next", M2)])))
    record = world.submit()
    world.later(days=1)
    world.later(days=6)
    assert todo(record) == {"side": {D1}, "sorry": {BOB}}
    assert world.approve(record, D1, BOB) == "approved"


def test_a_rejection_ends_all_of_it(world: World) -> None:
    side = clock(wait("day", days=1), approval("side", D1))
    world.publish(flow(timed([approval("a", M1)], side, clock(wait("week", days=7), stops=True))))
    record = world.submit()
    world.later(days=1)
    assert world.reject(record, D1) == "rejected"
    assert (todo(record), open_waits(), state(record)) == ({}, 0, ("DONE", "rejected"))


def test_sent_back_before_it_the_clocks_start_again(world: World) -> None:
    stop = clock(wait("day", days=1), stops=True)
    world.publish(flow(approval("first", M2), timed([approval("a", M1, **AGAIN)], stop)))
    record = world.submit()
    world.approve(record, M2)
    world.clock.advance(hours=23)
    api.send_back(world.item(record, M1), actor=world.org.actor(M1), to="first")
    assert (todo(record), open_waits()) == ({"first": {M2}}, 0)
    world.approve(record, M2)
    assert world.later(hours=2) == 0
    assert todo(record) == {"a": {M1}}
    assert world.later(hours=22) == 1
    assert state(record) == ("DONE", "approved")


def test_a_run_in_it_moves_to_another_version(world: World) -> None:
    side = clock(wait("day", days=1), approval("side", D1))
    world.publish(flow(timed([approval("a", M1)], side)))
    record = world.submit()
    world.publish(flow(timed([approval("a", M1)], side), approval("last", BOB)))
    assert api.move(world.documents.app_by_id(0), "expense", {}) == 1
    world.later(days=1)
    world.approve(record, M1, D1)
    assert todo(record) == {"last": {BOB}}


@pytest.mark.parametrize(
    "stage",
    [
        timed([approval("a", M1)], clock(wait("day", days=1)), clock(wait("week", days=7))),
        timed([approval("x", M1)], clock(wait("day", days=1), approval("a", M1))),
        timed([approval("x", M1)], clock(wait("day", days=1)), after=[approval("a", M1)]),
    ],
)
def test_with_other_clocks_or_on_another_way_of_it_a_run_stays(
    world: World, stage: dict[str, Any]
) -> None:
    world.publish(flow(timed([approval("a", M1)], clock(wait("day", days=1)))))
    world.submit()
    world.publish(flow(stage))
    found = api.preview_move(world.documents.app_by_id(0), "expense", {})
    assert {one.node: one.problem for one in found.moves}["a"] == "other_place"
    assert (found.movable, found.staying) == (0, 1)


def test_it_is_drawn_with_its_clocks(world: World) -> None:
    side = clock(wait("day", days=1), approval("side", D1))
    world.publish(flow(timed([approval("a", M1)], side, after=[approval("next", M2)])))
    record = world.submit()
    found = api.flows.diagram(record, actor=world.org.actor(ANN))
    assert found is not None
    stage = found["nodes"][1]
    ways = [(way["id"], way["title"], [n["state"] for n in way["nodes"]]) for way in stage["ways"]]
    assert stage["state"] == "current"
    assert ways == [
        ("nodes", "限时内", ["current"]),
        ("at_day", "到时间后", ["current", "todo"]),
        ("after", "完成后", ["todo"]),
    ]
    line = [one["node"] for one in api.flows.timeline(record, actor=world.org.actor(ANN))]
    assert line == ["start", "day", "a", "side", "next", "end"]


def test_a_fixed_moment_is_waited_for(world: World) -> None:
    world.clock.at = datetime(2026, 12, 30, 9, tzinfo=UTC)
    world.publish(flow(wait("year_end", moment="2026-12-31T18:00:00+08:00"), approval("a", M1)))
    record = world.submit()
    assert FlowTask.objects.get(status="SCHEDULED").scheduled == datetime(
        2026, 12, 31, 10, tzinfo=UTC
    )
    assert (world.later(hours=24), todo(record)) == (0, {})
    assert (world.later(hours=1), todo(record)) == (1, {"a": {M1}})


def test_a_moment_that_has_passed_is_now(world: World) -> None:
    world.publish(flow(wait("gone", moment="2020-01-01T00:00:00Z"), approval("a", M1)))
    record = world.submit()
    assert todo(record) == {"a": {M1}}


def test_a_clock_whose_time_has_passed_rings_when_people_have_been_asked(world: World) -> None:
    stop = clock(wait("gone", moment="2020-01-01T00:00:00Z"), stops=True)
    world.publish(flow(timed([approval("a", M1)], stop), approval("b", M2)))
    record = world.submit()
    assert todo(record) == {"a": {M1}}
    assert world.later(minutes=1) == 1
    assert todo(record) == {"b": {M2}}
    assert world.approve(record, M2) == "approved"
