"""A draft tried on records that exist: the way, the people, what is never reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from huiliu.core import ports
from tests.support.office import Office, open_office
from workflow_engine import api
from workflow_engine.models import Process

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Office]:
    with open_office() as office, ports.bound(flows=api.flows):
        yield office


def flow(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": "flow", "version": 1, "id": "f", "form": "order", "title": {"zh-CN": "订单"},
        "nodes": [{"id": "start", "type": "start"}, *nodes, {"id": "end", "type": "end"}],
    }  # fmt: skip


def approval(node: str, **assignees: Any) -> dict[str, Any]:
    return {"id": node, "type": "approval", "assignees": assignees}


LARGE = {
    "id": "large",
    "when": {"cond": [{"field": "total", "op": "gt", "value": "100"}]},
    "nodes": [approval("boss", roles=["boss"])],
}
BRANCH = {"id": "b", "type": "branch", "branches": [LARGE, {"id": "else"}]}


def test_each_record_goes_its_way(office: Office) -> None:
    office.org.roles = {"boss": [1]}
    office.create("order", note="small", total="5")
    office.create("order", note="large", total="500")
    found = api.simulate(flow(BRANCH, approval("last", initiator=True)), office.app, _me(office))
    ways = {
        one.record.values["note"]: [(p.node.id, p.people) for p in one.way if p.people]
        for one in found.tried
    }
    assert ways == {"small": [("last", (2,))], "large": [("boss", (1,)), ("last", (2,))]}
    assert found.reached == {"start": 2, "b": 2, "boss": 1, "last": 2, "end": 2}
    assert {one.outcome for one in found.tried} == {"approved"}
    assert Process.objects.count() == 0


@pytest.mark.parametrize(
    ("empty", "people", "outcome"),
    [("admin", (1,), "approved"), ("pass", (), "approved"), ("stop", (), "stopped")],
)
def test_where_nobody_is_found(office: Office, empty: str, people: Any, outcome: str) -> None:
    office.create("order", note="x")
    node = {**approval("a", roles=["nobody"]), "empty": empty}
    (tried,) = api.simulate(flow(node), office.app, _me(office)).tried
    asked = next(one for one in tried.way if one.node.id == "a")
    assert (asked.empty, asked.people, tried.outcome) == (empty, people, outcome)


def test_a_drawn_rejection(office: Office) -> None:
    office.create("order", total="500")
    out = {"id": "out", "type": "end", "outcome": "rejected"}
    node = {**BRANCH, "branches": [{**LARGE, "nodes": [out]}, {"id": "else"}]}
    (tried,) = api.simulate(flow(node), office.app, _me(office)).tried
    assert tried.outcome == "rejected"


def test_the_newest_records(office: Office) -> None:
    for n in range(3):
        office.create("order", note=str(n))
    found = api.simulate(flow(approval("a", initiator=True)), office.app, _me(office), most=2)
    assert [one.record.values["note"] for one in found.tried] == ["2", "1"]


def test_with_mistakes_nothing_is_tried(office: Office) -> None:
    office.create("order", note="x")
    found = api.simulate(flow(approval("a")), office.app, _me(office))
    assert [(one.path, one.code) for one in found.mistakes] == [
        ("nodes.1.assignees", "no_assignees")
    ]
    assert (found.tried, found.reached) == ((), {})


def test_only_records_the_designer_may_see(office: Office) -> None:
    office.create("order", note="x")
    office.permissions.given["order", 2] = None
    found = api.simulate(flow(approval("a", initiator=True)), office.app, _me(office))
    assert (found.tried, found.reached) == ((), {"start": 0, "a": 0, "end": 0})


def _me(office: Office) -> Any:
    return office.org.actor(2)
