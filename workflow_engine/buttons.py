"""What somebody can do with one line of a box right now, and what each button asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from huiliu.core.actor import Actor
from workflow_engine import permitted, places
from workflow_engine.approvals.recalling import is_recallable
from workflow_engine.approvals.withdrawing import is_withdrawable
from workflow_engine.models import Process, WorkItem
from workflow_engine.node_actions import Action, AddSign, Asked, Return
from workflow_engine.votes import OPEN


@dataclass(frozen=True)
class Button:
    """``title`` only where an admin has renamed it. ``where``: of ``add_sign``. ``targets`` (node
    ids, ``resubmit`` for the initiator) and ``after``: of ``return``. ``people``: whom
    ``remove_sign`` can remove."""

    name: str
    title: Mapping[str, str]
    comment: Asked = "optional"
    attachments: Asked = "none"
    signature: Asked = "none"
    where: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    after: str = ""
    people: tuple[int, ...] = ()


def of_item(item: WorkItem, *, may_edit: bool) -> list[Button]:
    """Of somebody's own work item. Needs its task, process and definition."""
    if item.state == "pending":
        return [found for found in _of_holder(item) if may_edit or found.name != "save"]
    if item.state == "waiting":
        return [b for b in _of_holder(item) if b.name == "remove_sign"]
    return [Button("recall", {})] if item.acted_at and is_recallable(item) else []


def of_run(process: Process, actor: Actor) -> list[Button]:
    """Of its initiator."""
    if process.outcome:
        return []
    may_withdraw = is_withdrawable(process, actor)
    return [*([Button("withdraw", {})] if may_withdraw else []), Button("urge", {})]


def _of_holder(item: WorkItem) -> Iterator[Button]:
    for name, action in permitted.offered(item.task.flow_task.config).items():
        button = _filled(_button(name, action), action, item)
        if button is not None:
            yield button


def _button(name: str, action: Action) -> Button:
    return Button(name, action.title or {}, action.comment, action.attachments, action.signature)


def _filled(button: Button, action: Action, item: WorkItem) -> Button | None:
    """With what the moment adds; None when there is nothing to do it to."""
    if isinstance(action, Return):
        start = places.first_node(item.process.flow_class.document)
        targets = tuple(place.node for place in places.targets(item.task, action, start))
        return replace(button, targets=targets, after=action.after) if targets else None
    if isinstance(action, AddSign):
        return replace(button, where=action.where) if action.where else None
    if button.name == "remove_sign":
        people = removable(item)
        return replace(button, people=people) if people else None
    return button


def removable(item: WorkItem) -> tuple[int, ...]:
    """Members whom the holder added and who have not answered or added anybody."""
    added = item.added.filter(state__in=OPEN, added__isnull=True)
    return tuple(added.order_by("id").values_list("member_id", flat=True))
