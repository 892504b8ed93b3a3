"""What a formula computes with, and how one kind of value becomes another. Errors are values.

The twin is ``web/src/core/formula/values.ts``: change both, ``vectors.json`` holds them together.
No floats; every regular expression names its characters, for the two languages differ in ``\\d``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Union

from huiliu.core.exact import CONTEXT

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
MAX_EXPONENT = 308
MAX_TEXT = 20_000
"""Characters a formula may make: ``REPT`` of ``REPT`` must not fill the memory."""

BLANKS = " \t\r\n\u00a0\u3000"
_NUMBER = re.compile(r"[ \t\r\n]*[+-]?[0-9]+(?:\.[0-9]+)?[ \t\r\n]*")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.Z+-]*)?")


@dataclass(frozen=True, slots=True)
class FormulaError:
    """An error as a value: ``IFERROR`` catches it, everything else passes it on."""

    code: str

    def __str__(self) -> str:
        return self.code


Value = Union[None, str, bool, Decimal, date, datetime, FormulaError, "list[Value]"]

DIV0 = FormulaError("#DIV0")
VALUE = FormulaError("#VALUE")
NUM = FormulaError("#NUM")
NA = FormulaError("#NA")
NAME = FormulaError("#NAME")


class Fail(Exception):
    """Carries an error value out of a function; never leaves the engine."""

    def __init__(self, error: FormulaError) -> None:
        super().__init__(error.code)
        self.error = error


@dataclass(frozen=True)
class Env:
    """What a formula may know of the world: handed in, so that both sides see the same."""

    today: date
    now: datetime
    """Aware, in the time zone of the actor; moments are shown in that zone."""
    member: str = ""


def limited(number: Decimal) -> Decimal:
    if not number:
        return ZERO
    exponent = number.adjusted()
    if exponent > MAX_EXPONENT or not number.is_finite():
        raise Fail(NUM)
    return ZERO if exponent < -MAX_EXPONENT else number


def is_numeric(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def number(value: Value) -> Decimal:
    """Empty is 0, TRUE is 1, a text must be a plain number."""
    if isinstance(value, Decimal):
        return value
    if value is None or value == "":
        return ZERO
    if isinstance(value, bool):
        return ONE if value else ZERO
    if isinstance(value, str) and is_numeric(value):
        return limited(CONTEXT.create_decimal(value.strip(" \t\r\n")))
    if isinstance(value, list) and len(value) == 1:
        return number(value[0])
    raise Fail(value if isinstance(value, FormulaError) else VALUE)


def integer(value: Value) -> int:
    """Truncated towards zero, within ± 1,000,000,000."""
    given = number(value)
    if given.copy_abs() >= 1_000_000_001:
        raise Fail(NUM)
    return int(given)


def plain(given: Decimal) -> str:
    """The shortest plain writing: ``1200.5``, never ``1.2005E+3``."""
    shown = format(given, "f")
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return f"{value.date().isoformat()} {value:%H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return short(",".join(text(item) for item in value))
    raise Fail(value if isinstance(value, FormulaError) else VALUE)


def short(made: str) -> str:
    if len(made) > MAX_TEXT:
        raise Fail(VALUE)
    return made


def truth(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if value is None or value == "":
        return False
    if isinstance(value, str):
        word = value.upper()
        if word in ("TRUE", "FALSE"):
            return word == "TRUE"
        raise Fail(VALUE)
    return not number(value).is_zero()


def day(value: Value) -> date | None:
    """The day of a date, a moment or an ISO text. Empty stays empty."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if value is None or value == "":
        return None
    if isinstance(value, list) and len(value) == 1:
        return day(value[0])
    if isinstance(value, str):
        return _parsed_day(value)
    raise Fail(value if isinstance(value, FormulaError) else VALUE)


