"""What a pool holds and what a unit of it costs. Pure integers: quantity and value, scaled.

Rounding is half up, away from zero. The last unit out takes the rest, so nothing is left of an
empty pool. A pool may run below zero where no floor forbids it: what goes out then costs what the
last unit cost, and the next receipt settles the difference at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Layer = tuple[int, int, int]
"""Entry, quantity, value."""


def share(value: int, part: int, whole: int) -> int:
    """``value × part / whole``, rounded half up."""
    number = 2 * value * part
    sign = -1 if (number < 0) != (whole < 0) else 1
    return sign * ((abs(number) + abs(whole)) // (2 * abs(whole)))


@dataclass(slots=True)
class Pool:
    """Moving average: one price for everything. ``last``: value and quantity when something last
    went out of a stock, the price of an empty pool."""

    qty: int = 0
    value: int = 0
    last: tuple[int, int] = (0, 0)
    layers: list[Layer] = field(default_factory=list)

    def bring(self, entry: int, qty: int, value: int) -> int:
        """Something comes in. Returns the value it has here: less or more than given by what the
        units already gone turn out to have cost."""
        value -= self._settled(qty, value)
        self.qty += qty
        self.value += value
        return value

    def take(self, qty: int, own: int | None = None) -> int:
        """What ``qty`` going out costs. ``own``: the entry whose goods they are."""
        cost = self.price(qty)
        if self.qty > 0:
            self.last = self.value, self.qty
        self.qty -= qty
        self.value -= cost
        return cost

    def give_back(self, qty: int, target: int, own: int | None) -> int:
        """Goes out at ``target``, as long as what stays keeps a value."""
        if 0 < qty < self.qty and self.value - target > 0:
            self.last = self.value, self.qty
            self.qty -= qty
            self.value -= target
            return target
        return self.take(qty, own)

    def price(self, qty: int) -> int:
        """What ``qty`` would cost now, nothing moved."""
        if self.qty <= 0:
            return self._at_last(qty)
        if qty > self.qty:
            return self.value + share(self.value, qty - self.qty, self.qty)
        return self.value if qty == self.qty else share(self.value, qty, self.qty)

    def worth(self, qty: int) -> int | None:
        """What ``qty`` found or brought back is worth; None if nothing ever had a cost."""
        if self.qty > 0:
            return share(self.value, qty, self.qty)
        return self._at_last(qty) if self.last[1] else None

    def revalue(self, change: int) -> bool:
        """Value without quantity; False if what is there cannot bear it."""
        if self.qty <= 0 or self.value + change <= 0:
            return False
        self.value += change
        return True

    def _at_last(self, qty: int) -> int:
        return share(self.last[0], qty, self.last[1]) if self.last[1] else 0

    def _settled(self, qty: int, value: int) -> int:
        """What a receipt owes for the units that went before it: actual less provisional cost."""
        if self.qty >= 0 or qty <= 0:
            return 0
        cover = min(qty, -self.qty)
        return share(value, cover, qty) - share(-self.value, cover, -self.qty)


@dataclass(slots=True)
class LayerPool(Pool):
    """First in, first out: what comes in keeps its own price until it has gone."""

    def bring(self, entry: int, qty: int, value: int) -> int:
        before = self.qty
        kept = Pool.bring(self, entry, qty, value)
        rest = min(qty, qty + before) if before < 0 else qty
        if rest > 0:
            own = value - share(value, qty - rest, qty) if rest < qty else value
            self.layers.append((entry, rest, own))
        self._level()
        return kept

    def take(self, qty: int, own: int | None = None) -> int:
        cost = self._out(qty, own)
        if self.qty > 0:
            self.last = self.value, self.qty
        self.qty -= qty
        self.value -= cost
        self._level()
        return cost

    def give_back(self, qty: int, target: int, own: int | None) -> int:
        """Its own layer says what it costs, not what is paid back for it."""
        return self.take(qty, own)

    def revalue(self, change: int) -> bool:
        """Spread over the layers by their quantities; the last takes the rest."""
        if not Pool.revalue(self, change):
            return False
        left, total = change, self.qty
        for place, (entry, qty, value) in enumerate(self.layers):
            last = place == len(self.layers) - 1
            part = left if last else share(change, qty, total)
            self.layers[place] = entry, qty, value + part
            left -= part
        return True

    def _out(self, qty: int, own: int | None) -> int:
        """Own goods first, then the oldest; beyond them at the last price."""
        cost, left = 0, qty
        before = self.value, self.qty
        order = sorted(range(len(self.layers)), key=lambda n: (self.layers[n][0] != own, n))
        for place in order:
            if left <= 0:
                break
            entry, there, value = self.layers[place]
            part = min(left, there)
            gone = value if part == there else share(value, part, there)
            self.layers[place] = entry, there - part, value - gone
            cost, left = cost + gone, left - part
        self.layers = [layer for layer in self.layers if layer[1]]
        if left > 0:
            cost += share(before[0], left, before[1]) if before[1] > 0 else self._at_last(left)
        return cost

    def _level(self) -> None:
        """Above zero the pool is worth what its layers are."""
        if self.qty >= 0:
            self.value = sum(value for _, _, value in self.layers)


PoolKind = Literal["moving_average", "fifo"]


def new_pool(kind: PoolKind) -> Pool:
    return LayerPool() if kind == "fifo" else Pool()
