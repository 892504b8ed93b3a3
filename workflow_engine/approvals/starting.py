"""Starts the flow of a submitted record."""

from __future__ import annotations

from dataclasses import replace

from huiliu.core import ports
from huiliu.core.actor import Actor, Cause
from huiliu.core.records import Record
from huiliu.core.transactions import run_in_transaction
from workflow_engine import compiled
from workflow_engine.current import current_flow
from workflow_engine.models import FlowDefinition
from workflow_engine.node_type import type_of
from workflow_engine.run import Run


def start(record: Record, *, actor: Actor, cause: Cause) -> bool:
    """False when the form has no flow, or none for such a record. The flow may finish before this
    returns."""

    def work() -> bool:
        definition = current_flow(record.app, record.form)
        return definition is not None and _start(definition, record, actor, cause)

    return run_in_transaction(work)


def _start(definition: FlowDefinition, record: Record, actor: Actor, cause: Cause) -> bool:
    flow = compiled.get(definition.class_name)
    run = Run(
        app=record.app,
        form=record.form,
        record_id=record.id,
        actor=actor,
        cause=replace(cause, origin="flow"),
        initiator_id=actor.member_id,
        initiator_department=_department(record, actor),
        record=record,
    )
    if flow.document.when is not None and not run.holds(flow.document.when):
        return False
    first = next(node for node in flow.document.nodes if type_of(node).place == "first")
    titles = ports.records().titles(record.app, record.form, [record.id])
    _, title = titles.get(record.id, (record.uid, ""))
    node = flow.instance.node(f"n_{first.id}_")
    node.run(run=run, definition=definition, title=title)
    return True


def _department(record: Record, actor: Actor) -> int | None:
    """The department the record was made in, else the actor's main one."""
    if record.created_department is not None and record.created_by == actor.member_id:
        return record.created_department
    if len(actor.department_ids) < 2:
        return next(iter(actor.department_ids), None)
    return next(iter(ports.org().departments_of(actor.member_id)), None)
