"""Runs the automations of an event, inside the save, in their order; all or nothing.

Steps that leave the database are not run but promised: one job each, written in this transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import NotFound
from huiliu.core.paths import env_of
from huiliu.core.pending import send_pending
from huiliu.core.ports import FlowSteps, Problem
from huiliu.core.records import Record, RecordEvent
from workflow_engine.automations.models import Run
from workflow_engine.automations.plan import AppAutomations, AutomationPlan, automations_of
from workflow_engine.automations.seeing import seen
from workflow_engine.automations.storing import store_effects, store_promises, store_run
from workflow_engine.automations.undo import undo
from workflow_engine.automations.variables import unstored
from workflow_engine.automations.walk import Line, begin, walk
from workflow_engine.automations.work import Work


@dataclass(frozen=True)
class Occasion:
    """What sets an automation off: a record (or values that are none), and what happened to it.
    ``key``: the same occasion told again is no new one."""

    record: Record
    event: str
    actor: Actor
    cause: Cause
    key: str | None = None


_ENDS = ("unapproved", "rejected", "withdrawn")
"""Then what a flow did at its nodes is taken back, whether or not an automation listens."""


class RunningAutomations:
    """``ports.Automations``."""

    def run(self, event: RecordEvent, *, actor: Actor, cause: Cause) -> bool:
        app = automations_of(event.record.app)
        place = (event.record.form, event.name)
        ran = place in app.undoing or event.name in _ENDS
        if ran:
            undo(event, actor=actor, cause=cause, app=app)
        for plan in app.by_event.get(place, ()):
            if plan.fires(event):
                ran = True
                send_pending()
                run_for(plan, Occasion(event.record, event.name, actor, cause), app)
        return ran

    def step_problems(
        self, app: AppRef, form: str, steps: Sequence[Mapping[str, Any]]
    ) -> list[Problem]:
        from workflow_engine.automations.in_flow import step_problems

        return step_problems(app, form, steps)

    def perform(self, record: Record, steps: FlowSteps, *, actor: Actor, cause: Cause) -> None:
        from workflow_engine.automations.in_flow import perform

        perform(record, steps, actor=actor, cause=cause)


def run_for(plan: AutomationPlan, occasion: Occasion, app: AppAutomations) -> Run | None:
    """Asks the condition, does the steps, writes down both. None when it has run before."""
    if occasion.key is not None and _has_run(plan, occasion):
        return None
    work = work_for(plan, occasion, app)
    holds = work.holds(plan.document.when)
    lines: list[Line] = []
    line = plan.trigger.line(plan.document.trigger)
    told = [*seen(line, work), *seen(plan.document.when, work)]
    work.ahead = begin(plan.document.steps) if holds else []
    promised = walk(work, lines)
    run = store_run(
        work,
        event=occasion.event,
        outcome="done" if holds else "skipped",
        key=occasion.key,
        seen=told,
        steps=lines,
    )
    store_effects(run, work)
    store_promises(run, work, promised)
    return run


def work_for(plan: AutomationPlan, occasion: Occasion, app: AppAutomations) -> Work:
    acting, record = acting_for(plan, occasion.actor), occasion.record
    return Work(
        plan=plan,
        record=record,
        reader=plan.paths.reader(record),
        actor=acting,
        env=env_of(acting),
        cause=occasion.cause,
        shapes=app.shapes,
        event=occasion.event,
        asker=occasion.cause.asker(occasion.actor),
    )


def acting_for(plan: AutomationPlan, actor: Actor) -> Actor:
    """Whose name is on what it writes."""
    login = plan.document.acts_as.member
    if login is None:
        return actor
    found = ports.org().by_keys(actor.workspace_id, [login])
    return ports.org().actor(found[0]) if found else actor


def system_actor(app: AppRef) -> Actor:
    """Whoever acts where nobody did anything: a clock, another system."""
    found = ports.org().administrators(app.workspace_id)
    if not found:
        raise NotFound
    return ports.org().actor(found[0])


def subject_of(app: AppRef, plan: AutomationPlan, values: Mapping[str, Any], by: int) -> Record:
    return unstored(app, {path: values.get(path) for path in plan.form.fields}, by)


def _has_run(plan: AutomationPlan, occasion: Occasion) -> bool:
    app_id = occasion.record.app.id
    return Run.objects.filter(app_id=app_id, automation=plan.key, key=occasion.key).exists()
