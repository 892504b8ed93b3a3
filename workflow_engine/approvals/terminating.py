"""终止: ends a run for good, whoever is still asked. The record is a draft again."""

from __future__ import annotations

from huiliu.core.actor import Actor
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log, permitted, telling
from workflow_engine.approvals.acting import acting
from workflow_engine.log import NOTHING_SAID, Said
from workflow_engine.models import Process


def terminate(item_id: int, *, actor: Actor, said: Said = NOTHING_SAID) -> str:
    """By somebody who is asked, where the node offers it."""
    return run_in_transaction(lambda: _terminate(item_id, actor, said))


def _terminate(item_id: int, actor: Actor, said: Said) -> str:
    with acting(item_id, actor) as (item, _):
        permitted.require(item.task.flow_task.config, "terminate", said)
        item.state, item.comment = "rejected", said.comment
        item.acted_at = item.process.run.now
        item.save(update_fields=["state", "comment", "acted_at"])
        log.by_holder(item, "terminate", said)
        end_run(item.process, said.comment)
        return item.process.outcome


def end_run(process: Process, comment: str) -> None:
    """Under the lock of the process."""
    run = process.run
    process.outcome, process.comment = "terminated", comment
    process.ended_by = run.actor.member_id
    process.save(update_fields=["outcome", "comment", "ended_by"])
    process.flow_class.instance.cancel(process)
    run.decide("rejected")
    telling.finished(process, "terminated")
