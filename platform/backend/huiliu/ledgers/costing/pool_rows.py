"""The table of pools: each as it is after everything that was posted; its rows are the locks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.ddl import ColumnSpec
from huiliu.core.pending import Statement, send
from huiliu.ledgers import entry_store
from huiliu.ledgers.cost_storage import CostStorage
from huiliu.ledgers.costing.moves import Key
from huiliu.ledgers.costing.pools import Pool, new_pool
from huiliu.ledgers.storage import LedgerStorage

_STATE = ("qty", "value", "last_value", "last_qty", "layers", "last_on")


@dataclass(frozen=True)
class PoolRow:
    pool: Pool
    last_on: date


def columns(storage: LedgerStorage, cost: CostStorage) -> list[ColumnSpec]:
    kinds = {d.column: d.kind for d in storage.dimensions}
    amounts = ("qty", "value", "last_value", "last_qty")
    return [
        *(ColumnSpec(column, kinds[column], "NOT NULL") for column in cost.scope),
        *(ColumnSpec(name, "scaled", "NOT NULL DEFAULT 0") for name in amounts),
        ColumnSpec("layers", "json", "NOT NULL DEFAULT '[]'"),
        ColumnSpec("last_on", "date", "NOT NULL DEFAULT '0001-01-01'"),
    ]


def are_later(cost: CostStorage, days: Mapping[Key, date]) -> bool:
    """Whether any of the pools has something later than the day given for it."""
    if not days:
        return False
    sql, values = later(cost, days)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT 1", values)
        return cursor.fetchone() is not None


def later(cost: CostStorage, days: Mapping[Key, date]) -> tuple[str, list[Any]]:
    """A query that finds those pools."""
    one = f"({', '.join(['%s'] * (len(cost.scope) + 1))})"
    same = " AND ".join(f'p."{c}" = d."{c}"' for c in cost.scope)
    adapted = connection.ops.adapt_datefield_value
    sql = (
        f"WITH d({ddl.names(cost.scope)}, day) AS (VALUES {', '.join([one] * len(days))})"  # noqa: S608
        f" SELECT 1 FROM d JOIN {ddl.qualified(cost.pools)} p ON {same} WHERE p.last_on > d.day"
    )
    return sql, [part for key, day in days.items() for part in (*key, adapted(day))]


def lock(
    storage: LedgerStorage, cost: CostStorage, keys: Sequence[Key], count: int = 0
) -> tuple[dict[Key, PoolRow], list[int]]:
    """The pools, made where they are missing and locked in the order of ``keys``, which are sorted;
    and then numbers for so many new entries. On PostgreSQL in one round trip."""
    if not ddl.is_postgresql():
        _make_missing_sqlite(cost, keys)
        names = ", ".join(f'p."{c}"' for c in (*cost.scope, *_STATE))
        sql = f"SELECT {names} FROM {ddl.qualified(cost.pools)} p WHERE {_among(cost, keys)}"  # noqa: S608
        return _read(cost, sql, keys), entry_store.reserve(storage, count)
    rows: dict[Key, PoolRow] = {}
    ids: list[int] = []

    def locked(cursor: Any) -> None:
        rows.update(_of_row(cost, row) for row in cursor.fetchall())

    def reserved(cursor: Any) -> None:
        ids.extend(sorted(row[0] for row in cursor.fetchall()))

    statements = [_make_missing(storage, cost, keys), _lock(storage, cost, keys, locked)]
    send([*statements, entry_store.reserving(storage, count, reserved)])
    return rows, ids


def _make_missing_sqlite(cost: CostStorage, keys: Sequence[Key]) -> None:
    into = f"{ddl.qualified(cost.pools)} ({ddl.names(cost.scope)})"
    marks = ", ".join(["%s"] * len(cost.scope))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {into} VALUES ({marks}) ON CONFLICT DO NOTHING", keys)  # noqa: S608


def _make_missing(storage: LedgerStorage, cost: CostStorage, keys: Sequence[Key]) -> Statement:
    table, names = ddl.qualified(cost.pools), ddl.names(cost.scope)
    same = " AND ".join(f'p."{c}" = t."{c}"' for c in cost.scope)
    sql = (
        f"INSERT INTO {table} ({names}) SELECT {names} FROM unnest({_arrays(storage, cost)})"  # noqa: S608
        f" WITH ORDINALITY AS t ({names}, ord)"
        f" WHERE NOT EXISTS (SELECT 1 FROM {table} p WHERE {same})"
        f" ORDER BY t.ord ON CONFLICT DO NOTHING"
    )
    return Statement(sql, [list(column) for column in zip(*keys, strict=True)])


def _lock(
    storage: LedgerStorage, cost: CostStorage, keys: Sequence[Key], then: Callable[[Any], None]
) -> Statement:
    names = ", ".join(f'p."{c}"' for c in (*cost.scope, *_STATE))
    same = " AND ".join(f'p."{c}" = t."{c}"' for c in cost.scope)
    sql = (
        f"SELECT {names} FROM unnest({_arrays(storage, cost)})"  # noqa: S608
        f" WITH ORDINALITY AS t ({ddl.names(cost.scope)}, ord)"
        f" JOIN {ddl.qualified(cost.pools)} p ON {same} ORDER BY t.ord FOR UPDATE OF p"
    )
    return Statement(sql, [list(column) for column in zip(*keys, strict=True)], then)


def read(cost: CostStorage, keys: Sequence[Key] | None = None) -> dict[Key, PoolRow]:
    """As stored, all of them without ``keys``."""
    names = ", ".join(f'p."{c}"' for c in (*cost.scope, *_STATE))
    where = "1=1" if keys is None else _among(cost, keys)
    sql = f"SELECT {names} FROM {ddl.qualified(cost.pools)} p WHERE {where}"  # noqa: S608
    return _read(cost, sql, keys or ())


def write(storage: LedgerStorage, cost: CostStorage, rows: Mapping[Key, PoolRow]) -> None:
    """Over rows that are there. Their last day only grows."""
    given = [(*_state(row), *key) for key, row in sorted(rows.items())]
    sets = ", ".join(f'"{name}" = %s' for name in _STATE)
    same = " AND ".join(f'"{c}" = %s' for c in cost.scope)
    with connection.cursor() as cursor:
        if not ddl.is_postgresql():
            sql = f"UPDATE {ddl.qualified(cost.pools)} SET {sets} WHERE {same}"  # noqa: S608
            cursor.executemany(sql, given)
            return
        types = ["bigint"] * 4 + ["text", "date"]
        kinds = {d.column: d.kind for d in storage.dimensions}
        types += [ddl.type_of(kinds[c]) for c in cost.scope]
        arrays = ", ".join(f"%s::{kind}[]" for kind in types)
        sets = ", ".join(f'"{name}" = t."{name}"' for name in _STATE)
        same = " AND ".join(f'p."{c}" = t."{c}"' for c in cost.scope)
        cursor.execute(
            f"UPDATE {ddl.qualified(cost.pools)} p SET {sets} FROM unnest({arrays})"  # noqa: S608
            f" AS t ({ddl.names([*_STATE, *cost.scope])}) WHERE {same}",
            [list(column) for column in zip(*given, strict=True)],
        )


def replace_all(storage: LedgerStorage, cost: CostStorage, rows: Mapping[Key, PoolRow]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {ddl.qualified(cost.pools)}")  # noqa: S608
    if rows:
        lock(storage, cost, sorted(rows))
        write(storage, cost, rows)


def _among(cost: CostStorage, keys: Iterable[Key]) -> str:
    one = f"({', '.join(['%s'] * len(cost.scope))})"
    names = ", ".join(f'p."{c}"' for c in cost.scope)
    return f"({names}) IN (VALUES {', '.join(one for _ in keys)})"


def _read(cost: CostStorage, sql: str, keys: Iterable[Key]) -> dict[Key, PoolRow]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [part for key in keys for part in key])
        return dict(_of_row(cost, row) for row in cursor.fetchall())


def _of_row(cost: CostStorage, row: tuple[Any, ...]) -> tuple[Key, PoolRow]:
    width = len(cost.scope)
    qty, value, last_value, last_qty, layers, last_on = row[width:]
    pool = new_pool(cost.method)
    pool.qty, pool.value, pool.last = qty, value, (last_value, last_qty)
    pool.layers = [(entry, some, worth) for entry, some, worth in json.loads(layers)]
    return tuple(row[:width]), PoolRow(pool, last_on)


def _state(row: PoolRow) -> tuple[Any, ...]:
    pool = row.pool
    layers = json.dumps(pool.layers, separators=(",", ":"))
    last_on = connection.ops.adapt_datefield_value(row.last_on)
    return pool.qty, pool.value, *pool.last, layers, last_on


def _arrays(storage: LedgerStorage, cost: CostStorage) -> str:
    kinds = {d.column: d.kind for d in storage.dimensions}
    return ", ".join(f"%s::{ddl.type_of(kinds[c])}[]" for c in cost.scope)
