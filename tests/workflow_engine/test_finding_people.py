"""A task finds its people by name, role, department, head and field, or finds nobody."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.flows import ADMIN, ANN, CFO, D1, D2, K1, K2, M1, M2, World, approval, flow, todo
from workflow_engine.errors import NoApprover
from workflow_engine.models import Process, WorkItem


@pytest.mark.parametrize(
    ("assignees", "expected"),
    [
        ({"members": ["m2", "m1"]}, [M2, M1]),
        ({"roles": ["directors"]}, [D1, D2]),
        ({"departments": ["shop"]}, [ANN]),
        ({"initiator": True}, [ANN]),
        ({"heads": 1}, [M1]),
        ({"heads": 2}, [CFO]),
        ({"fields": ["owner"]}, [K1]),
        ({"fields": ["lines.buyer"]}, [K1, K2]),
        ({"fields": ["store.manager"]}, [M2]),
        ({"members": ["m1"], "roles": ["directors"], "fields": ["owner"]}, [M1, D1, D2, K1]),
        ({"members": ["m1"], "heads": 1}, [M1]),
        ({"roles": ["nobody"]}, [ADMIN]),
        ({"heads": 3}, [ADMIN]),
    ],
)
def test_assignees(world: World, assignees: dict[str, Any], expected: list[int]) -> None:
    world.org.roles = {"directors": [D1, D2]}
    world.publish(flow({"id": "a", "type": "approval", "assignees": assignees, "mode": "all"}))
    world.records.others = {"store": {5: {"manager": M2}}}
    world.submit(owner=K1, store=5, lines=[{"buyer": K1}, {"buyer": K2}, {"buyer": None}])
    assert (
        list(WorkItem.objects.order_by("position").values_list("member_id", flat=True)) == expected
    )


def test_somebody_who_left_is_not_asked(world: World) -> None:
    world.org.gone = {M1}
    world.publish(flow(approval("a", M1, M2, mode="all")))
    assert todo(world.submit()) == {"a": {M2}}


@pytest.mark.parametrize(
    ("empty", "asked"),
    [("admin", {"a": {ADMIN}}), ({"members": ["k1"]}, {"a": {K1}}), ("pass", {"b": {M1}})],
)
def test_nobody_to_ask(world: World, empty: Any, asked: dict[str, set[int]]) -> None:
    nobody = {"roles": ["nobody"]}
    world.publish(
        flow(
            {"id": "a", "type": "approval", "assignees": nobody, "empty": empty},
            approval("b", M1),
        )
    )
    assert todo(world.submit()) == asked


def test_nobody_to_ask_can_stop_the_submission(world: World) -> None:
    world.publish(
        flow({"id": "a", "type": "approval", "assignees": {"roles": ["x"]}, "empty": "stop"})
    )
    with pytest.raises(NoApprover):
        world.submit()
    assert not Process.objects.exists()
