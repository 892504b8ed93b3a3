"""Many rows of one table in one statement, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from django.db import connection

from form_engine.grams import grams
from form_engine.moments import outgoing
from form_engine.plan import Plan
from form_engine.records.naming import Wording
from form_engine.records.statements import ROWS_AT_ONCE, Insert, statements_of
from huiliu.core import ddl
from huiliu.core.records import Values


def words(wording: Wording) -> list[Any]:
    """The columns of the title and of the search."""
    found: list[Any] = [wording.title, wording.search]
    return [*found, grams(wording.search)] if ddl.is_postgresql() else found


def insert_rows(plan: Plan, sub: str, rows: Sequence[tuple[int, int, Values]]) -> None:
    """Each with its record and its position; each learns its id."""
    stored = plan.sub_rows(sub, [row for _, _, row in rows])
    given = [[record, pos, *c] for (record, pos, _), c in zip(rows, stored, strict=True)]
    found = inserted(statements_of(plan).subforms[sub].insert, given)
    ids = {(record, pos): row_id for record, pos, row_id in found}
    for record, pos, row in rows:
        row["$row"] = ids[record, pos]


def inserted(insert: Insert, rows: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    """A statement for many rows; to PostgreSQL they go as one JSON text."""
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        with connection.cursor() as cursor:
            if ddl.is_postgresql():
                cursor.execute(insert.of_json, [orjson.dumps(some).decode()])
            else:
                marks = [insert.placeholders] * len(some)
                given = [one for row in some for one in outgoing(row)]
                cursor.execute(insert.of(marks), given)
            yield from cursor.fetchall()
