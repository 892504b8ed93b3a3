"""One entry as costing sees it, and what it hangs together with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

Key = tuple[Any, ...]
At = tuple[date, int]
"""Where an entry stands in the order of costs: its day, then its number."""


@dataclass(slots=True, frozen=True)
class Facts:
    """How an entry gets its value, kept with it: a later design does not change the past. ``rule``
    is empty where the value is what it is. ``base`` is the value its own formula gave, ``weight``
    its part of what it takes up; ``source`` the entry it returns; ``feeds`` the posting of the
    same document that takes up what it costs, row by row if ``by_row``."""

    rule: str = ""
    base: int = 0
    weight: int = 0
    source: int | None = None
    feeds: str = ""
    by_row: bool = False


@dataclass(slots=True)
class Move:
    """``key`` is the balance it belongs to, ``pool`` the part of the key that costs go by;
    ``value`` is what is stored, None for a new entry."""

    id: int
    day: date
    key: Key
    pool: Key
    qty: int
    value: int | None
    facts: Facts
    posting: str
    form: str
    record: int
    line: int | None

    @property
    def at(self) -> At:
        return self.day, self.id

    def feeds_into(self, other: Move) -> bool:
        """Whether ``other`` takes up what this one costs."""
        if self.facts.feeds != other.posting or not self.facts.feeds:
            return False
        same = (self.form, self.record) == (other.form, other.record)
        return same and (not self.facts.by_row or self.line == other.line)
