"""All costs of a ledger from nothing: to fill new pools, to check, to rebuild."""

from __future__ import annotations

from collections.abc import Mapping

from huiliu.ledgers.cost_storage import CostStorage
from huiliu.ledgers.costing import pool_rows
from huiliu.ledgers.costing.books import START, WholeBook
from huiliu.ledgers.costing.move_rows import MoveRows
from huiliu.ledgers.costing.moves import Key, Move
from huiliu.ledgers.costing.pool_rows import PoolRow
from huiliu.ledgers.costing.pools import Pool
from huiliu.ledgers.costing.run import Run
from huiliu.ledgers.storage import LedgerStorage


def revalued(storage: LedgerStorage, cost: CostStorage) -> tuple[Run, dict[Key, PoolRow]]:
    """Every entry valued anew, nothing written: what changed, and what the pools should be."""
    book = WholeBook.of(MoveRows(storage, cost))
    run = Run(book)
    run.value(dict.fromkeys(book.moves, START))
    last = {key: max(move.day for move in moves) for key, moves in book.moves.items()}
    return run, {key: PoolRow(pool, last[key]) for key, pool in run.pools.items()}


def fill_pools(storage: LedgerStorage, cost: CostStorage) -> None:
    run, pools = revalued(storage, cost)
    write(storage, cost, run, pools)


def write(storage: LedgerStorage, cost: CostStorage, run: Run, pools: dict[Key, PoolRow]) -> None:
    if run.changed:
        MoveRows(storage, cost).write({id_: run.values[id_] for id_ in run.changed})
    pool_rows.replace_all(storage, cost, pools)


def wrong_pools(stored: Mapping[Key, PoolRow], computed: Mapping[Key, PoolRow]) -> list[Key]:
    """Keys of pools that do not hold what their entries leave in them."""

    def state(rows: Mapping[Key, PoolRow], key: Key) -> tuple[object, ...]:
        pool = rows[key].pool if key in rows else Pool()
        return pool.qty, pool.value, pool.layers

    return sorted(key for key in {*stored, *computed} if state(stored, key) != state(computed, key))


def wrong_values(run: Run) -> list[Move]:
    return [run.changed[id_] for id_ in sorted(run.changed)]
