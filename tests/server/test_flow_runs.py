"""Administration of flows over HTTP."""

from __future__ import annotations

from typing import Any

from django.test import Client

from huiliu.org import api as org
from tests.support.receipts import Office, get, post

RUNS = "/apps/shop/flow-runs"


def admin(office: Office) -> Client:
    client = Client()
    client.force_login(org.Account.objects.order_by("pk")[0])
    return client


def test_an_administrator_oversees_and_steers(office: Office) -> None:
    office.submit()
    (run,) = get(admin(office), f"{RUNS}?state=running")["items"]
    asked = [(one["node_title"], one["member"]["name"]) for one in run["asked"]]
    assert asked == [("主管", "wang"), ("主管", "zhao")]
    wang, li = str(office.members["wang"]), str(office.members["li"])
    given = {"node": "check", "member": wang, "to": li, "comment": "出差"}
    changed = post(admin(office), f"{RUNS}/{run['id']}/change-assignee", given)
    assert changed.json() == {"state": "running"}
    assert (office.todo("wang"), len(office.todo("li"))) == ([], 1)
    assert post(admin(office), f"{RUNS}/{run['id']}/jump", {"node": "resubmit"}).status_code == 200
    assert (office.todo("zhao"), len(office.todo("li"))) == ([], 1)
    ended: Any = post(admin(office), f"{RUNS}/{run['id']}/end", {"comment": "作废"})
    assert ended.json() == {"state": "terminated"}
    assert get(admin(office), f"{RUNS}?state=terminated")["items"][0]["asked"] == []


def test_a_rejected_receipt_goes_on_where_an_administrator_says(office: Office) -> None:
    uid = office.submit()
    post(office.client("wang"), f"/tasks/{office.todo('wang')[0]['id']}/reject", {})
    (run,) = get(admin(office), f"{RUNS}?state=rejected")["items"]
    at = f"{RUNS}/{run['id']}"
    offered = [(one["id"], one["title"]) for one in get(admin(office), f"{at}/nodes")["items"]]
    assert offered == [("resubmit", "发起人修改"), ("check", "主管"), ("checker", "审批")]
    assert post(admin(office), f"{at}/reactivate", {"node": "check"}).json() == {"state": "running"}
    assert office.record(uid)["state"] == "pending"
    post(office.client("wang"), f"/tasks/{office.todo('wang')[0]['id']}/approve", {})
    assert office.record(uid)["state"] == "approved"
    refused = post(admin(office), f"{at}/reactivate", {"node": "check"})
    assert (refused.status_code, refused.json()["code"]) == (409, "RECORD_MOVED_ON")
    assert (office.record(uid)["state"], office.todo("wang")) == ("approved", [])


def test_the_list_is_narrowed(office: Office) -> None:
    office.submit()
    wang, li = office.members["wang"], office.members["li"]
    (flow,) = get(admin(office), f"{RUNS}/flows")["items"]
    assert (flow["form"], flow["title"]) == ("receipt", "入库审批")
    assert [one["id"] for one in flow["nodes"]] == ["check", "checker"]

    def found(query: str) -> int:
        return len(get(admin(office), f"{RUNS}?{query}")["items"])

    assert [found(f"handler={wang}"), found(f"handler={li}")] == [1, 0]
    assert [found("node=check"), found("node=checker")] == [1, 0]
    assert [found("since=2020-01-01T00:00:00Z"), found("until=2020-01-01T00:00:00Z")] == [1, 0]
    assert found("overdue=true") == 0
    assert admin(office).get(f"/api/v1{RUNS}?handler=x").status_code == 422


def test_statistics(office: Office) -> None:
    office.submit()
    task = office.todo("wang")[0]["id"]
    post(office.client("wang"), f"/tasks/{task}/approve", {})
    shown = get(admin(office), f"{RUNS}/statistics?days=1")
    assert [(one["key"], one["title"], one["count"]) for one in shown["nodes"]] == [
        ("receipt.check", "主管", 1)
    ]
    assert [(one["title"], one["count"]) for one in shown["people"]] == [("wang", 1)]


def test_nobody_else(office: Office) -> None:
    office.submit()
    wang = office.client("wang")
    assert wang.get(f"/api/v1{RUNS}").status_code == 403
    assert wang.get(f"/api/v1{RUNS}/statistics").status_code == 403
    assert post(wang, f"{RUNS}/1/end", {}).status_code == 403
