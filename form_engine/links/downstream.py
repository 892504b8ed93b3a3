"""What already follows from a document: it can be neither un-approved nor reversed then (U2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from form_engine.catalog import get_plan
from form_engine.links.catalog import Linked, links_from
from form_engine.links.sight import access_to
from form_engine.plan import Plan
from form_engine.titles import titles_of
from huiliu.core import ddl
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import Conflict

_MOST = 200
_MOST_NAMED = 5


class HasDownstream(Conflict):
    code = "HAS_DOWNSTREAM"
    words = {
        "zh-CN": "已有下游单据 {documents}，请先处理下游单据",
        "en": "Documents follow from it: {documents}. Undo them first",
    }


@dataclass(frozen=True)
class Follower:
    """A document that follows from another."""

    linked: Linked
    id: int
    state: str | None


def require_no_downstream(app: AppRef, form: str, record_id: int, actor: Actor) -> None:
    """Names those that the actor may see; the others are there all the same."""
    approved = followers(app, form, record_id, states=("approved",))
    found = [one for one in approved if not _changes_it(app, one)]
    if not found:
        return
    seen = [one for one in found[:50] if may_see(app, one, actor)]
    names = [title(app, one) for one in seen[:_MOST_NAMED]]
    shown = "、".join(dict.fromkeys(names)) + ("…" if len(found) > len(names) else "")
    raise HasDownstream(documents=shown)


def followers(
    app: AppRef, form: str, record_id: int, *, states: Sequence[str] = ()
) -> Iterator[Follower]:
    """Documents that are not deleted, each once a link; without ``states``, in any."""
    for linked in links_from(app, form):
        plan = get_plan(app, linked.form)
        for number, state in _naming(plan, linked, record_id, states):
            yield Follower(linked, number, state)


def _changes_it(app: AppRef, one: Follower) -> bool:
    """A change order is part of what the document is now."""
    changes = get_plan(app, one.linked.form).document.changes
    return changes is not None and changes.link == one.linked.link.id


def may_see(app: AppRef, one: Follower, actor: Actor) -> bool:
    """The document, and that it follows from its source."""
    here = access_to(app, one.linked.form, one.id, actor)
    return here is not None and here.may("view") and here.may_see(one.linked.link.record)


def title(app: AppRef, one: Follower) -> str:
    return titles_of(app, one.linked.form, [one.id]).get(one.id, ("", ""))[1]


def _naming(
    plan: Plan, linked: Linked, record_id: int, states: Sequence[str]
) -> list[tuple[int, str | None]]:
    """Document number and state of those whose reference names the source."""
    path = linked.link.record
    sub = path.rpartition(".")[0]
    table = plan.storage.subforms[sub] if sub else plan.storage.main
    column = next(one.name for one in table.columns if one.path == path)
    main = f"{ddl.qualified(plan.storage.main.name)} t"
    tables = f"{ddl.qualified(table.name)} s JOIN {main} ON t.id = s.parent_id" if sub else main
    where = f'{"s" if sub else "t"}."{column}" = %s AND t.deleted_at IS NULL'
    if states:
        where += f" AND t.state IN ({', '.join(['%s'] * len(states))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT t.id, t.state FROM {tables} WHERE {where}"  # noqa: S608
            f" ORDER BY t.id LIMIT {_MOST}",
            [record_id, *states],
        )
        return [(row[0], row[1]) for row in cursor.fetchall()]
