"""A branch asks for a certain record, and for who submitted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.flows import ANN, F1, M1, M2, World, approval, branch, flow, todo


@pytest.mark.parametrize(
    ("op", "value", "taken"),
    [
        ("eq", "store-5", True),
        ("eq", "store-6", False),
        ("eq", "store-99", False),
        ("ne", "store-6", True),
        ("in", ["store-6", "store-5"], True),
        ("in", ["store-6"], False),
        ("not_empty", None, True),
    ],
)
def test_a_branch_can_ask_for_a_certain_record(
    world: World, op: str, value: Any, taken: bool
) -> None:
    world.records.others = {"store": {5: {}, 6: {}}}
    here = {"cond": [{"field": "store", "op": op, "value": value}]}
    way = {"id": "here", "when": here, "nodes": [approval("a", M1)]}
    world.publish(flow(branch("by", way, rest=[approval("b", M2)])))
    assert todo(world.submit(store=5)) == ({"a": {M1}} if taken else {"b": {M2}})


def test_a_branch_can_ask_who_submitted(world: World) -> None:
    own = {"cond": [{"field": "owner", "op": "eq", "value": {"current": "member"}}]}
    way = {"id": "own", "when": own, "nodes": [approval("a", M1)]}
    world.publish(flow(approval("first", M2), branch("by", way, rest=[approval("b", F1)])))
    record = world.submit(ANN, owner=ANN)
    world.approve(record, M2)
    assert todo(record) == {"a": {M1}}
