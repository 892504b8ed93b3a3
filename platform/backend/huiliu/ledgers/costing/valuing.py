"""Gives the entries of costed ledgers their values, and changes those that hang on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from huiliu.core.errors import RuleRefused
from huiliu.core.transactions import TryAgain
from huiliu.ledgers import entry_store
from huiliu.ledgers.costing import locks, pool_rows, revaluations
from huiliu.ledgers.costing.books import FreshBook, StoredBook
from huiliu.ledgers.costing.move_rows import MoveRows
from huiliu.ledgers.costing.moves import At, Facts, Key, Move
from huiliu.ledgers.costing.pool_rows import PoolRow
from huiliu.ledgers.costing.run import Run
from huiliu.ledgers.entries import NewEntry
from huiliu.ledgers.entry_store import LiveEntry
from huiliu.ledgers.journal import Journal, Page, Posted
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.tasks import Task

_DOWNSTREAM = {
    "zh-CN": "已有后续退货，请先反审核退货单据",
    "en": "Something of this was returned already. Un-approve the return first",
}


def lock(tasks: Sequence[Task], journal: Journal) -> None:
    """Ledgers in the order of their ids, before anything else of them is read or locked."""
    costed: dict[int, list[Task]] = {}
    for task in tasks:
        if task.plan.storage.cost is not None:
            costed.setdefault(task.plan.id, []).append(task)
    for ledger_id, ours in sorted(costed.items()):
        page = journal.page(ours[0].plan)
        if any(task.kind != "post" for task in ours):
            page.alone = True
            locks.take(ledger_id, alone=True)
        else:
            entries = [entry for task in ours for entry in task.wanted]
            page.alone = locks.take_for(ledger_id, page.plan.storage, entries)


def value(journal: Journal) -> None:
    for _, page in sorted(journal.pages.items()):
        if page.plan.storage.cost is not None:
            if page.alone:
                _value_again(page)
            elif page.waiting:
                _value_new(page)


def _value_new(page: Page) -> None:
    """Each at the end of its pool. Pools are locked in order, also those of what is returned."""
    rows = _rows(page.plan)
    entries = page.waiting
    sources = {e.facts.source for _, e in entries if e.facts and e.facts.source is not None}
    origins = rows.by_id(sorted(sources)) if sources else []
    keys = sorted({rows.pool_of(e.key) for _, e in entries} | {move.pool for move in origins})
    pools, ids = pool_rows.lock(rows.storage, rows.cost, keys, len(entries))
    moves = [_move(rows, id_, posted) for id_, posted in zip(ids, entries, strict=True)]
    _require_end(pools, moves)
    book = FreshBook(rows, pools=pools)
    book.add(moves)
    for move in moves:
        book.moves.setdefault(move.pool, []).append(move)
        if any(one.at > move.at for one in book.returned.get(move.facts.source or 0, ())):
            raise TryAgain
    run = Run(book)
    run.value(_first(moves))
    valued = [
        _valued(page.plan, e, run.values[id_]) for id_, (_, e) in zip(ids, entries, strict=True)
    ]
    entry_store.insert(
        rows.storage, [(s, e) for (s, _), e in zip(entries, valued, strict=True)], ids
    )
    page.waiting = []
    for move in moves:
        page.deltas.revalue(move.key, run.values[move.id], move.day)
    _write_pools(rows, run, pools, moves)


def _value_again(page: Page) -> None:
    """Everything from the first change on, in every pool that hangs on it."""
    page.write()
    rows = _rows(page.plan)
    moves = [_move(rows, id_, posted) for id_, posted in page.stored.items()]
    gone = [_gone(rows, entry) for entry in page.gone]
    if not moves and not gone:
        return
    keys = sorted({move.pool for move in (*moves, *gone)})
    pools, _ = pool_rows.lock(rows.storage, rows.cost, keys)
    book = StoredBook(
        rows,
        totals=pools,
        unwritten=_unwritten(moves, gone),
        new=frozenset(page.stored),
        from_start=rows.cost.method == "fifo" or not _is_bounded(page.plan),
    )
    run = Run(book)
    run.value(_first([*moves, *gone, *_later_returns(rows, gone)]))
    rows.write({id_: run.values[id_] for id_ in run.changed})
    others = [move for id_, move in run.changed.items() if id_ not in page.stored]
    revaluations.note(page.plan, page.causes[0], others, run.values)
    for id_, move in run.changed.items():
        page.deltas.revalue(move.key, run.values[id_] - (move.value or 0), move.day)
    _write_pools(rows, run, {key: book.row(key) for key in run.pools}, moves)


def _later_returns(rows: MoveRows, gone: Sequence[Move]) -> list[Move]:
    """The other returns of lines that a return taken back had returned. Refuses to take back what
    was returned itself."""
    if gone and rows.returning([move.id for move in gone]):
        raise RuleRefused("HAS_DOWNSTREAM", _DOWNSTREAM)
    sources = {m.facts.source: m for m in gone if m.facts.rule == "source" and m.facts.source}
    returns = rows.returning(sorted(sources)) if sources else []
    return [one for one in returns if one.at > sources[one.facts.source or 0].at]


def _unwritten(moves: Iterable[Move], gone: Iterable[Move]) -> dict[Key, tuple[int, int]]:
    found: dict[Key, tuple[int, int]] = {}
    for move in moves:
        qty, value = found.get(move.pool, (0, 0))
        found[move.pool] = qty + move.qty, value
    for move in gone:
        qty, value = found.get(move.pool, (0, 0))
        found[move.pool] = qty - move.qty, value - (move.value or 0)
    return found


def _first(moves: Iterable[Move]) -> dict[Key, At]:
    found: dict[Key, At] = {}
    for move in moves:
        found[move.pool] = min(move.at, found.get(move.pool, move.at))
    return found


def _require_end(pools: Mapping[Key, PoolRow], moves: Sequence[Move]) -> None:
    """Somebody posted a later day while we waited: then we change the past after all."""
    if any(pools[move.pool].last_on > move.day for move in moves):
        raise TryAgain


def _write_pools(
    rows: MoveRows, run: Run, before: Mapping[Key, PoolRow], moves: Sequence[Move]
) -> None:
    last: dict[Key, date] = {}
    for move in moves:
        last[move.pool] = max(move.day, last.get(move.pool, move.day))
    after = {
        key: PoolRow(pool, max(before[key].last_on, last.get(key, date.min)))
        for key, pool in run.pools.items()
    }
    pool_rows.write(rows.storage, rows.cost, after)


def _rows(plan: LedgerPlan) -> MoveRows:
    assert plan.storage.cost is not None
    return MoveRows(plan.storage, plan.storage.cost)


def _is_bounded(plan: LedgerPlan) -> bool:
    """Whether no pool can ever have been below zero."""
    cost = plan.storage.cost
    return any(m.column == cost.quantity and m.low == 0 for m in plan.storage.measures if cost)


def _move(rows: MoveRows, id_: int, posted: Posted) -> Move:
    source, entry = posted
    qty = entry.amounts[rows.storage.measure_columns.index(rows.cost.quantity)]
    return Move(
        id_,
        entry.date,
        entry.key,
        rows.pool_of(entry.key),
        qty,
        None,
        entry.facts or Facts(),
        entry.posting,
        source.form,
        source.record,
        entry.line,
    )


def _gone(rows: MoveRows, entry: LiveEntry) -> Move:
    columns = rows.storage.measure_columns
    qty = entry.amounts[columns.index(rows.cost.quantity)]
    value = entry.amounts[columns.index(rows.cost.value)]
    facts = entry.facts or Facts()
    pool = rows.pool_of(entry.key)
    return Move(
        entry.id, entry.date, entry.key, pool, qty, value, facts, entry.posting, "", 0, entry.line
    )


def _valued(plan: LedgerPlan, entry: NewEntry, value: int) -> NewEntry:
    amounts = list(entry.amounts)
    place = plan.storage.value_place
    assert place is not None
    amounts[place] = value
    return replace(entry, amounts=tuple(amounts))
