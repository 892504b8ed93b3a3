"""Where a run has been: the nodes somebody can send it back to, and what lies after one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from huiliu.core.text import Words
from workflow_engine.models import FlowTask, Process, WorkItem
from workflow_engine.node_actions import Return
from workflow_engine.node_type import type_of
from workflow_engine.votes import YES

RESUBMIT = "resubmit"
"""The node nobody draws: the initiator corrects the record and submits it again."""
RESUBMIT_NAME = "x_resubmit_"
RAN_OUT = "ran_out"
"""In the data of a visit: a time-out answered in place of its people."""
INITIATOR: Words = {"zh-CN": "发起人修改", "en": "Back to the initiator"}
"""What that node is called."""

_SAID_YES = Q(state__in=YES)
_RAN_OUT = Q(state="skipped", **{f"task__data__{RAN_OUT}": True})


@dataclass(frozen=True)
class Place:
    """A node and the token of its newest visit. ``task`` None: the initiator."""

    node: str
    token: str
    task: int | None


def passed(task: FlowTask) -> list[Place]:
    """Nodes whose people have said yes before this visit, or where time ran out for them, the
    latest first; the initiator last. A way that runs beside this one is not among them."""
    here = task.token.token
    rows = (
        WorkItem.objects.filter(
            _SAID_YES | _RAN_OUT,
            process=task.process_id,
            stale=False,
            task__status="DONE",
            task__outcome="approved",
        )
        .exclude(node__in=[task.node, RESUBMIT])
        .order_by("-task_id")
        .values_list("node", "task__token", "task_id")
        .distinct()
    )
    places: dict[str, Place] = {}
    for node, token, pk in rows:
        found = getattr(token, "token", token)
        if _is_before(found, here):
            places.setdefault(node, Place(node, found, pk))
    return [*places.values(), Place(RESUBMIT, here.split("/", 1)[0], None)]


def targets(task: FlowTask, action: Return, start: str) -> list[Place]:
    """Those of them that the node's settings allow. ``start`` is the id of the first node, which
    stands for the initiator in settings."""
    if task.node == RESUBMIT:
        return []
    places = passed(task)
    match action.to:
        case "passed":
            return places
        case "previous":
            return places[:1]
        case "initiator":
            return places[-1:]
        case nodes:
            wanted = {RESUBMIT if node == start else node for node in nodes}
            return [place for place in places if place.node in wanted]


def first_node(document: Any) -> str:
    """The id of the node where every run begins."""
    found: str = next(node.id for node in document.nodes if type_of(node).place == "first")
    return found


def open_in(process: Process, scope: str, *, but: int) -> Iterable[FlowTask]:
    """Visits that are not over, inside a token and everything below it."""
    unfinished = FlowTask.objects.filter(
        process=process, status__in=("NEW", "STARTED", "SCHEDULED", "ERROR")
    )
    for task in unfinished.exclude(pk=but).order_by("id"):
        token = task.token.token
        if token == scope or token.startswith(f"{scope}/"):
            task.process = process
            yield task


def common(one: str, other: str) -> str:
    """The token that both are part of."""
    parts: list[str] = []
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        parts.append(left)
    return "/".join(parts)


def _is_before(there: str, here: str) -> bool:
    return common(there, here) in (there, here)
