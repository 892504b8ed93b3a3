"""Keeps what was promised, after commit, from jobs: at least once outside, exactly once inside.

A promise is waiting until its effect, its line of the trace and its end are committed together, so
a worker that is killed anywhere leaves one that is simply taken up again. What another system
answered is stored before anything else is done with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiliu.core import jobs
from huiliu.core.errors import HuiliuError
from huiliu.core.jobs import JobHandle
from huiliu.core.transactions import run_in_transaction
from workflow_engine.automations.models import Promise, Run
from workflow_engine.automations.plan import action_of
from workflow_engine.automations.revival import revived
from workflow_engine.automations.said import said
from workflow_engine.automations.storing import STEP_JOB, store_effects, store_promises
from workflow_engine.automations.walk import walk
from workflow_engine.automations.work import Work

MAX_ATTEMPTS = 8


def keep(payload: Mapping[str, Any], job: JobHandle) -> None:
    """The record is read as it is now; one that is gone has nothing to tell."""
    pk = int(payload["promise"])
    try:
        _outside(pk)
        run_in_transaction(lambda: _inside(pk))
    except Exception as error:
        _note_failure(pk, error, job.attempt)
        raise


def _outside(pk: int) -> None:
    call = run_in_transaction(lambda: _prepared(pk))
    if call is None:
        return
    action, prepared, key = call
    answer = action.send(prepared, key)
    waiting = Promise.objects.filter(pk=pk, state=Promise.State.WAITING)
    run_in_transaction(lambda: waiting.update(answer={"is": answer}))


def _prepared(pk: int) -> tuple[Any, Any, str] | None:
    """None when there is nothing to send: an inside step, answered already, or over."""
    promise = Promise.objects.select_related("run").get(pk=pk)
    if promise.state != Promise.State.WAITING or promise.answer is not None:
        return None
    work = revived(promise)
    if work is None or not action_of(work.here.step).outside:
        return None
    action = action_of(work.here.step)
    return action, action.prepare(work.here.step, work), work.promise


def _inside(pk: int) -> None:
    run_id = Promise.objects.values_list("run_id", flat=True).get(pk=pk)
    run = Run.objects.select_for_update().get(pk=run_id)
    promise = Promise.objects.select_for_update().get(pk=pk)
    if promise.state != Promise.State.WAITING:
        return
    promise.run = run
    work = revived(promise)
    if work is None:
        _end(promise, "dropped", {})
        return
    work.answer = promise.answer["is"] if promise.answer is not None else None
    _go_on(promise, work)


def _go_on(promise: Promise, work: Work) -> None:
    """The step itself, then what waited for it."""
    run, rest = promise.run, work.ahead
    work.ahead = []
    saw = work.step_over(work.here, lambda: action_of(work.here.step).do(work.here.step, work))
    work.ahead += rest
    lines = list(run.steps)
    promised = walk(work, lines)
    run.steps = lines
    store_effects(run, work)
    store_promises(run, work, promised)
    _end(promise, "done", saw)


def _end(promise: Promise, outcome: str, saw: dict[str, Any]) -> None:
    promise.state, promise.error = Promise.State.DONE, None
    promise.save(update_fields=["state", "error"])
    _line(promise, outcome=outcome, saw=saw, error=None)
    run = promise.run
    others = Promise.objects.filter(run=run, state=Promise.State.FAILED)
    if run.outcome == "failed" and not others.exists():
        run.outcome = "done"
        run.save(update_fields=["outcome"])


def _line(promise: Promise, **changed: Any) -> None:
    run = promise.run
    run.steps = [
        {**line, **changed} if n == promise.line else line for n, line in enumerate(run.steps)
    ]
    run.save(update_fields=["steps"])


def _note_failure(pk: int, error: Exception, attempt: int) -> None:
    final = isinstance(error, HuiliuError) or attempt >= MAX_ATTEMPTS
    run_in_transaction(lambda: _failed(pk, said(error), attempt, final=final))


def _failed(pk: int, error: dict[str, Any], attempt: int, *, final: bool) -> None:
    run_id = Promise.objects.values_list("run_id", flat=True).get(pk=pk)
    run = Run.objects.select_for_update().get(pk=run_id)
    promise = Promise.objects.select_for_update().get(pk=pk)
    if promise.state != Promise.State.WAITING:
        return
    promise.run, promise.attempts, promise.error = run, attempt, error
    if final:
        promise.state = Promise.State.FAILED
    promise.save(update_fields=["attempts", "error", "state"])
    _line(promise, outcome="failed" if final else "waiting", error=promise.error)
    if final and run.outcome == "done":
        run.outcome = "failed"
        run.save(update_fields=["outcome"])


jobs.register(STEP_JOB, keep, max_attempts=MAX_ATTEMPTS)
