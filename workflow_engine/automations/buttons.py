"""The buttons on a record: which are there for whom, and pressing one."""

from __future__ import annotations

from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import NotFound, StateConflict
from huiliu.core.records import Record
from huiliu.core.transactions import run_in_transaction
from workflow_engine.automations.models import Run
from workflow_engine.automations.plan import AutomationPlan, automations_of
from workflow_engine.automations.run import Occasion, run_for, work_for


def shown(app: AppRef, form: str, uid: str, *, actor: Actor) -> list[dict[str, Any]]:
    """``key``, ``label`` and what to ask before, in the order in which automations run."""
    record = _record(app, form, uid, actor)
    return [
        {
            "key": plan.key,
            "label": dict(plan.document.trigger.label),
            "confirm": dict(plan.document.trigger.confirm or {}),
        }
        for plan in automations_of(app).of_type("button")
        if plan.form.key == form and _is_there(plan, record, actor)
    ]


def press(
    app: AppRef, form: str, uid: str, automation: str, *, actor: Actor, cause: Cause
) -> Run | None:
    """Refused when the button is not (or no longer) there."""
    record = _record(app, form, uid, actor)
    plans = automations_of(app)
    plan = plans.by_key.get(automation)
    if plan is None or plan.trigger.name != "button" or plan.form.key != form:
        raise NotFound
    if not plan.document.enabled or not _is_there(plan, record, actor):
        raise StateConflict(state=str(record.state or ""))
    occasion = Occasion(record, "button", actor, cause)
    return run_in_transaction(lambda: run_for(plan, occasion, plans))


def _is_there(plan: AutomationPlan, record: Record, actor: Actor) -> bool:
    roles = plan.document.trigger.roles
    if roles and not actor.role_keys & set(roles):
        return False
    occasion = Occasion(record, "button", actor, Cause())
    return work_for(plan, occasion, automations_of(record.app)).holds(plan.document.when)


def _record(app: AppRef, form: str, uid: str, actor: Actor) -> Record:
    access = ports.permissions().access(actor, app, form)
    id_ = ports.records().ids(app, form, [uid]).get(uid)
    if id_ is None:
        raise NotFound
    return ports.records().read(app, form, id_, access=access)
