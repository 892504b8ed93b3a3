"""Days and moments. Empty in, empty out: an order without a date is no error."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from decimal import Decimal

from huiliu.core.expressions.functions import plain, worldly
from huiliu.core.expressions.values import (
    NUM,
    ONE,
    VALUE,
    Env,
    Fail,
    Value,
    day,
    integer,
    text,
)

_DAY = {"zh-CN": "日期", "en": "date"}
_MOMENT = {"zh-CN": "日期时间", "en": "moment"}
_MONTHS = {"zh-CN": "日期, 月数", "en": "date, months"}


@worldly("TODAY", {"zh-CN": "今天", "en": "Today"}, ("TODAY()", "2026-10-15"))
def today(env: Env) -> Value:
    return env.today


@worldly("NOW", {"zh-CN": "现在", "en": "Now"}, ("NOW()", "2026-10-15 09:30:00"))
def now(env: Env) -> Value:
    return env.now


@plain(
    "DATE",
    {"zh-CN": "由年月日组成日期，月日可越界", "en": "A date; months and days may overflow"},
    {"zh-CN": "年, 月, 日", "en": "year, month, day"},
    ("DATE(2026, 10, 15)", "2026-10-15"),
    ("DATE(2026, 13, 1)", "2027-01-01"),
    ("DATE(2026, 3, 0)", "2026-02-28"),
)
def date_(year: Value, month: Value, day_: Value) -> Value:
    years, months, days = integer(year), integer(month), integer(day_)
    if not 1 <= years <= 9998 or abs(months) > 1200 or abs(days) > 36600:
        raise Fail(NUM)
    return _moved(_month_start(years * 12 + months - 1), days - 1)


def _month_start(months: int) -> date:
    """``months`` since the start of year 0."""
    if not 12 <= months < 10_000 * 12:
        raise Fail(NUM)
    return date(months // 12, months % 12 + 1, 1)


def _moved(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise Fail(NUM) from None


@plain("YEAR", {"zh-CN": "年", "en": "The year"}, _DAY, ('YEAR("2026-10-15")', "2026"))
def year(given: Value) -> Value:
    found = day(given)
    return found and Decimal(found.year)


@plain("MONTH", {"zh-CN": "月", "en": "The month"}, _DAY, ('MONTH("2026-10-15")', "10"))
def month(given: Value) -> Value:
    found = day(given)
    return found and Decimal(found.month)


@plain("DAY", {"zh-CN": "日", "en": "The day of the month"}, _DAY, ('DAY("2026-10-15")', "15"))
def day_of_month(given: Value) -> Value:
    found = day(given)
    return found and Decimal(found.day)


@plain("HOUR", {"zh-CN": "时", "en": "The hour"}, _MOMENT, ("HOUR(NOW())", "9"))
def hour(given: Value) -> Value:
    return _part(given, "hour")


@plain("MINUTE", {"zh-CN": "分", "en": "The minute"}, _MOMENT, ("MINUTE(NOW())", "30"))
def minute(given: Value) -> Value:
    return _part(given, "minute")


@plain("SECOND", {"zh-CN": "秒", "en": "The second"}, _MOMENT, ("SECOND(NOW())", "0"))
def second(given: Value) -> Value:
    return _part(given, "second")


def _part(given: Value, name: str) -> Value:
    if isinstance(given, datetime):
        return Decimal(getattr(given, name))
    return day(given) and Decimal(0)


@plain(
    "DATEDIF",
    {
        "zh-CN": "两个日期之间的整天数、月数或年数",
        "en": "Whole days, months or years between dates",
    },
    {"zh-CN": '开始, 结束, ["D"|"M"|"Y"]', "en": 'start, end, ["D"|"M"|"Y"]'},
    ('DATEDIF("2026-01-31", "2026-02-28", "M")', "0"),
    ('DATEDIF("2026-01-01", "2026-10-15")', "287"),
    ('DATEDIF("2026-10-15", "2026-01-01", "D")', "#NUM"),
)
def datedif(start: Value, end: Value, unit: Value = "D") -> Value:
    first, last, wanted = day(start), day(end), text(unit).upper()
    if wanted not in ("D", "M", "Y"):
        raise Fail(VALUE)
    if first is None or last is None:
        return None
    if first > last:
        raise Fail(NUM)
    if wanted == "D":
        return Decimal((last - first).days)
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return Decimal(months if wanted == "M" else months // 12)


@plain(
    "DAYS",
    {"zh-CN": "两个日期相差的天数", "en": "Days from one date to another"},
    {"zh-CN": "结束, 开始", "en": "end, start"},
    ('DAYS("2026-10-15", "2026-10-01")', "14"),
)
def days(end: Value, start: Value) -> Value:
    last, first = day(end), day(start)
    if first is None or last is None:
        return None
    return Decimal((last - first).days)


@plain(
    "EDATE",
    {"zh-CN": "若干月之后的同一天", "en": "The same day some months later"},
    _MONTHS,
    ('EDATE("2026-01-31", 1)', "2026-02-28"),
)
def edate(given: Value, months: Value) -> Value:
    found, steps = day(given), integer(months)
    if found is None:
        return None
    first = _month_start(found.year * 12 + found.month - 1 + steps)
    return first.replace(day=min(found.day, _length(first)))


@plain(
    "EOMONTH",
    {"zh-CN": "若干月之后的月末", "en": "The last day of the month some months later"},
    _MONTHS,
    ('EOMONTH("2026-01-15", 1)', "2026-02-28"),
)
def eomonth(given: Value, months: Value) -> Value:
    found, steps = day(given), integer(months)
    if found is None:
        return None
    first = _month_start(found.year * 12 + found.month - 1 + steps)
    return first.replace(day=_length(first))


def _length(month_start: date) -> int:
    return calendar.monthrange(month_start.year, month_start.month)[1]


@plain(
    "WEEKDAY",
    {
        "zh-CN": "星期几；类型 1：周日为 1（默认），2：周一为 1，3：周一为 0",
        "en": "The day of the week; type 1: Sunday is 1 (default), 2: Monday is 1, 3: Monday is 0",
    },
    {"zh-CN": "日期, [类型]", "en": "date, [type]"},
    ('WEEKDAY("2026-10-15")', "5"),
    ('WEEKDAY("2026-10-15", 2)', "4"),
)
def weekday(given: Value, kind: Value = ONE) -> Value:
    found, wanted = day(given), integer(kind)
    if wanted not in (1, 2, 3):
        raise Fail(NUM)
    if found is None:
        return None
    from_monday = found.weekday()
    return Decimal({1: (from_monday + 1) % 7 + 1, 2: from_monday + 1, 3: from_monday}[wanted])
