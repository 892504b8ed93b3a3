"""催办: the initiator reminds everybody who is asked now, not too often."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from huiliu.core.actor import Actor
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log, telling
from workflow_engine.approvals.runs import on_run
from workflow_engine.errors import NotRunning, NotYours, UrgedAlready
from workflow_engine.models import Process, WorkItem


def urge(process_id: int, *, actor: Actor, comment: str = "") -> int:
    """How many people were reminded. Raises UrgedAlready inside the flow's pause."""
    return run_in_transaction(lambda: _urge(process_id, actor, comment))


def _urge(process_id: int, actor: Actor, comment: str) -> int:
    with on_run(process_id, actor) as process:
        if process.initiator_id != actor.member_id:
            raise NotYours
        if process.status != "NEW":
            raise NotRunning
        _require_pause(process, process.run.now)
        process.urged_at = process.run.now
        process.save(update_fields=["urged_at"])
        items = list(
            WorkItem.objects.filter(process=process, state="pending").select_related("task")
        )
        log.on_run(process, "urge", comment, to=[item.member_id for item in items])
        for item in items:
            telling.urged(process, item.task, item, comment)
        return len(items)


def _require_pause(process: Process, now: datetime) -> None:
    pause = timedelta(minutes=process.flow_class.document.settings.urge_minutes)
    if process.urged_at is not None and now < process.urged_at + pause:
        left = ceil((process.urged_at + pause - now).total_seconds() / 60)
        raise UrgedAlready(minutes=str(left))
