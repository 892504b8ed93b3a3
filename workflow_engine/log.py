"""Writes down who did what at which visit, when, after how long, with which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from huiliu.core import ports
from huiliu.core.rows import insert_later
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


def by_holder(item: WorkItem, action: str, said: Said = NOTHING_SAID, **data: Any) -> None:
    """What the holder of a work item did. Needs ``item.process.run``."""
    run = item.process.run
    files = [*said.attachments, *filter(None, [said.signature])]
    if files:
        ports.records().attach(run.app, run.form, run.record_id, files, actor=run.actor)
    _write(
        process=item.process,
        task=item.task,
        node=item.node,
        member_id=run.actor.member_id,
        action=action,
        comment=said.comment,
        data={**said.files(), **data},
        seconds=max(0, int((run.now - item.created_at).total_seconds())),
        created_at=run.now,
    )


def by_itself(process: Process, task: FlowTask, action: str, **data: Any) -> None:
    """What nobody did: a setting of the node. ``member_id`` 0."""
    _write(
        process=process,
        task=task,
        node=task.node,
        member_id=0,
        action=action,
        data=data,
        created_at=process.run.now,
    )


def on_run(process: Process, action: str, comment: str = "", **data: Any) -> None:
    """What somebody did to the whole run."""
    run = process.run
    _write(
        process=process,
        member_id=run.actor.member_id,
        action=action,
        comment=comment,
        data=data,
        created_at=run.now,
    )


def _write(**columns: Any) -> None:
    insert_later(FlowAction(**columns))
