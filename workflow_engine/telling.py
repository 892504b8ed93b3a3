"""Tells people: an event for open screens, a notification for the inbox. Ids and words only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from huiliu.core import ports
from huiliu.core.errors import HuiliuError
from huiliu.core.events import FLOW, TASK
from huiliu.core.text import LANGUAGES, Words, choose
from workflow_engine import naming
from workflow_engine.node_type import type_of

if TYPE_CHECKING:
    from workflow_engine.models import FlowTask, Process, WorkItem

MOVED = ("app_id", "form", "record_id", "record_uid", "workspace_id")
_ASSIGNED = {
    "zh-CN": "{who} 提交的「{title}」等待您审批（{node_zh}）",
    "en": '"{title}", submitted by {who}, waits for your approval ({node_en})',
}
_TO_FILL_IN = {
    "zh-CN": "{who} 提交的「{title}」等待您填写（{node_zh}）",
    "en": '"{title}", submitted by {who}, waits for you to fill in ({node_en})',
}
_COPIED = {
    "zh-CN": "{who} 提交的「{title}」抄送给您",
    "en": '"{title}", submitted by {who}, was copied to you',
}
_STUCK = {
    "zh-CN": "「{title}」的流程无法自动继续：{why}",
    "en": 'The flow of "{title}" cannot go on by itself: {why_en}',
}
_OVERDUE = {
    "zh-CN": "「{title}」已超时，请尽快处理",
    "en": '"{title}" is overdue: please deal with it',
}
_URGED = {
    "zh-CN": "{who} 催您尽快处理「{title}」{comment}",
    "en": '{who} asks you to deal with "{title}" soon{comment}',
}
_FINISHED: dict[str, Words] = {
    "approved": {"zh-CN": "您提交的「{title}」已审批通过", "en": 'Your "{title}" was approved'},
    "rejected": {
        "zh-CN": "您提交的「{title}」被 {who} 驳回",
        "en": 'Your "{title}" was rejected by {who}',
    },
    "terminated": {
        "zh-CN": "您提交的「{title}」被 {who} 终止",
        "en": 'The approval of your "{title}" was ended by {who}',
    },
}


def moved(run: Mapping[str, Any]) -> None:
    """Whoever has the record open. ``run``: the ``MOVED`` columns of its process."""
    payload = {
        "app": run["app_id"], "form": run["form"],
        "record": run["record_id"], "uid": run["record_uid"],
    }  # fmt: skip
    ports.events().publish(FLOW, payload, workspace_id=run["workspace_id"])


def assigned(process: Process, task: FlowTask, items: Iterable[WorkItem]) -> None:
    """Those who are asked now."""
    now_asked = [item for item in items if item.state == "pending"]
    if not now_asked:
        return
    members = [item.member_id for item in now_asked]
    # By work item: whoever gets a task back that they had handed over hears of it again.
    key = f"assigned:{now_asked[0].pk}"
    node = process.definition.node_titles.get(task.node, {})
    data = {
        "who": process.run.initiator.name,
        "title": naming.at_node(process, task.node),
        **{f"node_{lang[:2]}": choose(node, lang) or str(task.node) for lang in LANGUAGES},
    }
    _event(process, task, members, "assigned")
    fills_in = "handle" in type_of(task.flow_task.config).answers
    words = _TO_FILL_IN if fills_in else _ASSIGNED
    _notify(process, members, "task_assigned", words, data, key, task=task)


def done(process: Process, task: FlowTask, members: Sequence[int]) -> None:
    """Those who were asked and are not any more."""
    if members:
        _event(process, task, members, "done")


def copied(process: Process, task: FlowTask, members: Sequence[int]) -> None:
    data = {"who": process.run.initiator.name, "title": naming.at_node(process, task.node)}
    _event(process, task, members, "assigned")
    key = f"{task.pk}:copied:{members[0]}"
    _notify(process, members, "task_copied", _COPIED, data, key, task=task)


def overdue(process: Process, task: FlowTask, items: Iterable[WorkItem]) -> None:
    """Those who are asked and have not answered in time."""
    data = {"title": str(process.title)}
    for item in items:
        key = f"o:{item.pk}:{process.run.now.isoformat()}"
        _notify(process, [item.member_id], "task_overdue", _OVERDUE, data, key, task=task)


def urged(process: Process, task: FlowTask, item: WorkItem, comment: str) -> None:
    """Somebody who is asked; again each time."""
    who, at = process.run.actor.name, process.run.now.isoformat()
    said = f"：{comment}" if comment else ""
    data = {"who": who, "title": str(process.title), "comment": said}
    _notify(process, [item.member_id], "task_urged", _URGED, data, f"u:{item.pk}:{at}", task=task)


def finished(process: Process, outcome: str) -> None:
    """The initiator, unless it was their own doing."""
    actor, initiator = process.run.actor, process.initiator_id
    if actor.member_id == initiator and not process.run.by_itself:
        return
    data = {"who": actor.name, "title": naming.for_initiator(process)}
    _notify(process, [initiator], f"flow_{outcome}", _FINISHED[outcome], data, outcome)


def stuck(process: Process, task: FlowTask, why: HuiliuError) -> None:
    """The administrators: something that goes by itself cannot go on."""
    app = ports.documents().app_by_id(process.app_id)
    data = {"title": str(process.title), "why": why.message("zh-CN"), "why_en": why.message("en")}
    ports.notifier().notify(
        process.workspace_id,
        ports.org().administrators(process.workspace_id),
        kind="flow_stuck",
        words=_STUCK,
        data=data,
        link={"app": app.key, "form": process.form, "record": process.record_uid},
        key=f"flow:{process.pk}:stuck:{task.pk}",
    )


def _event(process: Process, task: FlowTask, members: Sequence[int], event: str) -> None:
    payload = {"members": list(members), "task": f"t{task.pk}", "event": event}
    ports.events().publish(TASK, payload, workspace_id=process.workspace_id)


def _notify(
    process: Process,
    members: Sequence[int],
    kind: str,
    words: Words,
    data: dict[str, str],
    key: str,
    *,
    task: FlowTask | None = None,
) -> None:
    if task is not None:
        link = {"task": f"t{task.pk}"}
    else:
        link = {"app": process.run.app.key, "form": process.form, "record": process.record_uid}
    ports.notifier().notify(
        process.workspace_id,
        members,
        kind=kind,
        words=words,
        data=data,
        link=link,
        key=f"flow:{process.pk}:{key}",
    )
