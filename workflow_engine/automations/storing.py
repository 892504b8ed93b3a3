"""Writes down what a run did: its row, what it wrote, and what it promised, in one transaction."""

from __future__ import annotations

from typing import Any

from huiliu.core import ports
from workflow_engine.automations.models import Effect, Promise, Run, Version
from workflow_engine.automations.plan import AutomationPlan
from workflow_engine.automations.typed import values_json
from workflow_engine.automations.variables import as_json
from workflow_engine.automations.walk import Promised
from workflow_engine.automations.work import Ahead, Work

STEP_JOB = "automation_step"


def store_run(work: Work, *, event: str, outcome: str, key: str | None, **more: Any) -> Run:
    """``more``: ``seen``, ``steps``, ``error``."""
    record = work.record
    return Run.objects.create(
        app_id=work.app.id,
        automation=work.plan.key,
        version=work.plan.version,
        form=record.form,
        record_id=record.id,
        subject=None if record.form else values_json(record.values),
        key=key,
        event=event,
        at=ports.clock().now(),
        by=work.actor.member_id,
        depth=work.cause.depth,
        chain=list(work.cause.chain),
        outcome=outcome,
        **more,
    )


def store_effects(run: Run, work: Work) -> None:
    Effect.objects.bulk_create(
        Effect(
            run=run,
            app_id=work.app.id,
            step=wrote.step,
            kind=wrote.kind,
            form=wrote.form,
            record_id=wrote.record_id,
            field=wrote.field,
            before=wrote.before,
            after=wrote.after,
        )
        for wrote in work.wrote
    )


def store_promises(run: Run, work: Work, promised: list[Promised]) -> None:
    if not promised:
        return
    _keep_version(work.plan, run)
    rows = Promise.objects.bulk_create(_row(run, one) for one in promised)
    for row, one in zip(rows, promised, strict=True):
        enqueue(row, workspace_id=work.app.workspace_id, member_id=run.by, due=one.due)


def enqueue(promise: Promise, *, workspace_id: int, member_id: int, due: Any = None) -> None:
    ports.jobs().enqueue(
        STEP_JOB,
        {"promise": promise.pk},
        workspace_id=workspace_id,
        member_id=member_id,
        key=f"automation:{promise.pk}:{promise.tries}",
        run_after=due,
    )


def _row(run: Run, one: Promised) -> Promise:
    return Promise(
        run=run,
        place=one.ahead.place,
        line=one.line,
        variables=as_json(one.variables),
        items=as_json(one.ahead.items),
        rest=[_ahead_json(ahead) for ahead in one.rest],
    )


def _ahead_json(ahead: Ahead) -> list[Any]:
    return [ahead.place, as_json(ahead.items)]


def _keep_version(plan: AutomationPlan, run: Run) -> None:
    Version.objects.get_or_create(
        app_id=run.app_id,
        automation=run.automation,
        n=run.version,
        defaults={"content": plan.document.model_dump(mode="json")},
    )
