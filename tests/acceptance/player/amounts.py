"""Numbers as stories write them: quantities without trailing zeros, money with two decimals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
MICRO = Decimal("0.000001")


def dec(value: Any) -> Decimal:
    return Decimal(str(value)) if value not in (None, "") else Decimal(0)


def quantity(value: Any) -> str:
    text = f"{dec(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0") else text


def money(value: Any) -> str:
    """More than two decimals are shown, so that they are a difference."""
    found = dec(value)
    rounded = found.quantize(CENT)
    return f"{rounded + 0 if rounded == found else found:f}"


def unit_cost(value: Decimal, qty: Decimal) -> str:
    return f"{(value / qty).quantize(MICRO, ROUND_HALF_UP):f}" if qty else "0.000000"
