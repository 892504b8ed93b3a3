"""Writes what others worked out for a record, and what the record's own formulas make of it.

Not a change: nobody wrote it, so there is no new revision and no line in the history. What a cost
comes to is known when its document is approved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from form_engine.moments import outgoing
from form_engine.plan import Plan
from form_engine.records import store
from form_engine.records.context import Writing
from form_engine.records.differences import Changed, differences
from form_engine.storage import Column, Table
from huiliu.core import ddl
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.pending import Statement, send
from huiliu.core.records import Record, Values

_AT_ONCE = 200
"""Rows in one statement."""
Given = Mapping[tuple[str, int | None], Any]
"""``("lines.cost", row id)`` or ``("cost", None)`` → value."""


def write_derived(
    app: AppRef, form: str, record_id: int, given: Given, *, actor: Actor, cause: Cause
) -> None:
    """A record or a row that is no longer there is passed over."""
    derive(Writing.on(app, form, system_access(actor, form), cause), record_id, given)


def derive(writing: Writing, record_id: int, given: Given) -> tuple[Record | None, Changed]:
    """The record as it is then, and what became different."""
    plan = writing.plan
    record = store.find(plan, writing.app, record_id)
    if record is None:
        return None, {}
    before, access = record.values, system_access(writing.actor, record.form)
    alone = replace(writing, access=access)
    after = alone.follow(_with(before, given), frozenset(path for path, _ in given), access)
    main = plan.storage.main
    updates = [*_updates(main, [(record.id, plan.row(before), plan.row(after))])]
    for sub, table in plan.storage.subforms.items():
        updates += _updates(table, _rows(plan, sub, before, after))
    if updates:
        send(updates)
    return replace(record, values=after), differences(plan, before, after)


def _with(values: Values, given: Given) -> Values:
    """A copy, rows too: formulas are computed in place."""
    found = {
        key: [dict(row) for row in value] if _is_rows(value) else value
        for key, value in values.items()
    }
    for path in {path for path, _ in given}:
        first, _, column = path.partition(".")
        if not column:
            found[first] = given[path, None]
        for row in (found.get(first) or []) if column else ():
            place = path, row.get("$row")
            if place in given or (path, None) in given:
                row[column] = given[place if place in given else (path, None)]
    return found


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(row, dict) for row in value)


_Row = tuple[int, list[Any], list[Any]]
"""Its number, the values of its columns as they were, and as they are."""


def _rows(plan: Plan, sub: str, before: Values, after: Values) -> list[_Row]:
    had = {row["$row"]: row for row in before.get(sub) or []}
    rows = [row for row in after.get(sub) or [] if row.get("$row") in had]
    old = plan.sub_rows(sub, [had[row["$row"]] for row in rows])
    new = plan.sub_rows(sub, rows)
    numbers = [row["$row"] for row in rows]
    return list(zip(numbers, old, new, strict=True))


def _updates(table: Table, rows: Sequence[_Row]) -> Iterator[Statement]:
    """Only the columns that differ; rows that differ in the same ones together."""
    groups: dict[tuple[int, ...], list[list[Any]]] = {}
    for id_, was, now in rows:
        places = tuple(n for n in range(len(now)) if was[n] != now[n])
        if places:
            groups.setdefault(places, []).append([id_, *(now[n] for n in places)])
    for places, some in groups.items():
        columns = [table.columns[n] for n in places]
        for start in range(0, len(some), _AT_ONCE):
            yield _update(table, columns, some[start : start + _AT_ONCE])


def _update(table: Table, columns: Sequence[Column], rows: Sequence[list[Any]]) -> Statement:
    name = ddl.qualified(table.name)
    if len(rows) == 1:
        sets = ", ".join(f'"{column.name}" = %s' for column in columns)
        id_, *values = rows[0]
        return Statement(f'UPDATE {name} SET {sets} WHERE "id" = %s', outgoing([*values, id_]))  # noqa: S608
    typed = ddl.is_postgresql()
    sets = ", ".join(
        f'"{column.name}" = v."{column.name}"' + (f"::{ddl.type_of(column.kind)}" if typed else "")
        for column in columns
    )
    one = f"({', '.join(['%s'] * (1 + len(columns)))})"
    sql = (
        f'WITH v("$id", {ddl.names([column.name for column in columns])}) AS'  # noqa: S608
        f" (VALUES {', '.join([one] * len(rows))})"
        f' UPDATE {name} AS t SET {sets} FROM v WHERE t."id" = v."$id"'
    )
    return Statement(sql, outgoing([value for row in rows for value in row]))
