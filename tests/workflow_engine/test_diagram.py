"""The tree of a record's flow: what is passed, current, still to come, and by whom."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huiliu.core.records import Record
from tests.support.flows import (
    ANN,
    BOB,
    CFO,
    D1,
    M1,
    M2,
    World,
    approval,
    branch,
    flow,
    inclusive,
    over,
    parallel,
)
from workflow_engine import api


def seen(world: World, record: Record) -> dict[str, Any]:
    found = api.flows.diagram(record, actor=world.org.actor(ANN))
    assert found is not None
    return found


def states(nodes: list[dict[str, Any]]) -> dict[str, str]:
    """Node → state, also of those inside."""
    found = {}
    for node in nodes:
        found[node["id"]] = node["state"]
        for way in node.get("ways", ()):
            found |= states(way["nodes"])
    return found


def node(nodes: list[dict[str, Any]], id_: str) -> dict[str, Any]:
    for one in nodes:
        if one["id"] == id_:
            return one
        for way in one.get("ways", ()):
            if any(inner["id"] == id_ for inner in way["nodes"]):
                return node(way["nodes"], id_)
    raise LookupError(id_)


def test_nothing_for_a_record_that_never_was_in_a_flow(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    other = Record(**{**vars(record), "id": 99})
    assert api.flows.diagram(other, actor=world.org.actor(ANN)) is None


def test_passed_current_and_to_come(world: World) -> None:
    world.publish(flow(approval("a", M1), approval("b", M2), approval("c", D1)))
    record = world.submit()
    world.approve(record, M1)
    found = seen(world, record)
    assert (found["version"], found["outcome"]) == (1, "running")
    assert states(found["nodes"]) == {
        "start": "passed", "a": "passed", "b": "current", "c": "todo", "end": "todo"
    }  # fmt: skip
    asked = {id_: node(found["nodes"], id_)["people"] for id_ in ("a", "b", "c")}
    assert [(p["name"], p["state"], p["action"]) for p in asked["a"]] == [("m1", "done", "approve")]
    assert [(p["name"], p["state"]) for p in asked["b"]] == [("m2", "current")]
    assert [(p["name"], p["state"]) for p in asked["c"]] == [("d1", "todo")]


def test_ways_taken_and_not(world: World) -> None:
    large = over("total", 100, approval("boss", CFO), id="large")
    world.publish(flow(branch("b", large, rest=[approval("clerk", BOB)]), approval("last", D1)))
    record = world.submit(total=Decimal(200))
    found = seen(world, record)
    ways = node(found["nodes"], "b")["ways"]
    assert [(way["id"], way["taken"]) for way in ways] == [("large", True), ("else", False)]
    assert states(found["nodes"]) == {
        "start": "passed", "b": "current", "boss": "current", "clerk": "skipped",
        "last": "todo", "end": "todo",
    }  # fmt: skip


def test_what_is_not_decided_yet_is_open(world: World) -> None:
    large = over("total", 100, approval("boss", CFO), id="large")
    world.publish(flow(approval("a", M1), inclusive("i", large)))
    ways = node(seen(world, world.submit())["nodes"], "i")["ways"]
    assert [way["taken"] for way in ways] == [None, None]


def test_ways_at_once(world: World) -> None:
    world.publish(flow(parallel("p", [approval("a", M1)], [approval("b", M2)])))
    record = world.submit()
    world.approve(record, M1)
    assert states(seen(world, record)["nodes"])["p"] == "current"
    world.approve(record, M2)
    assert states(seen(world, record)["nodes"]) == {
        "start": "passed", "p": "passed", "a": "passed", "b": "passed", "end": "passed"
    }  # fmt: skip


def test_a_rejection_and_what_it_broke_off(world: World) -> None:
    world.publish(flow(parallel("p", [approval("a", M1)], [approval("b", M2)]), approval("c", D1)))
    record = world.submit()
    world.reject(record, M1, "no")
    found = seen(world, record)
    assert found["outcome"] == "rejected"
    assert states(found["nodes"]) == {
        "start": "passed", "p": "rejected", "a": "rejected", "b": "cancelled",
        "c": "skipped", "end": "skipped",
    }  # fmt: skip
    assert node(found["nodes"], "a")["people"][0]["comment"] == "no"


def test_a_node_that_sent_it_back_says_so_until_it_is_asked_again(world: World) -> None:
    world.publish(flow(approval("a", M1), approval("b", M2)))
    record = world.submit()
    world.approve(record, M1)
    api.send_back(world.item(record, M2), to="a", actor=world.org.actor(M2))
    assert states(seen(world, record)["nodes"])["b"] == "returned"
    world.approve(record, M1)
    assert states(seen(world, record)["nodes"])["b"] == "current"


def test_a_wait_says_until_when(world: World) -> None:
    world.publish(flow({"id": "w", "type": "wait", "hours": 2}))
    waiting = node(seen(world, world.submit())["nodes"], "w")
    assert waiting["state"] == "current"
    assert waiting["until"].isoformat() == "2026-10-01T04:00:00+00:00"


def test_who_stands_in_a_field_is_not_foretold(world: World) -> None:
    """The field may be hidden from whoever looks at the flow."""
    by_field = {"id": "b", "type": "approval", "assignees": {"fields": ["owner"]}}
    world.publish(flow(approval("a", M1), by_field))
    record = world.submit(owner=CFO)
    assert node(seen(world, record)["nodes"], "b")["people"] == []
