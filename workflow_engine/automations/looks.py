"""Looks at a line that did not set anything off, kept in the trace: the last one of each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import NotFound
from workflow_engine.automations.errors import StillBeyond
from workflow_engine.automations.models import Run
from workflow_engine.automations.plan import AutomationPlan, automations_of
from workflow_engine.automations.run import Occasion, subject_of, system_actor, work_for
from workflow_engine.automations.said import said
from workflow_engine.automations.seeing import seen
from workflow_engine.automations.storing import store_run

MOST_NOTED = 20
"""Groups in one look: an import of thousands is not a thousand lines of trace."""
Row = Mapping[str, Any]


def groups_about(app: AppRef, plan: AutomationPlan, form: str, record: int) -> list[Row]:
    """The groups of totals that a record is in, or is itself."""
    trigger = plan.document.trigger
    found: list[Row] = [{field: record} for field in plan.depends.get(form, ()) if field]
    if form == trigger.form:
        actor = system_actor(app)
        try:
            values = (
                ports.records().read(app, form, record, access=system_access(actor, form)).values
            )
        except NotFound:
            return found
        found.append({path: values.get(path) for path in trigger.group_by})
    return found


def is_about(row: Row, groups: Sequence[Row]) -> bool:
    return any(all(row.get(k) == value for k, value in group.items()) for group in groups)


def note(
    app: AppRef, plan: AutomationPlan, quiet: Sequence[tuple[str, Row, bool]], cause: Cause
) -> None:
    """``quiet``: key of the group, its row, and whether the line was crossed before."""
    if not quiet or len(quiet) > MOST_NOTED:
        return
    keys = [f"look:{key}" for key, _, _ in quiet]
    Run.objects.filter(app_id=app.id, automation=plan.key, key__in=keys).delete()
    actor, automations = system_actor(app), automations_of(app)
    for key, (_, row, is_beyond) in zip(keys, quiet, strict=True):
        record = subject_of(app, plan, row, actor.member_id)
        occasion = Occasion(record, "threshold", actor, cause, key)
        work = work_for(plan, occasion, automations)
        store_run(
            work,
            event="threshold",
            outcome="skipped",
            key=key,
            seen=seen(plan.trigger.line(plan.document.trigger), work),
            error=said(StillBeyond()) if is_beyond else None,
        )
