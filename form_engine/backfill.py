"""Fills a new column from the old one of the same field, in batches that hold no lock for long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from form_engine.conversion import Convert, Unconvertible
from form_engine.moments import outgoing
from huiliu.core.ddl import qualified
from huiliu.core.transactions import run_in_transaction

BATCH = 2000
ENOUGH = 100


@dataclass(frozen=True)
class Move:
    """Values go from one column of a table to another. ``convert`` None: none of them can.
    ``lenient`` leaves out what cannot be converted: it will be computed again."""

    table: str
    before: str
    after: str
    convert: Convert | None
    lenient: bool = False


def unconvertible(table: str, column: str, convert: Convert | None) -> list[str]:
    """The first hundred values that would be lost."""
    lost: list[str] = []
    for rows in _batches(table, column, None):
        lost += [str(value) for _, value in rows if _fails(convert, value)]
        if len(lost) >= ENOUGH:
            return lost[:ENOUGH]
    return lost


def fill(move: Move) -> None:
    """All rows; can be run again at any time before the new version is the current one."""
    _clear(move)
    for rows in _batches(move.table, move.before, None):
        _write(move, rows)


def catch_up(move: Move, main: str, since: datetime) -> None:
    """The rows that the old version wrote while the column was being filled."""
    _clear(move)
    for rows in _batches(move.table, move.before, (main, since)):
        _write(move, rows)


def _batches(
    table: str, column: str, since: tuple[str, datetime] | None
) -> Iterator[list[tuple[int, Any]]]:
    last, args = 0, []
    where = f't."id" > %s AND t."{column}" IS NOT NULL'
    if since is not None:
        owner = "id" if since[0] == table else "parent_id"
        written = f'SELECT "id" FROM {qualified(since[0])} WHERE "updated_at" >= %s'  # noqa: S608
        where += f' AND t."{owner}" IN ({written})'
        args = outgoing([since[1]])
    sql = f'SELECT t."id", t."{column}" FROM {qualified(table)} t WHERE {where} ORDER BY t."id" LIMIT {BATCH}'  # noqa: E501, S608
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [last, *args])
            rows = cursor.fetchall()
        if not rows:
            return
        yield rows
        last = rows[-1][0]


def _write(move: Move, rows: list[tuple[int, Any]]) -> None:
    found = [outgoing((_converted(move, value), key)) for key, value in rows]
    sql = f'UPDATE {qualified(move.table)} SET "{move.after}" = %s WHERE "id" = %s'  # noqa: S608

    def write() -> None:
        with connection.cursor() as cursor:
            cursor.executemany(sql, found)

    run_in_transaction(write)


def _converted(move: Move, value: Any) -> Any:
    if move.convert is None or (move.lenient and _fails(move.convert, value)):
        return None
    return move.convert(value)


def _clear(move: Move) -> None:
    """A column that is used a second time still holds what it held then."""
    sql = f'UPDATE {qualified(move.table)} SET "{move.after}" = NULL WHERE "{move.after}" IS NOT NULL AND "{move.before}" IS NULL'  # noqa: E501, S608

    def clear() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    run_in_transaction(clear)


def _fails(convert: Convert | None, value: Any) -> bool:
    if convert is None:
        return True
    try:
        convert(value)
    except Unconvertible:
        return True
    return False
