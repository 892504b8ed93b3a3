"""Parts of a key that a balance tells: a receipt names the item it pays, the item its due date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.paths import Get
from huiliu.ledgers.plan import Lookup, Rule
from huiliu.ledgers.storage import NOTHING, DimensionColumn, LedgerStorage

Key = tuple[Any, ...]


def key_part(column: DimensionColumn, value: Any) -> Any:
    """As it is stored in a key."""
    if value is None or value == "":
        return NOTHING[column.kind]
    if isinstance(value, datetime):
        return value.date()
    return value


def complete(storage: LedgerStorage, rule: Rule, key: Key, get: Get) -> Key:
    """``key`` with what the balances tell. What this transaction posts is not among them yet."""
    parts = list(key)
    for lookup in rule.found:
        parts[lookup.place] = _found(storage, lookup, wanted_parts(storage, lookup, get))
    return tuple(parts)


def wanted_parts(storage: LedgerStorage, lookup: Lookup, get: Get) -> dict[int, Any]:
    """Place → what the balance has there."""
    return {
        place: key_part(storage.dimensions[place], get(path)) for place, path in lookup.by.items()
    }


def _found(storage: LedgerStorage, lookup: Lookup, wanted: dict[int, Any]) -> Any:
    """Of the balances with these parts: of one that is open, the least."""
    column = storage.dimensions[lookup.place]
    same = " AND ".join(f'"{storage.dimensions[place].column}" = %s' for place in wanted)
    is_open = " OR ".join(f'"{one.column}" <> 0' for one in storage.measures)
    sql = (
        f'SELECT "{column.column}" FROM {ddl.qualified(storage.balances)} WHERE {same}'  # noqa: S608
        f" ORDER BY CASE WHEN {is_open} THEN 0 ELSE 1 END, 1 LIMIT 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [_adapted(value) for value in wanted.values()])
        row = cursor.fetchone()
    if row is None:
        return NOTHING[column.kind]
    is_text = column.kind == "date" and isinstance(row[0], str)
    return date.fromisoformat(row[0]) if is_text else row[0]


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
