"""The boxes of the to-do centre: one query a page, and no flow class is ever loaded for a list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import LessThanOrEqual

from huiliu.core.actor import Actor
from huiliu.core.text import Words
from workflow_engine.box_sources import SOURCES, Box, Source
from workflow_engine.cursors import after, cursor_of
from workflow_engine.places import RESUBMIT
from workflow_engine.rights import Rights

MAX_LIMIT = 1000


@dataclass(frozen=True)
class BoxItem:
    """One line of a box. ``id`` says by its letter what it stands for: ``w`` somebody asked,
    ``c`` a copy, ``p`` a run."""

    id: str
    box: Box
    process_id: int
    app_id: int
    form: str
    record_id: int
    record: str
    title: str
    node: str
    node_title: Mapping[str, str]
    rights: Rights
    """What the node lets its holder see and edit, as written there."""
    initiator_id: int
    since: datetime
    state: str
    """``running``, ``approved``, ``rejected``, ``withdrawn``: how the run stands."""
    action: str
    """How its holder answered (``approved``, ``rejected``, ``transferred``), or nothing."""
    unread: bool
    batch: bool = False
    """Whether it can be answered in the list."""
    one_by_one: str = ""
    """Why not, of what is to do: ``required`` fields, or the node is ``one_by_one``."""
    card: tuple[tuple[str, Words], ...] = ()
    """Fields that the line says first, with their titles (empty: the field's own)."""
    due: datetime | None = None
    """When the first time-out of what is to do comes or came."""


@dataclass(frozen=True)
class Narrowed:
    """To a form, to one initiator, to a time (of the box: when it was asked, answered, begun or
    copied), to what is late at some moment (of what is to do)."""

    form: str = ""
    initiator: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    late_at: datetime | None = None


@dataclass(frozen=True)
class Page:
    items: Sequence[BoxItem]
    next: str | None


def page(
    box: Box,
    actor: Actor,
    *,
    apps: Collection[int] | None = None,
    narrowed: Narrowed = Narrowed(),
    cursor: str | None = None,
    limit: int = 50,
) -> Page:
    """Of these apps (of all when not said), newest first."""
    source = SOURCES[box]
    rows = _of_apps(source.mine(actor).filter(source.inside), apps)
    rows = rows.filter(*_narrowing(narrowed, source))
    if cursor:
        rows = rows.filter(after(cursor, source.since))
    wanted = min(max(limit, 1), MAX_LIMIT)
    found = list(_values(source, rows)[: wanted + 1])
    last = cursor_of(found[wanted - 1]) if len(found) > wanted else None
    return Page([_item(box, source, row) for row in found[:wanted]], last)


def _narrowing(narrowed: Narrowed, source: Source) -> Iterator[Q]:
    of_run = {"form": narrowed.form, "initiator_id": narrowed.initiator}
    for name, value in of_run.items():
        if value:
            yield Q(**{source.process + name: value})
    if narrowed.since:
        yield Q(**{f"{source.since}__gte": narrowed.since})
    if narrowed.until:
        yield Q(**{f"{source.since}__lt": narrowed.until})
    if narrowed.late_at:
        yield Q(LessThanOrEqual(source.due, narrowed.late_at))


def cursor_after(item: BoxItem) -> str:
    """Where a page begins that goes on behind this line."""
    return cursor_of({"at": item.since, "id": int(item.id[1:])})


def counts(actor: Actor, apps: Collection[int] | None = None) -> dict[str, int]:
    """What waits in these apps (of the actor's workspace): tasks to do, copies not read."""
    todo, cc = _of_member(SOURCES["todo"], actor, apps), _of_member(SOURCES["cc"], actor, apps)
    return {
        "todo": todo.filter(SOURCES["todo"].inside).count(),
        "cc": cc.filter(read_at__isnull=True, process__aside=False).count(),
    }


def _of_member(source: Source, actor: Actor, apps: Collection[int] | None) -> QuerySet[Any]:
    """The app says the workspace too: thousands of runs need not be looked up for it."""
    if apps is None:
        return source.mine(actor)
    rows = source.mine(actor).model._default_manager.all()
    return _of_apps(rows.filter(member_id=actor.member_id), apps)


def find(box: Box, pk: int, actor: Actor) -> BoxItem | None:
    """One line by its number, if it is the actor's; also when it has left the box."""
    source = SOURCES[box]
    row = _values(source, source.mine(actor).filter(pk=pk)).first()
    return _item(box, source, row) if row else None


def _of_apps(rows: QuerySet[Any], apps: Collection[int] | None) -> QuerySet[Any]:
    return rows if apps is None else rows.filter(app_id__in=list(apps))


def _values(source: Source, rows: QuerySet[Any]) -> QuerySet[Any]:
    process = {f"its_{name}": F(source.process + name) for name in _OF_PROCESS}
    own = {
        "at": F(source.since),
        "at_node": source.node,
        "answer": source.answer,
        "unread": source.unread,
        "late": source.due,
    }
    return rows.order_by(f"-{source.since}", "-id").values("id", **own, **process)


_OF_PROCESS = (
    "id",
    "app_id",
    "form",
    "record_id",
    "record_uid",
    "title",
    "initiator_id",
    "outcome",
    "definition__node_titles",
    "definition__node_rights",
    "definition__node_actions",
)


def _item(box: Box, source: Source, row: Mapping[str, Any]) -> BoxItem:
    node = row["at_node"] or ""
    return BoxItem(
        id=f"{source.letter}{row['id']}",
        box=box,
        process_id=row["its_id"],
        app_id=row["its_app_id"],
        form=row["its_form"],
        record_id=row["its_record_id"],
        record=row["its_record_uid"],
        title=row["its_title"],
        node=node,
        node_title=row["its_definition__node_titles"].get(node, {}),
        rights=row["its_definition__node_rights"].get(node, {}),
        initiator_id=row["its_initiator_id"],
        since=row["at"],
        state=row["its_outcome"] or "running",
        action=row["answer"],
        unread=bool(row["unread"]),
        batch=box == "todo" and _in_lists(node, row["its_definition__node_actions"]),
        one_by_one=_one_by_one(node, row["its_definition__node_actions"]) if box == "todo" else "",
        card=_card(node, row["its_definition__node_actions"]) if box == "todo" else (),
        due=row["late"],
    )


def _one_by_one(node: str, of_nodes: Mapping[str, Any]) -> str:
    return str(of_nodes.get(node, {}).get("one_by_one", ""))


def _card(node: str, of_nodes: Mapping[str, Any]) -> tuple[tuple[str, Words], ...]:
    found = of_nodes.get(node, {}).get("card", ())
    return tuple((one["field"], one["title"]) for one in found)


def _in_lists(node: str, of_nodes: Mapping[str, Any]) -> bool:
    return bool(of_nodes.get(node, {}).get("batch", node != RESUBMIT))
