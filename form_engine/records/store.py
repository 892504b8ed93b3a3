"""Writes and reads one record with its rows: few statements, and no decisions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection

from form_engine.moments import aware, outgoing
from form_engine.plan import Plan
from form_engine.records.naming import Wording
from form_engine.records.row_inserts import insert_rows, words
from form_engine.records.statements import statements_of
from form_engine.records.uniqueness import unique_guard
from form_engine.records.unsent import move_unsent
from huiliu.core import ddl
from huiliu.core.actor import AppRef
from huiliu.core.errors import StaleRevision
from huiliu.core.records import Record, State, Values


def find(
    plan: Plan, app: AppRef, record_id: int, *, lock: bool = False, deleted: bool = False
) -> Record | None:
    """The record with all its rows; with ``deleted``, only if it is in the recycle bin."""
    statements = statements_of(plan)
    with connection.cursor() as cursor:
        cursor.execute(
            statements.select_for_update if lock else statements.select, [record_id]
        )  # fmt: skip
        row = cursor.fetchone()
    if row is None or (row[10] is not None) != deleted:
        return None
    record = of_row(plan, app, row)
    for sub in plan.storage.subforms:
        record.values[sub] = _rows(plan, sub, record_id)
    return record


def lock(plan: Plan, ids: Collection[int]) -> None:
    """In the order of their numbers, until the commit; on SQLite whoever writes is alone."""
    if not ids or not ddl.is_postgresql():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "id" FROM {ddl.qualified(plan.storage.main.name)}'  # noqa: S608
            f' WHERE "id" IN ({", ".join(["%s"] * len(ids))}) ORDER BY "id" FOR UPDATE',
            sorted(ids),
        )


def of_row(plan: Plan, app: AppRef, row: tuple[Any, ...]) -> Record:
    """From the system columns and the fields, without rows of subforms."""
    return Record(
        app=app,
        form=plan.document.id,
        id=row[0],
        uid=row[1],
        rev=row[2],
        version=row[3],
        state=row[4],
        values=plan.load(row[12 : 12 + len(plan.storage.main.columns)]),
        created_by=row[6],
        created_department=row[7],
        created_at=aware(row[5]),
        updated_at=aware(row[8]),
    )


def update(
    plan: Plan, record: Record, values: Values, wording: Wording, *, by: int, at: datetime
) -> None:
    """The whole record at its revision; rows are matched by ``$row``."""
    row = [plan.version, at, by, *words(wording), *plan.row(values)]
    with connection.cursor() as cursor, unique_guard(plan):
        cursor.execute(statements_of(plan).update, outgoing([*row, record.id, record.rev]))
        _require_one(cursor.rowcount)
    for sub in plan.storage.subforms:
        _update_rows(plan, sub, record, values)


def set_state(plan: Plan, record: Record, state: State, *, by: int, at: datetime) -> None:
    statements = statements_of(plan)
    if not move_unsent(statements.table, record, state, by=by, at=at):
        _stamp(statements.set_state, [state, at, by, record.id, record.rev])


def set_deleted(plan: Plan, record: Record, *, by: int, at: datetime) -> None:
    _stamp(statements_of(plan).delete, [at, at, by, record.id, record.rev])


def set_restored(plan: Plan, record: Record, *, by: int, at: datetime) -> None:
    with unique_guard(plan):
        _stamp(statements_of(plan).restore, [at, by, record.id, record.rev])


def _stamp(sql: str, args: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, outgoing(args))
        _require_one(cursor.rowcount)


def _require_one(written: int) -> None:
    if written != 1:
        raise StaleRevision


def _rows(plan: Plan, sub: str, record_id: int) -> list[Values]:
    with connection.cursor() as cursor:
        cursor.execute(statements_of(plan).subforms[sub].select, [record_id])
        return [{"$row": row[0], **plan.load_sub(sub, row[1:])} for row in cursor.fetchall()]


def _update_rows(plan: Plan, sub: str, record: Record, values: Values) -> None:
    had = {row["$row"]: (pos, row) for pos, row in enumerate(record.values.get(sub) or ())}
    rows = list(enumerate(values.get(sub) or ()))
    kept = [(pos, row) for pos, row in rows if row.get("$row") in had]
    changed = [(pos, row) for pos, row in kept if had[row["$row"]] != (pos, row)]
    gone = had.keys() - {row["$row"] for _, row in kept}
    statements = statements_of(plan).subforms[sub]
    stored = plan.sub_rows(sub, [row for _, row in changed])
    with connection.cursor() as cursor:
        if gone:
            cursor.executemany(statements.delete, [(record.id, row_id) for row_id in sorted(gone)])
        if changed:
            cursor.executemany(
                statements.update,
                [
                    outgoing((pos, *columns, row["$row"], record.id))
                    for (pos, row), columns in zip(changed, stored, strict=True)
                ],
            )
    new = [(record.id, pos, row) for pos, row in rows if row.get("$row") not in had]
    insert_rows(plan, sub, new)
