"""Conditions in Python: rules, branches, triggers, the matching of one record. SQL's twin is
``sql.py``, the browser's ``web/src/core/conditions.ts``; ``cases.json`` holds them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from huiliu.core.actor import Actor
from huiliu.core.conditions import Condition, CurrentValue, FieldValue, Term
from huiliu.core.expressions.errors import BadCondition
from huiliu.core.expressions.terms import (
    NEGATED,
    WholeDay,
    bounds,
    is_empty,
    items,
    literal,
    lowered,
    require_operator,
    zone_of,
)

Get = Callable[[str], Any]
"""A field's value by its path: Decimal, date, datetime, str, bool, int (ids), list[str]. A path
through a subform gives ``Rows``. ``Any`` as in ``records.Values``."""


class Rows(list[Any]):
    """One value per row of a subform: a term is true if any row fulfils it."""


def evaluate(
    condition: Condition,
    get: Get,
    current: Mapping[str, Any],
    *,
    kinds: Callable[[str], str] | None = None,
) -> bool:
    """``kinds`` tells the kind of a path; without it a list at a dotted path is rows. An operator
    or literal that does not fit the field raises ``BadCondition``."""
    parts = (
        evaluate(part, get, current, kinds=kinds)
        if isinstance(part, Condition)
        else _term(part, get, current, kinds)
        for part in condition.cond
    )
    return all(parts) if condition.rel == "and" else any(parts)


def paths(condition: Condition) -> frozenset[str]:
    """Every field path the condition reads, on both sides."""
    return frozenset(_paths(condition))


def current_values(actor: Actor, now: datetime, today: date) -> dict[str, Any]:
    """What ``{"current": …}`` stands for. ``now`` in the actor's zone."""
    return {
        "member": actor.member_id,
        "departments": sorted(actor.department_ids),
        "departments_below": sorted(actor.departments_below),
        "today": today,
        "now": now,
        "month_start": today.replace(day=1),
        "year_start": today.replace(month=1, day=1),
    }


def _paths(condition: Condition) -> Iterator[str]:
    for part in condition.cond:
        if isinstance(part, Condition):
            yield from _paths(part)
        else:
            yield part.field
            if isinstance(part.value, FieldValue):
                yield part.value.field


Kinds = Callable[[str], str] | None


def _term(term: Term, get: Get, current: Mapping[str, Any], kinds: Kinds) -> bool:
    zone = zone_of(current)
    return any(_holds(term, left, right, zone) for left, right in _pairs(term, get, current, kinds))


def _pairs(
    term: Term, get: Get, current: Mapping[str, Any], kinds: Kinds
) -> Iterator[tuple[Any, Any]]:
    """The value pairs to try: one, one per row, or row by row within one subform."""
    left = _rows(term.field, get, kinds)
    if not isinstance(term.value, FieldValue):
        right = _given(term, current)
        yield from ((value, right) for value in left)
        return
    others = _rows(term.value.field, get, kinds)
    if isinstance(left, Rows) and isinstance(others, Rows) and _same_rows(term):
        yield from zip(left, others, strict=True)
        return
    yield from ((value, other) for value in left for other in others)


def _rows(path: str, get: Get, kinds: Kinds) -> list[Any]:
    value = get(path)
    if isinstance(value, Rows):
        return value
    if isinstance(value, list) and "." in path:
        nested = any(isinstance(item, list) for item in value)
        if nested or kinds is None or kinds(path) != "json":
            return Rows(value)
    return [value]


def _same_rows(term: Term) -> bool:
    assert isinstance(term.value, FieldValue)
    return term.field.split(".")[0] == term.value.field.split(".")[0]


def _given(term: Term, current: Mapping[str, Any]) -> Any:
    return current[term.value.current] if isinstance(term.value, CurrentValue) else term.value


def _holds(term: Term, left: Any, right: Any, zone: tzinfo) -> bool:
    operator = NEGATED.get(term.op, term.op)
    return _positive(term.field, operator, left, right, zone) is (operator == term.op)


def _positive(field: str, operator: str, left: Any, right: Any, zone: tzinfo) -> bool:
    if operator == "empty":
        return is_empty(left)
    if operator == "all_of" and not items(right):
        return True
    if is_empty(left):
        return False
    kind = _kind(left)
    require_operator(field, operator, kind)
    match operator:
        case "eq" | "in":
            return any(_equal(left, literal(field, item, kind, zone)) for item in items(right))
        case "between":
            low, high = bounds(field, right, kind, zone)
            return (low is None or _ordered("gte", left, low)) and (
                high is None or _ordered("lte", left, high)
            )
        case "any_of" | "all_of":
            wanted = {literal(field, item, kind, zone) for item in items(right)}
            own = set(left) if isinstance(left, list) else {left}
            return bool(own & wanted) if operator == "any_of" else wanted <= own
    if is_empty(right):
        return False
    if isinstance(right, list):
        raise BadCondition(field=field, value=str(right)[:60])
    other = literal(field, right, kind, zone)
    match operator:
        case "contains":
            return lowered(str(other)) in lowered(left)
        case "starts_with":
            return lowered(left).startswith(lowered(str(other)))
        case _:
            return _ordered(operator, left, other)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    for python, kind in _KINDS:
        if isinstance(value, python):
            return kind
    raise TypeError(f"no condition can read {value!r:.60}")


_KINDS: tuple[tuple[type, str], ...] = (
    (str, "text"),
    (Decimal, "scaled"),
    (int, "id"),
    (datetime, "datetime"),
    (date, "date"),
    (list, "json"),
)


def _equal(left: Any, right: Any) -> bool:
    if isinstance(right, WholeDay):
        return bool(right.start <= left < right.end)
    return bool(left == right)


def _ordered(operator: str, left: Any, right: Any) -> bool:
    if isinstance(right, WholeDay):
        right = right.end if operator in ("gt", "lte") else right.start
        operator = {"gt": "gte", "lte": "lt"}.get(operator, operator)
    match operator:
        case "gt":
            return bool(left > right)
        case "gte":
            return bool(left >= right)
        case "lt":
            return bool(left < right)
        case _:
            return bool(left <= right)
