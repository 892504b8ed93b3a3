"""A second app for the tests of approvals: 行政, with one form and the flow a test gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.e2e.browser_api import BrowserApi

APP, FORM = "office", "leave"
TITLE = {"zh-CN": "行政", "en": "Office"}
LEAVE: dict[str, Any] = {
    "kind": "form", "version": 1, "id": FORM, "title": {"zh-CN": "请假", "en": "Leave"},
    "document": True, "title_field": "reason",
    "fields": [
        {"id": "reason", "type": "text", "label": {"zh-CN": "事由", "en": "Reason"}},
        {"id": "days", "type": "number", "label": {"zh-CN": "天数", "en": "Days"}},
    ],
}  # fmt: skip
EVERYBODY: dict[str, Any] = {
    "kind": "permission", "version": 1, "id": "all_leave", "form": FORM,
    "title": {"zh-CN": "全部", "en": "All"}, "members": {"everyone": True},
    "actions": ["view", "create", "edit", "submit"],
}  # fmt: skip


def approval(node: str, title: str, role: str, **more: Any) -> dict[str, Any]:
    asked = {"assignees": {"roles": [role]}, "title": {"zh-CN": title, "en": title}}
    return {"id": node, "type": "approval", **asked, **more}


def flow(*nodes: dict[str, Any], **settings: Any) -> dict[str, Any]:
    return {
        "kind": "flow", "version": 1, "id": FORM, "form": FORM,
        "title": {"zh-CN": "请假审批", "en": "Leave"},
        "nodes": [{"id": "start", "type": "start"}, *nodes, {"id": "end", "type": "end"}],
        "settings": settings,
    }  # fmt: skip


def open_office(api: BrowserApi, content: dict[str, Any]) -> None:
    """Makes the app once; the flow is the next version each time."""
    if APP not in [one["key"] for one in api.get("/apps")["items"]]:
        api.post("/apps", {"key": APP, "title": TITLE})
        api.publish(APP, LEAVE)
        api.publish(APP, EVERYBODY)
    api.publish(APP, content)


def ask_for_leave(api: BrowserApi, *reasons: str, days: int = 1) -> Sequence[str]:
    """Submits; the ids of the records."""
    asked = []
    for reason in reasons:
        values = {"reason": reason, "days": str(days)}
        made = api.post(f"/apps/{APP}/forms/{FORM}/records", {"values": values, "submit": True})
        asked.append(str(made["id"]))
    return asked


def record_page(record: str) -> str:
    return f"/apps/{APP}/forms/{FORM}/records/{record}"
