"""拿回: whoever answered last takes it back, as long as nobody has acted on what followed."""

from __future__ import annotations

from typing import Any

from huiliu.core.actor import Actor
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log
from workflow_engine.approvals.acting import acting
from workflow_engine.errors import NotRecallable
from workflow_engine.log import NOTHING_SAID, Said
from workflow_engine.models import FlowTask, WorkItem
from workflow_engine.votes import OPEN, YES


def recall(item_id: int, *, actor: Actor, said: Said = NOTHING_SAID) -> None:
    """Opens the visit again, with the actor's question in it."""
    run_in_transaction(lambda: _recall(item_id, actor, said))


def _recall(item_id: int, actor: Actor, said: Said) -> None:
    with acting(item_id, actor, states=YES) as (item, activation):
        if not is_recallable(item):
            raise NotRecallable
        followers = _after(item)
        for task in reversed(followers):
            task.process = item.process
            if task.status != "DONE":
                task.flow_task.activation_class(task).cancel()
        if item.task.status == "DONE":
            item.task.items.filter(state="skipped").update(state="waiting")
            activation.reopen()
        item.state, item.comment, item.acted_at = "waiting", "", None
        item.save(update_fields=["state", "comment", "acted_at"])
        log.by_holder(item, "recall", said)
        activation.settle()


def is_recallable(item: WorkItem) -> bool:
    """Whether nothing has happened since that cannot be taken back. Needs the item's task, its
    process and definition."""
    process = item.process
    if item.stale or process.status != "NEW" or not process.flow_class.document.settings.recall:
        return False
    if item.task.status not in ("STARTED", "DONE") or _answered_later(item):
        return False
    return all(_leaves_no_trace(task) for task in _after(item))


def _answered_later(item: WorkItem) -> bool:
    """By a person, at this visit or at any that came of it."""
    later = WorkItem.objects.filter(
        process=item.process, task_id__gte=item.task_id, acted_at__gte=item.acted_at
    )
    by_setting = ("initiator", "repeated")
    others = later.exclude(pk=item.pk).exclude(state__in=OPEN).exclude(origin__in=by_setting)
    others = others.exclude(parent=item, place__in=("before", "delegate"))  # heard before
    return others.exclude(state="skipped").exists()


def _after(item: WorkItem) -> list[FlowTask]:
    """The visits that came of this one."""
    if item.task.status != "DONE":
        return []
    later = list(
        FlowTask.objects.filter(process=item.process, pk__gt=item.task_id)
        .prefetch_related("previous")
        .order_by("pk")
    )
    known, found = {item.task_id}, []
    for task in later:
        if known & {one.pk for one in task.previous.all()}:
            known.add(task.pk)
            found.append(task)
    return found


def _leaves_no_trace(task: FlowTask) -> bool:
    node: Any = task.flow_task
    return task.status == "CANCELED" or bool(getattr(node, "can_be_taken_back", False))
