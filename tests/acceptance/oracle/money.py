"""Exact numbers: rounding, shares and how they are written (domain text, 0.2).

Money is a ``Decimal`` in yuan with two places, a quantity a ``Decimal`` in base units. A quotient
is a ``Fraction`` until it is rounded, so nothing is rounded twice.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

Number = Decimal | Fraction | int

ZERO = Decimal("0.00")


def money(text: str | int | Decimal | None) -> Decimal:
    """The amount written in a story; nothing written is nothing."""
    return round_to(Decimal(text or 0), 2)


def quantity(text: str | int | Decimal) -> Decimal:
    return Decimal(text)


def round_to(number: Number, places: int) -> Decimal:
    """Half away from zero (四舍五入), also for red amounts."""
    scaled = Fraction(number) * 10**places
    whole, rest = divmod(abs(scaled), 1)
    whole += rest >= Fraction(1, 2)
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-places)


def r2(number: Number) -> Decimal:
    return round_to(number, 2)


def part(value: Decimal, quantity: Decimal, total: Decimal) -> Decimal:
    """r2(value × quantity / total)."""
    return r2(Fraction(value) * Fraction(quantity) / Fraction(total))


def without_tax(gross: Decimal, rate: Decimal) -> Decimal:
    """r2(gross / (1 + rate))."""
    return r2(Fraction(gross) / (1 + Fraction(rate)))


def shares(discount: Decimal, amounts: list[Decimal]) -> list[Decimal]:
    """N4: an order discount over its lines by amount; the last line takes the rest."""
    total = sum(amounts, ZERO)
    if not discount or not total:
        return [ZERO] * len(amounts)
    taken = [part(discount, amount, total) for amount in amounts[:-1]]
    return [*taken, discount - sum(taken, ZERO)]


def money_text(amount: Number) -> str:
    return f"{r2(amount):.2f}"


def quantity_text(quantity: Decimal) -> str:
    """Without trailing zeros and without an exponent."""
    text = f"{quantity:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def ratio_text(number: Number) -> str:
    """Six places, for showing only (N6)."""
    return f"{round_to(number, 6):.6f}"
