"""A small office with one form and its approval, through the real engines and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.records import Record
from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.org.members import MemberChange
from tests.support.fakes import RecordingAutomations, RecordingLedgers
from tests.support.flows import RecordingNotifier

PASSWORD = "olive-kettle-9"
RECEIPT: dict[str, Any] = {
    "kind": "form",
    "version": 1,
    "id": "receipt",
    "title": {"zh-CN": "入库单", "en": "Receipt"},
    "document": True,
    "title_field": "no",
    "fields": [
        {"id": "no", "type": "text", "label": {"zh-CN": "编号"}},
        {"id": "remark", "type": "text", "label": {"zh-CN": "备注"}},
        {"id": "checked_by", "type": "member", "label": {"zh-CN": "验收人"}},
        {
            "id": "lines",
            "type": "subform",
            "label": {"zh-CN": "明细"},
            "fields": [
                {"id": "qty", "type": "number", "scale": 2, "label": {"zh-CN": "数量"}},
                {"id": "price", "type": "money", "label": {"zh-CN": "单价"}},
            ],
        },
        {
            "id": "total",
            "type": "formula",
            "result": "number",
            "formula": "SUM({lines.qty})",
            "label": {"zh-CN": "合计"},
        },
    ],
    "list": {"columns": ["no", "remark", "total", "checked_by", "$state"]},
}
FLOW: dict[str, Any] = {
    "kind": "flow",
    "version": 1,
    "id": "receipt",
    "form": "receipt",
    "title": {"zh-CN": "入库审批", "en": "Receipt approval"},
    "nodes": [
        {"id": "start", "type": "start"},
        {
            "id": "check",
            "type": "approval",
            "title": {"zh-CN": "主管", "en": "Manager"},
            "assignees": {"roles": ["manager"]},
            "fields": {"*": "view", "remark": "edit", "lines.price": "hidden"},
        },
        {
            "id": "large",
            "type": "branch",
            "branches": [
                {
                    "id": "many",
                    "when": {"cond": [{"field": "total", "op": "gt", "value": "100"}]},
                    "nodes": [
                        {
                            "id": "checker",
                            "type": "approval",
                            "assignees": {"fields": ["checked_by"]},
                        }
                    ],
                },
                {"id": "else", "nodes": []},
            ],
        },
        {"id": "end", "type": "end"},
    ],
    "settings": {"withdraw": "any_time"},
}
BUYERS: dict[str, Any] = {
    "kind": "permission",
    "version": 1,
    "id": "receipt_buyer",
    "form": "receipt",
    "title": {"zh-CN": "采购员", "en": "Buyers"},
    "members": {"roles": ["buyer"]},
    "actions": ["view", "create", "edit", "submit", "withdraw"],
    "fields": {"*": "edit"},
}


class Office:
    """A buyer who enters receipts, and two managers who have no permission group at all."""

    def __init__(self) -> None:
        login, _ = org.make_first_administrator() or ("", "")
        admin = org.actor_of(org.Account.objects.get(login=login).pk)
        for role in ("buyer", "manager"):
            org.roles.add(admin, role, {"zh-CN": role})
        self.members = {
            name: org.members.add(admin, name, MemberChange(name, PASSWORD, roles=[role])).pk
            for name, role in (("li", "buyer"), ("wang", "manager"), ("zhao", "manager"))
        }
        self.app_id = design.apps.create(admin, "shop", {"zh-CN": "门店"}).id
        self.admin = admin
        for content in (RECEIPT, FLOW, BUYERS):
            self.publish(content)
        self.ledgers, self.notifier = RecordingLedgers(), RecordingNotifier()

    def publish(self, content: dict[str, Any]) -> None:
        kind, key = content["kind"], content["id"]
        rev = design.drafts.revision_of(self.app, kind, key)
        saved = design.drafts.save(self.admin, self.app, kind, key, content, rev)
        design.publish(self.admin, self.app, kind, key, rev=saved.rev)

    @property
    def app(self) -> AppRef:
        return design.documents.app_by_id(self.app_id)

    def actor(self, name: str) -> Actor:
        return org.actor_of(self.members[name])

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(org.Account.objects.get(pk=self.members[name]))
        return client

    def submit(self, number: str = "RK-1", qty: str = "5") -> str:
        """The public id of a receipt that li has submitted."""
        values = {
            "no": number,
            "checked_by": str(self.members["zhao"]),
            "lines": [{"qty": qty, "price": "9.99"}],
        }
        record = forms.records.create(
            self.app, "receipt", values, access=self.access, submit=True, cause=Cause("api")
        )
        assert record.state == "pending"
        return record.uid

    @property
    def access(self) -> Access:
        """What li may do."""
        return ports.permissions().access(self.actor("li"), self.app, "receipt")

    def stored(self, uid: str) -> Record:
        record_id = forms.records.ids(self.app, "receipt", [uid])[uid]
        return forms.records.read(self.app, "receipt", record_id, access=self.access)

    def record(self, uid: str) -> dict[str, Any]:
        """As li sees it over the wire."""
        return forms.records.to_json(self.stored(uid), access=self.access)

    def count(self) -> int:
        """Of the receipts there are."""
        return forms.count(self.app, "receipt", None, access=self.access).value

    def act(self, action: str, uid: str) -> Record:
        verb = getattr(forms.records, action)
        record_id = self.stored(uid).id
        done: Record = verb(self.app, "receipt", record_id, access=self.access, cause=Cause("api"))
        return done

    def todo(self, name: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = get(self.client(name), "/tasks?box=todo")["items"]
        return items


def get(client: Client, path: str) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def post(client: Client, path: str, given: dict[str, Any]) -> Any:
    return client.post(f"/api/v1{path}", given, content_type="application/json")


def open_office() -> Iterator[Office]:
    office = Office()
    automations = RecordingAutomations()
    with ports.bound(automations=automations, ledgers=office.ledgers, notifier=office.notifier):
        yield office
