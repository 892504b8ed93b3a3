"""The front door of approvals: what others may use, and nothing behind it."""

from __future__ import annotations

from typing import Any

from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.ports import Flows, NodeRights
from huiliu.core.records import Record
from workflow_engine import (
    approvals,
    children,
    choosing,
    current,
    diagram,
    flow_times,
    overseeing,
    stand_ins,
    task_rights,
    timeline,
    timers,
)
from workflow_engine.approvals import (
    add_sign,
    approve,
    change_assignee,
    comment,
    copy_to,
    delegate,
    end,
    hand_over_all,
    handle,
    jump,
    mark_read,
    reactivate,
    recall,
    reject,
    remove_sign,
    save,
    send_back,
    terminate,
    transfer,
    urge,
)
from workflow_engine.box_sources import Box
from workflow_engine.boxes import BoxItem, Narrowed, Page, counts, cursor_after, page
from workflow_engine.buttons import Button
from workflow_engine.figures import Figure, figures
from workflow_engine.history import Entry, history
from workflow_engine.log import Said
from workflow_engine.models import StandIn, WorkItem
from workflow_engine.moving import Preview, Version, move, versions
from workflow_engine.moving import preview as preview_move
from workflow_engine.opening import (
    OpenTask,
    access_to,
    batch_item,
    open_on,
    open_task,
    people_of,
    seen_by_tasks,
    work_item,
)
from workflow_engine.places import RESUBMIT
from workflow_engine.publisher import publisher
from workflow_engine.setting_aside import open_runs, set_aside, take_back
from workflow_engine.simulation import Simulation, names_of, simulate
from workflow_engine.wording import nodes_of, title_of

__all__ = [
    "RESUBMIT",
    "Box",
    "BoxItem",
    "Button",
    "Entry",
    "Figure",
    "Narrowed",
    "OpenTask",
    "Page",
    "Preview",
    "Said",
    "Simulation",
    "StandIn",
    "Version",
    "access_to",
    "add_sign",
    "approve",
    "batch_item",
    "change_assignee",
    "children",
    "choosing",
    "comment",
    "copy_to",
    "counts",
    "cursor_after",
    "delegate",
    "end",
    "figures",
    "flow_times",
    "flows",
    "hand_over_all",
    "handle",
    "history",
    "jump",
    "mark_read",
    "move",
    "names_of",
    "nodes_of",
    "open_on",
    "open_runs",
    "open_task",
    "overseeing",
    "page",
    "people_of",
    "preview_move",
    "publisher",
    "reactivate",
    "recall",
    "reject",
    "remove_sign",
    "save",
    "send_back",
    "set_aside",
    "simulate",
    "stand_ins",
    "take_back",
    "terminate",
    "timers",
    "title_of",
    "transfer",
    "urge",
    "versions",
    "work_item",
]


class Approvals:
    """``huiliu.core.ports.Flows``."""

    def foresee(self, app: AppRef, form: str) -> None:
        current.foresee(app, form)

    def start(self, record: Record, *, actor: Actor, cause: Cause) -> bool:
        return approvals.start(record, actor=actor, cause=cause)

    def withdraw(self, record: Record, *, actor: Actor, comment: str = "") -> None:
        approvals.withdraw(record, actor=actor, comment=comment)

    def retract(self, record: Record, *, actor: Actor) -> None:
        approvals.retract(record, actor=actor)

    def rights(self, record: Record, actor: Actor) -> NodeRights | None:
        item = (
            WorkItem.objects.filter(
                member_id=actor.member_id,
                state="pending",
                process__app_id=record.app.id,
                process__form=record.form,
                process__record_id=record.id,
            )
            .select_related("process__definition")
            .defer("process__flow_class", "process__definition__content")
            .order_by("id")
            .first()
        )
        if item is None:
            return None
        return NodeRights(item.pk, task_rights.of_node(item.process, item.node, actor, record.app))

    def access(self, actor: Actor, app: AppRef, form: str, record_id: int) -> Access | None:
        return seen_by_tasks(actor, app, form, record_id)

    def timeline(self, record: Record, *, actor: Actor) -> list[dict[str, Any]]:
        return timeline.timeline(record, actor=actor)

    def diagram(self, record: Record, *, actor: Actor) -> dict[str, Any] | None:
        return diagram.diagram(record, actor=actor)


flows: Flows = Approvals()
