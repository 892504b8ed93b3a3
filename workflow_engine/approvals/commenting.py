"""Says something about a record in its approval, without answering."""

from __future__ import annotations

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log
from workflow_engine.approvals.runs import on_run
from workflow_engine.log import Said


def comment(process_id: int, *, actor: Actor, said: Said) -> None:
    """Who may, the caller has found out. Also when the run is over."""
    if not said.comment.strip() and not said.files():
        raise ValidationFailed(fields={"comment": [FieldError("required")]})
    run_in_transaction(lambda: _comment(process_id, actor, said))


def _comment(process_id: int, actor: Actor, said: Said) -> None:
    with on_run(process_id, actor) as process:
        run = process.run
        if said.attachments:
            files = list(said.attachments)
            ports.records().attach(run.app, run.form, run.record_id, files, actor=actor)
        log.on_run(process, "comment", said.comment, **said.files())
