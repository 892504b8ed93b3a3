"""A form as somebody else sees it, shown to who sees all of that anyway. Pure.

Administrators have no data by rank. So whoever looks as another reads with both rights at once: a
row that both reach, a field that both may see. And where the other's rows are decided by a field
that the asker does not see, they are left out: their being there would tell of its value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from huiliu.core.access import Access, Action, FieldRight, Grant
from huiliu.core.actor import Actor
from huiliu.core.conditions import Condition, CurrentValue, Term
from huiliu.core.expressions.conditions import paths

MayRead = Callable[[Grant, str], bool]
"""Whether a grant of the asker shows a path that a condition reads, through references as well."""

_LOOKING: frozenset[Action] = frozenset({"view", "print", "export"})


@dataclass(frozen=True)
class Shared:
    """``withheld``: some of the other's rows were left out for what decides them."""

    access: Access
    withheld: bool


def shared(asker: Access, other: Access, may_read: MayRead) -> Shared:
    """For reading alone: no action that writes is in it, and the asker is who asks."""
    grants: list[Grant] = []
    withheld = False
    for theirs in other.with_action("view"):
        read = paths(theirs.rows) if theirs.rows is not None else frozenset()
        for mine in asker.with_action("view"):
            if all(may_read(mine, path) for path in read):
                grants.append(_both(theirs, mine, other.actor))
            else:
                withheld = True
    return Shared(Access(asker.actor, asker.form, tuple(grants)), withheld)


def _both(theirs: Grant, mine: Grant, them: Actor) -> Grant:
    fields: dict[str, FieldRight] = {
        path: right if mine.may_see(path) else "hidden" for path, right in theirs.fields.items()
    }
    rows = [mine.rows] if mine.rows is not None else []
    if theirs.rows is not None:
        rows.append(in_place_of(them, theirs.rows))
    where = Condition(cond=tuple(rows)) if len(rows) > 1 else next(iter(rows), None)
    return Grant(f"{theirs.id}&{mine.id}", theirs.actions & _LOOKING, fields, where)


def in_place_of(them: Actor, condition: Condition) -> Condition:
    """The condition with who asks written out: as it is for them, whoever asks."""
    return Condition(
        rel=condition.rel,
        cond=tuple(
            in_place_of(them, part) if isinstance(part, Condition) else _term(them, part)
            for part in condition.cond
        ),
    )


def _term(them: Actor, term: Term) -> Term:
    if not isinstance(term.value, CurrentValue):
        return term
    match term.value.current:
        case "member":
            return _with(term, [them.member_id])
        case "departments":
            return _with(term, them.department_ids)
        case "departments_below":
            return _with(term, them.departments_below)
        case _:
            return term  # time is the same for both


def _with(term: Term, ids: Iterable[int]) -> Term:
    written = [str(one) for one in sorted(ids)]
    return term.model_copy(update={"value": written[0] if len(written) == 1 else written})
