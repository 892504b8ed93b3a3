"""What one transaction changes in the balances of one ledger, merged by key."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from huiliu.ledgers.entry_store import Source
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.shortage import Where

Key = tuple[Any, ...]
Amounts = tuple[int, ...]


@dataclass
class Deltas:
    """``wheres``: the values that changed a key, in the record at the door;
    ``named_by``: form and id of such records. ``lowered``: since when a key has less than before,
    where the past must be looked at too; ``undone``: such keys that lost an entry, which later ones
    of the same day may have used."""

    plan: LedgerPlan
    by_key: dict[Key, Amounts] = field(default_factory=dict)
    last: dict[Key, date] = field(default_factory=dict)
    wheres: dict[Key, list[Where]] = field(default_factory=dict)
    named_by: dict[Key, set[tuple[str, int]]] = field(default_factory=dict)
    lowered: dict[Key, date] = field(default_factory=dict)
    undone: set[Key] = field(default_factory=set)
    taken_back: set[tuple[Key, int]] = field(default_factory=set)
    """Key and place of a measure that lost something because its document was taken back."""

    def post(self, key: Key, amounts: Amounts, day: date, where: str, source: Source) -> None:
        self._add(key, amounts, day)
        self._note(key, source, where)

    def undo(self, key: Key, amounts: Amounts, day: date, source: Source) -> None:
        """``amounts`` are those of the entry that is taken back."""
        negative = tuple(-amount for amount in amounts)
        self.taken_back.update((key, place) for place, one in enumerate(negative) if one < 0)
        self._add(key, negative, day)
        self._note(key, source, "")
        if self._lowers(negative):
            self.undone.add(key)

    def correct(self, key: Key, change: Amounts) -> None:
        """Of what was posted to the key a part does not come after all."""
        before = self.by_key[key]
        self.by_key[key] = tuple(map(sum, zip(before, change, strict=True)))

    def revalue(self, key: Key, change: int, day: date) -> None:
        """Only the value of what is there changes."""
        place = self.plan.storage.value_place
        amounts = (change if n == place else 0 for n in range(len(self.plan.storage.measures)))
        self._add(key, tuple(amounts), day)

    def wheres_of(self, key: Key) -> tuple[Where, ...]:
        return tuple(self.wheres.get(key, ()))

    def in_order(self) -> list[tuple[Key, Amounts]]:
        """Changes that came to nothing are left out, unless the past has to be looked at."""
        rows = self.by_key.items()
        return sorted((key, some) for key, some in rows if any(some) or key in self.lowered)

    def _add(self, key: Key, amounts: Amounts, day: date) -> None:
        before = self.by_key.get(key)
        self.by_key[key] = tuple(map(sum, zip(before, amounts, strict=True))) if before else amounts
        self.last[key] = max(day, self.last.get(key, day))
        if self._lowers(amounts):
            self.lowered[key] = min(day, self.lowered.get(key, day))

    def _note(self, key: Key, source: Source, where: str) -> None:
        if source.at_the_door:
            self.named_by.setdefault(key, set()).add((source.form, source.record))
            if where:
                place = Where(source.form, source.record, where)
                self.wheres.setdefault(key, []).append(place)

    def _lowers(self, amounts: Amounts) -> bool:
        return any(amounts[place] < 0 for place in self.plan.past_floors)
