"""Adds changes to balances: guarded, in one order over all ledgers, refused as a whole.

First every missing row is made, with zeros; then the rows are locked and changed in the order
(ledger, key). A transaction that waits for a new row holds no lock on an old one, so no two wait
for each other. The guard in the statement says what the CHECK of the table says too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from huiliu.core.errors import Conflict
from huiliu.ledgers import balance_rows
from huiliu.ledgers.balance_rows import Change
from huiliu.ledgers.deltas import Deltas, Key
from huiliu.ledgers.document import LIMIT
from huiliu.ledgers.entries import too_large
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.shortage import Short, Shortage, Summed

Lasts = dict[int, dict[Key, date]]
"""Ledger → key → the last day on which anything was ever posted to it."""


def add(deltas: Mapping[int, Deltas]) -> Lasts:
    changes = [(one, _in_order(one)) for _, one in sorted(deltas.items())]
    changes = [(one, rows) for one, rows in changes if rows]
    for one, rows in changes:
        _bounded(one.plan, rows)
    lasts = balance_rows.change([(one.plan.storage, rows) for one, rows in changes])
    refusals = [
        _refusal(one, refused)
        for (one, rows), last in zip(changes, lasts, strict=True)
        if (refused := [row for row in rows if row.key not in last])
    ]
    if refusals:
        raise min(refusals, key=_rank)
    return {one.plan.id: last for (one, _), last in zip(changes, lasts, strict=True)}


def _in_order(deltas: Deltas) -> list[Change]:
    return [Change(key, amounts, deltas.last[key]) for key, amounts in deltas.in_order()]


def _bounded(plan: LedgerPlan, rows: list[Change]) -> None:
    for row in rows:
        for column, amount in zip(plan.storage.measures, row.amounts, strict=True):
            if abs(amount) > LIMIT:
                raise too_large(plan, column)


def _rank(refusal: Exception) -> int:
    """Documents that follow from one that is taken back are told before a stock that is short."""
    told = isinstance(refusal, Short) and refusal.shortages[0].of_undone
    return 0 if told else 1


def _refusal(deltas: Deltas, refused: list[Change]) -> Exception:
    plan, storage = deltas.plan, deltas.plan.storage
    present = balance_rows.read(storage, [row.key for row in refused])
    found: list[Shortage] = []
    for row in refused:
        before = present[row.key]
        whole = zip(storage.measures, before, row.amounts, strict=True)
        for place, (column, now, amount) in enumerate(whole):
            if now + amount > LIMIT:
                return too_large(plan, column)
            floor = plan.document.measure[column.id].floor
            if now + amount < column.low and floor is not None:
                of = (Summed.one(plan, place, row.key),)
                scale, low = column.scale, column.low
                where, by = deltas.wheres_of(row.key), deltas.named_by.get(row.key, set())
                undone = floor.undone if (row.key, place) in deltas.taken_back else None
                limit, told = undone or floor, undone is not None
                found.append(
                    Shortage(
                        limit, row.key, scale, low, now, -amount, of, where, by, of_undone=told
                    )
                )
    found.sort(key=lambda one: not one.of_undone)
    return Short(plan, found) if found else Conflict()
