"""红冲: a document with the negative of everything, approved at once; the original stays.

For what may no longer be un-approved. It goes through the whole pipeline and may be refused by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from form_engine.field_type import type_of
from form_engine.life_document import Reversal
from form_engine.links.catalog import links_from
from form_engine.links.downstream import followers, require_no_downstream
from form_engine.plan import Plan
from form_engine.records import history
from form_engine.records.context import Writing, require_state
from form_engine.records.creating import create
from form_engine.records.submitting import approve_without_flow, require_rev
from form_engine.records.told import write
from huiliu.core.access import Access, system_access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import Conflict, NotFound
from huiliu.core.records import Record, Values


class AlreadyReversed(Conflict):
    code = "ALREADY_REVERSED"
    words = {"zh-CN": "单据已经红冲过", "en": "The document is reversed already"}


class IsReversal(Conflict):
    code = "IS_REVERSAL"
    words = {"zh-CN": "红字单据不能再红冲", "en": "A reversal is not reversed itself"}


def reverse(
    app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause, rev: int | None = None
) -> Record:
    """The red document. Once only, and only while nothing approved follows from the original."""

    def work() -> Record:
        writing = Writing.on(app, form, access, cause)
        record = writing.load_for("reverse", record_id)
        plan, life = writing.plan, writing.plan.document.life
        if life is None or life.reversal is None:
            raise NotFound
        require_state(record, "approved")
        require_rev(record, rev)
        _require_once(app, record, life.reversal)
        require_no_downstream(app, form, record_id, writing.actor)
        values = _negative(plan, record, life.reversal, _kept_by_others(app, plan))
        if life.reversal.date is not None:
            values[life.reversal.date] = writing.today
        everything = system_access(writing.actor, form)
        draft = create(app, form, values, access=everything, submit=False, cause=cause)
        made = approve_without_flow(Writing.on(app, form, everything, cause), draft)
        actor, at = writing.actor, writing.at
        history.note(plan, record, "reversed", actor=actor, cause=cause, at=at)
        return made

    return write(app, form, access, work)


def _require_once(app: AppRef, record: Record, reversal: Reversal) -> None:
    if record.values.get(reversal.of) is not None:
        raise IsReversal
    for one in followers(app, record.form, record.id):
        if one.linked.link.record == reversal.of and one.state != "void":
            raise AlreadyReversed


def _kept_by_others(app: AppRef, plan: Plan) -> frozenset[str]:
    """What the engine itself keeps on a document: what was taken of it, how far it is done."""
    execution = plan.document.execution
    own = (execution.status, *execution.executed) if execution else ()
    links = links_from(app, plan.document.id)
    return frozenset((*own, *(one.link.into for one in links if one.link.into)))


def _negative(plan: Plan, record: Record, reversal: Reversal, kept: frozenset[str]) -> Values:
    """Typed values of the red document."""
    negated = frozenset(reversal.negate)

    def part(values: Mapping[str, Any], prefix: str) -> Values:
        found: Values = {}
        for name, value in values.items():
            path = prefix + name
            if path in plan.fields and path not in kept and _goes_along(plan, path):
                is_negated = path in negated and isinstance(value, Decimal)
                found[name] = -value if is_negated else value
        return found

    values = part(record.values, "")
    for sub in plan.storage.subforms:
        rows = record.values.get(sub) or []
        values[sub] = [part(row, f"{sub}.") for row in rows]
        if reversal.of_line is not None and reversal.of_line.partition(".")[0] == sub:
            column = reversal.of_line.partition(".")[2]
            for made, row in zip(values[sub], rows, strict=True):
                made[column] = Decimal(row["$row"])
    return {**values, reversal.of: record.id}


def _goes_along(plan: Plan, path: str) -> bool:
    config = plan.fields[path]
    kind = type_of(config)
    if kind.computed or kind.link == "file" or config.unique or kind.columns(config):
        return False
    return not any(path in unique.fields for unique in plan.document.unique)
