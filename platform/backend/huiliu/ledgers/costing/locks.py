"""Ordinary postings of a costed ledger run side by side, each at the end of its pools.

Who changes the past of a pool, by a document dated back or taken back, runs alone in the ledger:
its changes may go through any pool, in an order nobody knows before.
"""

from __future__ import annotations

from datetime import date

from django.db import connection

from huiliu.core import ddl
from huiliu.ledgers.costing import pool_rows
from huiliu.ledgers.costing.move_rows import MoveRows
from huiliu.ledgers.costing.moves import Key
from huiliu.ledgers.entries import NewEntry
from huiliu.ledgers.storage import LedgerStorage

_SPACE = 0x4C43
"""Keeps our advisory locks apart from others: "LC"."""


def take(ledger_id: int, *, alone: bool) -> None:
    if ddl.is_postgresql():
        shared = "" if alone else "_shared"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT pg_advisory_xact_lock{shared}(%s, %s)", [_SPACE, ledger_id % 2**31]
            )


def take_for(ledger_id: int, storage: LedgerStorage, entries: list[NewEntry]) -> bool:
    """Alone, if any new entry would stand before one that is there; else beside the others. On
    PostgreSQL usually asked and done in one statement. Returns whether alone."""
    assert storage.cost is not None
    plain = not any(entry.facts and entry.facts.source for entry in entries)
    if plain and entries and ddl.is_postgresql():
        lock = (
            f"_lock({_SPACE}, {ledger_id % 2**31})",
            f"_lock_shared({_SPACE}, {ledger_id % 2**31})",
        )
        alone, shared = (f"pg_advisory_xact{one}" for one in lock)
        sql, values = pool_rows.later(storage.cost, _days(storage, entries))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT later, CASE WHEN later THEN {alone} ELSE {shared} END"  # noqa: S608
                f" FROM (SELECT EXISTS ({sql}) AS later) q",
                values,
            )
            return bool(cursor.fetchone()[0])
    found = changes_the_past(storage, entries)
    take(ledger_id, alone=found)
    return found


def changes_the_past(storage: LedgerStorage, entries: list[NewEntry]) -> bool:
    """Whether any new entry would stand before one that is there: in its pool, or among the
    returns of one line."""
    assert storage.cost is not None
    rows = MoveRows(storage, storage.cost)
    sources: dict[int, date] = {}
    for entry in entries:
        source = entry.facts.source if entry.facts else None
        if source is not None:
            sources[source] = min(entry.date, sources.get(source, entry.date))
    if pool_rows.are_later(storage.cost, _days(storage, entries)):
        return True
    returns = rows.returning(sorted(sources)) if sources else []
    return any(one.day > sources[one.facts.source or 0] for one in returns)


def _days(storage: LedgerStorage, entries: list[NewEntry]) -> dict[Key, date]:
    """The first new day of each pool."""
    assert storage.cost is not None
    rows = MoveRows(storage, storage.cost)
    found: dict[Key, date] = {}
    for entry in entries:
        pool = rows.pool_of(entry.key)
        found[pool] = min(entry.date, found.get(pool, entry.date))
    return found
