"""Hands one's task to somebody else: for good (转交), or to look at and give back (委派)."""

from __future__ import annotations

from huiliu.core.actor import Actor
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log, permitted
from workflow_engine.approvals.acting import acting
from workflow_engine.approvals.people import add, free
from workflow_engine.errors import BadTransfer
from workflow_engine.log import NOTHING_SAID, Said
from workflow_engine.models import WorkItem


def transfer(
    item_id: int, to: int, *, actor: Actor, comment: str = "", said: Said = NOTHING_SAID
) -> None:
    """``to`` is a member's internal id: they count in one's place from now on."""
    words = said if said is not NOTHING_SAID else Said(comment)
    run_in_transaction(lambda: _transfer(item_id, to, actor, words))


def delegate(item_id: int, to: int, *, actor: Actor, said: Said = NOTHING_SAID) -> None:
    """Whatever ``to`` answers is advice: the task then comes back."""
    run_in_transaction(lambda: _delegate(item_id, to, actor, said))


def _transfer(item_id: int, to: int, actor: Actor, said: Said) -> None:
    with acting(item_id, actor) as (item, activation):
        permitted.require(item.task.flow_task.config, "transfer", said)
        if not free(item, [to], actor):
            raise BadTransfer
        hand_over(item, to, "transfer", said.comment)
        log.by_holder(item, "transfer", said, to=[to])
        activation.settle(actor.member_id)


def hand_over(item: WorkItem, to: int, origin: str, comment: str = "") -> WorkItem:
    """The seat, its weight and who was added to it go over. ``settle`` must follow."""
    item.state, item.comment, item.acted_at = "transferred", comment, item.process.run.now
    item.save(update_fields=["state", "comment", "acted_at"])
    [taken] = add(
        item, [to], origin=origin, weight=item.weight, place=item.place, parent_id=item.parent_id
    )
    WorkItem.objects.filter(parent=item).update(parent=taken)
    return taken


def _delegate(item_id: int, to: int, actor: Actor, said: Said) -> None:
    with acting(item_id, actor) as (item, activation):
        permitted.require(item.task.flow_task.config, "delegate", said)
        if not free(item, [to], actor):
            raise BadTransfer
        add(item, [to], origin="delegate", place="delegate", parent=item)
        item.acted_at = item.process.run.now
        item.save(update_fields=["acted_at"])
        log.by_holder(item, "delegate", said, to=[to])
        activation.settle()
