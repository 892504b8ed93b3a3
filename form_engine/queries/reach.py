"""Which grants reach one record, asked of the database: rows are never judged in Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from form_engine.moments import outgoing
from form_engine.plan import Plan
from form_engine.queries.paths import Source
from form_engine.queries.rights import rows_of
from huiliu.core.access import Access, Grant
from huiliu.core.actor import AppRef


def reaching(
    app: AppRef, plan: Plan, record_id: int, grants: Sequence[Grant], access: Access
) -> tuple[Grant, ...]:
    """Those of the grants whose rows include the record as it is now. No query if none has rows."""
    limited = [grant for grant in grants if grant.rows is not None]
    if not limited:
        return tuple(grants)
    source = Source(app, plan)
    parts = [rows_of(access, grant, source.operand) for grant in limited]
    columns = ", ".join(f"CASE WHEN {sql} THEN 1 ELSE 0 END" for sql, _ in parts)
    args = [value for _, values in parts for value in values]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {source.tables()} WHERE t.id = %s",  # noqa: S608
            [*outgoing(args), record_id],
        )
        row = cursor.fetchone()
    met = {id(grant) for grant, yes in zip(limited, row or (), strict=bool(row)) if yes}
    return tuple(grant for grant in grants if grant.rows is None or id(grant) in met)


def narrowed(
    app: AppRef, plan: Plan, record_id: int, access: Access, action: str | None = None
) -> Access:
    """The access as it is on this record; with ``action``, only of grants that have it."""
    if access.everything:
        return access
    grants = access.grants if action is None else access.with_action(action)
    return replace(access, grants=reaching(app, plan, record_id, grants, access))
