"""Writes what others worked out for a record, and what the record's own formulas make of it.

Not a change: nobody wrote it, so there is no new revision and no line in the history. What a cost
comes to is known when its document is approved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from form_engine.moments import outgoing
from form_engine.plan import Plan
from form_engine.records import store
from form_engine.records.context import Writing
from form_engine.records.differences import Changed, differences
from form_engine.storage import Table
from huiliu.core import ddl
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.pending import Statement, send
from huiliu.core.records import Record, Values

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
    after = alone.check({}, access, _with(before, given), final=False, settled=True).values
    main = plan.storage.main
    updates = [*_update(main, record.id, plan.row(before), plan.row(after))]
    for sub, table in plan.storage.subforms.items():
        updates += _updates_of_rows(plan, table, sub, before, after)
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


def _updates_of_rows(
    plan: Plan, table: Table, sub: str, before: Values, after: Values
) -> Iterator[Statement]:
    had = {row["$row"]: row for row in before.get(sub) or []}
    rows = [row for row in after.get(sub) or [] if row.get("$row") in had]
    old = plan.sub_rows(sub, [had[row["$row"]] for row in rows])
    new = plan.sub_rows(sub, rows)
    for row, was, now in zip(rows, old, new, strict=True):
        yield from _update(table, row["$row"], was, now)


def _update(table: Table, id_: int, old: list[Any], new: list[Any]) -> Iterator[Statement]:
    """Only the columns that differ."""
    columns = [column.name for column in table.columns]
    changed = [n for n in range(len(columns)) if old[n] != new[n]]
    if changed:
        sets = ", ".join(f'"{columns[n]}" = %s' for n in changed)
        sql = f'UPDATE {ddl.qualified(table.name)} SET {sets} WHERE "id" = %s'  # noqa: S608
        yield Statement(sql, outgoing([*(new[n] for n in changed), id_]))
