"""Writes visits: with all else that their transaction writes, as they are by then.

On PostgreSQL a visit is given its number before it is stored (the numbers of a run come under its
lock, so they still tell which visit is newer). On SQLite a statement costs no round trip, and the
visit is stored at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from huiliu.core import ddl
from huiliu.core.pending import Statement, send
from huiliu.core.rows import insert, insert_as, keep
from huiliu.core.transactions import aside, in_frame
from workflow_engine.models import FlowTask, Process

if TYPE_CHECKING:
    from workflow_engine.run import Run

AHEAD = 2
"""So many numbers are asked for at once: a node and what follows it."""
_RESERVE = (
    "SELECT nextval(pg_get_serial_sequence('workflow_engine_flowtask', 'id'))"
    " FROM generate_series(1, %s)"
)
_LINK = (
    "INSERT INTO workflow_engine_flowtask_previous (from_flowtask_id, to_flowtask_id)"
    " VALUES {rows} ON CONFLICT DO NOTHING"
)
_STATE = ("status", "started", "finished", "scheduled", "due", "outcome", "data", "node")


def begin(process: Process) -> None:
    """Stores a run. Nobody can have seen it, so it needs no lock."""
    with aside():  # nothing of ours is read
        insert([process], by="record_id")


def first(task: FlowTask, process: Process) -> None:
    """Stores the visit that a run begins with."""
    task.process = process
    _store(task, process.run)


def follow(
    flow_task: Any, after: FlowTask, process: Process, token: Any, data: Mapping[str, Any]
) -> FlowTask:
    """A new visit of a run, after another."""
    task = FlowTask(process=process, flow_task=flow_task, token=token, node=flow_task.node_id)
    task.data = dict(data)
    _store(task, process.run, after)
    return task


def changed(task: FlowTask) -> None:
    """What a step changes of its visit."""
    keep(task, *_STATE)


def _store(task: FlowTask, run: Run, after: FlowTask | None = None) -> None:
    task.flow_task_type = task.flow_task.task_type
    if ddl.is_postgresql() and in_frame():
        task.pk = _number(run)
        insert_as(task, *([_link(task, after)] if after is not None else ()))
        return
    task.save(force_insert=True)
    if after is not None:
        send([_link(task, after)])


def _link(task: FlowTask, after: FlowTask) -> Statement:
    return Statement(_LINK, [task.pk, after.pk], row="(%s, %s)")


def _number(run: Run) -> int:
    if not run.numbers:
        with aside():
            send([Statement(_RESERVE, [AHEAD], lambda c: run.numbers.extend(r[0] for r in c))])
    return run.numbers.pop(0)
