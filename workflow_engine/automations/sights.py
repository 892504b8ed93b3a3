"""What a reader of traces sees of the records that set automations off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound
from huiliu.core.forms import FormShape, Shapes, split_path
from huiliu.core.records import Record

Sight = Callable[[str], bool]
"""Whether a path is seen."""


@dataclass(frozen=True)
class SeenRecord:
    """``title`` is empty where its field is hidden; ``access`` is what reaches this record."""

    uid: str
    title: str
    access: Access


def seen_records(
    app: AppRef, form: str, ids: Collection[int], actor: Actor
) -> dict[int, SeenRecord]:
    """Those that the actor may see. One question for each of their groups."""
    try:
        access = ports.permissions().access(actor, app, form)
    except NotFound:
        return {}
    grants: dict[int, list[Grant]] = {}
    records: dict[int, Record] = {}
    for grant, one in _each(access):
        for record in _found(app, form, ids, one):
            records[record.id] = record
            grants.setdefault(record.id, []).extend(grant)
    return {
        id_: _seen(record, replace(access, grants=tuple(grants[id_])), actor.language)
        for id_, record in records.items()
    }


def sight_through(
    form: FormShape, access: Access, shapes: Shapes, sees: Callable[[str, str], bool]
) -> Sight:
    """Of a record's paths; what is behind a reference, ``sees`` says of the form there."""

    def sight(path: str) -> bool:
        step = split_path(form, path)
        if step is None or not access.may_see(step[0].path):
            return False
        return not step[1] or _sees_there(step[0].form, step[1], shapes, sees)

    return sight


def sees_everywhere(actor: Actor, app: AppRef, form: str, path: str) -> bool:
    """The field of every record of the form."""
    try:
        access = ports.permissions().access(actor, app, form)
    except NotFound:
        return False
    return access.everything or any(grant.rows is None for grant in access.seeing([path]))


def _sees_there(form: str, path: str, shapes: Shapes, sees: Callable[[str, str], bool]) -> bool:
    shape = shapes(form) if form else None
    step = split_path(shape, path) if shape is not None else None
    if step is None or not sees(form, step[0].path):
        return False
    return not step[1] or _sees_there(step[0].form, step[1], shapes, sees)


def _each(access: Access) -> Iterator[tuple[list[Grant], Access]]:
    if access.everything:
        yield [], access
    for grant in access.with_action("view"):
        yield [grant], replace(access, grants=(grant,))


def _found(app: AppRef, form: str, ids: Collection[int], access: Access) -> list[Record]:
    condition = Condition(cond=(Term(field="$id", op="in", value=[str(i) for i in ids]),))
    return list(ports.records().find(app, form, condition, access=access, limit=len(ids)))


def _seen(record: Record, access: Access, language: str) -> SeenRecord:
    words = ports.records().texts(record, ["$title"], access=access, language=language)
    return SeenRecord(record.uid, words.get("$title", ""), access)
