"""One line of the checklist of a month, and the documents in its way that the reader may open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound, ValidationFailed
from huiliu.core.expressions.conditions import paths
from huiliu.core.records import Record
from huiliu.core.text import Words

Status = Literal["ok", "blocked", "warning"]
MOST_SHOWN = 50


@dataclass(frozen=True)
class Offender:
    """A document in the way that the reader may open. Without a title: one they may not see."""

    form: str
    uid: str
    title: str


@dataclass(frozen=True)
class Check:
    """``figures``: what was compared, as text by name."""

    id: str
    title: Words
    status: Status
    figures: Mapping[str, str]
    offenders: tuple[Offender, ...] = ()
    more: int = 0
    """How many documents there are that are not shown."""


def visible(app: AppRef, form: str, where: Condition, actor: Actor) -> list[Offender]:
    try:
        access = ports.permissions().access(actor, app, form)
    except NotFound:
        return []
    if not all(access.may_see(path) for path in paths(where)):
        return []
    found = ports.records().find(app, form, where, access=access, limit=MOST_SHOWN)
    titled = _titled(app, form, found, access) if found else set()
    titles = ports.records().titles(app, form, [record.id for record in found])
    return [Offender(form, r.uid, titles[r.id][1] if r.id in titled else "") for r in found]


def _titled(app: AppRef, form: str, records: list[Record], access: Access) -> set[int]:
    """Those of the records whose title the reader may see."""
    which = Term(field="$id", op="in", value=[str(record.id) for record in records])
    named = Condition(cond=(which, Term(field="$title", op="not_empty")))
    try:
        found = ports.records().find(app, form, named, access=access, limit=MOST_SHOWN)
    except ValidationFailed:
        return set()
    return {record.id for record in found}
