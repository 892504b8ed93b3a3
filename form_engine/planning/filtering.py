"""Whether a chosen record is one that could be chosen: the reference's filter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from form_engine.planning.reading import Get, Reading
from form_engine.planning.scope import Scopes, Slot
from form_engine.planning.work import Part, Work
from huiliu.core.conditions import Condition, FieldValue, Term
from huiliu.core.errors import FieldError

_GONE = FieldError("no_such_record")


class Filters:
    def __init__(self, scopes: Scopes) -> None:
        same: dict[Condition, Condition] = {}
        self._filtered = [
            (scope, slot, same.setdefault(condition, condition))
            for scope in scopes.all
            for slot in scope.slots.values()
            if (condition := getattr(slot.config, "filter", None)) is not None
        ]
        self._fixed = {id(one) for one in same.values() if not reads_the_record(one.cond)}

    @property
    def by_slot(self) -> Iterator[tuple[Slot, Condition]]:
        return ((slot, condition) for _, slot, condition in self._filtered)

    def check(self, work: Work, reading: Reading) -> list[FieldError]:
        """One question per filter with other values in it; unchanged references are left alone.
        Gives the complaints with the references' own codes, as rules have them."""
        found: list[FieldError] = []
        for scope, slot, condition in self._filtered:
            new = [part for part in work.parts(scope) if _is_new(part, slot)]
            if id(condition) in self._fixed:
                if new:
                    found += _check(work, slot, condition, new)
                continue
            asked: dict[Condition, list[Part]] = defaultdict(list)
            for part in new:
                asked[filled(condition, reading.of(part))].append(part)
            for where, parts in asked.items():
                found += _check(work, slot, where, parts)
        return found


def reads_the_record(parts: Iterable[Condition | Term]) -> bool:
    return any(
        reads_the_record(one.cond)
        if isinstance(one, Condition)
        else isinstance(one.value, FieldValue)
        for one in parts
    )


def filled(condition: Condition, get: Get) -> Condition:
    """The condition with the values of this record in place of its ``{"field": …}``."""
    parts = tuple(_filled(one, get) for one in condition.cond)
    return condition if parts == condition.cond else Condition(rel=condition.rel, cond=parts)


def _filled(one: Condition | Term, get: Get) -> Condition | Term:
    if isinstance(one, Condition):
        return filled(one, get)
    if isinstance(one.value, FieldValue):
        return Term(field=one.field, op=one.op, value=_literal(get(one.value.field)))
    return one


def _literal(value: Any) -> Any:
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return format(value, "f")
        case datetime() | date():
            return value.isoformat()
        case list():
            return [_literal(one) for one in value if one is not None]
        case _:
            return str(value)


def _is_new(part: Part, slot: Slot) -> bool:
    value = part.values.get(slot.id)
    if value is None:
        return False
    return part.before is None or part.before.get(slot.id) != value


def _check(work: Work, slot: Slot, where: Condition, parts: list[Part]) -> list[FieldError]:
    ids = {part.values[slot.id] for part in parts}
    good = set(work.resolve.fulfilling(slot.form, sorted(ids), where))
    wrong = [part for part in parts if part.values[slot.id] not in good]
    rule = getattr(slot.config, "refused", None)
    error = _GONE if rule is None else FieldError(rule.code, rule.message)
    for part in wrong:
        work.complain(part, slot, error)
    return [] if rule is None else [error for _ in wrong]
