"""What is asked of a ledger for many records at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from huiliu.core.conditions import Condition

FigurePart = Literal["net", "in", "out", "first"]


Key = tuple[Any, ...]
"""Values of some dimensions, in the order of the question: internal ids, texts, days."""


@dataclass(frozen=True)
class FigureQuery:
    """One figure of a ledger for each of many keys: the sum of ``measure`` where ``dimensions`` are
    such a key. ``where``: a condition on dimensions. With days or postings entries are asked, else
    balances. ``part``: the sum, what came, what went, or the first day of what came."""

    ledger: str
    measure: str
    dimensions: Sequence[str]
    keys: Sequence[Key] = ()
    where: Condition | None = None
    postings: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    part: FigurePart = "net"

    @property
    def of_entries(self) -> bool:
        days = self.first is not None or self.last is not None
        return days or bool(self.postings) or self.part != "net"
