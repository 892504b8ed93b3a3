"""Days and numbers as others write them into their sheets. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})(?:\d{4}|\d{6})?(?!\d)")
_AROUND = re.compile(r"[\s¥￥$元]|CNY|RMB|人民币")
_IN_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?")
_IN_PARENTHESES = re.compile(r"[(（](.+)[)）]")
_DIGIT = re.compile(r"\d")


class Unreadable(ValueError):
    """A text that says something, in a way that is not known: it is told at its cell, as it stands,
    and never taken for nothing or for another number."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def number_of(text: str | None) -> Decimal | None:
    """``¥1,234.50`` → 1234.50, ``(12.00)`` → -12.00; None for a text without digits. Raises
    Unreadable."""
    bare = _IN_THOUSANDS.sub("", _AROUND.sub("", text or ""))
    inside = _IN_PARENTHESES.fullmatch(bare)
    number = inside[1] if inside else bare
    if _NUMBER.fullmatch(number):
        return -Decimal(number) if inside else Decimal(number)
    if _DIGIT.search(bare):
        raise Unreadable(text or "")
    return None


def day_of(text: str | None) -> str | None:
    """``2026/10/5 12:33``, ``20261005123300``, ``2026年10月5日`` → 2026-10-05; None for a text
    without digits. Raises Unreadable."""
    found = _DAY.match(text or "")
    if found is not None:
        year, month, day = found.groups()
        return f"{year}-{int(month):02d}-{int(day):02d}"
    if _DIGIT.search(text or ""):
        raise Unreadable(text or "")
    return None
