"""Notes what happened to a record: one row a write, whatever door it came through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from form_engine.models import RecordChange
from form_engine.moments import outgoing
from form_engine.plan import Plan
from form_engine.records.differences import Changed, as_history
from form_engine.records.outdated import require_same_columns
from huiliu.core import ddl
from huiliu.core.actor import Actor, Cause
from huiliu.core.ddl import Kind
from huiliu.core.pending import Statement, send_later, send_pending
from huiliu.core.records import EventName, Record

_INSERT = (
    "INSERT INTO form_engine_recordchange"
    ' (form_id, record_id, rev, version, event, at, "by", origin, chain, changes) '
)
_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
_KINDS: tuple[Kind, ...] = (
    "id", "id", "id", "id", "text", "datetime", "id", "text", "text", "text",
)  # fmt: skip
_OF_JSON = (
    f"SELECT {', '.join(ddl.of_json(place, kind) for place, kind in enumerate(_KINDS))}"  # noqa: S608
    " FROM jsonb_array_elements(%s::jsonb) r"
)
_CURRENT = "SELECT 1 FROM form_engine_form WHERE id = %s AND version = %s"


def note(
    plan: Plan,
    record: Record,
    event: EventName,
    *,
    actor: Actor,
    cause: Cause,
    at: datetime,
    changed: Changed | None = None,
) -> None:
    row = outgoing(
        [
            plan.form_id,
            record.id,
            record.rev,
            plan.version,
            event,
            at,
            actor.member_id,
            cause.origin,
            " ".join(cause.chain),
            as_history(plan, changed or {}),
        ]
    )

    send_later(Statement(f"{_INSERT}VALUES {{rows}}", row, row=_ROW, of_json=_INSERT + _OF_JSON))
    send_later(Statement(_CURRENT, [plan.form_id, plan.version], _require_current(plan), once=True))


def _require_current(plan: Plan) -> Callable[[Any], None]:
    """The last look before the commit: was another version published since the writer began?"""

    def then(cursor: Any) -> None:
        if cursor.fetchone() is None:
            require_same_columns(plan)

    return then


def was_ever_submitted(plan: Plan, record_id: int) -> bool:
    send_pending()
    changes = RecordChange.objects.filter(form_id=plan.form_id, record_id=record_id)
    return changes.filter(event="submitted").exists()
