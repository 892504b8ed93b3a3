"""Stand-ins and hand-over over HTTP, and the choice of an approver."""

from __future__ import annotations

from tests.support.receipts import Office, get, post

DAY = {"begins": "2000-01-01T00:00:00Z", "ends": "2100-01-01T00:00:00Z"}


def test_a_stand_in_is_asked_until_it_is_taken_back(office: Office) -> None:
    li, wang = str(office.members["li"]), office.client("wang")
    answer = post(wang, "/stand-ins", {"to": li, **DAY})
    assert answer.status_code == 201
    shown = answer.json()
    assert (shown["member"]["name"], shown["to"]["name"], shown["app"]) == ("wang", "li", "")
    office.submit()
    assert (office.todo("wang"), len(office.todo("li"))) == ([], 1)
    assert [one["id"] for one in get(wang, "/stand-ins")["items"]] == [shown["id"]]
    assert get(office.client("zhao"), "/stand-ins")["items"] == []
    path = f"/api/v1/stand-ins/{shown['id']}"
    assert office.client("zhao").delete(path).status_code == 403
    assert wang.delete(path).status_code == 204
    office.submit("RK-2")
    assert len(office.todo("wang")) == 1


def test_only_administrators_hand_over(office: Office) -> None:
    office.submit()
    given = {"member": str(office.members["wang"]), "to": str(office.members["li"])}
    assert post(office.client("wang"), "/stand-ins/hand-over", given).status_code == 403
    assert len(office.todo("wang")) == 1


def test_the_log_of_a_record(office: Office) -> None:
    uid = office.submit()
    task = office.todo("wang")[0]["id"]
    post(office.client("wang"), f"/tasks/{task}/approve", {"comment": "好"})
    path = f"/apps/shop/forms/receipt/records/{uid}/flow/log"
    items = get(office.client("li"), path)["items"]
    assert [(one["who"]["name"], one["action"], one["comment"]) for one in items] == [
        ("li", "submit", ""),
        ("wang", "approve", "好"),
    ]
    assert office.client("wang").get(f"/api/v1{path}").status_code == 404