def _parsed_day(given: str) -> date:
    found = _DATE.fullmatch(given.strip(" \t\r\n"))
    if found is None:
        raise Fail(VALUE)
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise Fail(VALUE) from None


def is_empty(value: Value) -> bool:
    return value is None or value == "" or value == []


def flat(values: Iterable[Value]) -> Iterator[Value]:
    for value in values:
        if isinstance(value, list):
            yield from flat(value)
        elif isinstance(value, FormulaError):
            raise Fail(value)
        else:
            yield value


def numbers(values: Iterable[Value]) -> list[Decimal]:
    """The numbers among the values: texts that are numbers count, other texts do not."""
    found = []
    for value in flat(values):
        if isinstance(value, Decimal):
            found.append(value)
        elif isinstance(value, str) and is_numeric(value):
            found.append(number(value))
    return found


def total(given: Iterable[Decimal]) -> Decimal:
    result = ZERO
    for item in given:
        result = CONTEXT.add(result, item)
    return limited(result)


def compare(left: Value, right: Value) -> int:
    """-1, 0 or 1. Numbers are before texts are before truth values; texts compare by code point;
    empty equals 0, the empty text and FALSE, and is before every date."""
    for side in (left, right):
        if isinstance(side, FormulaError):
            raise Fail(side)
    if isinstance(left, list) or isinstance(right, list):
        raise Fail(VALUE)
    if isinstance(left, date) or isinstance(right, date):
        return _compare_days(left, right)
    if left is None:
        left = _blank_like(right)
    if right is None:
        right = _blank_like(left)
    first, second = _rank(left), _rank(right)
    if first != second:
        return -1 if first < second else 1
    return (left > right) - (left < right)  # type: ignore[operator]


def _compare_days(left: Value, right: Value) -> int:
    if is_empty(left) or is_empty(right):
        return is_empty(right) - is_empty(left)
    if isinstance(left, datetime) and isinstance(right, datetime):
        return (left > right) - (left < right)
    first, second = _wall_clock(left), _wall_clock(right)
    return (first > second) - (first < second)


def _wall_clock(value: Value) -> tuple[date, int]:
    if isinstance(value, datetime):
        since_midnight = value.replace(tzinfo=None) - datetime(value.year, value.month, value.day)
        return value.date(), since_midnight // timedelta(milliseconds=1)
    if isinstance(value, Decimal | bool):
        raise Fail(VALUE)
    found = day(value)
    if found is None:
        raise Fail(VALUE)
    return found, 0


def _blank_like(other: Value) -> Value:
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else ZERO


def _rank(value: Value) -> int:
    if isinstance(value, Decimal):
        return 0
    return 1 if isinstance(value, str) else 2


_DAY_MS = 86_400_000


def shifted(value: date, days: Decimal) -> Value:
    """A date moves by whole days, a moment by the exact share of a day."""
    if days.copy_abs() > 4_000_000:
        raise Fail(NUM)
    try:
        if isinstance(value, datetime):
            moved = int(CONTEXT.multiply(days, Decimal(_DAY_MS)))
            utc = value.astimezone(UTC) + timedelta(milliseconds=moved)
            return utc.astimezone(value.tzinfo)
        return value + timedelta(days=int(days))
    except OverflowError:
        raise Fail(NUM) from None


def days_between(later: date, earlier: date) -> Decimal:
    if isinstance(later, datetime) and isinstance(earlier, datetime):
        gone = (later - earlier) // timedelta(milliseconds=1)
        return CONTEXT.divide(Decimal(gone), Decimal(_DAY_MS))
    first, second = day(later), day(earlier)
    assert first is not None
    assert second is not None
    return Decimal((first - second).days)


def show(value: Value) -> str:
    """A writing that tells every two values apart: for vectors, samples and the fuzz."""
    if value is None:
        return "∅"
    if isinstance(value, FormulaError):
        return value.code
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, list):
        return "[" + ",".join(show(item) for item in value) + "]"
    return text(value)
