"""The balances of the ends of closed periods: what lies before them need not be added up again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.ddl import ColumnSpec
from huiliu.ledgers.storage import LedgerStorage

Sql = tuple[str, list[Any]]


def columns(storage: LedgerStorage, dimensions: Iterable[ColumnSpec]) -> list[ColumnSpec]:
    amounts = (ColumnSpec(m.column, "scaled", "NOT NULL DEFAULT 0") for m in storage.measures)
    return [ColumnSpec("through", "date", "NOT NULL"), *dimensions, *amounts]


def keep(storage: LedgerStorage, through: date) -> None:
    """From the one before it and the entries since."""
    names = ddl.names(storage.all_live)
    source, values = as_of(storage, through)
    table = ddl.qualified(storage.snapshots)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (through, {names}) SELECT {_date()}, {names} FROM {source} s",  # noqa: S608
            [_adapted(through), *values],
        )


def drop(storage: LedgerStorage, through: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {ddl.qualified(storage.snapshots)} WHERE through >= %s",  # noqa: S608
            [_adapted(through)],
        )


def keep_all(storage: LedgerStorage, days: Iterable[date]) -> None:
    """Anew, for a table that is empty."""
    for day in sorted(days):
        keep(storage, day)


def as_of(storage: LedgerStorage, day: date) -> Sql:
    """The balances at the end of a day, as a subquery with the columns of the balances."""
    names = ddl.names(storage.key_columns)
    cast = "::bigint" if ddl.is_postgresql() else ""
    sums = ", ".join(f'SUM("{m}"){cast} AS "{m}"' for m in storage.measure_columns)
    source, values = rows_until(storage, day)
    return f"(SELECT {names}, {sums} FROM {source} e GROUP BY {names})", values  # noqa: S608


def rows_until(storage: LedgerStorage, day: date) -> Sql:
    """The last snapshot before the end of the day, and the entries after it: both as entries."""
    names = ddl.names(storage.all_live)
    entries = ddl.qualified(storage.entries)
    kept = last_before(storage, day)
    if kept is None:
        return f"(SELECT {names} FROM {entries} WHERE date <= %s)", [_adapted(day)]  # noqa: S608
    sql = (
        f"(SELECT {names} FROM {ddl.qualified(storage.snapshots)} WHERE through = %s"  # noqa: S608
        f" UNION ALL SELECT {names} FROM {entries} WHERE date > %s AND date <= %s)"
    )
    return sql, [_adapted(kept), _adapted(kept), _adapted(day)]


def is_nearer_to_now(storage: LedgerStorage, first: date, last: date) -> bool:
    """Whether fewer days lie between ``first`` and the last entry than between ``last`` and where
    adding up would begin: the last snapshot before ``first``, or the first entry."""
    with connection.cursor() as cursor:
        table = ddl.qualified(storage.entries)
        cursor.execute(f"SELECT MIN(date), MAX(date) FROM {table}")  # noqa: S608
        begin, end = map(_day, cursor.fetchone())
    if begin is None or end is None:
        return False
    kept = last_before(storage, first - timedelta(days=1)) if first > date.min else None
    return end - first < min(last, end) - max(kept or begin, begin)


def last_before(storage: LedgerStorage, day: date) -> date | None:
    """The end of the last closed period whose balances are kept, up to this day."""
    if not storage.snapshots:
        return None
    with connection.cursor() as cursor:
        table = ddl.qualified(storage.snapshots)
        cursor.execute(
            f"SELECT through FROM {table} WHERE through <= %s ORDER BY through DESC LIMIT 1",  # noqa: S608
            [_adapted(day)],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _day(value: Any) -> date | None:
    """SQLite forgets in an expression that a column holds dates."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _adapted(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)


def _date() -> str:
    return "%s::date" if ddl.is_postgresql() else "%s"
