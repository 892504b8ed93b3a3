"""Reads live entries as moves, and writes what costing made of their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.ledgers.cost_storage import CostStorage
from huiliu.ledgers.costing.moves import At, Facts, Key, Move
from huiliu.ledgers.entry_store import FACTS, LIVE
from huiliu.ledgers.storage import LedgerStorage

_OWN = ("id", "date", "posting", "form", "record", "line")
_MANY = 500


@dataclass(frozen=True)
class MoveRows:
    storage: LedgerStorage
    cost: CostStorage

    def since(self, pool: Key, at: At) -> list[Move]:
        """All of the pool from there on, in order."""
        where, values = self._from(pool, at)
        return self._select(f"{where} ORDER BY e.date, e.id", values)

    def last_out(self, pool: Key, at: At) -> tuple[int, int]:
        """Value and quantity of what went out last before ``at``; zeros if nothing ever did."""
        same = " AND ".join(f'e."{c}" = %s' for c in self.cost.scope)
        where = f'{same} AND (e.date < %s OR (e.date = %s AND e.id < %s)) AND e."{{}}" < 0'
        day = _day(at)
        found = self._select(
            f"{where.format(self.cost.quantity)} ORDER BY e.date DESC, e.id DESC LIMIT 1",
            [*pool, day, day, at[1]],
        )
        return (-(found[0].value or 0), -found[0].qty) if found else (0, 0)

    def groups(self, documents: Sequence[tuple[str, int]]) -> list[Move]:
        """What gives and takes costs within these documents, in order."""
        found: list[Move] = []
        for start in range(0, len(documents), _MANY):
            some = documents[start : start + _MANY]
            given = ", ".join(["(%s, %s)"] * len(some))
            where = (
                f"(e.record, e.form) IN (VALUES {given}) AND (e.feeds <> '' OR e.cost = 'taken')"
            )
            values = [part for form, record in some for part in (record, form)]
            found += self._select(f"{where} ORDER BY e.id", values)
        return found

    def by_id(self, ids: Sequence[int]) -> list[Move]:
        found: list[Move] = []
        for start in range(0, len(ids), _MANY):
            some = ids[start : start + _MANY]
            found += self._select(f"e.id IN ({', '.join(['%s'] * len(some))})", list(some))
        return found

    def returning(self, sources: Sequence[int]) -> list[Move]:
        """The moves that return these entries, in order."""
        found: list[Move] = []
        for start in range(0, len(sources), _MANY):
            some = sources[start : start + _MANY]
            marks = ", ".join(["%s"] * len(some))
            where = f"e.source IN ({marks}) AND e.cost = 'source'"
            found += self._select(f"{where} ORDER BY e.date, e.id", list(some))
        return found

    def everything(self) -> list[Move]:
        return self._select("1=1 ORDER BY e.date, e.id", [])

    def write(self, values: Mapping[int, int]) -> None:
        """The values of entries that are there, by number."""
        table, column = ddl.qualified(self.storage.entries), self.cost.value
        with connection.cursor() as cursor:
            if ddl.is_postgresql():
                cursor.execute(
                    f'UPDATE {table} e SET "{column}" = t.value'  # noqa: S608
                    f" FROM unnest(%s::bigint[], %s::bigint[]) AS t (id, value) WHERE e.id = t.id",
                    [list(values), list(values.values())],
                )
            else:
                sql = f'UPDATE {table} SET "{column}" = %s WHERE id = %s'  # noqa: S608
                cursor.executemany(sql, [(value, id_) for id_, value in values.items()])

    @cached_property
    def scope_places(self) -> tuple[int, ...]:
        return tuple(self.storage.key_columns.index(c) for c in self.cost.scope)

    def pool_of(self, key: Key) -> Key:
        return tuple(key[place] for place in self.scope_places)

    def _from(self, pool: Key, at: At) -> tuple[str, list[Any]]:
        same = " AND ".join(f'e."{c}" = %s' for c in self.cost.scope)
        day = _day(at)
        where = f"{same} AND e.date >= %s AND (e.date > %s OR e.id >= %s)"
        return where, [*pool, day, day, at[1]]

    def _select(self, where: str, values: list[Any]) -> list[Move]:
        """``where`` may end in an order, so the live ones are chosen before it."""
        amounts = (self.cost.quantity, self.cost.value)
        names = (*_OWN, *FACTS, *amounts, *self.storage.key_columns)
        selected = ", ".join(f'e."{name}"' for name in names)
        table = ddl.qualified(self.storage.entries)
        live = LIVE.format(entry="e", table=table)
        sql = f"SELECT {selected} FROM {table} e WHERE {live} AND {where}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [self._move(row) for row in cursor.fetchall()]

    def _move(self, row: tuple[Any, ...]) -> Move:
        id_, day, posting, form, record, line = row[:6]
        rule, base, weight, source, feeds, by_row, qty, value = row[6:14]
        key = tuple(row[14:])
        facts = Facts(rule, base, weight, source, feeds, bool(by_row))
        return Move(
            id_, day, key, self.pool_of(key), qty, value, facts, posting, form, record, line
        )


def _day(at: At) -> Any:
    return connection.ops.adapt_datefield_value(at[0])
