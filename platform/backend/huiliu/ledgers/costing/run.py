"""Values entries one after the other, in the order of days and approvals, over all pools at once.

Whatever hangs on a changed value comes later in that order: a return after the line it returns, a
product after its components. So one pass is enough; a pool that turns out to be concerned is
opened at that place and joins in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Protocol

from huiliu.core.errors import Conflict, RuleRefused
from huiliu.ledgers.costing.moves import At, Key, Move
from huiliu.ledgers.costing.pools import Pool, share

_REVALUE = {
    "zh-CN": "没有库存可调整成本，或调整后金额不大于零",
    "en": "There is no stock to revalue, or nothing would be left of its value",
}


class Book(Protocol):
    """Where the entries are. All that it returns is live."""

    def open(self, pool: Key, since: At) -> tuple[Pool, list[Move]]:
        """The pool as it was before ``since``, and its moves from there on."""

    def hangs_on(self, move: Move) -> Iterable[Move]:
        """The later moves whose value follows from this one's."""

    def group(self, move: Move) -> list[Move]:
        """The moves of the same document that give to a posting or take from one, in order."""

    def returns(self, source: int) -> tuple[Move | None, list[Move]]:
        """The entry with this number, and the moves that return it, in order."""


@dataclass
class Run:
    book: Book
    values: dict[int, int] = field(default_factory=dict)
    """The value of every entry that was looked at, as it is now."""
    changed: dict[int, Move] = field(default_factory=dict)
    pools: dict[Key, Pool] = field(default_factory=dict)
    _since: dict[Key, At] = field(default_factory=dict)
    _waiting: list[tuple[At, int, Move]] = field(default_factory=list)
    _count: int = 0
    _done: set[int] = field(default_factory=set)

    def value(self, seeds: Mapping[Key, At]) -> None:
        """Values everything from the seeds on, and whatever hangs on it."""
        for pool, since in sorted(seeds.items()):
            self._open(pool, since)
        while self._waiting:
            _, _, move = heappop(self._waiting)
            if move.id not in self._done:
                self._done.add(move.id)
                self._step(move)

    def _open(self, pool: Key, since: At) -> None:
        """Nothing of the pool has been valued yet where it is opened earlier than before."""
        if pool in self._since and self._since[pool] <= since:
            return
        self._since[pool] = since
        self.pools[pool], moves = self.book.open(pool, since)
        for move in moves:
            self._count += 1
            heappush(self._waiting, (move.at, self._count, move))

    def _step(self, move: Move) -> None:
        value = self._valued(move, self.pools[move.pool])
        self.values[move.id] = value
        if value != move.value:
            self.changed[move.id] = move
            for other in self.book.hangs_on(move):
                self._open(other.pool, other.at)

    def _valued(self, move: Move, pool: Pool) -> int:
        if move.qty == 0 and move.facts.rule in ("", "given"):
            return self._revalued(move, pool)
        match move.facts.rule:
            case "source" if move.facts.source is not None:
                return self._returned(move, pool, move.facts.source)
            case "refund" if move.qty < 0:
                return -pool.give_back(-move.qty, -move.facts.base, move.facts.source)
            case "taken":
                return self._taken(move, pool)
            case "" | "given":
                given = move.facts.base if move.facts.rule else move.value or 0
                return self._given(move, pool, given)
            case _:
                return self._by_method(move, pool)

    def _revalued(self, move: Move, pool: Pool) -> int:
        change = move.facts.base if move.facts.rule else move.value or 0
        if change and not pool.revalue(change):
            raise RuleRefused("NOTHING_TO_REVALUE", _REVALUE)
        return change

    def _given(self, move: Move, pool: Pool, given: int) -> int:
        if move.qty > 0:
            return pool.bring(move.id, move.qty, given)
        return -pool.give_back(-move.qty, -given, move.facts.source)

    def _by_method(self, move: Move, pool: Pool) -> int:
        if move.qty > 0:
            worth = pool.worth(move.qty)
            return pool.bring(move.id, move.qty, move.facts.base if worth is None else worth)
        if self._stays(move):
            return -pool.price(-move.qty)
        return -pool.take(-move.qty)

    def _stays(self, move: Move) -> bool:
        """Goods that only change places within their pool leave it as it is."""
        if not move.facts.by_row:
            return False
        takers = [m for m in self.book.group(move) if move.feeds_into(m)]
        return [m.pool for m in takers] == [move.pool] and takers[0].qty == -move.qty

    def _returned(self, move: Move, pool: Pool, source: int) -> int:
        """The line's cost in parts; the return that completes it takes the rest."""
        origin, returns = self.book.returns(source)
        if origin is None:
            raise Conflict
        cost, whole, part = abs(self._now(origin)), abs(origin.qty), abs(move.qty)
        before = [one for one in returns if one.at < move.at]
        if sum(abs(one.qty) for one in before) + part == whole:
            cost -= sum(abs(self._now(one)) for one in before)
        else:
            cost = share(cost, part, whole)
        return self._given(move, pool, cost if move.qty > 0 else -cost)

    def _taken(self, move: Move, pool: Pool) -> int:
        group = self.book.group(move)
        feeders = [one for one in group if one.feeds_into(move)]
        takers = [one for one in group if any(f.feeds_into(one) for f in feeders)]
        total = -sum(self._now(one) for one in feeders)
        part = self._part(move, takers, total)
        if len(feeders) == 1 and self._stays(feeders[0]):
            return part + (move.facts.base if pool.revalue(move.facts.base) else 0)
        return self._given(move, pool, part + move.facts.base)

    def _part(self, move: Move, takers: list[Move], total: int) -> int:
        if not takers or takers[-1].id == move.id:
            return total - sum(self._now(o) - o.facts.base for o in takers if o.id != move.id)
        weights = [one.facts.weight for one in takers]
        if not any(weights):
            weights = [abs(one.qty) for one in takers]
        return share(total, weights[[o.id for o in takers].index(move.id)], sum(weights))

    def _now(self, move: Move) -> int:
        found = self.values.get(move.id, move.value)
        return found or 0
