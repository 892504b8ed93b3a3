"""Trying flows, their versions and moving what runs, over HTTP; and the tree on record and task."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from huiliu.core import ports
from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.org.change import touch
from tests.support.receipts import FLOW, Office, get, post

pytestmark = pytest.mark.django_db
AT = "/api/v1/apps/shop/flows/receipt"


def admin_of(office: Office) -> Client:
    client = Client()
    client.force_login(org.Account.objects.get(is_admin=True))
    return client


def send(client: Client, path: str, body: dict[str, Any]) -> Any:
    answer = client.post(f"{AT}{path}", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def publish(office: Office, content: dict[str, Any]) -> None:
    account = org.Account.objects.get(is_admin=True)
    admin = org.actor_of(account.pk)
    draft = design.drafts.read(admin, office.app, "flow", "receipt")
    saved = design.drafts.save(admin, office.app, "flow", "receipt", content, draft.rev)
    design.publish(admin, office.app, "flow", "receipt", rev=saved.rev)


def test_a_draft_is_tried_on_records(office: Office) -> None:
    account = org.Account.objects.get(is_admin=True)
    account.groups.add(org.Role.objects.get(key="buyer"))
    touch(account.workspace_id)
    office.submit("RK-1", qty="5")
    office.submit("RK-2", qty="500")
    found = send(admin_of(office), "/simulate", {})
    ways = {
        one["title"]: [(s["title"], s["people"]) for s in one["steps"] if s["people"]]
        for one in found["tried"]
    }
    assert ways == {
        "RK-1": [("主管", ["wang", "zhao"])],
        "RK-2": [("主管", ["wang", "zhao"]), ("审批", ["zhao"])],
    }
    assert {one["node"]: one["records"] for one in found["reached"]}["checker"] == 1
    assert found["problems"] == []


def test_mistakes_of_a_draft_are_pointed_at(office: Office) -> None:
    content = deepcopy(FLOW)
    content["nodes"][1]["assignees"] = {}
    found = send(admin_of(office), "/simulate", {"content": content})
    (problem,) = found["problems"]
    assert (problem["path"], problem["message"]) == ("nodes.1.assignees", "请设置负责人")
    assert (found["tried"], found["reached"]) == ([], [])


@pytest.mark.parametrize("path", ["/simulate", "/move/preview", "/move"])
def test_only_for_those_who_design(office: Office, path: str) -> None:
    answer = office.client("li").post(f"{AT}{path}", {}, content_type="application/json")
    assert answer.status_code in (403, 404)


def test_what_runs_moves_to_the_new_version(office: Office) -> None:
    uid = office.submit()
    content = deepcopy(FLOW)
    content["nodes"][1]["id"] = "boss"
    publish(office, content)
    admin = admin_of(office)
    versions = admin.get(f"{AT}/versions").json()["items"]
    assert [(v["version"], v["is_current"], v["running"]) for v in versions] == [
        (2, True, 0),
        (1, False, 1),
    ]
    seen = send(admin, "/move/preview", {})
    (one,) = seen["moves"]
    assert (one["title"], one["problem"], seen["movable"], seen["staying"]) == (
        "主管",
        "gone",
        0,
        1,
    )
    assert send(admin, "/move", {"nodes": {"check": "boss"}}) == {"moved": 1}
    (task,) = office.todo("wang")
    assert task["node"] == "boss"
    assert post(office.client("wang"), f"/tasks/{task['id']}/approve", {}).status_code == 200
    assert office.record(uid)["state"] == "approved"


def test_the_tree_on_the_record_and_on_the_task(office: Office) -> None:
    uid = office.submit()
    of_record = get(office.client("li"), f"/apps/shop/forms/receipt/records/{uid}/flow")["diagram"]
    (task,) = office.todo("wang")
    of_task = get(office.client("wang"), f"/tasks/{task['id']}")["diagram"]
    for tree in (of_record, of_task):
        states = {node["id"]: node["state"] for node in tree["nodes"]}
        assert states == {"start": "passed", "check": "current", "large": "todo", "end": "todo"}
    assert ports.flows().diagram(office.stored(uid), actor=office.actor("zhao")) is not None
