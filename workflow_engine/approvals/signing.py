"""加签 and 减签: more people are asked at this visit, or fewer again.

``before``: they first, then me. ``after``: they once I have approved. ``parallel``: they count like
everybody else, in the quorum too.
"""

from __future__ import annotations

from collections.abc import Sequence

from huiliu.core.actor import Actor
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log, permitted
from workflow_engine.approvals.acting import acting
from workflow_engine.approvals.people import add, require_free
from workflow_engine.errors import ActionOff, AlreadyHandled, NotRemovable
from workflow_engine.log import NOTHING_SAID, Said
from workflow_engine.models import WorkItem
from workflow_engine.node_actions import AddSign, Where
from workflow_engine.votes import OPEN


def add_sign(
    item_id: int,
    members: Sequence[int],
    where: Where,
    *,
    actor: Actor,
    said: Said = NOTHING_SAID,
) -> None:
    """``members`` are internal ids. Raises BadAddition; then nothing has changed."""
    run_in_transaction(lambda: _add(item_id, members, where, actor, said))


def remove_sign(
    item_id: int, members: Sequence[int], *, actor: Actor, said: Said = NOTHING_SAID
) -> None:
    """People whom the actor added (or gave the task to look at) and who have not answered. May
    decide the node."""
    run_in_transaction(lambda: _remove(item_id, members, actor, said))


def _add(item_id: int, members: Sequence[int], where: Where, actor: Actor, said: Said) -> None:
    with acting(item_id, actor) as (item, activation):
        action = permitted.require(item.task.flow_task.config, "add_sign", said)
        if isinstance(action, AddSign) and where not in action.where:
            raise ActionOff
        require_free(item, members, actor)
        place = "" if where == "parallel" else where
        add(item, members, origin=where, parent=item, place=place)
        if where == "before":
            item.acted_at = item.process.run.now
            item.save(update_fields=["acted_at"])
        log.by_holder(item, "add_sign", said, to=list(members), where=where)
        activation.settle()


def _remove(item_id: int, members: Sequence[int], actor: Actor, said: Said) -> None:
    with acting(item_id, actor, states=("pending", "waiting", "approved", "handled")) as (
        item,
        activation,
    ):
        permitted.require(item.task.flow_task.config, "remove_sign", said)
        if item.task.status != "STARTED":
            raise AlreadyHandled
        added = WorkItem.objects.filter(
            parent=item, member_id__in=list(members), state__in=OPEN, added__isnull=True
        )
        gone = list(added.values_list("pk", "member_id"))
        if not gone or len(gone) != len(set(members)):
            raise NotRemovable
        WorkItem.objects.filter(pk__in=[pk for pk, _ in gone]).update(state="removed")
        log.by_holder(item, "remove_sign", said, to=list(members))
        activation.settle(*(member for _, member in gone))
