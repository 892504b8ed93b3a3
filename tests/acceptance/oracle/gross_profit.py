"""Gross profit of what was sold (7.5.7), by every dimension."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .model import Document, Line, World
from .money import ZERO, money_text, quantity_text, r2
from .posting import cost_of

SALES = ("delivery", "retail", "sales_return", "exchange")


def sign(doc: Document, line: Line) -> int:
    """−1 for what came back."""
    return -1 if doc.op == "sales_return" or line.role == "back" else 1


class Sum:
    def __init__(self) -> None:
        self.qty, self.net, self.cost = Decimal(0), ZERO, ZERO

    def add(self, way: int, line: Line, cost: Decimal) -> None:
        self.qty, self.net, self.cost = (
            self.qty + way * line.qty, self.net + way * line.net, self.cost + cost,
        )  # fmt: skip

    def shown(self) -> dict[str, str]:
        profit = self.net - self.cost
        margin = r2(profit * 100 / self.net) if self.net else ZERO
        return {
            "revenue_net": money_text(self.net),
            "cost": money_text(self.cost),
            "gross_profit": money_text(profit),
            "margin_pct": money_text(margin),
        }


def gross_profit(world: World) -> dict[str, Any]:
    dims = ("customer", "salesperson", "store", "channel")
    report: dict[str, Any] = {"by_sku": _by(world, "sku", lambda doc, line: line.sku)}
    for dim in dims:
        report[f"by_{dim}"] = _by(world, dim, lambda doc, line, dim=dim: doc.dims[dim])
    return report | {"total": total(world).shown()}


def total(world: World) -> Sum:
    everything = Sum()
    for doc in world.live(*SALES):
        for line in doc.lines:
            everything.add(sign(doc, line), line, cost_of(world, line))
    return everything


def _by(world: World, name: str, key: Callable[..., str]) -> list[dict[str, str]]:
    """In the order of the first sale."""
    sums: dict[str, Sum] = {}
    for doc in world.live(*SALES):
        for line in doc.lines:
            one = sums.setdefault(key(doc, line), Sum())
            one.add(sign(doc, line), line, cost_of(world, line))
    return [{name: key, "qty": quantity_text(one.qty), **one.shown()} for key, one in sums.items()]
