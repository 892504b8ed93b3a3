"""Opens somebody's open work item for one action, under the lock of its process.

Everything is read again after the lock: whoever comes second finds the work item answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor, Cause
from huiliu.core.errors import NotFound
from workflow_engine.compile import BaseFlow
from workflow_engine.errors import AlreadyHandled
from workflow_engine.models import Process, WorkItem
from workflow_engine.run import Run


@contextmanager
def acting(
    item_id: int, actor: Actor, *, states: tuple[str, ...] = ("pending",)
) -> Iterator[tuple[WorkItem, Any]]:
    """The item and the viewflow activation it belongs to. Must run inside a transaction. An item
    in no state of ``states`` was dealt with meanwhile."""
    process_id = (
        WorkItem.objects.filter(
            pk=item_id,
            member_id=actor.member_id,
            process__workspace_id=actor.workspace_id,
        )
        .values_list("process_id", flat=True)
        .first()
    )
    if process_id is None:
        raise NotFound
    with BaseFlow.lock(process_id):
        item = (
            WorkItem.objects.select_related("task__process__definition")
            .defer("task__process__definition__content")
            .get(pk=item_id)
        )
        if item.state not in states:
            raise AlreadyHandled
        task = item.task
        item.process = task.process
        task.process.run = run_of(task.process, actor)
        yield item, task.flow_task.activation_class(task)


def run_of(process: Process, actor: Actor) -> Run:
    """The run of a process that somebody acts on now."""
    run = Run(
        app=ports.documents().app_by_id(process.app_id),
        form=process.form,
        record_id=process.record_id,
        actor=actor,
        cause=Cause("flow"),
        initiator_id=process.initiator_id,
        initiator_department=process.initiator_department,
    )
    run.process = process
    return run
