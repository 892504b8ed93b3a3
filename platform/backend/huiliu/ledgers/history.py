"""Floors at every moment of the past: what a document that is dated back must not break.

A key is looked at from the day on which it lost something, backwards from its balance, which the
transaction has locked: the work grows with the entries after that day and not with all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.ledgers.balances import Lasts
from huiliu.ledgers.deltas import Deltas, Key
from huiliu.ledgers.entry_store import LIVE
from huiliu.ledgers.shortage import Short, Shortage, Summed

_MANY = 200
"""Keys looked at in one statement."""


def require(deltas: Mapping[int, Deltas], lasts: Lasts) -> None:
    """``lasts``: the last day of each key, of the balances that were just changed. Raises Short
    with the floor's ``past``."""
    for ledger_id, one in sorted(deltas.items()):
        last = lasts.get(ledger_id, {})
        keys = sorted(k for k, day in one.lowered.items() if k in one.undone or last[k] > day)
        for start in range(0, len(keys), _MANY):
            some = keys[start : start + _MANY]
            for place, low in one.plan.past_floors.items():
                _require(one, some, place, low)


def _require(deltas: Deltas, keys: Sequence[Key], place: int, low: int) -> None:
    worst: dict[Key, tuple[int, date]] = {}
    for key, day, running in _below(deltas, keys, place, low):
        if key not in worst or running < worst[key][0]:
            worst[key] = running, day
    if worst:
        raise Short(deltas.plan, [_shortage(deltas, k, place, *worst[k]) for k in sorted(worst)])


def _below(
    deltas: Deltas, keys: Sequence[Key], place: int, low: int
) -> list[tuple[Key, date, int]]:
    """The moments at which a key had less than ``low``, each with what it had after them."""
    storage = deltas.plan.storage
    amount = storage.measures[place].column
    cast = "::bigint" if ddl.is_postgresql() else ""
    names = ddl.names(storage.key_columns)
    one = f"({', '.join(['%s'] * (len(storage.dimensions) + 2))})"
    given = ", ".join([one] * len(keys))
    here = " AND ".join(f'b."{c}" = d."{c}"' for c in storage.key_columns)
    there = " AND ".join(f'e."{c}" = d."{c}"' for c in storage.key_columns)
    sql = (
        f"WITH d(ord, {names}, since) AS (VALUES {given}), s AS (SELECT d.ord, e.date, e.id,"  # noqa: S608
        f' b."{amount}" + e."{amount}" - (SUM(e."{amount}") OVER'
        f" (PARTITION BY d.ord ORDER BY e.date DESC, e.id DESC)){cast} AS running"
        f" FROM d JOIN {ddl.qualified(storage.balances)} b ON {here}"
        f" JOIN {ddl.qualified(storage.entries)} e ON {there} AND e.date >= d.since"
        f" WHERE {LIVE.format(entry='e', table=ddl.qualified(storage.entries))})"
        f" SELECT ord, date, running FROM s WHERE running < %s ORDER BY ord, date, id LIMIT 1000"
    )
    values: list[Any] = []
    for number, key in enumerate(keys):
        values += [number, *key, connection.ops.adapt_datefield_value(deltas.lowered[key])]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, low])
        return [(keys[row[0]], _day(row[1]), int(row[2])) for row in cursor.fetchall()]


def _day(value: Any) -> date:
    """SQLite forgets in an expression that a column holds dates."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _shortage(deltas: Deltas, key: Key, place: int, running: int, day: date) -> Shortage:
    """In the words of today's floor: what there was then, what the document would take of it."""
    column = deltas.plan.storage.measures[place]
    floor = deltas.plan.document.measure[column.id].floor
    assert floor is not None
    assert floor.past is not None
    required = max(-deltas.by_key[key][place], column.low - running)
    return Shortage(
        floor.past,
        key,
        column.scale,
        column.low,
        current=running + required,
        required=required,
        of=(Summed.one(deltas.plan, place, key),),
        wheres=deltas.wheres_of(key),
        named_by=deltas.named_by.get(key, set()),
        more={"date": day.isoformat()},
    )
