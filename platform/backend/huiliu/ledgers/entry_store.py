"""Writes entries and reads the live ones of a record. Nothing here changes or deletes an entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.pending import Statement, send, send_later
from huiliu.ledgers.costing.moves import Facts
from huiliu.ledgers.entries import NewEntry
from huiliu.ledgers.storage import LedgerStorage

LIVE = (
    "{entry}.reverses IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.reverses = {entry}.id)"
)
"""Neither takes an entry back nor was taken back itself."""
FACTS = ("cost", "base", "weight", "source", "feeds", "by_row")
"""What a costed ledger keeps with an entry: see ``costing.moves.Facts``."""
_FACT_TYPES = ["bigint", "text", "bigint", "bigint", "bigint", "text", "boolean"]
_ENTRY = ("posting", "form", "record", "line", "date")
_ARRAYS = ("text", "text", "bigint", "bigint", "date", "timestamptz", "bigint")


@dataclass(frozen=True)
class Source:
    """The record the entries come from, and who posted them when."""

    form: str
    record: int
    at: datetime
    by: int
    at_the_door: bool = True
    """Somebody wrote this very record, and will read what a ledger says to it."""


@dataclass(frozen=True)
class LiveEntry:
    """An entry that no other has reversed yet."""

    id: int
    posting: str
    line: int | None
    date: date
    key: tuple[Any, ...]
    amounts: tuple[int, ...]
    facts: Facts | None = None


def records_with_live(storage: LedgerStorage, form: str) -> set[int]:
    """Of a form, those that have entries here which nothing has taken back."""
    table = ddl.qualified(storage.entries)
    live = LIVE.format(entry="e", table=table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT e.record FROM {table} e WHERE e.form = %s AND {live}",  # noqa: S608
            [form],
        )
        return {record for (record,) in cursor.fetchall()}


def insert(
    storage: LedgerStorage,
    entries: Sequence[tuple[Source, NewEntry]],
    ids: Sequence[int] | None = None,
) -> None:
    """``ids``: numbers given out before, for a costed ledger; its values may still be 0."""
    columns = [*_ENTRY, "at", "by", *storage.key_columns, *storage.measure_columns]
    rows: list[tuple[Any, ...]] = [
        (e.posting, s.form, s.record, e.line, e.date, _moment(s.at), s.by, *e.key, *e.amounts)
        for s, e in entries
    ]
    if ids is not None:
        columns += ["id", *FACTS]
        facts = [e.facts or Facts() for _, e in entries]
        more = [(id_, *_of_facts(one)) for id_, one in zip(ids, facts, strict=True)]
        rows = [(*row, *some) for row, some in zip(rows, more, strict=True)]
    elif storage.sources:
        columns.append("source")
        rows = [(*row, e.source) for row, (_, e) in zip(rows, entries, strict=True)]
    into = f"INSERT INTO {ddl.qualified(storage.entries)} ({ddl.names(columns)})"
    if not ddl.is_postgresql():
        marks = ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            cursor.executemany(f"{into} VALUES ({marks})", rows)
        return
    types = [*_ARRAYS, *(ddl.type_of(d.kind) for d in storage.dimensions)]
    types += ["bigint"] * len(storage.measures)
    types += _FACT_TYPES if ids is not None else ["bigint"] if storage.sources else []
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    statement = Statement(f"{into} SELECT * FROM unnest({arrays})", _transposed(rows))  # noqa: S608
    # What was given a number is read again in this transaction, to be valued.
    send_later(statement) if ids is None else send([statement])


def has_entries(storage: LedgerStorage) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {ddl.qualified(storage.entries)} LIMIT 1")  # noqa: S608
        return cursor.fetchone() is not None


def reserve(storage: LedgerStorage, count: int) -> list[int]:
    """Numbers for new entries, in the order in which their pools were locked."""
    table = ddl.qualified(storage.entries)
    ids: list[int] = []
    if ddl.is_postgresql():
        send([reserving(storage, count, lambda c: ids.extend(r[0] for r in c.fetchall()))])
        return sorted(ids)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")  # noqa: S608
        first = int(cursor.fetchone()[0]) + 1
    return list(range(first, first + count))


def reserving(storage: LedgerStorage, count: int, then: Callable[[Any], None]) -> Statement:
    sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    return Statement(sql, [ddl.qualified(storage.entries), count], then)


def live_entries(storage: LedgerStorage, form: str, record: int) -> list[LiveEntry]:
    table = ddl.qualified(storage.entries)
    columns = ["id", "posting", "line", "date", *storage.key_columns, *storage.measure_columns]
    columns += FACTS if storage.cost else ()
    names = ", ".join(f'e."{column}"' for column in columns)
    width, end = 4 + len(storage.dimensions), 4 + len(storage.all_live)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names} FROM {table} e WHERE e.record = %s AND e.form = %s"  # noqa: S608
            f" AND {LIVE.format(entry='e', table=table)} ORDER BY e.id",
            [record, form],
        )
        rows = cursor.fetchall()
    return [
        LiveEntry(r[0], r[1], r[2], r[3], r[4:width], r[width:end], facts_of(r[end:])) for r in rows
    ]


def facts_of(row: Sequence[Any]) -> Facts | None:
    """From the columns ``FACTS``."""
    if not row:
        return None
    rule, base, weight, source, feeds, by_row = row
    return Facts(rule, base, weight, source, feeds, bool(by_row))


def _of_facts(facts: Facts) -> tuple[Any, ...]:
    return (
        facts.rule, facts.base, facts.weight, facts.source, facts.feeds, facts.by_row
    )  # fmt: skip


def reverse(storage: LedgerStorage, ids: Sequence[int], *, at: datetime, by: int) -> None:
    """For each entry its exact negative, dated as it was and linked to it. The unique index on
    ``reverses`` lets nobody take the same entry back twice."""
    same = [*_ENTRY, *(c for c in storage.all_columns if c not in _amount_columns(storage))]
    amounts = _amount_columns(storage)
    into = ddl.names([*same, *amounts, "at", "by", "reverses"])
    negated = ", ".join(f'-"{column}"' for column in amounts)
    table = ddl.qualified(storage.entries)
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({into})"  # noqa: S608
            f" SELECT {ddl.names(same)}, {negated}, %s, %s, id FROM {table}"
            f" WHERE id IN ({marks}) ORDER BY id",
            [_moment(at), by, *ids],
        )


def _amount_columns(storage: LedgerStorage) -> list[str]:
    """Also of measures that the design no longer has."""
    return [c for c in storage.all_columns if c.startswith("m")]


def _moment(at: datetime) -> Any:
    """As Django writes moments: SQLite keeps them as text, in UTC."""
    return connection.ops.adapt_datetimefield_value(at)


def _transposed(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
