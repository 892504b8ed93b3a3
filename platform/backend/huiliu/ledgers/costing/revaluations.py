"""Keeps what a document changed in the costs of others: one event, with every difference.

Vouchers are never edited; who keeps the books takes the differences up as an adjustment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from huiliu.core import ddl, events, ports
from huiliu.core.ddl import ColumnSpec
from huiliu.ledgers.cost_storage import CostStorage
from huiliu.ledgers.costing.moves import Move
from huiliu.ledgers.entry_store import Source
from huiliu.ledgers.models import Revaluation
from huiliu.ledgers.plan import LedgerPlan

COLUMNS = (
    ColumnSpec("revaluation", "id", "NOT NULL"),
    ColumnSpec("entry", "id", "NOT NULL"),
    ColumnSpec("before", "scaled", "NOT NULL"),
    ColumnSpec("after", "scaled", "NOT NULL"),
)


@dataclass(frozen=True)
class CostChange:
    """One entry whose value changed, with the document line it came from. Scaled values; ``key``
    in the order of the ledger's dimensions, as stored."""

    entry: int
    date: date
    posting: str
    form: str
    record: int
    line: int | None
    key: tuple[Any, ...]
    before: int
    after: int


def note(
    plan: LedgerPlan, cause: Source, changed: Sequence[Move], values: Mapping[int, int]
) -> None:
    """In the transaction that changes them; told to others after it."""
    if not changed or plan.storage.cost is None:
        return
    found = Revaluation.objects.create(
        ledger_id=plan.id,
        at=cause.at,
        by=cause.by,
        form=cause.form,
        record=cause.record,
        entries=len(changed),
        difference=sum(values[move.id] - (move.value or 0) for move in changed),
    )
    _insert(plan.storage.cost, [(found.id, m.id, m.value or 0, values[m.id]) for m in changed])
    payload = {"app": plan.app.id, "ledger": plan.key, "revaluation": found.id}
    ports.events().publish(events.REVALUED, payload, workspace_id=plan.app.workspace_id)
    documents = sorted({(move.form, move.record) for move in changed if move.form})
    ports.vouchers().revalued(plan.app, documents, by=cause.by)


def changes_of(plan: LedgerPlan, revaluation: int) -> list[CostChange]:
    """What the event ``ledger_revalued`` was about, by its number; in the order of costs."""
    storage, cost = plan.storage, plan.storage.cost
    if cost is None:
        return []
    own = ("id", "date", "posting", "form", "record", "line", *storage.key_columns)
    names = ", ".join(f'e."{name}"' for name in own)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.before, c.after, {names} FROM {ddl.qualified(cost.changes)} c"  # noqa: S608
            f" JOIN {ddl.qualified(storage.entries)} e ON e.id = c.entry"
            f" WHERE c.revaluation = %s ORDER BY e.date, e.id",
            [revaluation],
        )
        rows = cursor.fetchall()
    return [_change(row) for row in rows]


def _change(row: tuple[Any, ...]) -> CostChange:
    before, after, entry, day, posting, form, record, line = row[:8]
    return CostChange(entry, day, posting, form, record, line, tuple(row[8:]), before, after)


def _insert(cost: CostStorage, rows: list[tuple[int, int, int, int]]) -> None:
    into = f"INSERT INTO {ddl.qualified(cost.changes)} (revaluation, entry, before, after)"
    with connection.cursor() as cursor:
        if ddl.is_postgresql():
            arrays = ", ".join(["%s::bigint[]"] * 4)
            given = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(f"{into} SELECT * FROM unnest({arrays})", given)  # noqa: S608
        else:
            cursor.executemany(f"{into} VALUES (%s, %s, %s, %s)", rows)
