"""Writes down who did what at which visit, when, after how long, with which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from huiliu.core import ports
from workflow_engine.models import FlowAction, FlowTask, Process, WorkItem


@dataclass(frozen=True)
class Said:
    """What goes with an action: words, and public ids of files."""

    comment: str = ""
    attachments: tuple[str, ...] = ()
    signature: str = ""

    def files(self) -> dict[str, Any]:
        given = {"attachments": list(self.attachments), "signature": self.signature}
        return {name: value for name, value in given.items() if value}


NOTHING_SAID = Said()


def by_holder(item: WorkItem, action: str, said: Said = NOTHING_SAID, **data: Any) -> FlowAction:
    """What the holder of a work item did. Needs ``item.process.run``."""
    run = item.process.run
    files = [*said.attachments, *filter(None, [said.signature])]
    if files:
        ports.records().attach(run.app, run.form, run.record_id, files, actor=run.actor)
    return FlowAction.objects.create(
        process=item.process,
        task_id=item.task_id,
        node=item.node,
        member_id=run.actor.member_id,
        action=action,
        comment=said.comment,
        data={**said.files(), **data},
        seconds=max(0, int((run.now - item.created_at).total_seconds())),
        created_at=run.now,
    )


def by_itself(process: Process, task: FlowTask, action: str, **data: Any) -> FlowAction:
    """What nobody did: a setting of the node. ``member_id`` 0."""
    return FlowAction.objects.create(
        process=process,
        task=task,
        node=task.node,
        member_id=0,
        action=action,
        data=data,
        created_at=process.run.now,
    )


def on_run(process: Process, action: str, comment: str = "", **data: Any) -> FlowAction:
    """What somebody did to the whole run."""
    run = process.run
    return FlowAction.objects.create(
        process=process,
        member_id=run.actor.member_id,
        action=action,
        comment=comment,
        data=data,
        created_at=run.now,
    )
