"""Turns events into hints for groups: a member's own, or everybody's of a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiliu.core import events, ports
from huiliu.core.actor import AppRef
from huiliu.core.errors import NotFound
from huiliu.server.realtime.push import push
from workflow_engine import api as flows

Payload = Mapping[str, Any]


def subscribe() -> None:
    """Called once by the composition root."""
    events.subscribe(events.RECORD, "realtime", on_record)
    events.subscribe(events.FLOW, "realtime", on_flow)
    events.subscribe(events.LEDGER, "realtime", on_ledger)
    events.subscribe(events.DESIGN, "realtime", on_design)
    events.subscribe(events.TASK, "realtime", on_task)
    events.subscribe(events.NOTIFICATION, "realtime", on_notification)


def of_member(member_id: int) -> str:
    return f"member-{member_id}"


def of_workspace(workspace_id: int) -> str:
    return f"workspace-{workspace_id}"


def on_record(payload: Payload) -> None:
    app = _app(payload)
    if app is None:
        return
    uid = payload.get("uid") or _uid(app, payload)
    hint = {"type": "record", "app": app.key, "form": payload["form"], "id": uid}
    push(of_workspace(app.workspace_id), {**hint, "event": payload["events"][-1]})


def on_flow(payload: Payload) -> None:
    """Whoever may see the record, and those who see it because its flow asked or told them."""
    app = _app(payload)
    if app is None:
        return
    record = {"app": app.key, "form": payload["form"], "id": payload["uid"]}
    push(of_workspace(app.workspace_id), {"type": "flow", **record})
    for member_id in flows.people_of(app.id, payload["form"], payload["record"]):
        push(of_member(member_id), {"type": "task", **record})


def on_ledger(payload: Payload) -> None:
    app = _app(payload)
    if app is None:
        return
    hint = {"type": "ledger", "app": app.key, "ledger": payload["ledger"]}
    push(of_workspace(app.workspace_id), hint)


def on_design(payload: Payload) -> None:
    push(of_workspace(payload["workspace"]), {"type": "design", "app": payload["app"]})


def on_task(payload: Payload) -> None:
    for member_id in payload["members"]:
        push(of_member(member_id), {"type": "task"})


def on_notification(payload: Payload) -> None:
    push(of_member(payload["member"]), {"type": "notification", "id": str(payload["notification"])})


def _app(payload: Payload) -> AppRef | None:
    """None when it was deleted meanwhile: then nobody looks at it."""
    app = payload["app"]
    try:
        if isinstance(app, str):
            return ports.documents().app(payload["workspace"], app)
        return ports.documents().app_by_id(app)
    except NotFound:
        return None


def _uid(app: AppRef, payload: Payload) -> str | None:
    record = payload["record"]
    titles = ports.records().titles(app, payload["form"], [record])
    return titles[record][0] if record in titles else None
