"""Periods of books are months: ``2026-10``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from huiliu.core.errors import FieldError, ValidationFailed

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def require_month(text: str, field: str) -> str:
    if _MONTH.fullmatch(text) is None or text < "1900":
        raise ValidationFailed(fields={field: [FieldError("bad_value")]})
    return text


def first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    year, number = int(month[:4]), int(month[5:])
    following = date(year + number // 12, number % 12 + 1, 1)
    return following - timedelta(days=1)


def month_of(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def month_before(month: str) -> str:
    return month_of(first_day(month) - timedelta(days=1))


def first_of(span: str, month: str) -> str:
    """The first month of the ``month``, ``quarter`` or ``year`` that a month is in."""
    number = int(month[5:])
    begin = {"month": number, "quarter": (number - 1) // 3 * 3 + 1, "year": 1}[span]
    return f"{month[:4]}-{begin:02d}"
