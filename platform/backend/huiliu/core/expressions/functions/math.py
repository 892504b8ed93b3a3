"""Sums, rounding and the other arithmetic of formulas. Rounding is half up (四舍五入)."""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)

from huiliu.core.exact import CONTEXT
from huiliu.core.expressions.functions import plain
from huiliu.core.expressions.values import (
    DIV0,
    NUM,
    ONE,
    VALUE,
    ZERO,
    Fail,
    Value,
    compare,
    day,
    flat,
    integer,
    is_empty,
    is_numeric,
    limited,
    number,
    numbers,
    total,
)

_NUMBERS = {"zh-CN": "数值1, 数值2, …", "en": "number1, number2, …"}
_ROUND = {"zh-CN": "数值, [位数]", "en": "number, [digits]"}
_NUMBER = {"zh-CN": "数值", "en": "number"}
_WIDE = {mode: Context(prec=700, rounding=mode, traps=[]) for mode in (
    ROUND_HALF_UP, ROUND_UP, ROUND_DOWN, ROUND_FLOOR, ROUND_CEILING,
)}  # fmt: skip


@plain(
    "SUM",
    {"zh-CN": "求和", "en": "Adds all numbers"},
    _NUMBERS,
    ("SUM(1, 2.5, 3)", "6.5"),
    ("SUM(0.1, 0.2)", "0.3"),
)
def sum_(first: Value, *more: Value) -> Value:
    return total(numbers((first, *more)))


@plain(
    "AVERAGE",
    {"zh-CN": "平均值", "en": "The mean of all numbers"},
    _NUMBERS,
    ("AVERAGE(1, 2, 6)", "3"),
)
def average(first: Value, *more: Value) -> Value:
    found = numbers((first, *more))
    if not found:
        raise Fail(DIV0)
    return limited(CONTEXT.divide(total(found), Decimal(len(found))))


@plain(
    "MIN",
    {"zh-CN": "最小值，也可用于日期", "en": "The smallest number, or the earliest date"},
    _NUMBERS,
    ("MIN(3, 1, 2)", "1"),
)
def min_(first: Value, *more: Value) -> Value:
    return _extreme((first, *more), -1)


@plain(
    "MAX",
    {"zh-CN": "最大值，也可用于日期", "en": "The largest number, or the latest date"},
    _NUMBERS,
    ("MAX(3, 1, 2)", "3"),
    ("MAX(DATE(2026,1,1), DATE(2026,2,1))", "2026-02-01"),
)
def max_(first: Value, *more: Value) -> Value:
    return _extreme((first, *more), 1)


def _extreme(values: tuple[Value, ...], sign: int) -> Value:
    days = [value for value in flat(values) if _is_day(value)]
    found: list[Value] = [*days] if days else [*numbers(values)]
    if not found:
        return ZERO
    best = found[0]
    for value in found[1:]:
        if compare(value, best) == sign:
            best = value
    return best


def _is_day(value: Value) -> bool:
    return not isinstance(value, str) and hasattr(value, "isoformat")


@plain(
    "COUNT",
    {"zh-CN": "数值的个数", "en": "How many numbers there are"},
    _NUMBERS,
    ('COUNT(1, "a", 2)', "2"),
)
def count(first: Value, *more: Value) -> Value:
    return Decimal(len(numbers((first, *more))))


@plain(
    "COUNTA",
    {"zh-CN": "非空值的个数", "en": "How many values are not empty"},
    {"zh-CN": "值1, 值2, …", "en": "value1, value2, …"},
    ('COUNTA(1, "a", "")', "2"),
)
def counta(first: Value, *more: Value) -> Value:
    return Decimal(sum(1 for value in flat((first, *more)) if not is_empty(value)))


@plain(
    "PRODUCT",
    {"zh-CN": "乘积", "en": "Multiplies all numbers"},
    _NUMBERS,
    ("PRODUCT(2, 3, 4)", "24"),
)
def product(first: Value, *more: Value) -> Value:
    found = numbers((first, *more))
    result = ONE if found else ZERO
    for item in found:
        result = limited(CONTEXT.multiply(result, item))
    return result


@plain(
    "SUMPRODUCT",
    {"zh-CN": "逐行相乘后求和", "en": "Multiplies row by row, then adds"},
    {"zh-CN": "列1, 列2, …", "en": "column1, column2, …"},
    ("SUMPRODUCT(3, 4)", "12"),
)
def sumproduct(first: Value, *more: Value) -> Value:
    columns = [value if isinstance(value, list) else [value] for value in (first, *more)]
    if any(len(column) != len(columns[0]) for column in columns):
        raise Fail(VALUE)
    result = ZERO
    for row in zip(*columns, strict=True):
        factor = ONE
        for value in row:
            factor = limited(CONTEXT.multiply(factor, number(value)))
        result = limited(CONTEXT.add(result, factor))
    return result


