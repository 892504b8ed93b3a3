"""What an entry may be taken from: the balances that agree with it in all but one part of the key,
and the entries of a line that is returned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.ledgers import entry_store
from huiliu.ledgers.entries import SourceLine
from huiliu.ledgers.entry_store import LIVE, LiveEntry
from huiliu.ledgers.plan import Allotting
from huiliu.ledgers.storage import LedgerStorage

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Group:
    """All balances with this key, whatever stands at ``place``."""

    storage: LedgerStorage
    place: int
    key: Key

    @classmethod
    def of(cls, storage: LedgerStorage, by: Allotting, key: Key) -> Group:
        return cls(storage, by.place, (*key[: by.place], *key[by.place + 1 :]))

    def holds(self, key: Key) -> bool:
        return (*key[: self.place], *key[self.place + 1 :]) == self.key

    def full(self, part: Any) -> Key:
        return (*self.key[: self.place], part, *self.key[self.place :])

    def where(self, table: str) -> str:
        columns = [c for n, c in enumerate(self.storage.key_columns) if n != self.place]
        return " AND ".join(f'{table}."{column}" = %s' for column in columns)

    @property
    def values(self) -> list[Any]:
        return [_adapted(one) for one in self.key]


def there(group: Group, measure: int, since: date) -> dict[Any, int]:
    """Part of the key → what may be taken of it on that day: the least that its balance is at any
    moment from the end of the day until now."""
    storage = group.storage
    part = storage.key_columns[group.place]
    amount = storage.measures[measure].column
    sql = (
        f'SELECT b."{part}", b."{amount}", b.last_on FROM {ddl.qualified(storage.balances)} b'  # noqa: S608
        f' WHERE {group.where("b")} AND b."{amount}" <> 0'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, group.values)
        rows = cursor.fetchall()
    found = {row[0]: int(row[1]) for row in rows}
    if any(_day(row[2]) > since for row in rows):
        _lower(group, amount, since, found)
    return found


def _lower(group: Group, amount: str, since: date, found: dict[Any, int]) -> None:
    """Backwards from now: what was there before each later entry."""
    storage = group.storage
    table, part = ddl.qualified(storage.entries), storage.key_columns[group.place]
    sql = (
        f'SELECT e."{part}", e."{amount}" FROM {table} e WHERE {group.where("e")}'  # noqa: S608
        f" AND e.date > %s AND {LIVE.format(entry='e', table=table)}"
        " ORDER BY e.date DESC, e.id DESC"
    )
    running = dict(found)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*group.values, _adapted(since)])
        for key, change in cursor.fetchall():
            running[key] = running.get(key, 0) - int(change)
            found[key] = min(found.get(key, 0), running[key])


@dataclass
class Lot:
    """An entry that is returned, and what is left of it to return."""

    entry: LiveEntry
    left: int


def of_line(storage: LedgerStorage, by: Allotting, line: SourceLine, sign: int) -> list[Lot]:
    """The entries that the line posted in the other direction than ``sign``."""
    found = [
        Lot(one, abs(one.amounts[by.measure]))
        for one in entry_store.live_entries(storage, line.form, line.record)
        if one.amounts[by.measure] * sign < 0 and line.row in (None, one.line)
    ]
    back = _returned(storage, by.measure, [lot.entry.id for lot in found])
    for lot in found:
        lot.left -= back.get(lot.entry.id, 0)
    return found


def _returned(storage: LedgerStorage, measure: int, ids: Sequence[int]) -> Mapping[int, int]:
    if not ids:
        return {}
    table, amount = ddl.qualified(storage.entries), storage.measures[measure].column
    cast = "::bigint" if ddl.is_postgresql() else ""
    sql = (
        f'SELECT e.source, SUM(ABS(e."{amount}")){cast} FROM {table} e'  # noqa: S608
        f" WHERE e.source IN ({', '.join(['%s'] * len(ids))})"
        f" AND {LIVE.format(entry='e', table=table)} GROUP BY e.source"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, list(ids))
        return {source: int(amount) for source, amount in cursor.fetchall()}


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
