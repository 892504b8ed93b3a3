"""The people of a flow at their tasks, for tests of what they can do there."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record
from tests.support.flows import (
    World,
)
from workflow_engine.models import FlowAction, WorkItem

ON = {"on": True}
EVERY_RULE: list[dict[str, Any]] = [
    {"mode": "any"},
    {"mode": "all"},
    {"mode": "sequential"},
    {"mode": "percent", "percent": 100},
]


def states(record: Record, node: str = "a") -> list[tuple[int, str]]:
    rows = WorkItem.objects.filter(process__record_id=record.id, node=node).order_by("id")
    return list(rows.values_list("member_id", "state"))


def refused(world: World, record: Record, error: type[HuiliuError], act: Any) -> None:
    """``act`` raises it and has changed nothing."""
    before = list(WorkItem.objects.order_by("id").values()), FlowAction.objects.count()
    with pytest.raises(error):
        act()
    assert (list(WorkItem.objects.order_by("id").values()), FlowAction.objects.count()) == before


class Desk:
    """What one member does with their own task on a record."""

    def __init__(self, world: World, record: Record, member: int) -> None:
        self.actor = world.org.actor(member)
        self.item = world.item(record, member)

    def do(self, verb: Any, *args: Any, **more: Any) -> Any:
        return verb(self.item, *args, actor=self.actor, **more)
