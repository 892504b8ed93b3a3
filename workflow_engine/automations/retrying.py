"""Trying again by hand what ended badly. What was answered already is not sent a second time."""

from __future__ import annotations

from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import NotFound, StateConflict
from huiliu.core.transactions import run_in_transaction
from workflow_engine.automations.models import Promise, Run
from workflow_engine.automations.plan import automations_of
from workflow_engine.automations.revival import actor_of, subject_record
from workflow_engine.automations.run import Occasion, run_for
from workflow_engine.automations.storing import enqueue


def retry(app: AppRef, automation: str, run_id: int) -> int:
    """How many steps are tried again. Refused when none of the run has failed: nothing that was
    done is ever done again."""
    return run_in_transaction(lambda: _retry(app, automation, run_id))


def _retry(app: AppRef, automation: str, run_id: int) -> int:
    rows = Run.objects.select_for_update()
    run = rows.filter(pk=run_id, app_id=app.id, automation=automation).first()
    if run is None:
        raise NotFound
    if run.error is not None and run.outcome == "failed":
        return _again(app, run)
    failed = list(run.promises.filter(state=Promise.State.FAILED).order_by("id"))
    if not failed:
        raise StateConflict(state=run.outcome)
    lines = list(run.steps)
    for promise in failed:
        promise.state, promise.tries = Promise.State.WAITING, promise.tries + 1
        promise.save(update_fields=["state", "tries"])
        lines[promise.line] = {**lines[promise.line], "outcome": "waiting"}
        enqueue(promise, workspace_id=app.workspace_id, member_id=run.by)
    run.steps, run.outcome = lines, "done"
    run.save(update_fields=["steps", "outcome"])
    return len(failed)


def _again(app: AppRef, run: Run) -> int:
    """A run that was refused as a whole has done nothing: the same occasion, as things are now."""
    plans = automations_of(app)
    plan = plans.by_key.get(run.automation)
    if plan is None:
        raise NotFound
    actor = actor_of(run, app)
    record = subject_record(app, plan, run, actor)
    if record is None:
        raise NotFound
    key = run.key
    run.key, run.outcome = None, "retried"
    run.save(update_fields=["key", "outcome"])
    cause = Cause("automation", run.depth, tuple(run.chain))
    run_for(plan, Occasion(record, run.event, actor, cause, key), plans)
    return 1
