"""Where the lines of each box come from, and which of a member's rows are inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable, ExpressionWrapper

from huiliu.core.actor import Actor
from workflow_engine.models import CarbonCopy, FlowTask, Process, WorkItem

Box = Literal["todo", "done", "started", "cc"]
BY_A_SETTING = ("initiator", "repeated")


@dataclass(frozen=True)
class Source:
    """``mine``: all rows of a member; ``inside``: those the box shows; ``since``: the column of
    time it is sorted by; ``process``: how to reach the run from a row."""

    letter: str
    mine: Callable[[Actor], QuerySet[Any]]
    inside: Q
    since: str
    process: str
    node: Combinable
    answer: Combinable
    unread: Combinable
    due: Combinable
    """When it is late; only of what is to do."""


def _work_items(actor: Actor) -> QuerySet[Any]:
    return WorkItem.objects.filter(
        member_id=actor.member_id,
        process__workspace_id=actor.workspace_id,
        process__aside=False,
    )


def _started(actor: Actor) -> QuerySet[Any]:
    return Process.objects.filter(  # type: ignore[no-any-return]
        initiator_id=actor.member_id, workspace_id=actor.workspace_id, aside=False
    )


def _copies(actor: Actor) -> QuerySet[Any]:
    return CarbonCopy.objects.filter(
        member_id=actor.member_id,
        process__workspace_id=actor.workspace_id,
        process__aside=False,
    )


def _current_node() -> Combinable:
    open_tasks = FlowTask.objects.filter(
        process=OuterRef("pk"), status__in=("STARTED", "SCHEDULED")
    )
    people_first = open_tasks.exclude(flow_task_type="JOIN").order_by("-status", "id")
    return Subquery(people_first.values("node")[:1])


_NOTHING = Value("", output_field=CharField())
_NEVER = Value(None, output_field=DateTimeField())
_READ = Value(False, output_field=BooleanField())
_NOT_READ_YET = ExpressionWrapper(Q(read_at__isnull=True), output_field=BooleanField())
_ANSWERED = Q(acted_at__isnull=False) & ~Q(origin__in=BY_A_SETTING)

SOURCES: Mapping[Box, Source] = {
    "todo": Source(
        "w", _work_items, Q(state="pending"), "created_at", "process__",
        F("node"), _NOTHING, _READ, F("task__due"),
    ),
    "done": Source(
        "w", _work_items, _ANSWERED, "acted_at", "process__",
        F("node"), F("state"), _READ, _NEVER,
    ),
    "started": Source(
        "p", _started, Q(), "created", "", _current_node(), _NOTHING, _READ, _NEVER
    ),
    "cc": Source(
        "c", _copies, Q(), "created_at", "process__", F("node"), _NOTHING, _NOT_READ_YET, _NEVER
    ),
}  # fmt: skip
