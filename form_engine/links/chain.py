"""上下游单据: what a document follows from and what follows from it, as far as one may see.

A document that the reader may not see ends the way: what lies behind it is not told either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from form_engine.catalog import get_plan
from form_engine.links.catalog import Linked, links_of
from form_engine.links.downstream import followers
from form_engine.links.sight import access_to
from form_engine.links.taking import taken_by
from form_engine.records import store
from form_engine.titles import titles_for
from form_engine.wording import shown, title_path
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.records import Record

MOST = 200
_Place = tuple[str, int]


@dataclass(frozen=True)
class Node:
    """``level``: below 0 upstream, above 0 downstream. ``of``: the (form, public id) next to it on
    the way to the document that was asked about; None for that one itself."""

    record: Record
    title: str
    level: int
    link: Linked | None = None
    of: tuple[str, str] | None = None


def chain(app: AppRef, record: Record, actor: Actor) -> list[Node]:
    """The document itself first, then upstream and downstream, the nearest first."""
    here = access_to(app, record.form, record.id, actor)
    start = Node(record, "" if here is None else _title(app, record, here), 0)
    return [start, *_walk(app, start, actor, -1), *_walk(app, start, actor, 1)]


def _walk(app: AppRef, start: Node, actor: Actor, step: int) -> list[Node]:
    found: list[Node] = []
    seen: set[_Place] = {(start.record.form, start.record.id)}
    ahead = [start]
    while ahead and len(found) < MOST:
        here = ahead.pop(0)
        for linked, form, number in _next(app, here.record, actor, step):
            if (form, number) in seen:
                continue
            seen.add((form, number))
            node = _node(app, here, linked, form, number, actor, step)
            if node is not None:
                found.append(node)
                ahead.append(node)
    return found[:MOST]


def _next(
    app: AppRef, record: Record, actor: Actor, step: int
) -> Iterator[tuple[Linked, str, int]]:
    if step > 0:
        for one in followers(app, record.form, record.id):
            yield one.linked, one.linked.form, one.id
        return
    here = access_to(app, record.form, record.id, actor)
    for linked in links_of(get_plan(app, record.form)):
        if here is not None and here.may_see(linked.link.record):
            for number in dict.fromkeys(key[0] for key in taken_by(linked.link, record.values)):
                yield linked, linked.link.form, number


def _node(
    app: AppRef, here: Node, linked: Linked, form: str, number: int, actor: Actor, step: int
) -> Node | None:
    access = access_to(app, form, number, actor)
    if access is None or not access.may("view"):
        return None
    if step > 0 and not access.may_see(linked.link.record):
        return None
    record = store.find(get_plan(app, form), app, number)
    if record is None:
        return None
    of = here.record.form, here.record.uid
    return Node(record, _title(app, record, access), here.level + step, linked, of)


def _title(app: AppRef, record: Record, access: Access) -> str:
    plan = get_plan(app, record.form)
    path = title_path(plan)
    if path is None or not access.may_see(path):
        return ""
    titles = titles_for(app, plan, [record.values], wanted=lambda one: one == path)
    return shown(plan, path, record.values.get(path), titles)
