"""The documents and lines that others follow from, read for the engine: shown to nobody.

``Key``: (record, row), the row None where a document follows from another as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from form_engine.catalog import get_plan
from form_engine.moments import outgoing
from form_engine.plan import Plan
from form_engine.planning.storing import from_column
from form_engine.queries.far_values import question, typed
from form_engine.queries.paths import row_operand
from form_engine.queries.rights import Sql
from form_engine.resolve import Key, Values
from huiliu.core import ddl
from huiliu.core.actor import AppRef
from huiliu.core.pending import Statement, send


def sources_of(
    app: AppRef, form: str, sub: str | None, records: Collection[int], paths: Collection[str]
) -> dict[Key, Values]:
    """Of each line (of each record without ``sub``) the values at these paths of its form; the
    record's own beside those of the line. Two queries at most, in one round trip."""
    ids = sorted(records)
    if not ids:
        return {}
    inside = sorted(path for path in paths if sub and path.startswith(f"{sub}."))
    outside = sorted(path for path in paths if path not in inside)
    heads: dict[int, dict[str, Any]] = {} if outside else {one: {} for one in ids}
    questions = [question(app, form, ids, outside, heads)] if outside else []
    rows: dict[Key, dict[str, Any]] = {}
    if sub is not None:
        questions.append(_rows(app, get_plan(app, form), sub, ids, inside, rows))
    if questions:
        send(questions)
    if sub is None:
        return {(one, None): values for one, values in heads.items()}
    return {key: {**heads.get(key[0], {}), **values} for key, values in rows.items()}


def _rows(
    app: AppRef,
    plan: Plan,
    sub: str,
    ids: Sequence[int],
    paths: Sequence[str],
    into: dict[Key, dict[str, Any]],
) -> Statement:
    operands = [row_operand(app, plan, "s", sub, path.partition(".")[2]) for path in paths]
    columns = ", ".join(["s.parent_id", "s.id", *(operand.sql for operand in operands)])
    table, marks = ddl.qualified(plan.storage.subforms[sub].name), ", ".join(["%s"] * len(ids))

    def then(cursor: Any) -> None:
        for row in cursor.fetchall():
            into[row[0], row[1]] = {
                path: typed(value, operand)
                for path, operand, value in zip(paths, operands, row[2:], strict=True)
            }

    sql = (
        f"SELECT {columns} FROM {table} s WHERE s.parent_id IN ({marks})"  # noqa: S608
        " ORDER BY s.parent_id, s.pos, s.id"
    )
    return Statement(sql, list(ids), then)


def taken_of(
    plan: Plan,
    scope: str,
    key: str,
    keys: Collection[int],
    paths: Sequence[str],
    *,
    states: Sequence[str] = ("approved",),
    but: int = 0,
    tables: str = "",
    only: Sql = ("1=1", []),
) -> dict[int, tuple[Any, ...]]:
    """What documents in these states took of each source: sums of their number fields ``paths``,
    by the source's number. ``but``: a document that is not counted; ``only``: a condition on the
    documents, with the tables it reads."""
    if not keys:
        return {}
    table = plan.storage.subforms[scope] if scope else plan.storage.main
    columns = {column.path: column for column in table.columns}
    wanted, alias = [columns[path] for path in paths], "s" if scope else "t"
    sums = "".join(f', SUM({alias}."{column.name}")' for column in wanted)
    by, numbers = f'{alias}."{columns[key].name}"', sorted(keys)
    tables = tables or f"{ddl.qualified(plan.storage.main.name)} t"
    if scope:
        tables += f" JOIN {ddl.qualified(table.name)} s ON s.parent_id = t.id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {by}{sums} FROM {tables}"  # noqa: S608
            f" WHERE {by} IN ({', '.join(['%s'] * len(numbers))}) AND t.deleted_at IS NULL"
            f" AND t.state IN ({', '.join(['%s'] * len(states))}) AND t.id <> %s AND {only[0]}"
            f" GROUP BY {by}",
            outgoing([*numbers, *states, but, *only[1]]),
        )
        rows = cursor.fetchall()
    converts = [from_column(column.kind, column.scale) for column in wanted]
    return {
        int(row[0]): tuple(
            convert(int(value or 0)) if convert else value
            for convert, value in zip(converts, row[1:], strict=True)
        )
        for row in rows
    }
