"""The rows of subforms for many records: one query per subform that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection

from form_engine.plan import Plan
from huiliu.core import ddl
from huiliu.core.records import Values


def fetch_subforms(
    plan: Plan, records: Mapping[int, Values], subforms: Iterable[str] | None = None
) -> None:
    """Fills each record's values with its rows, in their order."""
    if not records:
        return
    for sub in plan.storage.subforms if subforms is None else subforms:
        for values in records.values():
            values[sub] = []
        _fetch(plan, sub, records)


def _fetch(plan: Plan, sub: str, records: Mapping[int, Values]) -> None:
    table = plan.storage.subforms[sub]
    columns = ddl.names(["parent_id", "id", *(column.name for column in table.columns)])
    marks = ", ".join(["%s"] * len(records))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {ddl.qualified(table.name)}"  # noqa: S608
            f' WHERE "parent_id" IN ({marks}) ORDER BY "parent_id", "pos", "id"',
            list(records),
        )
        for row in cursor.fetchall():
            records[row[0]][sub].append({"$row": row[1], **plan.load_sub(sub, row[2:])})
