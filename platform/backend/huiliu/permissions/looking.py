"""An administrator looks at a form as somebody else: what they get, and what is shown of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.documents import InvalidDocument
from huiliu.core.expressions.conditions import paths
from huiliu.permissions.compiled import access_or_none, groups_on, sees, shape_in
from huiliu.permissions.decide import decide
from huiliu.permissions.document import Kind, PermissionDocument
from huiliu.permissions.view_as import MayRead, Shared, shared

Groups = Sequence[PermissionDocument]


@dataclass(frozen=True)
class Looking:
    """``theirs``: what the other may do, None when nothing lets them in."""

    theirs: Access | None
    shown: Shared


def look_as(
    asker: Actor, them: Actor, app: AppRef, form: str, groups: Groups | None = None
) -> Looking:
    """``groups``: instead of those that are published."""
    mine = access_or_none(asker, app, "form", form) or Access(asker, form, ())
    theirs = access_of(them, app, "form", form, groups)
    other = theirs or Access(them, form, ())
    return Looking(theirs, shared(mine, other, reading(asker, app, form)))


def access_of(
    actor: Actor, app: AppRef, kind: Kind, key: str, groups: Groups | None = None
) -> Access | None:
    """None where nothing lets them in."""
    shape = shape_in(app, kind, key)
    if shape is None or not ports.documents().may_open(actor, app, kind, key):
        return None
    on = groups_on(app, kind, key) if groups is None else groups
    found = decide(actor, key, on, shape, lambda f, p: sees(actor, app, f, p))
    return found if found.grants else None


def reading(asker: Actor, app: AppRef, form: str) -> MayRead:
    """Whether a grant of the asker shows what a condition reads."""
    shape = shape_in(app, "form", form)

    def may_read(grant: Grant, path: str) -> bool:
        if path.startswith("$"):
            return True
        names = path.split(".")
        for cut in range(len(names), 0, -1):
            own, rest = ".".join(names[:cut]), ".".join(names[cut:])
            if shape is not None and shape.has(own):
                there = shape.references.get(own)
                if not grant.may_see(own):
                    return False
                return not rest or (there is not None and sees(asker, app, there, rest))
        return False

    return may_read


def may_know(asker: Actor, app: AppRef, form: str, record: str) -> Callable[[Condition], bool]:
    """Whether the asker may learn if a condition holds for the record: a grant of theirs that
    reaches it shows everything that the condition reads."""
    mine = access_or_none(asker, app, "form", form)
    grants = mine.with_action("view") if mine else ()
    may_read = reading(asker, app, form)
    where = Condition(cond=(Term(field="$id", op="eq", value=record),))

    def may(condition: Condition) -> bool:
        read = paths(condition)
        fit = tuple(grant for grant in grants if all(may_read(grant, path) for path in read))
        access = Access(asker, form, fit)
        return bool(fit and ports.records().find(app, form, where, access=access, limit=1))

    return may


def readable(contents: Iterable[Mapping[str, Any]]) -> tuple[PermissionDocument, ...]:
    """Of drafts, those that can be read already."""
    found = []
    for content in contents:
        try:
            found.append(PermissionDocument.parse(content))
        except InvalidDocument:
            continue  # the list of problems names it; it lets nobody in
    return tuple(found)
