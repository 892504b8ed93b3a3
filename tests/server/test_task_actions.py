"""What else people do with a task, over HTTP."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from huiliu.org import api as org
from huiliu.org.members import MemberChange
from tests.support.receipts import FLOW, PASSWORD, Office, get, post

STEPS = ["approve", "reject", "return", "transfer", "add_sign", "save"]


def first(office: Office, name: str) -> str:
    found: str = office.todo(name)[0]["id"]
    return found


def test_add_sign_and_remove_sign(office: Office) -> None:
    office.submit()
    wang, task = office.client("wang"), first(office, "wang")
    li = str(office.members["li"])
    given = {"members": [li], "where": "before", "comment": "请看单价"}
    assert post(wang, f"/tasks/{task}/add-sign", given).json() == {"state": "added"}
    assert [item["id"] for item in office.todo("wang")] == []
    assert len(office.todo("li")) == 1
    shown = get(wang, f"/tasks/{task}")
    assert shown["buttons"][0]["name"] == "remove_sign"
    assert shown["buttons"][0]["people"] == [{"id": li, "name": "li"}]
    assert post(wang, f"/tasks/{task}/remove-sign", {"members": [li]}).status_code == 200
    assert (office.todo("li"), len(office.todo("wang"))) == ([], 1)


def test_return_to_the_initiator_who_corrects_and_submits_again(office: Office) -> None:
    uid = office.submit()
    wang, task = office.client("wang"), first(office, "wang")
    target = get(wang, f"/tasks/{task}")["buttons"][2]
    assert target["name"] == "return"
    assert target["targets"] == [{"id": "resubmit", "title": "发起人"}]
    answer = post(wang, f"/tasks/{task}/return", {"to": "resubmit", "comment": "数量不对"})
    assert answer.json() == {"state": "running"}
    assert office.stored(uid).state == "pending"
    li, mine = office.client("li"), first(office, "li")
    shown = get(li, f"/tasks/{mine}")
    assert shown["actions"] == ["approve", "save"]
    assert shown["record"]["fields"]["remark"] == "edit"
    given = {"values": {"remark": "已改"}}
    assert post(li, f"/tasks/{mine}/approve", given).json() == {"state": "running"}
    assert office.stored(uid).values["remark"] == "已改"
    assert len(office.todo("wang")) == len(office.todo("zhao")) == 1


def test_recall_urge_and_comment(office: Office) -> None:
    office.submit(qty="500")
    wang, task = office.client("wang"), first(office, "wang")
    post(wang, f"/tasks/{task}/approve", {})
    assert get(wang, f"/tasks/{task}")["actions"] == ["recall"]
    assert len(office.todo("zhao")) == 1
    assert post(wang, f"/tasks/{task}/recall", {}).json() == {"state": "running"}
    assert len(office.todo("wang")) == 1
    li = office.client("li")
    (run,) = get(li, "/tasks?box=started")["items"]
    assert post(li, f"/tasks/{run['id']}/urge", {"comment": "急"}).json() == {"people": 2}
    again = post(li, f"/tasks/{run['id']}/urge", {})
    assert (again.status_code, again.json()["code"]) == (429, "URGED_ALREADY")
    assert post(li, f"/tasks/{run['id']}/comment", {"comment": "客户在等"}).status_code == 200
    actions = [line["action"] for line in get(wang, f"/tasks/{task}")["log"]]
    assert actions == ["submit", "approve", "recall", "urge", "comment"]


def test_many_at_once_each_for_itself(office: Office) -> None:
    office.submit("RK-1")
    office.submit("RK-2")
    tasks = [item["id"] for item in office.todo("wang")]
    post(office.client("zhao"), f"/tasks/{first(office, 'zhao')}/approve", {})
    given = {"action": "approve", "tasks": [*tasks, "w999"], "comment": "同意"}
    results = post(office.client("wang"), "/tasks/batch", given).json()["results"]
    told = {one["id"]: one["state"] or one["error"]["code"] for one in results}
    assert sorted(told.values()) == ["STATUS_CONFLICT", "approved", "not_found"]
    assert office.todo("wang") == []


def test_a_node_with_required_fields_is_not_for_lists(office: Office) -> None:
    """It is shown so, and refused with its reason; the others of the same call go their way."""
    office.submit("RK-1")
    flow = deepcopy(FLOW)
    flow["nodes"][1]["required"] = ["remark"]
    office.publish(flow)
    office.submit("RK-2")
    lines = {one["title"]: one for one in office.todo("wang")}
    assert (lines["RK-1"]["batch"], lines["RK-1"]["one_by_one"]) == (True, "")
    assert (lines["RK-2"]["batch"], lines["RK-2"]["one_by_one"]) == (False, "required")
    tasks = [lines[title]["id"] for title in ("RK-2", "RK-1")]
    answer = post(office.client("wang"), "/tasks/batch", {"action": "approve", "tasks": tasks})
    refused, done = answer.json()["results"]
    assert (refused["error"]["code"], done["state"]) == ("ONE_BY_ONE", "approved")
    assert "必填" in refused["error"]["message"]
    assert [one["title"] for one in office.todo("wang")] == ["RK-2"]


def test_a_task_marks_what_it_asks_to_be_filled_in(office: Office) -> None:
    """Fields and columns, while it is open; the form itself asks for less."""
    flow = deepcopy(FLOW)
    flow["nodes"][1]["required"] = ["remark", "lines.qty"]
    office.publish(flow)
    office.submit("RK-1")
    wang, task = office.client("wang"), first(office, "wang")

    def demanded() -> list[str]:
        fields = wang.get(f"/api/v1/tasks/{task}").json()["form"]["fields"]
        columns = [one for field in fields for one in field.get("fields", ())]
        return [one["id"] for one in (*fields, *columns) if one.get("required")]

    mine = demanded()
    assert {"remark", "qty"} <= set(mine)
    post(wang, f"/tasks/{task}/approve", {"values": {"remark": "好"}})
    assert demanded() == [one for one in mine if one not in ("remark", "qty")]


def test_files_and_a_signature_go_with_an_answer(office: Office) -> None:
    """Whoever may see the record may open them; a file of somebody else is refused."""
    uid = office.submit()
    wang, task = office.client("wang"), first(office, "wang")
    mine = upload(wang, "contract.txt")
    theirs = upload(office.client("zhao"), "other.txt")
    refused = post(wang, f"/tasks/{task}/approve", {"attachments": [theirs]})
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["attachments"])
    assert office.stored(uid).state == "pending"
    given = {"attachments": [mine], "signature": upload(wang, "sign.png")}
    assert post(wang, f"/tasks/{task}/approve", given).status_code == 200
    last = get(wang, f"/tasks/{task}")["log"][-1]
    assert [one["name"] for one in last["attachments"]] == ["contract.txt"]
    assert last["signature"]["name"] == "sign.png"
    answer = office.client("li").get(f"/api/v1/files/{mine}")
    assert b"".join(answer.streaming_content) == b"hello"
    assert stranger(office).get(f"/api/v1/files/{mine}").status_code == 404


def test_the_log_hides_what_its_reader_may_not_see(office: Office) -> None:
    office.submit()
    wang, task = office.client("wang"), first(office, "wang")
    post(wang, f"/tasks/{task}/save", {"values": {"remark": "x"}})
    line = get(wang, f"/tasks/{task}")["log"][-1]
    assert (line["action"], line["changed"]) == ("save", [{"field": "remark", "label": "备注"}])


def test_strangers_and_bad_requests(office: Office) -> None:
    office.submit()
    wang, zhao, task = office.client("wang"), office.client("zhao"), first(office, "wang")
    bodies: dict[str, dict[str, Any]] = {
        "return": {},
        "add-sign": {"members": [str(office.members["li"])], "where": "before"},
        "save": {"values": {}},
        "recall": {},
        "terminate": {},
    }
    for path, body in bodies.items():
        assert post(zhao, f"/tasks/{task}/{path}", body).status_code == 404
    assert post(wang, f"/tasks/{task}/terminate", {}).json()["code"] == "ACTION_OFF"
    nobody = {"members": ["999999"], "where": "before"}
    assert post(wang, f"/tasks/{task}/add-sign", nobody).status_code == 422
    assert post(
        wang, f"/tasks/{task}/add-sign", {"members": [], "where": "before"}
    ).status_code in (400, 422)
    assert get(wang, f"/tasks/{task}")["actions"] == STEPS


def upload(client: Any, name: str) -> str:
    file = SimpleUploadedFile(name, b"hello", content_type="text/plain")
    answer = client.post("/api/v1/apps/shop/files", {"file": file})
    assert answer.status_code == 201, answer.content
    uid: str = answer.json()["id"]
    return uid


def stranger(office: Office) -> Any:
    admin = org.actor_of(org.Account.objects.order_by("pk")[0].pk)
    member = org.members.add(admin, "qian", MemberChange("qian", PASSWORD, roles=[])).pk
    office.members["qian"] = member
    return office.client("qian")
