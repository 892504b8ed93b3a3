"""Automations that a clock sets off: at a time, or by a date of each record."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from huiliu.core import jobs, ports
from huiliu.core.access import system_access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import HuiliuError, NotFound
from huiliu.core.jobs import JobHandle
from huiliu.core.transactions import run_in_transaction
from workflow_engine.automations.alarms import CLOCK_JOB
from workflow_engine.automations.models import Clock, Run
from workflow_engine.automations.plan import AutomationPlan, automations_of
from workflow_engine.automations.run import Occasion, run_for, subject_of, system_actor, work_for
from workflow_engine.automations.said import said
from workflow_engine.automations.storing import store_run
from workflow_engine.automations.triggers.record_date import RecordDateType
from workflow_engine.automations.triggers.schedule import ScheduleType

log = logging.getLogger("huiliu.automations")
RECORD_JOB = "automation_date"
MOST_RECORDS = 10_000
MOST_DAYS = 31


def strike(payload: Mapping[str, Any], job: JobHandle) -> None:
    """A schedule is due. A tick that is told twice is still one."""
    found = _plan(payload)
    if found is None:
        return
    app, plan = found
    due = datetime.fromisoformat(payload["due"])
    local = due.astimezone(ZoneInfo(plan.document.trigger.time_zone))
    if isinstance(plan.trigger, RecordDateType):
        run_in_transaction(lambda: _by_dates(app, plan, local.date()))
    elif isinstance(plan.trigger, ScheduleType) and plan.trigger.strikes(
        plan.document.trigger, local.date()
    ):
        values = {"date": local.date(), "at": due}
        run_alone(app, plan, values, event="clock", key=f"clock:{due.isoformat()}")


def _by_dates(app: AppRef, plan: AutomationPlan, today: date) -> None:
    """One job a record. Days on which nothing ran are made up for, at most a month of them."""
    clock, _ = Clock.objects.select_for_update().get_or_create(
        app_id=app.id, automation=plan.key, defaults={"day": today - timedelta(days=1)}
    )
    first = max(clock.day + timedelta(days=1), today - timedelta(days=MOST_DAYS))
    trigger = plan.document.trigger
    assert isinstance(plan.trigger, RecordDateType)
    for condition, day in plan.trigger.conditions(trigger, first, today):
        access = system_access(system_actor(app), trigger.form)
        found = ports.records().find(
            app, trigger.form, condition, access=access, limit=MOST_RECORDS
        )
        for record in found:
            ports.jobs().enqueue(
                RECORD_JOB,
                {"app": app.id, "automation": plan.key, "record": record.id, "day": str(day)},
                workspace_id=app.workspace_id,
                key=f"{app.id}:{plan.key}:{record.id}:{day}",
            )
    Clock.objects.filter(pk=clock.pk).update(day=today)


def by_date(payload: Mapping[str, Any], job: JobHandle) -> None:
    found = _plan(payload)
    if found is None:
        return
    app, plan = found
    actor = system_actor(app)
    try:
        record = ports.records().read(
            app, plan.form.key, payload["record"], access=system_access(actor, plan.form.key)
        )
    except NotFound:
        return
    key = f"date:{record.id}:{payload['day']}"
    run_safely(plan, Occasion(record, "date", actor, Cause("automation"), key))


def run_alone(
    app: AppRef, plan: AutomationPlan, values: Mapping[str, Any], *, event: str, key: str | None
) -> Run | None:
    """A run about values that are no record."""
    actor = system_actor(app)
    record = subject_of(app, plan, values, actor.member_id)
    return run_safely(plan, Occasion(record, event, actor, Cause("automation"), key))


def run_safely(plan: AutomationPlan, occasion: Occasion) -> Run | None:
    """In a transaction of its own. A refusal changes nothing and is written down."""
    app = automations_of(occasion.record.app)
    try:
        return run_in_transaction(lambda: run_for(plan, occasion, app))
    except HuiliuError as error:
        told = said(error)
        work = work_for(plan, occasion, app)
        return run_in_transaction(
            lambda: store_run(
                work, event=occasion.event, outcome="failed", key=occasion.key, error=told
            )
        )


def _plan(payload: Mapping[str, Any]) -> tuple[AppRef, AutomationPlan] | None:
    """None when it has been removed or switched off since."""
    try:
        app = ports.documents().app_by_id(payload["app"])
    except NotFound:
        return None
    plan = automations_of(app).by_key.get(payload["automation"])
    return (app, plan) if plan is not None and plan.document.enabled else None


jobs.register(CLOCK_JOB, strike)
jobs.register(RECORD_JOB, by_date)
