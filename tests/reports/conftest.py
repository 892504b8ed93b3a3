"""The small company, with a report over its products and what came and went of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.design import api as design
from huiliu.org import api as org
from tests.support.company import Company, Json, goods, make
from tests.support.shared import made_once

REPORT: Json = {
    "kind": "report",
    "version": 1,
    "id": "sold",
    "title": {"zh-CN": "销售分析", "en": "Sold"},
    "rows": {"form": "product"},
    "period": {"days": 10},
    "parameters": [{"id": "lead", "label": {"en": "Lead time"}, "value": "7"}],
    "columns": [
        {"id": "name", "label": {"en": "Name"}, "field": "name"},
        {
            "id": "on_hand",
            "label": {"en": "On hand"},
            "figure": {"ledger": "stock", "measure": "qty", "by": {"product": "$id"}},
        },
        {
            "id": "sold",
            "label": {"en": "Sold"},
            "figure": {
                "ledger": "stock",
                "measure": "qty",
                "by": {"product": "$id"},
                "postings": ["delivery"],
                "over": "period",
                "negate": True,
            },
        },
        {
            "id": "daily",
            "label": {"en": "A day"},
            "formula": "{sold}/10",
            "scale": 6,
            "hidden": True,
        },
        {"id": "needed", "label": {"en": "Needed"}, "formula": "{daily}*{$lead}", "scale": 2},
    ],
    "sort": [{"column": "name"}],
}


@dataclass
class Office:
    company: Company
    client: Client = field(default_factory=Client)

    def get(self, path: str, role: str = "clerk") -> HttpResponse:
        headers = {"Authorization": f"Bearer {getattr(self.company, role)}"}
        return self.client.get(f"/api/v1/apps/shop{path}", headers=headers)  # type: ignore[return-value]

    def report(self, query: str = "", role: str = "clerk") -> Json:
        answer = self.get(f"/reports/sold?limit=50{query}", role)
        assert answer.status_code == 200, answer.content
        found: Json = json.loads(answer.content)
        return found

    def lines(self, query: str = "", role: str = "clerk") -> list[dict[str, str]]:
        return [one["cells"] for one in self.report(query, role)["items"]]

    def book(self, form: str, product: str, qty: int, **values: str) -> Json:
        headers = {"Authorization": f"Bearer {self.company.clerk}"}
        answer = self.client.post(
            f"/api/v1/apps/shop/forms/{form}/records",
            json.dumps({"values": {**goods(product, qty), **values}, "submit": True}),
            content_type="application/json",
            headers=headers,
        )
        assert answer.status_code == 201, answer.content
        found: Json = json.loads(answer.content)
        return found


def admin() -> Actor:
    workspace = org.Workspace.objects.get()
    return ports.org().actor(ports.org().administrators(workspace.pk)[0])


def shop() -> AppRef:
    return ports.documents().app(org.Workspace.objects.get().pk, "shop")


def publish(content: Json) -> None:
    rev = design.drafts.revision_of(shop(), content["kind"], content["id"])
    saved = design.drafts.save(admin(), shop(), content["kind"], content["id"], content, rev)
    design.publish(admin(), shop(), content["kind"], content["id"], rev=saved.rev)


@pytest.fixture(scope="module")
def opened(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    with made_once(django_db_blocker):
        found = Office(make())
        publish(REPORT)
        yield found


@pytest.fixture
def office(opened: Office, db: None) -> Office:
    return replace(opened)
