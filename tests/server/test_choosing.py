"""The initiator says who approves: the server asks first, and takes the answer at once."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.support.receipts import FLOW, Office, post
from workflow_engine.models import Choice, Process

RECORDS = "/apps/shop/forms/receipt/records"
VALUES = {"no": "RK-1", "lines": [{"qty": "5"}]}


@pytest.fixture
def choosy(office: Office) -> Office:
    flow: dict[str, Any] = deepcopy(FLOW)
    flow["nodes"][1]["assignees"] = {"chosen": "initiator"}
    office.publish(flow)
    return office


def create(office: Office, **more: Any) -> Any:
    return post(office.client("li"), RECORDS, {"values": VALUES, "submit": True, **more})


def test_a_new_document_that_names_nobody_is_asked_about_and_not_kept(choosy: Office) -> None:
    answer = create(choosy)
    assert (answer.status_code, answer.json()["code"]) == (422, "CHOOSE_PEOPLE")
    assert answer.json()["data"] == {"nodes": "check", "titles": "主管", "title.check": "主管"}
    assert choosy.count() == 0
    assert not Process.objects.exists()


def test_the_same_document_with_its_people_is_made_and_submitted_at_once(choosy: Office) -> None:
    zhao = str(choosy.members["zhao"])
    answer = create(choosy, choose={"check": [zhao]})
    assert (answer.status_code, answer.json()["state"]) == (201, "pending")
    assert [one["title"] for one in choosy.todo("zhao")] == ["RK-1"]
    assert choosy.todo("wang") == []


def test_a_wrong_choice_leaves_nothing_behind(choosy: Office) -> None:
    answer = create(choosy, choose={"check": ["999999"]})
    assert (answer.status_code, set(answer.json()["fields"])) == (422, {"choose.check"})
    assert not Choice.objects.exists()
    assert choosy.count() == 0


def test_a_draft_is_submitted_with_its_people(choosy: Office) -> None:
    li = choosy.client("li")
    draft = post(li, RECORDS, {"values": VALUES}).json()
    path = f"{RECORDS}/{draft['id']}/actions/submit"
    assert post(li, path, {"rev": draft["rev"]}).json()["code"] == "CHOOSE_PEOPLE"
    stale = {"rev": draft["rev"] + 7, "choose": {"check": [str(choosy.members["zhao"])]}}
    assert post(li, path, stale).status_code == 409
    assert not Choice.objects.exists()
    answer = post(li, path, stale | {"rev": draft["rev"]})
    assert (answer.status_code, answer.json()["state"]) == (200, "pending")
    assert [one["title"] for one in choosy.todo("zhao")] == ["RK-1"]
