"""Who may hand in and not look: their own drafts, and nothing beside them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.support.receipts import BUYERS, Office, get, post

RECORDS = "/apps/shop/forms/receipt/records"
DRAFTS = "/apps/shop/forms/receipt/own-drafts"


@pytest.fixture
def li(office: Office) -> Client:
    """May create and submit, and see nothing."""
    fields = {"*": "edit", "remark": "hidden"}
    office.publish({**BUYERS, "actions": ["create", "submit"], "fields": fields})
    return office.client("li")


def begun(client: Client, no: str) -> str:
    made = post(client, RECORDS, {"values": {"no": no}, "submit": False})
    assert made.status_code == 201
    return str(made.json()["id"])


def change(client: Client, uid: str, given: dict[str, Any]) -> Any:
    return client.patch(f"/api/v1{RECORDS}/{uid}", given, content_type="application/json")


def test_a_draft_is_found_again_changed_and_submitted(office: Office, li: Client) -> None:
    uid = begun(li, "RK-1")
    (draft,) = get(li, DRAFTS)["items"]
    assert (draft["id"], draft["title"]) == (uid, "RK-1")
    shown = get(li, f"{RECORDS}/{uid}")
    assert shown["actions"] == ["edit", "submit", "delete"]
    assert "remark" not in shown["values"]
    assert change(li, uid, {"values": {"remark": "x"}, "rev": 1}).status_code == 422
    assert change(li, uid, {"values": {"no": "RK-2"}, "rev": 1}).status_code == 200
    done = post(li, f"{RECORDS}/{uid}/actions/submit", {"rev": 2})
    assert (done.status_code, done.json()["state"]) == (200, "pending")

    assert get(li, DRAFTS)["items"] == []
    assert li.get(f"/api/v1{RECORDS}/{uid}").status_code == 404
    assert change(li, uid, {"values": {"no": "RK-3"}, "rev": 3}).status_code == 404


def test_others_drafts_and_everything_else_stay_out_of_sight(office: Office, li: Client) -> None:
    theirs = begun(li, "RK-1")
    wang = office.client("wang")
    group = {**BUYERS, "id": "managers", "members": {"roles": ["manager"]}}
    office.publish({**group, "actions": ["create"]})
    assert get(wang, DRAFTS)["items"] == []
    for answer in (
        wang.get(f"/api/v1{RECORDS}/{theirs}"),
        change(wang, theirs, {"values": {"no": "X"}, "rev": 1}),
        wang.delete(f"/api/v1{RECORDS}/{theirs}"),
        post(wang, f"{RECORDS}/{theirs}/actions/submit", {"rev": 1}),
    ):
        assert answer.status_code == 404
    assert post(li, f"{RECORDS}/query", {}).status_code == 403
    assert get(li, "/search?words=RK-1")["records"] == []
    assert "view" not in get(li, "/apps/shop/forms/receipt")["actions"]


def test_whoever_may_not_submit_only_keeps(office: Office, li: Client) -> None:
    office.publish({**BUYERS, "actions": ["create"]})
    uid = begun(li, "RK-1")
    assert post(li, f"{RECORDS}/{uid}/actions/submit", {"rev": 1}).status_code == 403
    assert li.delete(f"/api/v1{RECORDS}/{uid}").status_code == 204
    assert get(li, DRAFTS)["items"] == []