@plain(
    "SUMIF",
    {"zh-CN": "对符合条件的行求和", "en": "Adds the rows that fulfil a criterion"},
    {"zh-CN": "条件列, 条件, [求和列]", "en": "column, criterion, [sum column]"},
    ('SUMIF(5, ">3")', "5"),
    ('SUMIF("a", "b", 7)', "0"),
)
def sumif(column: Value, criterion: Value, summed: Value = None) -> Value:
    rows = column if isinstance(column, list) else [column]
    chosen = rows if summed is None else summed if isinstance(summed, list) else [summed]
    if len(rows) != len(chosen):
        raise Fail(VALUE)
    hits = [add for row, add in zip(rows, chosen, strict=True) if _fulfils(row, criterion)]
    return total(numbers(hits))


@plain(
    "COUNTIF",
    {"zh-CN": "符合条件的个数", "en": "How many values fulfil a criterion"},
    {"zh-CN": "列, 条件", "en": "column, criterion"},
    ('COUNTIF(5, "<>5")', "0"),
)
def countif(column: Value, criterion: Value) -> Value:
    rows = column if isinstance(column, list) else [column]
    return Decimal(sum(1 for row in rows if _fulfils(row, criterion)))


_SIGNS = (">=", "<=", "<>", "!=", "=", ">", "<")


def _fulfils(value: Value, criterion: Value) -> bool:
    sign, wanted = _criterion(criterion)
    same_kind = not is_empty(value) and _kind(value) == _kind(wanted)
    order = compare(value, wanted) if same_kind else 2
    return {
        "=": order == 0,
        "<>": order != 0,
        "!=": order != 0,
        ">": order == 1,
        ">=": order in (0, 1),
        "<": order == -1,
        "<=": order in (0, -1),
    }[sign]


def _criterion(given: Value) -> tuple[str, Value]:
    if not isinstance(given, str):
        return "=", given
    sign = next((s for s in _SIGNS if given.startswith(s)), "")
    rest = given[len(sign) :].strip(" \t\r\n")
    return sign or "=", number(rest) if is_numeric(rest) else _day_or_text(rest)


def _day_or_text(given: str) -> Value:
    try:
        return day(given) or ""
    except Fail:
        return given


def _kind(value: Value) -> str:
    if isinstance(value, list):
        raise Fail(VALUE)
    if isinstance(value, str | bool | Decimal):
        return type(value).__name__
    return "empty" if value is None else "day"


@plain(
    "ROUND",
    {"zh-CN": "四舍五入", "en": "Rounds half up"},
    _ROUND,
    ("ROUND(1.005, 2)", "1.01"),
    ("ROUND(-2.5)", "-3"),
    ("ROUND(1250, -2)", "1300"),
)
def round_(value: Value, digits: Value = ZERO) -> Value:
    return _rounded(value, digits, ROUND_HALF_UP)


@plain(
    "ROUNDUP",
    {"zh-CN": "向远离零的方向进位", "en": "Rounds away from zero"},
    _ROUND,
    ("ROUNDUP(1.001, 2)", "1.01"),
)
def roundup(value: Value, digits: Value = ZERO) -> Value:
    return _rounded(value, digits, ROUND_UP)


@plain(
    "ROUNDDOWN",
    {"zh-CN": "向零的方向舍去", "en": "Rounds towards zero"},
    _ROUND,
    ("ROUNDDOWN(1.009, 2)", "1"),
)
def rounddown(value: Value, digits: Value = ZERO) -> Value:
    return _rounded(value, digits, ROUND_DOWN)


@plain(
    "TRUNC",
    {"zh-CN": "截去小数", "en": "Cuts the decimals off"},
    _ROUND,
    ("TRUNC(-1.9)", "-1"),
)
def trunc(value: Value, digits: Value = ZERO) -> Value:
    return _rounded(value, digits, ROUND_DOWN)


def _rounded(value: Value, digits: Value, mode: str) -> Decimal:
    given, places = number(value), integer(digits)
    if abs(places) > 20:
        raise Fail(NUM)
    return limited(given.quantize(Decimal(1).scaleb(-places), mode, _WIDE[mode]))


