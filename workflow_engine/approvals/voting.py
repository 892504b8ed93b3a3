"""Approve, reject, hand on. What the approver filled in is saved in the same transaction."""

from __future__ import annotations

from huiliu.core.actor import Actor
from huiliu.core.rows import keep
from huiliu.core.transactions import run_in_transaction
from workflow_engine import choosing, log, permitted
from workflow_engine.approvals.acting import acting
from workflow_engine.approvals.required import require_filled_in
from workflow_engine.approvals.saving import Values, fill_in
from workflow_engine.choosing import Choices
from workflow_engine.log import NOTHING_SAID, Said
from workflow_engine.models import Process

_DECISIONS = {"approve": "approved", "reject": "rejected", "handle": "handled"}


def approve(
    item_id: int,
    *,
    actor: Actor,
    comment: str = "",
    values: Values | None = None,
    said: Said = NOTHING_SAID,
    choose: Choices | None = None,
) -> str:
    """The state of the run afterwards: ``running``, ``approved``. Whatever the record refuses at
    the end (``NEGATIVE_STOCK``) takes the vote back too. ``choose``: node → members who are asked
    there, where that is left to whoever answers before."""
    words = said if said is not NOTHING_SAID else Said(comment)
    return run_in_transaction(lambda: _vote(item_id, actor, "approve", words, values, choose))


def reject(
    item_id: int,
    *,
    actor: Actor,
    comment: str = "",
    values: Values | None = None,
    said: Said = NOTHING_SAID,
) -> str:
    """The record goes back to its initiator as a draft, unless the node is still open."""
    words = said if said is not NOTHING_SAID else Said(comment)
    return run_in_transaction(lambda: _vote(item_id, actor, "reject", words, values))


def handle(
    item_id: int,
    *,
    actor: Actor,
    comment: str = "",
    values: Values | None = None,
    said: Said = NOTHING_SAID,
    choose: Choices | None = None,
) -> str:
    """What was to be filled in is: ``running``, or whatever followed."""
    words = said if said is not NOTHING_SAID else Said(comment)
    return run_in_transaction(lambda: _vote(item_id, actor, "handle", words, values, choose))


def _vote(
    item_id: int,
    actor: Actor,
    action: str,
    said: Said,
    values: Values | None,
    choose: Choices | None = None,
) -> str:
    with acting(item_id, actor) as (item, activation):
        permitted.require(item.task.flow_task.config, action, said)
        changed = fill_in(item, values)
        if action != "reject":
            require_filled_in(item.task.flow_task.config, item.process.run)
        choosing.take(choose or {}, item)
        item.state, item.comment = _DECISIONS[action], said.comment
        item.acted_at = item.process.run.now
        keep(item, "state", "comment", "acted_at")
        log.by_holder(item, action, said, **changed)
        # What was filled in may have set off whatever an automation does.
        activation.settle(item.member_id, items=None if changed else item.beside)
        return state_of(item.process)


def state_of(process: Process) -> str:
    return process.outcome or "running"
