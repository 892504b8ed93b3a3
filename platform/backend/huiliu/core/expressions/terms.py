"""What the parts of a condition mean, before anyone asks whether Python or SQL computes them:
which operator fits which kind, and what a literal is once it meets its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Literal

from huiliu.core.exact import NotExact, parse
from huiliu.core.expressions.errors import BadCondition

Kind = Literal["text", "scaled", "boolean", "date", "datetime", "id", "json"]
"""The kinds of storage (``form_engine.storage``)."""

NEGATED = {
    "ne": "eq",
    "not_in": "in",
    "not_contains": "contains",
    "none_of": "any_of",
    "not_empty": "empty",
}
"""A negative operator is exactly "not" its positive one: so it is true on an empty field."""

_SAME = frozenset({"eq", "in", "any_of", "all_of", "empty"})
_ORDER = frozenset({"gt", "gte", "lt", "lte", "between"})
_ALLOWED: Mapping[str, frozenset[str]] = {
    "text": _SAME | _ORDER | {"contains", "starts_with"},
    "scaled": _SAME | _ORDER,
    "date": _SAME | _ORDER,
    "datetime": _SAME | _ORDER,
    "boolean": _SAME,
    "id": _SAME,
    "json": frozenset({"any_of", "all_of", "empty"}),
}


@dataclass(frozen=True)
class WholeDay:
    """A day that a moment is compared with: from its midnight up to the next, in one zone."""

    start: datetime
    end: datetime


Literal_ = str | bool | int | Decimal | date | datetime | WholeDay


def require_operator(field: str, operator: str, kind: str) -> None:
    """``operator`` is a positive one."""
    if operator not in _ALLOWED[kind]:
        raise BadCondition(field=field, value=operator)


def zone_of(current: Mapping[str, Any]) -> tzinfo:
    now = current.get("now")
    return (now.tzinfo if isinstance(now, datetime) else None) or UTC


def literal(field: str, given: Any, kind: str, zone: tzinfo) -> Literal_:
    """``given`` as a value of the field's kind. ``Any``: JSON, or typed by the caller."""
    try:
        return _CONVERTERS[kind](given, zone)
    except (NotExact, ValueError, TypeError, OverflowError):
        raise BadCondition(field=field, value=str(given)[:60]) from None


def bounds(field: str, given: Any, kind: str, zone: tzinfo) -> tuple[Literal_ | None, ...]:
    """The two ends of ``between``; None is open."""
    if not isinstance(given, list | tuple) or len(given) != 2:
        raise BadCondition(field=field, value=str(given)[:60])
    return tuple(None if is_empty(end) else literal(field, end, kind, zone) for end in given)


def items(given: Any) -> list[Any]:
    """A list, whether one value or several were given; empties mean nothing."""
    several = given if isinstance(given, list | tuple | set | frozenset) else [given]
    return [item for item in several if not is_empty(item)]


def is_empty(value: Any) -> bool:
    return value is None or value == "" or value == []


def lowered(text: str) -> str:
    """ASCII letters in lower case: what every database agrees on."""
    return "".join(chr(ord(char) + 32) if "A" <= char <= "Z" else char for char in text)


def _text(given: Any, zone: tzinfo) -> str:
    if not isinstance(given, str):
        raise TypeError
    return given


def _number(given: Any, zone: tzinfo) -> Decimal:
    return parse(given)


def _boolean(given: Any, zone: tzinfo) -> bool:
    if given in (True, "true"):
        return True
    if given in (False, "false"):
        return False
    raise ValueError


def _date(given: Any, zone: tzinfo) -> date:
    if isinstance(given, datetime):
        return given.astimezone(zone).date()
    if isinstance(given, date):
        return given
    if len(given) == 10:
        return date.fromisoformat(given)
    return _moment(given, zone).astimezone(zone).date()


def _datetime(given: Any, zone: tzinfo) -> datetime | WholeDay:
    if isinstance(given, datetime):
        return given
    if isinstance(given, date):
        return _whole_day(given, zone)
    if len(given) == 10:
        return _whole_day(date.fromisoformat(given), zone)
    return _moment(given, zone)


def _moment(given: str, zone: tzinfo) -> datetime:
    found = datetime.fromisoformat(given)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _whole_day(day: date, zone: tzinfo) -> WholeDay:
    midnight = time(tzinfo=zone)
    return WholeDay(
        datetime.combine(day, midnight), datetime.combine(day + timedelta(days=1), midnight)
    )


def _id(given: Any, zone: tzinfo) -> int:
    if isinstance(given, bool):
        raise TypeError
    return int(given)


_CONVERTERS: Mapping[str, Callable[[Any, tzinfo], Literal_]] = {
    "text": _text,
    "scaled": _number,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "id": _id,
    "json": _text,
}
