"""Administrators set channels up without ever reading a secret; members say how to be told."""

from __future__ import annotations

import json

import pytest

from tests.server.test_records_over_http import Door
from tests.support.company import Company, make
from tests.support.stand_in import stand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make()


def test_a_channel_is_set_up_tried_and_removed(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = Door(company.admin)
    me = admin.ask("GET", "/me")[1]["id"]
    with stand_in() as there:
        monkeypatch.setenv("HUILIU_OUTGOING_ALLOW", f"127.0.0.1:{there.port}")
        body = {
            "kind": "feishu", "title": "仓库群", "reader": me,
            "url": f"{there.url}/hook/t0ken", "secret": "s3cr3t",
        }  # fmt: skip
        assert admin.ask("PUT", "/channels/store", body) == (200, {"signing": ""})
        shown = admin.ask("GET", "/channels")[1]
        assert [k["name"] for k in shown["kinds"]] == ["dingtalk", "feishu", "webhook", "wecom"]
        assert shown["items"][0]["host"] == "127.0.0.1"
        assert "t0ken" not in json.dumps(shown)
        assert "s3cr3t" not in json.dumps(shown)

        there.answers = [(200, {"code": 0}), (200, {"code": 19021, "msg": "sign match fail"})]
        assert admin.ask("POST", "/channels/store/messages/test", {})[0] == 204
        assert there.calls[0].json["content"]["text"] == "汇流测试消息：通道“仓库群”可以使用。"
        status, refused = admin.ask("POST", "/channels/store/messages/test", {})
        assert (status, refused["message"]) == (422, "对方未接收消息：19021 sign match fail")
        there.answers = [(500, {})]
        status, refused = admin.ask("POST", "/channels/store/messages/test", {})
        assert (status, refused["code"]) == (422, "not_reached")
    assert admin.ask("DELETE", "/channels/store")[0] == 204
    assert admin.ask("GET", "/channels")[1]["items"] == []


def test_a_webhook_shows_the_secret_it_made_once(company: Company) -> None:
    admin = Door(company.admin)
    me = admin.ask("GET", "/me")[1]["id"]
    body = {"kind": "webhook", "title": "ERP", "reader": me, "url": "https://example.com/x"}
    made = admin.ask("PUT", "/channels/erp", body)[1]["signing"]
    assert made.startswith("whsec_")
    assert made not in json.dumps(admin.ask("GET", "/channels")[1])
    assert admin.ask("PUT", "/channels/erp", body)[1]["signing"] == ""


def test_others_may_not_touch_channels(company: Company) -> None:
    clerk = Door(company.clerk)
    body = {"kind": "wecom", "title": "x", "reader": 1, "url": "https://example.com"}
    assert clerk.ask("GET", "/channels")[0] == 403
    assert clerk.ask("PUT", "/channels/x", body)[0] == 403
    assert clerk.ask("POST", "/channels/x/messages/test", {})[0] == 403
    assert clerk.ask("POST", "/channels/email/test", {})[0] == 403
    assert clerk.ask("DELETE", "/channels/x")[0] == 403


def test_a_member_says_how_to_be_told(company: Company) -> None:
    clerk = Door(company.clerk)
    before = clerk.ask("GET", "/me/messages")[1]
    assert (before["email"], before["can_email"]) == ("", False)
    wishes = {
        "email": "c@example.com", "email_on": True, "quiet_from": "22:00", "quiet_to": "08:00",
        "digest": "daily", "digest_at": "09:00", "kinds_off": ["task_copied"],
    }  # fmt: skip
    assert clerk.ask("PUT", "/me/messages", wishes)[0] == 200
    assert clerk.ask("GET", "/me/messages")[1] == {**wishes, "can_email": False}
    assert Door(company.guest).ask("GET", "/me/messages")[1]["email"] == ""
    status, refused = clerk.ask("PUT", "/me/messages", {**wishes, "email": "nobody"})
    assert (status, list(refused["fields"])) == (422, ["email"])
