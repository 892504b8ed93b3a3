"""Cost pools: the moving average (7.5.2) and first in, first out (7.5.5).

A pool knows its quantity and its value in yuan; every method returns the value that came or went.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from .money import ZERO, part, r2


class Average:
    def __init__(self) -> None:
        self.qty, self.value = Decimal(0), ZERO
        self.last: Fraction | None = None
        """The last unit cost: what a piece found again is worth when the pool is empty."""

    def receive(self, qty: Decimal, value: Decimal, row: int) -> Decimal:
        self.qty, self.value = self.qty + qty, self.value + value
        self.last = Fraction(self.value) / Fraction(self.qty)
        return value

    def issue(self, qty: Decimal) -> Decimal:
        return self._out(qty, self.value if qty == self.qty else part(self.value, qty, self.qty))

    def refund(self, qty: Decimal, target: Decimal, row: int | None) -> Decimal:
        """What goes back to the supplier leaves at the amount refunded, if the pool can bear it."""
        if qty == self.qty or self.value - target <= 0:
            return self.issue(qty)
        return self._out(qty, target)

    def worth(self, qty: Decimal, reference: Fraction) -> Decimal:
        """What found or returned pieces without a source are worth."""
        if self.qty:
            return part(self.value, qty, self.qty)
        return r2((reference if self.last is None else self.last) * Fraction(qty))

    def _out(self, qty: Decimal, value: Decimal) -> Decimal:
        self.last = Fraction(self.value) / Fraction(self.qty)
        self.qty, self.value = self.qty - qty, self.value - value
        return value


class Layers(Average):
    """The same, but a piece that leaves is the oldest one."""

    def __init__(self) -> None:
        super().__init__()
        self.layers: list[tuple[int, Decimal, Decimal]] = []

    def receive(self, qty: Decimal, value: Decimal, row: int) -> Decimal:
        self.layers.append((row, qty, value))
        return super().receive(qty, value, row)

    def issue(self, qty: Decimal) -> Decimal:
        return self._take(qty, list(self.layers))

    def refund(self, qty: Decimal, target: Decimal, row: int | None) -> Decimal:
        """Its own receipt's layer first, then the oldest."""
        return self._take(qty, sorted(self.layers, key=lambda layer: layer[0] != row))

    def _take(self, qty: Decimal, order: list[tuple[int, Decimal, Decimal]]) -> Decimal:
        total, left = ZERO, qty
        for layer in order:
            row, has, value = layer
            takes = min(left, has)
            if not takes:
                break
            goes = value if takes == has else part(value, takes, has)
            at = self.layers.index(layer)
            self.layers[at : at + 1] = [(row, has - takes, value - goes)] if takes < has else []
            total, left = total + goes, left - takes
        return self._out(qty, total)