def _whole(given: Decimal, mode: str) -> Decimal:
    return given.to_integral_value(mode, _WIDE[mode])


@plain(
    "INT",
    {"zh-CN": "向下取整", "en": "The next integer below"},
    _NUMBER,
    ("INT(-1.5)", "-2"),
)
def int_(value: Value) -> Value:
    return limited(_whole(number(value), ROUND_FLOOR))


@plain(
    "MOD",
    {"zh-CN": "余数，符号同除数", "en": "The remainder, with the sign of the divisor"},
    {"zh-CN": "被除数, 除数", "en": "number, divisor"},
    ("MOD(7, 3)", "1"),
    ("MOD(-7, 3)", "2"),
)
def mod(value: Value, divisor: Value) -> Value:
    above, below = number(value), number(divisor)
    if not below:
        raise Fail(DIV0)
    times = _whole(CONTEXT.divide(above, below), ROUND_FLOOR)
    return limited(CONTEXT.subtract(above, CONTEXT.multiply(below, times)))


@plain("ABS", {"zh-CN": "绝对值", "en": "Without its sign"}, _NUMBER, ("ABS(-3)", "3"))
def abs_(value: Value) -> Value:
    return number(value).copy_abs()


@plain(
    "SIGN",
    {"zh-CN": "正负号：1、0 或 -1", "en": "1, 0 or -1"},
    _NUMBER,
    ("SIGN(-3)", "-1"),
)
def sign(value: Value) -> Value:
    return Decimal(compare(number(value), ZERO))


@plain(
    "POWER",
    {"zh-CN": "乘方，指数须为整数", "en": "A power with an integer exponent"},
    {"zh-CN": "底数, 指数", "en": "base, exponent"},
    ("POWER(2, 10)", "1024"),
    ("POWER(2, -1)", "0.5"),
)
def power(value: Value, exponent: Value) -> Value:
    """By repeated squaring, in the same order as the twin, so that roundings agree."""
    base, given = number(value), number(exponent)
    if given != _whole(given, ROUND_DOWN) or given.copy_abs() > 999:
        raise Fail(NUM)
    left = abs(int(given))
    if not base and given <= 0:
        raise Fail(DIV0 if given else NUM)
    result = ONE
    while left:
        if left & 1:
            result = CONTEXT.multiply(result, base)
        left >>= 1
        if left:
            base = CONTEXT.multiply(base, base)
    if given < 0:
        result = CONTEXT.divide(ONE, result)
    return limited(result)


_STEP = {"zh-CN": "数值, [基数]", "en": "number, [step]"}


@plain(
    "CEILING",
    {"zh-CN": "向上取整到基数的倍数", "en": "Up to a multiple of the step"},
    _STEP,
    ("CEILING(2.1)", "3"),
    ("CEILING(13, 5)", "15"),
)
def ceiling(value: Value, step: Value = ONE) -> Value:
    return _stepped(value, step, ROUND_CEILING)


@plain(
    "FLOOR",
    {"zh-CN": "向下取整到基数的倍数", "en": "Down to a multiple of the step"},
    _STEP,
    ("FLOOR(2.9)", "2"),
    ("FLOOR(13, 5)", "10"),
)
def floor(value: Value, step: Value = ONE) -> Value:
    return _stepped(value, step, ROUND_FLOOR)


def _stepped(value: Value, step: Value, mode: str) -> Decimal:
    given, width = number(value), number(step)
    if not width:
        raise Fail(DIV0)
    if given > 0 > width:
        raise Fail(NUM)
    return limited(CONTEXT.multiply(_whole(CONTEXT.divide(given, width), mode), width))


_RANK = {"zh-CN": "列, 第几个", "en": "column, k"}


@plain(
    "LARGE",
    {"zh-CN": "第 k 大的数", "en": "The k-th largest number"},
    _RANK,
    ("LARGE(5, 1)", "5"),
)
def large(column: Value, k: Value) -> Value:
    return _ranked(sorted(numbers([column]), reverse=True), k)


@plain(
    "SMALL",
    {"zh-CN": "第 k 小的数", "en": "The k-th smallest number"},
    _RANK,
    ("SMALL(5, 2)", "#NUM"),
)
def small(column: Value, k: Value) -> Value:
    return _ranked(sorted(numbers([column])), k)


def _ranked(found: list[Decimal], k: Value) -> Value:
    place = integer(k)
    if not 1 <= place <= len(found):
        raise Fail(NUM)
    return found[place - 1]
