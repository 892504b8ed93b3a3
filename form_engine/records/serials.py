"""Gives the next number: dense, never twice, never wrapping, whatever runs beside it.

The counter's row stays locked until the record is committed, so a refused document consumes no
number. Numbers are taken as late as can be, to hold that lock as shortly as possible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from form_engine.plan import Plan
from huiliu.core.pending import Statement, send

_NEXT = (
    "INSERT INTO form_engine_serialcounter (form_id, field, scope, value) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (form_id, field, scope)"
    " DO UPDATE SET value = form_engine_serialcounter.value + %s RETURNING value"
)
_FORMATS = {
    "YYYYMMDD": "%Y%m%d", "YYYYMM": "%Y%m", "YYYY": "%Y",
    "YYMMDD": "%y%m%d", "YYMM": "%y%m", "YY": "%y", "MMDD": "%m%d",
}  # fmt: skip
_PERIODS = {"year": "%Y", "month": "%Y%m", "day": "%Y%m%d", "date": "%Y%m%d"}


Numbered = tuple[dict[str, Any], Mapping[str, str]]
"""The values of a record, and the shown value of each ``field`` part of its numbers."""


def due(plan: Plan, records: Sequence[Numbered], today: date) -> list[Statement]:
    """What fills the serial fields that are empty, in this order, when it is sent: as many numbers
    of one count as are due, at once, and the counts in an order that is the same for everybody."""
    found: dict[tuple[str, str], list[_Due]] = {}
    for values, words in records:
        for config in serial_fields(plan):
            if not values.get(config.id):
                one = _due(config, values, today, words)
                found.setdefault((config.id, one.scope), []).append(one)
    return [_next(plan.form_id, field, found[field, scope]) for field, scope in sorted(found)]


def give(due: Sequence[Statement]) -> None:
    if due:
        send(due)


def serial_fields(plan: Plan) -> list[Any]:
    return [config for config in plan.document.fields if config.type == "serial"]


def named_fields(plan: Plan) -> set[str]:
    """The fields whose words are part of a number."""
    return {
        part.field
        for config in serial_fields(plan)
        for part in config.parts
        if part.kind == "field"
    }


@dataclass(frozen=True)
class _Due:
    """A number that a record waits for; ``shown``: its parts, None where the count stands."""

    values: dict[str, Any]
    count: Any
    shown: list[str | None]
    scope: str

    def give(self, field: str, counted: int) -> None:
        number = str(counted).zfill(self.count.digits)
        self.values[field] = "".join(number if part is None else part for part in self.shown)


def _due(config: Any, values: dict[str, Any], today: date, words: Mapping[str, str]) -> _Due:
    shown = [_shown(part, values, today, words) for part in config.parts]
    count = next(part for part in config.parts if part.kind == "count")
    return _Due(values, count, shown, _scope(config.parts, shown, count, values, today))


def at(
    config: Any, values: Mapping[str, Any], today: date, counts: Mapping[str, int]
) -> tuple[str, str, int]:
    """The number behind the last one of ``counts`` (scope → last count): with its scope and
    count."""
    given = dict(values)
    one = _due(config, given, today, {})
    counted = counts.get(one.scope, one.count.initial - 1) + 1
    one.give(config.id, counted)
    return str(given[config.id]), one.scope, counted


def _next(form_id: int, field: str, waiting: Sequence[_Due]) -> Statement:
    def then(cursor: Any) -> None:
        last = cursor.fetchone()[0]
        for counted, one in enumerate(waiting, last - len(waiting) + 1):
            one.give(field, counted)

    first, many = waiting[0].count.initial, len(waiting)
    return Statement(_NEXT, [form_id, field, waiting[0].scope, first + many - 1, many], then)


def _shown(
    part: Any, values: Mapping[str, Any], today: date, words: Mapping[str, str]
) -> str | None:
    match part.kind:
        case "text":
            return str(part.text)
        case "field":
            return words.get(part.field, "")
        case "date":
            return _day(part, values, today).strftime(_FORMATS[part.format])
        case _:
            return None


def _scope(
    parts: Any, shown: list[str | None], count: Any, values: Mapping[str, Any], today: date
) -> str:
    """What shares one count: the words of fields, and the period. The period is cut to what the
    number shows of it: counting anew each day under a number that shows the month would repeat."""
    pairs = list(zip(parts, shown, strict=True))
    scope = [text or "" for part, text in pairs if part.kind == "field"]
    if count.reset != "never":
        dated = [(part, text) for part, text in pairs if part.kind == "date"]
        for part, text in dated:
            period = _day(part, values, today).strftime(_PERIODS[count.reset])
            scope.append(period if _tells(part.format, count.reset) else text or "")
    return "|".join(scope)[:400]


def _tells(shown: str, reset: str) -> bool:
    """Whether a date in this format names the whole period, century included."""
    needed = {"year": "YYYY", "month": "YYYYMM", "day": "YYYYMMDD", "date": "YYYYMMDD"}[reset]
    return shown.startswith(needed)


def _day(part: Any, values: Mapping[str, Any], today: date) -> date:
    value = values.get(part.field) if part.field else None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else today
