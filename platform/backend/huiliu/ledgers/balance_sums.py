"""Balances as the sums of their entries: to fill a new table, to check, to rebuild, as of a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.ledgers.storage import LedgerStorage

Key = tuple[Any, ...]
Amounts = tuple[int, ...]


def fill_from_entries(storage: LedgerStorage) -> None:
    """Into an empty balance table. The table's own CHECKs judge the sums."""
    last = ["last_on"] if storage.dated else []
    columns = ddl.names([*storage.key_columns, *storage.measure_columns, *last])
    sums = _sums(storage, "", *("MAX(date)" for _ in last))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {ddl.qualified(storage.balances)}")  # noqa: S608
        cursor.execute(f"INSERT INTO {ddl.qualified(storage.balances)} ({columns}) {sums}")


def sums_of_entries(storage: LedgerStorage, as_of: date | None = None) -> dict[Key, Amounts]:
    where, values = ("WHERE date <= %s", [as_of]) if as_of else ("", [])
    return _read(storage, _sums(storage, where), values)


def stored_balances(storage: LedgerStorage) -> dict[Key, Amounts]:
    columns = ddl.names([*storage.key_columns, *storage.measure_columns])
    return _read(storage, f"SELECT {columns} FROM {ddl.qualified(storage.balances)}", [])  # noqa: S608


def _sums(storage: LedgerStorage, where: str, *more: str) -> str:
    keys = ddl.names(storage.key_columns)
    cast = "::bigint" if ddl.is_postgresql() else ""
    sums = ", ".join([*(f'SUM("{m}"){cast}' for m in storage.measure_columns), *more])
    table = ddl.qualified(storage.entries)
    return f"SELECT {keys}, {sums} FROM {table} {where} GROUP BY {keys}"  # noqa: S608


def _read(storage: LedgerStorage, sql: str, values: list[Any]) -> dict[Key, Amounts]:
    width = len(storage.dimensions)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {tuple(row[:width]): tuple(map(int, row[width:])) for row in cursor.fetchall()}
