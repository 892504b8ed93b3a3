"""What happens at a node sets automations off, once each, after commit."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core import ports
from huiliu.design import api as design
from huiliu.server.jobs import runner
from tests.server.test_automations_over_http import publish
from tests.server.test_records_over_http import Door
from tests.support.company import Company, goods, make

pytestmark = pytest.mark.django_db
FLOW = {
    "kind": "flow",
    "version": 1,
    "id": "receipt",
    "form": "receipt",
    "title": {"zh-CN": "入库审批"},
    "nodes": [
        {"id": "start", "type": "start"},
        {"id": "first", "type": "approval", "assignees": {"roles": ["guest"]}},
        {"id": "second", "type": "approval", "assignees": {"roles": ["clerk"]}},
        {"id": "end", "type": "end"},
    ],
}
PRODUCT = {"type": "create_record", "form": "product", "values": {"name": {"field": "no"}}}


@pytest.fixture
def company() -> Company:
    from huiliu.org.models import Workspace

    company = make()
    workspace = Workspace.objects.get().pk
    admin = ports.org().actor(ports.org().administrators(workspace)[0])
    app = ports.documents().app(workspace, "shop")
    saved = design.drafts.save(admin, app, "flow", "receipt", FLOW, 0)
    design.publish(admin, app, "flow", "receipt", rev=saved.rev)
    return company


def work() -> None:
    while runner.drain("default"):
        pass


def events(company: Company) -> list[str]:
    runs = Door(company.admin).ask("GET", "/apps/shop/automations/notes/runs")[1]["items"]
    return [run["event"] for run in reversed(runs)]


def vote(key: str, answer: str, **body: Any) -> None:
    door = Door(key)
    task = door.ask("GET", "/tasks?box=todo")[1]["items"][0]["id"]
    status, answered = door.ask("POST", f"/tasks/{task}/{answer}", {"comment": "x", **body})
    assert status == 200, answered
    work()


def test_arrivals_and_answers_are_heard_at_the_nodes_that_are_named(company: Company) -> None:
    on = ["arrived", "approved", "rejected"]
    publish({"type": "flow_event", "form": "receipt", "on": on, "nodes": ["first"]}, PRODUCT)
    body = {"values": goods(company.cup, 2), "submit": True}
    Door(company.clerk).ask("POST", "/apps/shop/forms/receipt/records", body)
    work()
    assert events(company) == ["flow_arrived"]

    vote(company.guest, "approve")
    assert events(company) == ["flow_arrived", "flow_approved"]
    names = Door(company.clerk).ask("POST", "/apps/shop/forms/product/records/query", {})[1]
    assert len(names["items"]) == 4


def test_a_rejection_is_heard(company: Company) -> None:
    publish({"type": "flow_event", "form": "receipt", "on": ["rejected"]}, PRODUCT)
    body = {"values": goods(company.cup, 2), "submit": True}
    Door(company.clerk).ask("POST", "/apps/shop/forms/receipt/records", body)
    work()
    vote(company.guest, "reject")
    assert events(company) == ["flow_rejected"]
