"""What one transaction posts: entries still to be written, and the sums by key.

In a costed ledger that is worked in alone, new entries are stored at once without their values, so
that they stand among the others when the past is valued anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from huiliu.core.actor import Actor
from huiliu.ledgers import entry_store
from huiliu.ledgers.deltas import Deltas
from huiliu.ledgers.entries import NewEntry
from huiliu.ledgers.entry_store import LiveEntry, Source
from huiliu.ledgers.plan import LedgerPlan

Posted = tuple[Source, NewEntry]


@dataclass
class Page:
    """Of one ledger. ``waiting`` is not stored yet; ``stored`` is, with its numbers and without
    its values; ``gone`` was taken back. ``alone``: nobody else posts to the ledger meanwhile."""

    plan: LedgerPlan
    alone: bool = False
    deltas: Deltas = field(init=False)
    waiting: list[Posted] = field(default_factory=list)
    stored: dict[int, Posted] = field(default_factory=dict)
    gone: list[LiveEntry] = field(default_factory=list)
    causes: list[Source] = field(default_factory=list)
    """The records that post here, the first one first."""

    def __post_init__(self) -> None:
        self.deltas = Deltas(self.plan)

    def post(self, entries: Sequence[NewEntry], source: Source) -> None:
        self.causes.append(source)
        for entry in entries:
            self.waiting.append((source, entry))
            self.deltas.post(entry.key, entry.amounts, entry.date, entry.where, source)

    def undo(self, entries: Sequence[LiveEntry], source: Source) -> None:
        if not entries:
            return
        self.causes.append(source)
        ids = [entry.id for entry in entries]
        entry_store.reverse(self.plan.storage, ids, at=source.at, by=source.by)
        for entry in entries:
            self.deltas.undo(entry.key, entry.amounts, entry.date, source)
            if self.stored.pop(entry.id, None) is None:
                self.gone.append(entry)

    def write(self) -> None:
        waiting, self.waiting = self.waiting, []
        if not waiting:
            return
        if self.plan.storage.cost is None:
            entry_store.insert(self.plan.storage, waiting)
            return
        ids = entry_store.reserve(self.plan.storage, len(waiting))
        entry_store.insert(self.plan.storage, waiting, ids)
        self.stored.update(zip(ids, waiting, strict=True))


@dataclass
class Journal:
    """``askers``: everybody who waits for the answer; None among them is nobody."""

    askers: frozenset[Actor | None] = frozenset()
    pages: dict[int, Page] = field(default_factory=dict)

    def page(self, plan: LedgerPlan) -> Page:
        return self.pages.setdefault(plan.id, Page(plan))

    def write(self) -> None:
        for page in self.pages.values():
            page.write()

    @property
    def deltas(self) -> dict[int, Deltas]:
        return {id_: page.deltas for id_, page in self.pages.items()}

    def touched(self) -> list[LedgerPlan]:
        return [page.plan for page in self.pages.values() if page.deltas.by_key]
