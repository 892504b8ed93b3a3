"""离职交接: everything somebody is asked goes to somebody else."""

from __future__ import annotations

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, Forbidden, ValidationFailed
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log
from workflow_engine.approvals.acting import run_of
from workflow_engine.approvals.transferring import hand_over
from workflow_engine.compile import BaseFlow
from workflow_engine.models import StandIn, WorkItem
from workflow_engine.votes import OPEN


def hand_over_all(member: int, to: int, *, actor: Actor) -> int:
    """How many questions went over; administrators only. Each run for itself: one that is being
    answered at this moment stays as answered. Where ``to`` is asked at the same visit already,
    they answer once."""
    if not actor.is_admin:
        raise Forbidden
    if to == member or not ports.org().active(actor.workspace_id, [to]):
        raise ValidationFailed(fields={"to": [FieldError("bad_value")]})
    items = WorkItem.objects.filter(
        member_id=member, state__in=OPEN, process__workspace_id=actor.workspace_id
    )
    moved = 0
    for pk, process_id in list(items.order_by("id").values_list("pk", "process_id")):
        moved += run_in_transaction(lambda pk=pk, p=process_id: _move(pk, p, to, actor))  # type: ignore[misc]
    run_in_transaction(lambda: StandIn.objects.filter(to_id=member).update(to_id=to))
    return moved


def _move(pk: int, process_id: int, to: int, actor: Actor) -> int:
    with BaseFlow.lock(process_id):
        item = WorkItem.objects.select_related("task__process__definition").get(pk=pk)
        if item.state not in OPEN:
            return 0
        item.process = item.task.process
        item.process.run = run_of(item.process, actor)
        was = item.member_id
        if item.task.items.filter(member_id=to, state__in=OPEN).exists():
            item.state, item.acted_at = "transferred", item.process.run.now
            item.save(update_fields=["state", "acted_at"])
        else:
            hand_over(item, to, "transfer")
        log.by_holder(item, "hand_over", to=[to], of=was)
        item.task.flow_task.activation_class(item.task).settle(was)
        return 1
