"""Typed values at paths of many records, through references: for formulas and postings.

Decides nothing about who may see them: the caller shows them to nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from form_engine.catalog import get_plan
from form_engine.plan import Plan
from form_engine.planning.storing import from_column
from form_engine.queries.paths import Source, row_operand
from huiliu.core import ddl
from huiliu.core.actor import AppRef
from huiliu.core.expressions.conditions import Rows
from huiliu.core.expressions.sql import Operand


def values_of(
    app: AppRef, form: str, ids: Sequence[int], paths: Sequence[str]
) -> dict[int, dict[str, Any]]:
    """One query for all paths of the records themselves and what they point at; one more for
    each subform that is asked for."""
    if not ids or not paths:
        return {one: {} for one in ids}
    plan = get_plan(app, form)
    subs = [path for path in paths if path.partition(".")[0] in plan.storage.subforms]
    found = _of_records(app, plan, ids, [path for path in paths if path not in subs])
    for path in subs:
        for values in found.values():
            values[path] = Rows()
        _add_rows(app, plan, ids, path, found)
    return found


def _of_records(
    app: AppRef, plan: Plan, ids: Sequence[int], paths: Sequence[str]
) -> dict[int, dict[str, Any]]:
    source = Source(app, plan)
    operands = [source.operand(path) for path in paths]
    columns = ", ".join(["t.id", *(operand.sql for operand in operands)])
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {source.tables()} WHERE t.id IN ({marks})",  # noqa: S608
            list(ids),
        )
        rows = cursor.fetchall()
    return {
        row[0]: {
            path: typed(value, operand)
            for path, operand, value in zip(paths, operands, row[1:], strict=True)
        }
        for row in rows
    }


def _add_rows(
    app: AppRef, plan: Plan, ids: Sequence[int], path: str, found: dict[int, dict[str, Any]]
) -> None:
    sub, _, rest = path.partition(".")
    operand = row_operand(app, plan, "s", sub, rest)
    table = ddl.qualified(plan.storage.subforms[sub].name)
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.parent_id, {operand.sql} FROM {table} s"  # noqa: S608
            f" WHERE s.parent_id IN ({marks}) ORDER BY s.parent_id, s.pos, s.id",
            list(ids),
        )
        for parent, value in cursor.fetchall():
            found[parent][path].append(typed(value, operand))


def typed(value: Any, operand: Operand) -> Any:
    """A database value as Python has it. SQLite forgets a column's type in an expression."""
    convert = from_column(operand.kind, operand.scale)  # type: ignore[arg-type]
    return value if value is None or convert is None else convert(value)
