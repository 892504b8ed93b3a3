"""One kind of number: exact decimals in Python, scaled 64-bit integers in the database.

Rounding is half up, away from zero for negative amounts (四舍五入, jxc-domain 0.2). A float is
refused everywhere: SQLite sums 1,000 × 0.1 to 99.9999999999986.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

CONTEXT = Context(prec=34, rounding=ROUND_HALF_EVEN, traps=[])
"""The arithmetic of formulas; equal to decimal.js with precision 34, ROUND_HALF_EVEN."""

INT64_MAX = 2**63 - 1
_PLAIN = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})")


class NotExact(ValueError):
    """The value is no plain decimal, or does not fit the column."""


def parse(given: object) -> Decimal:
    """A decimal from a string or an int: ``"1200.50"``. Floats, exponents and NaN are refused."""
    if isinstance(given, Decimal) and given.is_finite():
        return given
    if isinstance(given, int) and not isinstance(given, bool):
        return Decimal(given)
    if isinstance(given, str) and _PLAIN.fullmatch(given.strip()):
        return Decimal(given.strip())
    raise NotExact(f"not an exact decimal: {given!r:.60}")


def round_half_up(value: Decimal, scale: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP, CONTEXT)


def to_scaled(value: Decimal, scale: int) -> int:
    """``Decimal("12.30"), 2`` → ``1230``; refuses digits beyond the scale and overflow."""
    scaled = value.scaleb(scale, CONTEXT)
    number = int(scaled)
    if scaled != number or abs(number) > INT64_MAX:
        raise NotExact(f"{value} does not fit {scale} decimals in 64 bits")
    return number


def from_scaled(number: int, scale: int) -> Decimal:
    """``1230, 2`` → ``Decimal("12.30")``."""
    return Decimal(number).scaleb(-scale, CONTEXT)


def to_json(value: Decimal) -> str:
    """The wire form: a plain decimal string with the value's own scale, never an exponent."""
    return format(value, "f")
