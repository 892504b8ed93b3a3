"""The clock of a visit: when it rings next, and what it does then. Under the process's lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workflow_engine import assignees, log, places, telling, visits
from workflow_engine.candidates import superiors
from workflow_engine.due import due
from workflow_engine.models import WorkItem
from workflow_engine.node_actions import Return
from workflow_engine.run import Run
from workflow_engine.steps import timed
from workflow_engine.time_outs import TimeOut

if TYPE_CHECKING:
    from workflow_engine.steps.approval import ApprovalActivation

ALARMS = "alarms"
"""In the task's data: ``[[moment, position of the time-out], …]``, those still to ring."""


def wind_up(task: Any, time_outs: tuple[TimeOut, ...], run: Run) -> None:
    """On arrival; the task is saved by whoever calls."""
    at = sorted((due(one, run).isoformat(), n) for n, one in enumerate(time_outs))
    if at:
        task.data = {**task.data, ALARMS: [list(one) for one in at]}
        task.scheduled = task.due = datetime.fromisoformat(at[0][0])


def ring(activation: ApprovalActivation) -> None:
    """Everything that is due, the earliest first, as long as the visit is open."""
    task, run = activation.task, activation.run
    left = [(datetime.fromisoformat(at), n) for at, n in task.data.get(ALARMS, [])]
    now_due = [n for at, n in left if at <= run.now]
    later = [(at, n) for at, n in left if at > run.now]
    task.data = {**task.data, ALARMS: [[at.isoformat(), n] for at, n in later]}
    task.scheduled = later[0][0] if later else None
    visits.changed(task)
    for position in now_due:
        if activation.status == "STARTED":
            one = activation.flow_task.config.time_outs[position]
            log.by_itself(activation.process, task, "timeout", then=one.then)
            _DO[one.then](activation, one)


def mark_late(activation: ApprovalActivation) -> None:
    """Tells the record whether the node was answered in time, where the node has a field for it."""
    timed.mark_late(activation.flow_task.config.late, activation.run, is_late=activation.ran_out)


def _remind(activation: ApprovalActivation, one: TimeOut) -> None:
    telling.overdue(activation.process, activation.task, _pending(activation))


def _escalate(activation: ApprovalActivation, one: TimeOut) -> None:
    for item in _pending(activation):
        _hand_over(activation, item, superiors(item.member_id))


def _transfer(activation: ApprovalActivation, one: TimeOut) -> None:
    to = assignees.resolve(one.to, activation.run) if one.to else []
    for item in _pending(activation):
        _hand_over(activation, item, to)


def _hand_over(activation: ApprovalActivation, item: WorkItem, to: list[int]) -> None:
    """To the first who is not asked already; nobody: whoever is asked is reminded."""
    from workflow_engine.approvals.transferring import hand_over

    item.process = activation.process
    asked = set(activation.task.items.values_list("member_id", flat=True))
    free = [member for member in to if member not in asked]
    if not free:
        telling.overdue(activation.process, activation.task, [item])
        return
    hand_over(item, free[0], "transfer")
    activation.settle(item.member_id)


def _approve(activation: ApprovalActivation, one: TimeOut) -> None:
    _run_out(activation)
    activation.finish("approved")


def _reject(activation: ApprovalActivation, one: TimeOut) -> None:
    _run_out(activation)
    activation.finish("rejected")


def _run_out(activation: ApprovalActivation) -> None:
    activation.ran_out = True
    activation.task.data = {**activation.task.data, places.RAN_OUT: True}


def _return(activation: ApprovalActivation, one: TimeOut) -> None:
    from workflow_engine.approvals.returning import go_back

    start = places.first_node(activation.flow_class.document)
    before = places.targets(activation.task, Return(to="previous"), start)
    if before:
        go_back(activation, before[0], direct=False)


def _pending(activation: ApprovalActivation) -> list[WorkItem]:
    return list(activation.task.items.filter(state="pending").order_by("position", "id"))


_DO: Mapping[str, Callable[[ApprovalActivation, TimeOut], None]] = {
    "remind": _remind,
    "escalate": _escalate,
    "transfer": _transfer,
    "approve": _approve,
    "reject": _reject,
    "return": _return,
}
