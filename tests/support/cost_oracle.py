"""Costs worked out the slow way: everything from nothing, with fractions, after every document.

Shares no code with the engine. A document is a dict: ``kind``, ``day``, ``seq`` (approval number),
and what its kind needs. Quantities are whole, values are cents.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import Any

Document = dict[str, Any]


class Impossible(Exception):
    """This set of documents cannot be: something would be below zero, or worth nothing."""


def half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2)) if number >= 0 else -floor(-number + Fraction(1, 2))


class Stock:
    """One pool: layers for FIFO, totals for the average."""

    def __init__(self, fifo: bool) -> None:
        self.fifo = fifo
        self.q = self.v = 0
        self.layers: list[list[Any]] = []
        self.unit: Fraction | None = None

    def come(self, q: int, v: int, who: Any) -> int:
        self.q, self.v = self.q + q, self.v + v
        self.layers.append([who, q, v])
        return v

    def leave(self, q: int, own: Any = None, target: int | None = None) -> int:
        if q > self.q:
            raise Impossible
        self.unit = Fraction(self.v, self.q)
        c = self._layers(q, own) if self.fifo else self._average(q, target)
        self.q, self.v = self.q - q, self.v - c
        return -c

    def _average(self, q: int, target: int | None) -> int:
        if q == self.q:
            return self.v
        if target is not None and self.v - target > 0:
            return target
        return half_up(Fraction(self.v * q, self.q))

    def _layers(self, q: int, own: Any) -> int:
        c = 0
        for layer in [x for x in self.layers if x[0] == own] + [
            x for x in self.layers if x[0] != own
        ]:
            n = min(q, layer[1])
            part = layer[2] if n == layer[1] else half_up(Fraction(layer[2] * n, layer[1]))
            layer[1], layer[2], c, q = layer[1] - n, layer[2] - part, c + part, q - n
        self.layers = [x for x in self.layers if x[1]]
        return c

    def peek(self, q: int) -> int:
        return self.v if q == self.q else half_up(Fraction(self.v * q, self.q))

    def found(self, q: int, fallback: int) -> int:
        unit = Fraction(self.v, self.q) if self.q else self.unit
        return fallback if unit is None else half_up(unit * q)

    def adjust(self, change: int) -> int:
        if change and (not self.q or self.v + change <= 0):
            raise Impossible
        self.v += change
        left, total = change, sum(x[1] for x in self.layers)
        for layer in self.layers:
            part = left if layer is self.layers[-1] else half_up(Fraction(change * layer[1], total))
            layer[2], left = layer[2] + part, left - part
        return change


class Books:
    def __init__(self, documents: list[Document], *, fifo: bool, by_warehouse: bool) -> None:
        self.by_warehouse = by_warehouse
        self.fifo = fifo
        self.stocks: dict[Any, Stock] = {}
        self.hand: dict[tuple[int, int], int] = {}
        self.returned: dict[tuple[int, int], list[int]] = {}
        self.costs: dict[int, list[int]] = {}
        """Document → the values of its entries."""
        for document in sorted(documents, key=lambda d: (d["day"], d["seq"])):
            kind: Callable[[Document], list[int]] = getattr(self, document["kind"])
            self.costs[document["id"]] = kind(document)

    def stock(self, product: int, warehouse: int) -> Stock:
        key = (product, warehouse) if self.by_warehouse else (product,)
        return self.stocks.setdefault(key, Stock(self.fifo))

    def move(self, product: int, warehouse: int, q: int) -> Stock:
        now = self.hand.get((product, warehouse), 0) + q
        if now < 0:
            raise Impossible
        self.hand[product, warehouse] = now
        return self.stock(product, warehouse)

    def receipt(self, d: Document) -> list[int]:
        return [self.move(p, d["wh"], q).come(q, v, (d["id"], n)) for n, (p, q, v) in rows(d)]

    def delivery(self, d: Document) -> list[int]:
        return [self.move(p, d["wh"], -q).leave(q) for _, (p, q, _) in rows(d)]

    def found(self, d: Document) -> list[int]:
        values = []
        for n, (p, q, v) in rows(d):
            stock = self.move(p, d["wh"], q)
            values.append(stock.come(q, stock.found(q, v), (d["id"], n)))
        return values

    def sales_return(self, d: Document) -> list[int]:
        source, n = d["source"], d["row"]
        (p, q, _) = d["lines"][0]
        if source["id"] not in self.costs or source["day"] > d["day"]:
            raise Impossible
        cost, whole = -self.costs[source["id"]][n], source["lines"][n][1]
        done = self.returned.setdefault((source["id"], n), [0, 0])
        back = cost - done[1] if done[0] + q == whole else half_up(Fraction(cost * q, whole))
        done[0], done[1] = done[0] + q, done[1] + back
        return [self.move(p, d["wh"], q).come(q, back, (d["id"], 0))]

    def purchase_return(self, d: Document) -> list[int]:
        source, n = d["source"], d["row"]
        (p, q, v) = d["lines"][0]
        if source["id"] not in self.costs or source["day"] > d["day"]:
            raise Impossible
        return [self.move(p, d["wh"], -q).leave(q, (source["id"], n), v)]

    def transfer(self, d: Document) -> list[int]:
        (p, q, _) = d["lines"][0]
        here = self.move(p, d["wh"], -q)
        there = self.move(p, d["to"], q)
        if here is there:
            c = here.peek(q)
            return [-c, c]
        c = here.leave(q)
        return [c, there.come(q, -c, (d["id"], 1))]

    def assembly(self, d: Document) -> list[int]:
        values = [self.move(p, d["wh"], -q).leave(q) for _, (p, q, _) in rows(d)]
        made = self.move(d["product"], d["wh"], d["qty"])
        return [*values, made.come(d["qty"], -sum(values) + d["fee"], (d["id"], "made"))]

    def split(self, d: Document) -> list[int]:
        c = -self.move(d["product"], d["wh"], -d["qty"]).leave(d["qty"])
        weights = [v for _, (_, _, v) in rows(d)]
        if not any(weights):
            weights = [q for _, (_, q, _) in rows(d)]
        parts = [half_up(Fraction(c * w, sum(weights))) for w in weights[:-1]]
        parts.append(c - sum(parts))
        for n, (p, q, _) in rows(d):
            self.move(p, d["wh"], q).come(q, parts[n], (d["id"], n))
        return [-c, *parts]

    def adjustment(self, d: Document) -> list[int]:
        return [self.stock(p, d["wh"]).adjust(v) for _, (p, _, v) in rows(d)]


def rows(d: Document) -> list[tuple[int, tuple[int, int, int]]]:
    return list(enumerate(d["lines"]))
