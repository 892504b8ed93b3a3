"""Where a run finds its moves: only the new ones, what is stored from a day on, or everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from huiliu.ledgers.costing import pool_rows
from huiliu.ledgers.costing.move_rows import MoveRows
from huiliu.ledgers.costing.moves import At, Key, Move
from huiliu.ledgers.costing.pool_rows import PoolRow
from huiliu.ledgers.costing.pools import Pool, new_pool

START: At = (date.min, 0)
Document = tuple[str, int]


@dataclass
class Shelf:
    """What was read of documents and returns, each once."""

    rows: MoveRows
    groups: dict[Document, list[Move]] = field(default_factory=dict)
    origins: dict[int, Move | None] = field(default_factory=dict)
    returned: dict[int, list[Move]] = field(default_factory=dict)

    def group(self, move: Move) -> list[Move]:
        return self.groups.get((move.form, move.record), [])

    def returns(self, source: int) -> tuple[Move | None, list[Move]]:
        if source not in self.origins:
            self.read_returns([source])
        return self.origins[source], self.returned.get(source, [])

    def read_returns(self, sources: Iterable[int]) -> None:
        wanted = sorted(set(sources) - self.origins.keys())
        if wanted:
            found = {move.id: move for move in self.rows.by_id(wanted)}
            self.origins.update({source: found.get(source) for source in wanted})
            for move in self.rows.returning(wanted):
                self.returned.setdefault(move.facts.source or 0, []).append(move)

    def add(self, moves: Iterable[Move]) -> None:
        """New moves, which are not stored yet."""
        for move in moves:
            if move.facts.feeds or move.facts.rule == "taken":
                self.groups.setdefault((move.form, move.record), []).append(move)
            if move.facts.rule == "source" and move.facts.source is not None:
                self.returns(move.facts.source)
                self.returned.setdefault(move.facts.source, []).append(move)
                self.returned[move.facts.source].sort(key=lambda one: one.at)


@dataclass
class FreshBook(Shelf):
    """New moves at the end of their pools: nothing that is stored can change."""

    pools: Mapping[Key, PoolRow] = field(default_factory=dict)
    moves: dict[Key, list[Move]] = field(default_factory=dict)

    def open(self, pool: Key, since: At) -> tuple[Pool, list[Move]]:
        return self.pools[pool].pool, self.moves[pool]

    def hangs_on(self, move: Move) -> Iterable[Move]:
        return ()


@dataclass
class StoredBook(Shelf):
    """New moves are stored already, with value 0, and those taken back are live no more.
    ``totals``: quantity and value of the pools after all that is stored, but for new ``values``."""

    totals: Mapping[Key, PoolRow] = field(default_factory=dict)
    unwritten: Mapping[Key, tuple[int, int]] = field(default_factory=dict)
    """What the pools' rows do not count yet: new entries, and the others taken back."""
    new: frozenset[int] = frozenset()
    from_start: bool = False
    dependents: dict[int, list[Move]] = field(default_factory=lambda: defaultdict(list))
    read: dict[Key, PoolRow] = field(default_factory=dict)
    """The rows of pools that joined in on the way."""

    def open(self, pool: Key, since: At) -> tuple[Pool, list[Move]]:
        moves = self.rows.since(pool, START if self.from_start else since)
        before = self._before(pool, since, moves)
        if before is None:
            moves = self.rows.since(pool, START)
            before = new_pool(self.rows.cost.method)
        for move in moves:
            if move.id in self.new:
                move.value = None
        self._read_around(moves)
        return before, moves

    def hangs_on(self, move: Move) -> Iterable[Move]:
        found: list[Move] = []
        if move.facts.rule == "source":
            found += self.returned.get(move.facts.source or 0, ())
        if move.facts.feeds:
            found += [one for one in self.group(move) if move.feeds_into(one)]
        if move.facts.rule == "taken":
            mine = [one for one in self.group(move) if one.feeds_into(move)]
            found += [o for o in self.group(move) if any(m.feeds_into(o) for m in mine)]
        return [*self.dependents.get(move.id, ()), *(one for one in found if one.at > move.at)]

    def _before(self, pool: Key, since: At, moves: list[Move]) -> Pool | None:
        """The pool before its moves, from its total; None if that does not tell enough."""
        if self.from_start:
            return new_pool(self.rows.cost.method)
        row = self.row(pool).pool
        qty, value = self.unwritten.get(pool, (0, 0))
        qty += row.qty - sum(move.qty for move in moves)
        value += row.value - sum(move.value or 0 for move in moves)
        if qty < 0:
            return None
        found = new_pool(self.rows.cost.method)
        found.qty, found.value = qty, value
        if qty == 0:
            found.last = self.rows.last_out(pool, since)
        return found

    def row(self, pool: Key) -> PoolRow:
        if pool in self.totals:
            return self.totals[pool]
        if pool not in self.read:
            self.read |= pool_rows.read(self.rows.cost, [pool])
        return self.read[pool]

    def _read_around(self, moves: list[Move]) -> None:
        """What hangs together with these moves, in a few statements for all of them."""
        self.read_returns(
            m.facts.source for m in moves if m.facts.rule == "source" and m.facts.source is not None
        )
        for move in self.rows.returning([m.id for m in moves if m.qty]):
            self.dependents[move.facts.source or 0].append(move)
        documents = {(m.form, m.record) for m in moves if m.facts.feeds or m.facts.rule == "taken"}
        wanted = sorted(documents - self.groups.keys())
        for move in self.rows.groups(wanted) if wanted else ():
            if move.id in self.new:
                move.value = None
            self.groups.setdefault((move.form, move.record), []).append(move)


@dataclass
class WholeBook(Shelf):
    """Every move of the ledger, from nothing: for a rebuild and its check."""

    moves: dict[Key, list[Move]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: MoveRows) -> WholeBook:
        book = cls(rows)
        everything = rows.everything()
        by_id = {move.id: move for move in everything}
        for move in everything:
            book.moves.setdefault(move.pool, []).append(move)
            source = move.facts.source
            if move.facts.rule == "source" and source is not None:
                book.origins[source] = by_id.get(source)
                book.returned.setdefault(source, []).append(move)
        for move in sorted(everything, key=lambda one: one.id):
            if move.facts.feeds or move.facts.rule == "taken":
                book.groups.setdefault((move.form, move.record), []).append(move)
        return book

    def open(self, pool: Key, since: At) -> tuple[Pool, list[Move]]:
        return new_pool(self.rows.cost.method), self.moves[pool]

    def hangs_on(self, move: Move) -> Iterable[Move]:
        return ()
