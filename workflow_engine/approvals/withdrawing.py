"""Takes a record back from its flow: only its initiator, and only as long as the flow allows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log
from workflow_engine.approvals.acting import run_of
from workflow_engine.compile import BaseFlow
from workflow_engine.errors import NotWithdrawable, NotYours, TooLateToWithdraw
from workflow_engine.models import Process, WorkItem


def withdraw(record: Record, *, actor: Actor, comment: str = "") -> None:
    """The record becomes a draft again; the run stays in its history."""
    run_in_transaction(lambda: _end(record, actor, comment, check=_require_withdrawable))


def retract(record: Record, *, actor: Actor) -> None:
    """The system takes back what an automation made: whoever started it, and at any time."""
    run_in_transaction(lambda: _end(record, actor, "", check=lambda process, _: None))


def _end(
    record: Record, actor: Actor, comment: str, *, check: Callable[[Process, Actor], None]
) -> None:
    open_run = Process.objects.filter(
        app_id=record.app.id, form=record.form, record_id=record.id, status="NEW"
    )
    process_id = open_run.values_list("pk", flat=True).first()
    if process_id is None:
        raise NotWithdrawable
    with BaseFlow.lock(process_id):
        process = open_run.select_related("definition").filter(pk=process_id).first()
        if process is None:
            raise NotWithdrawable
        process.run = run_of(process, actor)
        check(process, actor)
        process.outcome, process.ended_by = "withdrawn", actor.member_id
        log.on_run(process, "withdraw", comment)
        process.save(update_fields=["ended_by"])
        process.flow_class.instance.cancel(process)
        _remember(process, comment)
        process.run.decide("withdrawn")


def is_withdrawable(process: Process, actor: Actor) -> bool:
    """Whether a button would do something now."""
    try:
        _require_withdrawable(process, actor)
    except HuiliuError:
        return False
    return True


def _require_withdrawable(process: Process, actor: Actor) -> None:
    if process.initiator_id != actor.member_id:
        raise NotYours
    settings = process.flow_class.document.settings
    allowed, hours = settings.withdraw, settings.withdraw_hours
    if allowed == "never" or (allowed == "before_first" and _somebody_answered(process)):
        raise NotWithdrawable
    if hours is not None and ports.clock().now() > process.created + timedelta(hours=hours):
        raise TooLateToWithdraw(hours=str(hours))


def _somebody_answered(process: Process) -> bool:
    """A person; what a setting answered does not count."""
    by_setting = ("initiator", "repeated")
    return (
        WorkItem.objects.filter(
            process=process, state__in=("approved", "rejected", "handled", "returned")
        )
        .exclude(origin__in=by_setting)
        .exists()
    )


def _remember(process: Process, comment: str) -> None:
    if comment:
        process.comment = comment
        process.save(update_fields=["comment"])
