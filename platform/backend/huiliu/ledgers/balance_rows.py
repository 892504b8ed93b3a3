"""The statements that make, lock, change and read rows of balances, for each database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.errors import Conflict
from huiliu.core.pending import Statement, send_with_pending
from huiliu.ledgers.deltas import Amounts, Key
from huiliu.ledgers.document import LIMIT
from huiliu.ledgers.storage import LedgerStorage

_FEW = 8


@dataclass(frozen=True)
class Change:
    """``last``: the latest day of what is posted to the key."""

    key: Key
    amounts: Amounts
    last: date


def read(storage: LedgerStorage, keys: Sequence[Key]) -> dict[Key, Amounts]:
    """The balances of these keys, as stored."""
    width = len(storage.dimensions)
    end = width + len(storage.measures)
    return {tuple(row[:width]): tuple(row[width:end]) for row in _rows(storage, keys)}


def _rows(storage: LedgerStorage, keys: Sequence[Key]) -> list[tuple[Any, ...]]:
    last = ["last_on"] if storage.dated else []
    columns = ddl.names([*storage.key_columns, *storage.measure_columns, *last])
    one = f"({', '.join(['%s'] * len(storage.dimensions))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {ddl.qualified(storage.balances)}"  # noqa: S608
            f" WHERE ({ddl.names(storage.key_columns)}) IN (VALUES {', '.join([one] * len(keys))})",
            [part for key in keys for part in key],
        )
        return list(cursor.fetchall())


Lasts = dict[Key, date]
_Changes = Sequence[tuple[LedgerStorage, list[Change]]]


def change(changes: _Changes) -> list[Lasts]:
    """Makes the rows that are missing, then changes those that may be changed, in this order.
    Returns the last day of each of them, by ledger; the others would leave their bounds."""
    return (_postgresql if ddl.is_postgresql() else _sqlite)(changes)


def _postgresql(changes: _Changes) -> list[Lasts]:
    """In one round trip with all that waits, or behind the number of a new record: no row that
    others want stays locked while we wait for an answer."""
    found: list[Lasts] = [{} for _ in changes]
    guarded = [
        statement
        for one, into in zip(changes, found, strict=True)
        for statement in _guarded(*one, into)
    ]
    send_with_pending([_missing(storage, rows) for storage, rows in changes], guarded)
    return found


def _missing(storage: LedgerStorage, rows: list[Change]) -> Statement:
    keys = ddl.names(storage.key_columns)
    table = ddl.qualified(storage.balances)
    same = " AND ".join(f'b."{c}" = t."{c}"' for c in storage.key_columns)
    arrays = ", ".join(f"%s::{ddl.type_of(d.kind)}[]" for d in storage.dimensions)
    sql = (
        f"INSERT INTO {table} ({keys}) SELECT {keys} FROM unnest({arrays})"  # noqa: S608
        f" WITH ORDINALITY AS t ({keys}, ord)"
        f" WHERE NOT EXISTS (SELECT 1 FROM {table} b WHERE {same})"
        f" ORDER BY t.ord ON CONFLICT DO NOTHING"
    )
    return Statement(sql, _columns([row.key for row in rows]))


def _guarded(storage: LedgerStorage, rows: list[Change], into: Lasts) -> list[Statement]:
    """Locks in order, then changes what the guard lets pass. Few rows are changed one by one: to
    plan the statement for many takes longer."""
    if len(rows) <= _FEW:
        sql = _update_one(storage)
        return [_guarded_one(storage, sql, row, into) for row in rows]

    def then(cursor: Any) -> None:
        into.update((rows[place - 1].key, last) for place, last in cursor.fetchall())

    given = _columns([(*row.key, *row.amounts, row.last) for row in rows])
    return [Statement(_update_many(storage), given, then)]


def _guarded_one(storage: LedgerStorage, sql: str, row: Change, into: Lasts) -> Statement:
    def then(cursor: Any) -> None:
        into.update((row.key, last or row.last) for (last,) in cursor.fetchall())

    bounds = [
        bound
        for measure, amount in zip(storage.measures, row.amounts, strict=True)
        for bound in (measure.low - amount, LIMIT - amount)
    ]
    last = [row.last] if storage.dated else []
    return Statement(sql, [*row.amounts, *last, *row.key, *bounds], then)


def _update_one(storage: LedgerStorage) -> str:
    changes = [f'"{c}" = "{c}" + %s' for c in storage.measure_columns]
    changes += ["last_on = GREATEST(last_on, %s)"] if storage.dated else []
    same = [f'"{c}" = %s' for c in storage.key_columns]
    guards = [f'"{m.column}" BETWEEN %s AND %s' for m in storage.measures]
    return (
        f"UPDATE {ddl.qualified(storage.balances)} SET {', '.join(changes)}"  # noqa: S608
        f" WHERE {' AND '.join([*same, *guards])}"
        f" RETURNING {'last_on' if storage.dated else 'NULL'}"
    )


def _update_many(storage: LedgerStorage) -> str:
    columns = (*storage.key_columns, *storage.measure_columns, "last_on")
    types = [*(ddl.type_of(d.kind) for d in storage.dimensions)]
    types += ["bigint"] * len(storage.measures) + ["date"]
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    same = " AND ".join(f'b."{c}" = d."{c}"' for c in storage.key_columns)
    changes = [f'"{c}" = b."{c}" + d."{c}"' for c in storage.measure_columns]
    changes += ["last_on = GREATEST(b.last_on, d.last_on)"] if storage.dated else []
    guards = " AND ".join(
        f'b."{m.column}" BETWEEN {m.low} - d."{m.column}" AND {LIMIT} - d."{m.column}"'
        for m in storage.measures
    )
    table = ddl.qualified(storage.balances)
    return (
        f"WITH d AS (SELECT * FROM unnest({arrays}) WITH ORDINALITY"  # noqa: S608
        f" AS t ({ddl.names(columns)}, ord)),"
        f" l AS MATERIALIZED (SELECT d.ord FROM d JOIN {table} b ON {same}"
        f" ORDER BY d.ord FOR UPDATE OF b)"
        f" UPDATE {table} b SET {', '.join(changes)} FROM d JOIN l USING (ord)"
        f" WHERE {same} AND {guards}"
        f" RETURNING d.ord, {'b.last_on' if storage.dated else 'd.last_on'}"
    )


def _sqlite(changes: _Changes) -> list[Lasts]:
    """The transaction is the only writer there is: what it reads stays true until it commits."""
    for storage, rows in changes:
        marks = ", ".join(["%s"] * len(storage.dimensions))
        into = f"{ddl.qualified(storage.balances)} ({ddl.names(storage.key_columns)})"
        sql = f"INSERT INTO {into} VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(sql, [row.key for row in rows])
    return [_change_sqlite(storage, rows) for storage, rows in changes]


def _change_sqlite(storage: LedgerStorage, rows: list[Change]) -> Lasts:
    """Nothing, unless all of them may be changed."""
    width, end = len(storage.dimensions), len(storage.dimensions) + len(storage.measures)
    present = {tuple(r[:width]): r[width:] for r in _rows(storage, [row.key for row in rows])}
    good = [row for row in rows if _is_within(storage, present[row.key], row.amounts)]
    if len(good) == len(rows):
        _write_sqlite(storage, good)
    at = end - width
    return {
        row.key: max(row.last, present[row.key][at]) if storage.dated else row.last for row in good
    }


def _write_sqlite(storage: LedgerStorage, rows: list[Change]) -> None:
    changes = [f'"{c}" = "{c}" + %s' for c in storage.measure_columns]
    changes += ["last_on = MAX(last_on, %s)"] if storage.dated else []
    same = " AND ".join(f'"{c}" = %s' for c in storage.key_columns)
    sql = f"UPDATE {ddl.qualified(storage.balances)} SET {', '.join(changes)} WHERE {same}"  # noqa: S608
    adapted = connection.ops.adapt_datefield_value
    given = [
        (*row.amounts, *((adapted(row.last),) if storage.dated else ()), *row.key) for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, given)
        if cursor.rowcount != len(rows):
            raise Conflict


def _is_within(storage: LedgerStorage, present: Sequence[Any], change: Amounts) -> bool:
    sums = zip(storage.measures, present, change, strict=False)
    return all(m.low <= before + amount <= LIMIT for m, before, amount in sums)


def _columns(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
