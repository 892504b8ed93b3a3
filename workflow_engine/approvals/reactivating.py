"""重新激活: a run that is over goes on at one of its nodes, with the record as it is now."""

from __future__ import annotations

from viewflow.workflow.status import PROCESS

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log
from workflow_engine.approvals.runs import on_run
from workflow_engine.approvals.steering import goes_on_at, require_admin
from workflow_engine.errors import MovedOn, StillRunning
from workflow_engine.models import Process


def reactivate(process_id: int, node: str, *, actor: Actor, comment: str = "") -> None:
    """The draft is pending again, checked as when it was submitted. Raises MovedOn where the record
    is not this run's any more: approved with its effects, void, deleted, or submitted anew;
    BadReturn for a node that is not on the main way."""
    require_admin(actor)
    run_in_transaction(lambda: _reactivate(process_id, node, actor, comment))


def _reactivate(process_id: int, node: str, actor: Actor, comment: str) -> None:
    with on_run(process_id, actor) as process:
        if process.status == PROCESS.NEW:
            raise StillRunning
        _require_newest(process)
        _require_draft(process)
        process.status, process.outcome = PROCESS.NEW, ""
        process.finished, process.ended_by, process.comment = None, None, ""
        process.save(update_fields=["status", "outcome", "finished", "ended_by", "comment"])
        run = process.run
        run.record = ports.records().take_up(run.record, actor=actor, cause=run.cause)
        log.on_run(process, "reactivate", comment, node=node)
        goes_on_at(process, node)


def _require_newest(process: Process) -> None:
    of_record = Process.objects.filter(
        app_id=process.app_id, form=process.form, record_id=process.record_id
    )
    if of_record.filter(pk__gt=process.pk).exists():
        raise MovedOn


def _require_draft(process: Process) -> None:
    run = process.run
    access = system_access(run.actor, run.form)
    try:
        run.record = ports.records().read(run.app, run.form, run.record_id, access=access)
    except NotFound:
        raise MovedOn from None
    if run.record.state != "draft":
        raise MovedOn
