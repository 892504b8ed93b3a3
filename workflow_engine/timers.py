"""Rings for visits whose time has come: each in a job and a transaction of its own.

A visit with ``scheduled`` set is a timer; the row is all there is. The sweeper only finds those
that are due and writes a job each; a second sweeper, a killed one or a lost job change nothing.
Whatever waits for time has ``ring()`` on its activation and asks there whether it still applies.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from huiliu.core import jobs, ports
from huiliu.core.errors import HuiliuError
from huiliu.core.jobs import JobHandle
from huiliu.core.transactions import run_in_transaction
from workflow_engine import telling
from workflow_engine.approvals.acting import run_of
from workflow_engine.compile import BaseFlow
from workflow_engine.models import FlowTask

JOB = "flow_timer"
BATCH = 200
AGAIN_AFTER = timedelta(hours=1)
_OPEN = ("SCHEDULED", "STARTED")


def sweep() -> int:
    """How many were found. At most ``BATCH`` at once: the next sweep finds the others."""
    now = ports.clock().now()
    due = FlowTask.objects.filter(scheduled__lte=now, status__in=_OPEN, process__status="NEW")
    due = due.filter(process__aside=False)
    rows = due.order_by("scheduled").values_list("pk", "scheduled", "process__workspace_id")
    found = list(rows[:BATCH])
    for pk, scheduled, workspace in found:
        run_in_transaction(lambda pk=pk, at=scheduled, ws=workspace: _promise(pk, at, ws))  # type: ignore[misc]
    return len(found)


def ring(payload: Mapping[str, Any], job: JobHandle | None = None) -> None:
    """Nothing happens to a visit that has gone on, was put off, or belongs to a run that is over.
    Where the record refuses what follows (``NEGATIVE_STOCK``), the visit is put off and the
    administrators hear of it: nobody pressed a button who could read why."""
    try:
        run_in_transaction(lambda: _ring(payload["task"]))
    except HuiliuError as error:
        why = error
        run_in_transaction(lambda: _put_off(payload["task"], why))


def _ring(pk: int) -> None:
    process_id = FlowTask.objects.filter(pk=pk).values_list("process_id", flat=True).first()
    if process_id is None:
        return
    with BaseFlow.lock(process_id):
        task = _still_due(pk)
        if task is not None:
            run = run_of(task.process, ports.org().actor(task.process.initiator_id))
            run.by_itself = True
            task.process.run = run
            task.flow_task.activation_class(task).ring()


def _still_due(pk: int) -> FlowTask | None:
    rows = FlowTask.objects.select_related("process__definition")
    now = ports.clock().now()
    due = rows.filter(pk=pk, scheduled__lte=now, status__in=_OPEN, process__status="NEW")
    due = due.filter(process__aside=False)
    task: FlowTask | None = due.defer("process__definition__content").first()
    return task


def _put_off(pk: int, why: HuiliuError) -> None:
    now = ports.clock().now()
    task = FlowTask.objects.select_related("process__definition").filter(pk=pk).first()
    if task is not None and task.status in _OPEN:
        task.scheduled = now + AGAIN_AFTER
        task.save(update_fields=["scheduled"])
        telling.stuck(task.process, task, why)


def _promise(pk: int, scheduled: datetime, workspace: int) -> None:
    ports.jobs().enqueue(
        JOB, {"task": pk}, workspace_id=workspace, key=f"{pk}@{scheduled.isoformat()}"
    )


jobs.register(JOB, ring)
jobs.sweep_also("flow_timers", sweep)
