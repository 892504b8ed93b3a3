"""Reads one record, or a few, as far as an actor may."""

from __future__ import annotations

from typing import Any

from django.db import connection

from form_engine.catalog import get_plan
from form_engine.moments import outgoing
from form_engine.queries.far_values import values_of
from form_engine.queries.literals import with_internal_ids
from form_engine.queries.paths import Source
from form_engine.queries.reach import narrowed
from form_engine.queries.rights import Needs, Sql, both, current_of, vendor
from form_engine.queries.rows import fetch_subforms
from form_engine.records import store
from form_engine.records.statements import SYSTEM
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import NotFound
from huiliu.core.expressions.conditions import paths as paths_of
from huiliu.core.expressions.sql import where
from huiliu.core.records import Record


def read(
    app: AppRef,
    form: str,
    record_id: int,
    *,
    access: Access,
    deleted: bool = False,
    lock: bool = False,
) -> Record:
    """The whole record, for an actor who may see it. What they may see of it, the wire form
    (``wire.to_json``) decides."""
    plan = get_plan(app, form)
    record = store.find(plan, app, record_id, lock=lock, deleted=deleted)
    action = "restore" if deleted else "view"
    if record is None or not narrowed(app, plan, record_id, access).may(action):
        raise NotFound
    return record


def find(
    app: AppRef,
    form: str,
    condition: Condition,
    *,
    access: Access,
    limit: int = 100,
    newest: bool = False,
    after: int = 0,
) -> list[Record]:
    """Records that fulfil the condition, oldest (or newest) first, with their rows; ``after``: only
    those whose id is greater."""
    plan = get_plan(app, form)
    needs = Needs(app, plan, access)
    for path in sorted(paths_of(condition)):
        needs.use(path)
    source = Source(app, plan)
    text, args = both([filtered(source, condition, access), needs.rows(source)])
    columns = ", ".join(f't."{c}"' for c in (*SYSTEM, *(c.name for c in plan.storage.main.columns)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {source.tables()}"  # noqa: S608
            f" WHERE t.deleted_at IS NULL AND t.id > %s AND {text}"
            f" ORDER BY t.id{' DESC' if newest else ''} LIMIT %s",
            [after, *outgoing(args), limit],
        )
        records = [store.of_row(plan, app, row) for row in cursor.fetchall()]
    fetch_subforms(plan, {record.id: record.values for record in records})
    return records


def filtered(source: Source, condition: Condition | None, access: Access) -> Sql:
    """The condition in SQL, with public ids made internal."""
    ready = with_internal_ids(source, condition or Condition())
    return where(ready, source.operand, current_of(access.actor), vendor())


def lookup(record: Record, path: str) -> Any:
    """The value at a path of the record, through references too; its own values as they are now."""
    plan = get_plan(record.app, record.form)
    if path in record.values and path not in plan.storage.subforms:
        return record.values[path]
    sub, _, column = path.rpartition(".")
    if sub in plan.storage.subforms and path in plan.fields:
        return [row.get(column) for row in record.values.get(sub) or ()]
    if path in plan.storage.subforms:
        return record.values.get(path) or []
    return values_of(record.app, record.form, [record.id], [path]).get(record.id, {}).get(path)
