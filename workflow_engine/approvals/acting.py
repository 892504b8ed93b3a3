"""Opens somebody's open work item for one action, under the lock of its process.

Everything is read again after the lock: whoever comes second finds the work item answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from huiliu.core.actor import Actor, Cause
from huiliu.core.errors import NotFound
from huiliu.core.pending import send
from huiliu.core.rows import select
from workflow_engine.errors import AlreadyHandled
from workflow_engine.locking import NoSuchRun, locked
from workflow_engine.models import FlowTask, Process, WorkItem
from workflow_engine.run import Run


@contextmanager
def acting(
    item_id: int, actor: Actor, *, states: tuple[str, ...] = ("pending",)
) -> Iterator[tuple[WorkItem, Any]]:
    """The item and the viewflow activation it belongs to. Must run inside a transaction. An item
    in no state of ``states`` was dealt with meanwhile."""
    try:
        with locked(_ITS_RUN, [item_id, actor.member_id, actor.workspace_id]) as process:
            task, items = _visit(item_id, process)
            item = next(one for one in items if one.pk == item_id)
            if item.state not in states:
                raise AlreadyHandled
            process.definition = process.flow_class.definition
            process.run = run_of(process, actor)
            yield item, task.flow_task.activation_class(task)
    except NoSuchRun:
        raise NotFound from None


def _visit(item_id: int, process: Process) -> tuple[FlowTask, list[WorkItem]]:
    """The visit of an item, and everybody who is asked there; read after the lock."""
    tasks: list[FlowTask] = []
    items: list[WorkItem] = []
    send([
        select(FlowTask, _ITS_VISIT, [item_id], tasks.append),
        select(WorkItem, _BESIDE, [item_id], items.append),
    ])  # fmt: skip
    task = tasks[0]
    task.process = process
    for item in items:
        item.task, item.process, item.beside = task, process, items
    return task, items


_ITS_RUN = (
    "id = (SELECT process_id FROM workflow_engine_workitem WHERE id = %s AND member_id = %s)"
    " AND workspace_id = %s AND NOT aside"
)
_MINE = "(SELECT task_id FROM workflow_engine_workitem WHERE id = %s)"
_ITS_VISIT = f"FROM workflow_engine_flowtask WHERE id = {_MINE}"
_BESIDE = f"FROM workflow_engine_workitem WHERE task_id = {_MINE} ORDER BY position, id"


def run_of(process: Process, actor: Actor) -> Run:
    """The run of a process that somebody acts on now."""
    run = Run(
        app=process.app_id,
        form=process.form,
        record_id=process.record_id,
        actor=actor,
        cause=Cause("flow"),
        initiator_id=process.initiator_id,
        initiator_department=process.initiator_department,
    )
    run.process = process
    return run
