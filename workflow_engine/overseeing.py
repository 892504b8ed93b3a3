"""All running and finished flows of an app, for its administrators; and how long things take."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    QuerySet,
)

from huiliu.core.actor import Actor
from huiliu.core.errors import Forbidden, NotFound
from huiliu.core.text import Words
from workflow_engine.approvals.steering import steps
from workflow_engine.cursors import after, cursor_of
from workflow_engine.document import FlowDocument
from workflow_engine.models import CurrentFlow, FlowAction, Process, WorkItem
from workflow_engine.node_type import type_of
from workflow_engine.places import INITIATOR, RESUBMIT

MAX_LIMIT = 200


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty: not. ``state``: ``running``, or how it ended. ``node`` and
    ``handler``: where, and by whom, somebody is asked now. ``since`` and ``until``: when it was
    submitted. ``overdue``: a time-out of an open node has passed."""

    state: str = ""
    form: str = ""
    node: str = ""
    handler: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    overdue: bool = False
    search: str = ""
    searched: Collection[str] | None = None
    """The forms whose titles ``search`` looks at; None: all."""


@dataclass(frozen=True)
class Asked:
    node: str
    member_id: int
    since: datetime


@dataclass(frozen=True)
class Overseen:
    """A run, and who is asked now."""

    id: int
    form: str
    record: str
    title: str
    initiator_id: int
    state: str
    since: datetime
    ended: datetime | None
    asked: Sequence[Asked]
    overdue: bool
    node_titles: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class OverseenPage:
    items: Sequence[Overseen]
    next: str | None


def require_admin(actor: Actor) -> None:
    if not actor.is_admin:
        raise Forbidden


def runs(
    actor: Actor,
    app_id: int,
    wanted: Wanted,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> OverseenPage:
    """Newest first."""
    require_admin(actor)
    rows = Process.objects.filter(app_id=app_id, workspace_id=actor.workspace_id, aside=False)
    rows = rows.filter(*_narrowed(wanted)).annotate(overdue=Exists(_passed_time_outs()))
    if cursor:
        rows = rows.filter(after(cursor, "created"))
    most = min(max(limit, 1), MAX_LIMIT)
    columns = (
        "id", "form", "record_uid", "title", "initiator_id", "outcome", "created", "finished",
        "overdue", "definition__node_titles",
    )  # fmt: skip
    found = list(rows.order_by("-created", "-id").values(*columns)[: most + 1])
    asked = _asked([row["id"] for row in found[:most]])
    last = found[most - 1] if len(found) > most else None
    following = cursor_of({"at": last["created"], "id": last["id"]}) if last else None
    return OverseenPage([_overseen(row, asked) for row in found[:most]], following)


def targets(actor: Actor, process_id: int) -> list[tuple[str, Words]]:
    """The nodes at which a run can be made to go on, with their words; the initiator first."""
    require_admin(actor)
    process = (
        Process.objects.select_related("definition")
        .defer("definition__content")
        .filter(pk=process_id, workspace_id=actor.workspace_id, aside=False)
        .first()
    )
    if process is None:
        raise NotFound
    document = process.flow_class.document
    found = [(RESUBMIT, INITIATOR)]
    for node in steps(document):
        config = document.by_id[node]
        found.append((node, config.title or type_of(config).words))
    return found


def nodes_of_flows(actor: Actor, app_id: int) -> list[tuple[str, Words, list[tuple[str, Words]]]]:
    """Form, the flow's words, and its nodes that ask people, as they are now."""
    require_admin(actor)
    current = CurrentFlow.objects.filter(app_id=app_id).select_related("definition").order_by("key")
    found = []
    for one in current:
        nodes = FlowDocument.of_stored(one.definition.content).by_id.values()
        asking = [(n.id, n.title or type_of(n).words) for n in nodes if type_of(n).answers]
        found.append((one.form, one.definition.title, asking))
    return found


def _narrowed(wanted: Wanted) -> Iterator[Q]:
    if wanted.state:
        yield Q(outcome="" if wanted.state == "running" else wanted.state)
    if wanted.form:
        yield Q(form=wanted.form)
    if wanted.search.strip():
        yield Q(title__icontains=wanted.search.strip())
        yield Q() if wanted.searched is None else Q(form__in=list(wanted.searched))
    if wanted.since:
        yield Q(created__gte=wanted.since)
    if wanted.until:
        yield Q(created__lt=wanted.until)
    if wanted.node or wanted.handler is not None:
        asked = WorkItem.objects.filter(process=OuterRef("pk"), state="pending")
        asked = asked.filter(node=wanted.node) if wanted.node else asked
        asked = asked if wanted.handler is None else asked.filter(member_id=wanted.handler)
        yield Q(Exists(asked))
    if wanted.overdue:
        yield Q(Exists(_passed_time_outs()))


def _passed_time_outs() -> QuerySet[FlowAction]:
    """Of visits that are open."""
    return FlowAction.objects.filter(
        process=OuterRef("pk"), action="timeout", task__status="STARTED"
    )


def _asked(processes: Sequence[int]) -> dict[int, list[Asked]]:
    items = WorkItem.objects.filter(process__in=processes, state="pending").order_by("id")
    found: dict[int, list[Asked]] = {}
    columns = items.values_list("process_id", "node", "member_id", "created_at")
    for process, node, member, since in columns:
        found.setdefault(process, []).append(Asked(node, member, since))
    return found


def _overseen(row: Mapping[str, Any], asked: Mapping[int, list[Asked]]) -> Overseen:
    return Overseen(
        id=row["id"],
        form=row["form"],
        record=row["record_uid"],
        title=row["title"],
        initiator_id=row["initiator_id"],
        state=row["outcome"] or "running",
        since=row["created"],
        ended=row["finished"],
        asked=asked.get(row["id"], ()),
        overdue=row["overdue"],
        node_titles=row["definition__node_titles"],
    )
