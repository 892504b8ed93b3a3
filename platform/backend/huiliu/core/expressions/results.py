"""Fits what a formula returned into its field: a number of the right scale, a text, a date."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from huiliu.core.exact import INT64_MAX
from huiliu.core.expressions.values import (
    NUM,
    Fail,
    FormulaError,
    Value,
    day,
    is_empty,
    number,
    text,
    truth,
)

Result = Literal["number", "money", "text", "date", "switch"]
ROUNDING = Context(prec=700, rounding=ROUND_HALF_UP, traps=[])
"""Wide enough for every number the engine lets through, so that only the places are cut."""


def fitted(
    value: Value, result: Result, scale: int = 2
) -> str | bool | Decimal | date | FormulaError | None:
    """Empty stays empty; an error stays an error; numbers are rounded half up."""
    if isinstance(value, FormulaError):
        return value
    if is_empty(value):
        return None
    try:
        return _converted(value, result, scale)
    except Fail as fail:
        return fail.error


def _converted(value: Value, result: Result, scale: int) -> str | bool | Decimal | date | None:
    match result:
        case "number" | "money":
            return _rounded(number(value), scale)
        case "text":
            return text(value)
        case "switch":
            return truth(value)
        case "date":
            return value.date() if isinstance(value, datetime) else day(value)


def _rounded(given: Decimal, scale: int) -> Decimal:
    rounded = given.quantize(Decimal(1).scaleb(-scale), context=ROUNDING)
    if rounded.scaleb(scale, ROUNDING).copy_abs() > INT64_MAX:
        raise Fail(NUM)
    return rounded if rounded else rounded.copy_abs()
