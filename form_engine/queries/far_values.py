"""Typed values at paths of many records, through references: for formulas and postings.

Decides nothing about who may see them: the caller shows them to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from huiliu.core.pending import Statement, send

Wanted = Mapping[str, tuple[Sequence[int], Sequence[str]]]
"""By form: which records, and what of them."""


def values_of(
    app: AppRef, form: str, ids: Sequence[int], paths: Sequence[str]
) -> dict[int, dict[str, Any]]:
    """One query for all paths of the records themselves and what they point at; one more for
    each subform that is asked for."""
    return values_together(app, {form: (ids, paths)})[form]


def values_together(app: AppRef, wanted: Wanted) -> dict[str, dict[int, dict[str, Any]]]:
    """The same of several forms, in one round trip but for subforms."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    questions: list[Statement] = []
    for form, (ids, paths) in wanted.items():
        found[form] = {} if paths else {one: {} for one in ids}
        if ids and paths:
            questions.append(question(app, form, ids, _own(app, form, paths), found[form]))
    if questions:
        send(questions)
    for form, (ids, paths) in wanted.items():
        for path in sorted({*paths} - {*_own(app, form, paths)}) if ids else ():
            for values in found[form].values():
                values[path] = Rows()
            _add_rows(app, get_plan(app, form), ids, path, found[form])
    return found


def _own(app: AppRef, form: str, paths: Sequence[str]) -> list[str]:
    subforms = get_plan(app, form).storage.subforms
    return [path for path in paths if path.partition(".")[0] not in subforms]


def question(
    app: AppRef,
    form: str,
    ids: Sequence[int],
    paths: Sequence[str],
    into: dict[int, dict[str, Any]],
) -> Statement:
    """For the values at paths that lead into no subform."""
    source = Source(app, get_plan(app, form))
    operands = [source.operand(path) for path in paths]
    columns = ", ".join(["t.id", *(operand.sql for operand in operands)])
    marks = ", ".join(["%s"] * len(ids))

    def then(cursor: Any) -> None:
        for row in cursor.fetchall():
            into[row[0]] = {
                path: typed(value, operand)
                for path, operand, value in zip(paths, operands, row[1:], strict=True)
            }

    sql = f"SELECT {columns} FROM {source.tables()} WHERE t.id IN ({marks})"  # noqa: S608
    return Statement(sql, list(ids), then)


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
