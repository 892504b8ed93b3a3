"""An approval over HTTP, through the real forms, permissions and organisation."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection
from django.test import Client

from huiliu.core import ports
from huiliu.core.errors import RuleRefused, StateConflict
from tests.support.at_once import at_once
from tests.support.receipts import Office, get, post
from workflow_engine import api as flows


def test_a_manager_finds_the_task_and_approves_it(office: Office) -> None:
    uid = office.submit()
    wang = office.client("wang")
    page = get(wang, "/tasks?box=todo")
    (item,) = page["items"]
    assert page["counts"] == {"todo": 1, "cc": 0}
    assert (item["form_title"], item["title"], item["node_title"]) == ("入库单", "RK-1", "主管")
    assert (item["app"], item["form"], item["record"]) == ("shop", "receipt", uid)
    assert item["initiator"] == {"id": str(office.members["li"]), "name": "li"}
    assert item["summary"] == [
        {"label": "合计", "value": "5.00"},
        {"label": "验收人", "value": "zhao"},
    ]
    answer = post(wang, f"/tasks/{item['id']}/approve", {"comment": "好"})
    assert (answer.status_code, answer.json()) == (200, {"state": "approved"})
    assert office.record(uid)["state"] == "approved"
    assert office.todo("zhao") == []
    (done,) = get(wang, "/tasks?box=done")["items"]
    assert (done["state"], done["action"]) == ("approved", "approved")


def test_a_task_shows_the_record_with_the_rights_of_its_node(office: Office) -> None:
    uid = office.submit()
    (item,) = office.todo("wang")
    shown = get(office.client("wang"), f"/tasks/{item['id']}")
    assert shown["actions"] == ["approve", "reject", "return", "transfer", "add_sign", "save"]
    assert shown["record"]["id"] == uid
    assert shown["record"]["fields"]["remark"] == "edit"
    assert shown["record"]["values"]["total"] == "5.00"
    assert set(shown["record"]["values"]["lines"][0]) == {"$row", "qty"}
    fields = {field["id"]: field for field in shown["form"]["fields"]}
    assert fields["remark"]["access"] == "edit"
    assert fields["no"]["access"] == "view"
    assert [column["id"] for column in fields["lines"]["fields"]] == ["qty"]
    assert [(e["node"], e["state"]) for e in shown["timeline"]] == [
        ("start", "done"),
        ("check", "current"),
        ("end", "todo"),
    ]
    assert "9.99" not in str(shown)


def test_what_the_manager_fills_in_is_stored_and_nothing_else(office: Office) -> None:
    uid = office.submit()
    (item,) = office.todo("wang")
    wang = office.client("wang")
    refused = post(wang, f"/tasks/{item['id']}/approve", {"values": {"no": "X", "remark": "r"}})
    assert (refused.status_code, set(refused.json()["fields"])) == (422, {"no"})
    assert office.record(uid)["state"] == "pending"
    assert office.record(uid)["values"].get("remark") is None
    post(wang, f"/tasks/{item['id']}/approve", {"values": {"remark": "已验收"}})
    record = office.record(uid)
    assert (record["state"], record["values"]["remark"]) == ("approved", "已验收")


def test_a_large_receipt_goes_to_whoever_the_record_names(office: Office) -> None:
    uid = office.submit(qty="101")
    post(office.client("wang"), f"/tasks/{office.todo('wang')[0]['id']}/approve", {})
    (item,) = office.todo("zhao")
    assert item["node"] == "checker"
    answer = post(office.client("zhao"), f"/tasks/{item['id']}/approve", {})
    assert answer.json() == {"state": "approved"}
    assert office.record(uid)["state"] == "approved"


def test_a_rejected_receipt_is_a_draft_again_and_can_be_submitted_again(office: Office) -> None:
    uid = office.submit()
    (item,) = office.todo("wang")
    answer = post(office.client("wang"), f"/tasks/{item['id']}/reject", {"comment": "缺发票"})
    assert answer.json() == {"state": "rejected"}
    assert office.record(uid)["state"] == "draft"
    assert office.act("submit", uid).state == "pending"
    told = ports.flows().timeline(office.stored(uid), actor=office.actor("li"))
    assert [entry["node"] for entry in told] == [
        "start", "check", "rejected", "start", "check", "end"
    ]  # fmt: skip
    assert told[1]["people"][0]["comment"] == "缺发票"


def test_a_ledger_that_refuses_takes_the_vote_back_and_tells_the_approver(office: Office) -> None:
    uid = office.submit()
    (item,) = office.todo("wang")
    office.ledgers.refuse = RuleRefused("NEGATIVE_STOCK", {"zh-CN": "库存不足"})
    answer = post(
        office.client("wang"), f"/tasks/{item['id']}/approve", {"values": {"remark": "r"}}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "NEGATIVE_STOCK")
    office.ledgers.refuse = None
    assert office.record(uid)["state"] == "pending"
    assert office.record(uid)["values"].get("remark") is None
    assert [one["id"] for one in office.todo("wang")] == [item["id"]]


def test_the_initiator_withdraws_and_the_task_is_gone(office: Office) -> None:
    uid = office.submit()
    (item,) = office.todo("wang")
    one = f"/apps/shop/forms/receipt/records/{uid}"
    assert "withdraw" in get(office.client("li"), one)["actions"]
    assert office.act("withdraw", uid).state == "draft"
    assert office.todo("wang") == []
    late = post(office.client("wang"), f"/tasks/{item['id']}/approve", {})
    assert (late.status_code, late.json()["code"]) == (409, "STATUS_CONFLICT")


def test_the_second_click_is_a_conflict(office: Office) -> None:
    office.submit()
    (item,) = office.todo("wang")
    wang = office.client("wang")
    post(wang, f"/tasks/{item['id']}/approve", {})
    assert post(wang, f"/tasks/{item['id']}/approve", {}).status_code == 409


def test_nobody_sees_or_answers_somebody_else_s_task(office: Office) -> None:
    office.submit()
    (item,) = office.todo("wang")
    for name in ("li", "zhao"):
        client = office.client(name)
        assert client.get(f"/api/v1/tasks/{item['id']}").status_code == 404
        assert post(client, f"/tasks/{item['id']}/approve", {}).status_code == 404
    assert Client().get("/api/v1/tasks").status_code == 401


def test_a_task_is_handed_over(office: Office) -> None:
    office.submit(qty="101")
    post(office.client("wang"), f"/tasks/{office.todo('wang')[0]['id']}/approve", {})
    (item,) = office.todo("zhao")
    to = {"member": str(office.members["wang"]), "comment": "请帮忙"}
    assert post(office.client("zhao"), f"/tasks/{item['id']}/transfer", to).status_code == 200
    assert office.todo("zhao") == []
    assert [one["node"] for one in office.todo("wang")] == ["checker"]
    nobody = post(office.client("wang"), f"/tasks/{item['id']}/transfer", {"member": "no"})
    assert nobody.status_code == 422


def found(office: Office, query: str, name: str = "wang") -> list[str]:
    return [one["title"] for one in get(office.client(name), f"/tasks?box=todo&{query}")["items"]]


def test_whatever_a_line_shows_finds_it(office: Office) -> None:
    """Number, form, node, initiator, and the fields of the summary; what is hidden does not."""
    office.submit("RK-1", qty="5")
    office.submit("RK-2", qty="7")
    assert found(office, "search=rk-1") == ["RK-1"]
    assert found(office, "search=7.00") == ["RK-2"]
    assert found(office, "search=zhao") == ["RK-2", "RK-1"]
    assert found(office, "search= 主管 ") == ["RK-2", "RK-1"]
    assert found(office, "search=入库单") == ["RK-2", "RK-1"]
    assert found(office, "search=li") == ["RK-2", "RK-1"]
    assert found(office, "search=9.99") == []


def test_what_is_searched_comes_page_by_page(office: Office) -> None:
    for number in range(5):
        office.submit(f"RK-{number}", qty="5" if number % 2 else "7")
    page = get(office.client("wang"), "/tasks?box=todo&search=7.00&limit=2")
    assert [one["title"] for one in page["items"]] == ["RK-4", "RK-2"]
    rest = get(office.client("wang"), f"/tasks?box=todo&search=7.00&limit=2&cursor={page['next']}")
    assert ([one["title"] for one in rest["items"]], rest["next"]) == (["RK-0"], None)


def test_a_box_is_narrowed_to_a_form_an_initiator_and_a_time(office: Office) -> None:
    office.submit("RK-1")
    li, wang = office.members["li"], office.members["wang"]
    assert found(office, f"form=receipt&initiator={li}&since=2020-01-01T00:00:00Z") == ["RK-1"]
    assert found(office, "form=other") == []
    assert found(office, f"initiator={wang}") == []
    assert found(office, "until=2020-01-01T00:00:00Z") == []


@pytest.mark.parametrize(
    "query",
    ["box=other", "limit=0", "limit=1001", "cursor=x", "app=gone", "initiator=x", "since=x"],
)
def test_odd_questions_are_refused(office: Office, query: str) -> None:
    answer = office.client("wang").get(f"/api/v1/tasks?{query}")
    assert answer.status_code in (400, 404, 422)


def test_a_page_asks_the_same_number_of_questions_however_long(office: Office) -> None:
    for number in range(6):
        office.submit(f"RK-{number}")
    wang = office.client("wang")
    get(wang, "/tasks?limit=1")
    asked = _queries(wang, "/tasks?limit=2")
    assert _queries(wang, "/tasks?limit=6") == asked


def _queries(client: Client, path: str) -> int:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        get(client, path)
    return len(queries)


@pytest.mark.django_db
@pytest.mark.parametrize("_round", range(3))
def test_an_approval_against_a_withdrawal_has_one_outcome(busy_office: Office, _round: int) -> None:
    uid = busy_office.submit()
    (item,) = busy_office.todo("wang")
    wang = busy_office.actor("wang")
    approved, withdrawn = at_once(
        partial(flows.approve, int(item["id"][1:]), actor=wang),
        partial(busy_office.act, "withdraw", uid),
    )
    assert isinstance(approved, StateConflict) != isinstance(withdrawn, StateConflict)
    assert busy_office.stored(uid).state == ("approved" if approved == "approved" else "draft")
