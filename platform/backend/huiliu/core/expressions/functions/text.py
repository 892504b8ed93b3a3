"""Texts. Positions count characters (code points) from 1."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from huiliu.core.exact import CONTEXT
from huiliu.core.expressions.functions import plain, worldly
from huiliu.core.expressions.values import (
    BLANKS,
    HUNDRED,
    MAX_TEXT,
    NUM,
    ONE,
    VALUE,
    Env,
    Fail,
    Value,
    day,
    flat,
    integer,
    is_empty,
    limited,
    number,
    short,
    text,
)

_TEXT = {"zh-CN": "文本", "en": "text"}
_TEXTS = {"zh-CN": "文本1, 文本2, …", "en": "text1, text2, …"}
_TEXT_COUNT = {"zh-CN": "文本, [个数]", "en": "text, [count]"}
_FIND = {"zh-CN": "要找的文本, 文本, [起始位置]", "en": "wanted, text, [start]"}
_ROUNDING = Context(prec=700, rounding=ROUND_HALF_UP, traps=[])


@worldly("CURRENTUSER", {"zh-CN": "当前用户的姓名", "en": "The name of the current user"},
         ("CURRENTUSER()", '"张三"'))  # fmt: skip
def currentuser(env: Env) -> Value:
    return env.member


@plain(
    "CONCAT CONCATENATE",
    {"zh-CN": "拼接文本", "en": "Joins texts"},
    _TEXTS,
    ('CONCAT("共", 3, "件")', '"共3件"'),
)
def concat(first: Value, *more: Value) -> Value:
    return _joined("", (first, *more))


@plain(
    "TEXTJOIN",
    {"zh-CN": "用分隔符拼接非空文本", "en": "Joins the texts that are not empty"},
    {"zh-CN": "分隔符, 文本1, …", "en": "separator, text1, …"},
    ('TEXTJOIN("、", "甲", "", "乙")', '"甲、乙"'),
)
def textjoin(separator: Value, first: Value, *more: Value) -> Value:
    return _joined(text(separator), [v for v in flat((first, *more)) if not is_empty(v)])


def _joined(separator: str, values: tuple[Value, ...] | list[Value]) -> str:
    made, first = "", True
    for value in flat(values):
        made = short(made + ("" if first else separator) + text(value))
        first = False
    return made


@plain("LEFT", {"zh-CN": "左边的字符", "en": "Characters from the left"}, _TEXT_COUNT,
       ('LEFT("采购入库", 2)', '"采购"'))  # fmt: skip
def left(given: Value, count: Value = ONE) -> Value:
    source, taken = text(given), integer(count)
    if taken < 0:
        raise Fail(VALUE)
    return source[:taken]


@plain("RIGHT", {"zh-CN": "右边的字符", "en": "Characters from the right"}, _TEXT_COUNT,
       ('RIGHT("采购入库", 2)', '"入库"'))  # fmt: skip
def right(given: Value, count: Value = ONE) -> Value:
    source, taken = text(given), integer(count)
    if taken < 0:
        raise Fail(VALUE)
    return source[max(0, len(source) - taken) :]


@plain(
    "MID",
    {"zh-CN": "中间的字符", "en": "Characters from the middle"},
    {"zh-CN": "文本, 起始位置, 个数", "en": "text, start, count"},
    ('MID("采购入库单", 3, 2)', '"入库"'),
)
def mid(given: Value, start: Value, count: Value) -> Value:
    source, first, taken = text(given), integer(start), integer(count)
    if first < 1 or taken < 0:
        raise Fail(VALUE)
    return source[first - 1 : first - 1 + taken]


@plain("LEN", {"zh-CN": "字符数", "en": "How many characters"}, _TEXT, ('LEN("采购")', "2"))
def len_(given: Value) -> Value:
    return Decimal(len(text(given)))


@plain("UPPER", {"zh-CN": "转为大写", "en": "In capitals"}, _TEXT, ('UPPER("sku-a")', '"SKU-A"'))
def upper(given: Value) -> Value:
    return short(text(given).upper())


@plain("LOWER", {"zh-CN": "转为小写", "en": "In small letters"}, _TEXT, ('LOWER("SKU")', '"sku"'))
def lower(given: Value) -> Value:
    return short(text(given).lower())


_RUN_OF_BLANKS = re.compile(f"[{BLANKS}]+")


@plain(
    "TRIM",
    {"zh-CN": "去掉首尾空格，中间只留一个", "en": "Without outer blanks, inner ones single"},
    _TEXT,
    ('TRIM("  a   b ")', '"a b"'),
)
def trim(given: Value) -> Value:
    return _RUN_OF_BLANKS.sub(" ", text(given).strip(BLANKS))


@plain(
    "SUBSTITUTE",
    {"zh-CN": "替换文本，可指定第几处", "en": "Replaces a text, everywhere or once"},
    {"zh-CN": "文本, 旧文本, 新文本, [第几处]", "en": "text, old, new, [occurrence]"},
    ('SUBSTITUTE("a-b-c", "-", "/")', '"a/b/c"'),
    ('SUBSTITUTE("a-b-c", "-", "/", 2)', '"a-b/c"'),
)
def substitute(given: Value, old: Value, new: Value, occurrence: Value = None) -> Value:
    source, wanted, replacement = text(given), text(old), text(new)
    place = None if occurrence is None else integer(occurrence)
    if place is not None and place < 1:
        raise Fail(VALUE)
    if not wanted:
        return source
    pieces = source.split(wanted)
    if place is None:
        if len(source) + (len(pieces) - 1) * (len(replacement) - len(wanted)) > MAX_TEXT:
            raise Fail(VALUE)
        return replacement.join(pieces)
    if place >= len(pieces):
        return source
    before, after = wanted.join(pieces[:place]), wanted.join(pieces[place:])
    return short(before + replacement + after)


@plain(
    "REPLACE",
    {"zh-CN": "按位置替换", "en": "Replaces by position"},
    {"zh-CN": "文本, 起始位置, 个数, 新文本", "en": "text, start, count, new"},
    ('REPLACE("13812345678", 4, 4, "****")', '"138****5678"'),
)
def replace(given: Value, start: Value, count: Value, new: Value) -> Value:
    source, first, taken, put = text(given), integer(start), integer(count), text(new)
    if first < 1 or taken < 0:
        raise Fail(VALUE)
    return short(source[: first - 1] + put + source[first - 1 + taken :])


@plain("FIND", {"zh-CN": "查找位置，区分大小写", "en": "The position of a text"}, _FIND,
       ('FIND("入", "采购入库")', "3"), ('FIND("x", "abc")', "#VALUE"))  # fmt: skip
def find(wanted: Value, given: Value, start: Value = ONE) -> Value:
    return _position(text(wanted), text(given), integer(start))


@plain("SEARCH", {"zh-CN": "查找位置，不区分大小写", "en": "FIND without regard to case"}, _FIND,
       ('SEARCH("B", "abc")', "2"))  # fmt: skip
def search(wanted: Value, given: Value, start: Value = ONE) -> Value:
    return _position(text(wanted).lower(), text(given).lower(), integer(start))


def _position(wanted: str, source: str, start: int) -> Decimal:
    if not 1 <= start <= len(source) + 1:
        raise Fail(VALUE)
    found = source.find(wanted, start - 1)
    if found < 0:
        raise Fail(VALUE)
    return Decimal(found + 1)


@plain(
    "EXACT",
    {"zh-CN": "两个文本是否完全相同", "en": "Whether two texts are the same"},
    {"zh-CN": "文本1, 文本2", "en": "text1, text2"},
    ('EXACT("a", "A")', "FALSE"),
)
def exact(first: Value, second: Value) -> Value:
    return text(first) == text(second)


@plain(
    "REPT",
    {"zh-CN": "重复文本", "en": "Repeats a text"},
    {"zh-CN": "文本, 次数", "en": "text, times"},
    ('REPT("=", 3)', '"==="'),
)
def rept(given: Value, times: Value) -> Value:
    source, count = text(given), integer(times)
    if count < 0 or len(source) * count > MAX_TEXT:
        raise Fail(VALUE)
    return source * count


_WRITTEN = re.compile(r"([+-]?)[¥￥$]?([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?(%?)")


@plain(
    "VALUE",
    {"zh-CN": "文本转为数值", "en": "The number in a text"},
    _TEXT,
    ('VALUE("1,200.50")', "1200.5"),
    ('VALUE("12%")', "0.12"),
    ('VALUE("abc")', "#VALUE"),
)
def value(given: Value) -> Value:
    if not isinstance(given, str) or given == "":
        return number(given)
    found = _WRITTEN.fullmatch(given.strip(BLANKS))
    if found is None:
        raise Fail(VALUE)
    digits = found[1] + found[2].replace(",", "") + (found[3] or "")
    result = limited(CONTEXT.create_decimal(digits))
    return limited(CONTEXT.divide(result, HUNDRED)) if found[4] else result


_NUMBER_FORMAT = re.compile(r"([^0#]*)(#,##)?(0{1,20})(?:\.(0{0,20})(#{0,20}))?(%?)([^0#%]*)")


@plain(
    "TEXT",
    {"zh-CN": "按格式转为文本", "en": "A number or a date, formatted"},
    {"zh-CN": "值, 格式", "en": "value, format"},
    ('TEXT(1234.5, "#,##0.00")', '"1,234.50"'),
    ('TEXT(0.125, "0.0%")', '"12.5%"'),
    ('TEXT(7, "0000")', '"0007"'),
    ('TEXT("2026-10-05", "yyyy年M月d日")', '"2026年10月5日"'),
    ('TEXT(NOW(), "yyyy-MM-dd HH:mm")', '"2026-10-15 09:30"'),
)
def text_(given: Value, pattern: Value) -> Value:
    wanted = text(pattern)
    if is_empty(given):
        return ""
    found = _NUMBER_FORMAT.fullmatch(wanted)
    if found is not None and not isinstance(given, date):
        return _formatted_number(number(given), found)
    moment = day(given)
    assert moment is not None
    return short(_formatted_day(given if isinstance(given, datetime) else moment, wanted))


def _formatted_number(given: Decimal, found: re.Match[str]) -> str:
    before, thousands, whole, fixed, optional, percent, after = (g or "" for g in found.groups())
    if percent:
        given = limited(CONTEXT.multiply(given, HUNDRED))
    places = len(fixed) + len(optional)
    rounded = given.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
    digits, _, decimals = format(rounded.copy_abs(), "f").partition(".")
    decimals = decimals[: len(fixed)] + decimals[len(fixed) :].rstrip("0")
    digits = digits.rjust(len(whole), "0")
    if thousands:
        digits = _grouped(digits)
    sign = "-" if rounded < 0 else ""
    return before + sign + digits + ("." + decimals if decimals else "") + percent + after


def _grouped(digits: str) -> str:
    first = len(digits) % 3 or 3
    return ",".join([digits[:first], *(digits[i : i + 3] for i in range(first, len(digits), 3))])


_DAY_PART = re.compile(r"[yY]+|M+|m+|[dD]+|[hH]+|[sS]+")


def _formatted_day(given: date, pattern: str) -> str:
    """``m`` is the minute after an hour or before a second, else the month, as in Excel."""
    made, at = "", 0
    parts = list(_DAY_PART.finditer(pattern))
    for index, part in enumerate(parts):
        before = parts[index - 1][0][0].lower() if index else ""
        after = parts[index + 1][0][0].lower() if index + 1 < len(parts) else ""
        is_minute = part[0][0] == "m" and (before == "h" or after == "s")
        made += pattern[at : part.start()] + _day_part(given, part[0], is_minute)
        at = part.end()
    return made + pattern[at:]


def _day_part(given: date, written: str, is_minute: bool) -> str:
    clock = given if isinstance(given, datetime) else datetime(given.year, given.month, given.day)
    if written[0] in "yY":
        full = f"{clock.year:04d}"
        return full if len(written) > 2 else full[2:]
    letter = "i" if is_minute else written[0].lower()
    parts = {
        "m": clock.month,
        "d": clock.day,
        "h": clock.hour,
        "i": clock.minute,
        "s": clock.second,
    }
    return f"{parts[letter]:02d}" if len(written) > 1 else str(parts[letter])


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")


@plain(
    "RMBCAPS RMBCAP",
    {"zh-CN": "人民币大写金额", "en": "An amount in Chinese capitals"},
    {"zh-CN": "金额", "en": "amount"},
    ("RMBCAPS(1680.32)", '"壹仟陆佰捌拾元叁角贰分"'),
    ("RMBCAPS(10005.05)", '"壹万零伍元零伍分"'),
    ("RMBCAPS(-100)", '"负壹佰元整"'),
    ("RMBCAPS(0)", '"零元整"'),
)
def rmbcaps(given: Value) -> Value:
    amount = number(given).quantize(Decimal("0.01"), context=_ROUNDING)
    if amount.copy_abs() >= 10**16:
        raise Fail(NUM)
    cents = abs(int(amount.scaleb(2, _ROUNDING)))
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    words = _whole_capitals(yuan) + "元" if yuan else ""
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif fen and yuan:
        words += "零"
    words += _DIGITS[fen] + "分" if fen else ""
    return ("负" if amount < 0 else "") + ((words or "零元") + ("" if fen else "整"))


def _whole_capitals(whole: int) -> str:
    """亿 above, 万 between, 元 below; a gap of zeros is one 零."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if whole >= size:
            high, low = divmod(whole, size)
            gap = "零" if low and low < size // 10 else ""
            return _whole_capitals(high) + unit + gap + (_whole_capitals(low) if low else "")
    return _four_capitals(whole)


def _four_capitals(whole: int) -> str:
    made, is_gap = "", False
    for place in (3, 2, 1, 0):
        digit = whole // 10**place % 10
        if digit:
            made += ("零" if is_gap and made else "") + _DIGITS[digit] + _UNITS[place]
        is_gap = not digit
    return made
