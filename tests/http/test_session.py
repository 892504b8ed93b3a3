"""Signing in over HTTP: CSRF, lock-out, demo mode, passwords and keys."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from huiliu.core.actor import Actor
from huiliu.org import api as org
from huiliu.org.members import MemberChange
from tests.http.conftest import PASSWORD, Browser

pytestmark = pytest.mark.django_db


def body(answer: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.content)
    return found


def with_key(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_a_stranger_sees_the_door_and_nothing_else(admin: Actor) -> None:
    stranger = Browser()
    assert stranger.open() == {
        "signed_in": False,
        "csrf": stranger.token,
        "demo": None,
        "languages": ["zh-CN", "en"],
    }
    assert stranger.get("/me").status_code == 401


def test_signing_in_gives_oneself(as_buyer: Browser, buyer: Actor, hq: int) -> None:
    assert body(as_buyer.get("/me")) == {
        "id": str(buyer.member_id),
        "name": "李强",
        "login": "buyer",
        "language": "zh-CN",
        "is_admin": False,
        "workspace": {"id": str(buyer.workspace_id), "name": "我的企业"},
        "departments": [{"id": str(hq), "name": "总公司"}],
        "roles": [{"key": "buyer", "name": "采购员"}],
    }


def test_signing_in_needs_the_csrf_token(buyer: Actor) -> None:
    stranger = Browser()
    stranger.token = ""
    answer = stranger.post("/auth/login", {"login": "buyer", "password": PASSWORD})
    assert (answer.status_code, body(answer)["code"]) == (403, "csrf_failed")
    assert stranger.get("/me").status_code == 401


def test_every_write_of_a_session_needs_the_csrf_token(as_admin: Browser) -> None:
    as_admin.token = ""
    for method, path in (("POST", "/roles"), ("PATCH", "/me"), ("POST", "/auth/logout")):
        answer = as_admin.send(method, path, {"key": "x", "name": "x", "language": "en"})
        assert (answer.status_code, body(answer)["code"]) == (403, "csrf_failed")
    assert not org.Role.objects.exists()
    assert as_admin.get("/me").status_code == 200


def test_a_session_key_that_somebody_planted_is_not_used(buyer: Actor) -> None:
    browser = Browser()
    browser.client.cookies["huiliu_session"] = "planted"
    browser.post("/auth/login", {"login": "buyer", "password": PASSWORD})
    assert browser.get("/me").status_code == 200
    assert browser.client.cookies["huiliu_session"].value != "planted"


def test_signing_out_ends_the_session(as_buyer: Browser) -> None:
    assert as_buyer.post("/auth/logout").status_code == 204
    assert as_buyer.get("/me").status_code == 401


def test_wrong_password_and_unknown_login_answer_alike(buyer: Actor) -> None:
    stranger = Browser()
    answers = [
        stranger.post("/auth/login", {"login": login, "password": "wrong"})
        for login in ("buyer", "nobody")
    ]
    assert [one.status_code for one in answers] == [401, 401]
    assert body(answers[0]) == body(answers[1])


def test_guessing_is_locked_out_with_a_time_to_wait(buyer: Actor) -> None:
    stranger = Browser()
    for _ in range(5):
        stranger.post("/auth/login", {"login": "buyer", "password": "wrong"})
    answer = stranger.post("/auth/login", {"login": "buyer", "password": PASSWORD})
    assert (answer.status_code, body(answer)["code"]) == (429, "too_many")
    assert int(answer["Retry-After"]) > 800


def test_a_forwarded_address_is_not_believed(buyer: Actor) -> None:
    """Else everybody could be twenty people a minute."""
    client = Client()
    statuses = [
        client.post(
            "/api/v1/auth/login",
            json.dumps({"login": f"guess{n}", "password": "wrong"}),
            content_type="application/json",
            headers={"X-Forwarded-For": f"10.0.0.{n}"},
        ).status_code
        for n in range(21)
    ]
    assert statuses == [401] * 20 + [429]


def test_demo_visitors_sign_in_with_one_click(
    admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    org.members.add(admin, "boss", MemberChange("陈建国"), demo="总经理")
    stranger = Browser()
    monkeypatch.delenv("HUILIU_DEMO", raising=False)
    assert stranger.post("/auth/login", {"demo": "boss"}).status_code == 401
    monkeypatch.setenv("HUILIU_DEMO", "1")
    assert stranger.open()["demo"] == [{"login": "boss", "name": "陈建国", "role": "总经理"}]
    assert stranger.post("/auth/login", {"demo": "admin"}).status_code == 401
    assert body(stranger.post("/auth/login", {"demo": "boss"}))["name"] == "陈建国"


def test_a_new_password_ends_the_other_sessions(as_buyer: Browser) -> None:
    elsewhere = Browser("buyer")
    answer = as_buyer.post("/auth/password", {"old": PASSWORD, "new": "copper-teapot-7"})
    assert answer.status_code == 204
    assert as_buyer.get("/me").status_code == 200
    assert elsewhere.get("/me").status_code == 401


def test_a_weak_password_is_refused(as_buyer: Browser, buyer: Actor) -> None:
    answer = as_buyer.post("/auth/password", {"old": PASSWORD, "new": "12345678"})
    assert answer.status_code == 422
    codes = [one["code"] for one in body(answer)["fields"]["new"]]
    assert codes == ["password_too_common", "password_entirely_numeric"]
    assert org.Account.objects.get(pk=buyer.member_id).check_password(PASSWORD)


def test_a_member_who_leaves_is_out_at_once(as_admin: Browser, as_buyer: Browser) -> None:
    me = body(as_buyer.get("/me"))["id"]
    assert as_admin.delete(f"/members/{me}").status_code == 204
    assert as_buyer.get("/me").status_code == 401


def test_a_key_is_shown_once_and_works_until_revoked(as_buyer: Browser) -> None:
    made = body(as_buyer.post("/api-keys", {"name": "ERP"}))
    listed = body(as_buyer.get("/api-keys"))["items"]
    assert [one["name"] for one in listed] == ["ERP"]
    assert made["key"] not in json.dumps(listed)
    client = Client(enforce_csrf_checks=True)
    assert client.get("/api/v1/me", headers=with_key(made["key"])).status_code == 200
    assert as_buyer.delete(f"/api-keys/{made['id']}").status_code == 204
    assert client.get("/api/v1/me", headers=with_key(made["key"])).status_code == 401


def test_a_key_is_made_once_however_often_it_is_asked_for(as_buyer: Browser) -> None:
    def ask() -> HttpResponse:
        return as_buyer.client.post(  # type: ignore[return-value]
            "/api/v1/api-keys",
            {"name": "ERP"},
            content_type="application/json",
            headers={"X-CSRFToken": as_buyer.token, "Idempotency-Key": "k"},
        )

    key = body(ask())["key"]
    again = ask()
    assert (again.status_code, body(again)["code"]) == (409, "answered_once")
    assert key not in again.content.decode()
    assert len(body(as_buyer.get("/api-keys"))["items"]) == 1


def test_answers_about_people_and_data_are_kept_by_nobody(as_buyer: Browser) -> None:
    for path in ("/me", "/session", "/apps", "/notifications", "/nothing"):
        answer = as_buyer.get(path)
        assert answer["Cache-Control"] == "no-store", path
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["//evil.example", "/\\evil.example", "/login?next=//evil.example"]
)
def test_nobody_is_sent_to_another_site(path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers.get("Location")) == (200, None)


def test_a_key_makes_no_keys_and_changes_no_password(as_buyer: Browser) -> None:
    key = body(as_buyer.post("/api-keys", {"name": "ERP"}))["key"]
    client = Client()
    for path, given in (
        ("/api-keys", {"name": "another"}),
        ("/auth/password", {"old": PASSWORD, "new": "copper-teapot-7"}),
    ):
        answer = client.post(
            f"/api/v1{path}", json.dumps(given), "application/json", headers=with_key(key)
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "browsers_only")
    assert org.ApiKey.objects.count() == 1


def test_anothers_key_does_not_exist(as_buyer: Browser, as_admin: Browser) -> None:
    made = body(as_buyer.post("/api-keys", {"name": "ERP"}))
    assert as_admin.delete(f"/api-keys/{made['id']}").status_code == 404
    assert org.ApiKey.objects.count() == 1


def test_a_bad_key_beside_a_good_session_is_refused(as_buyer: Browser) -> None:
    answer = as_buyer.client.get("/api/v1/me", headers=with_key("hl_wrong"))
    assert answer.status_code == 401


def test_ones_language(as_buyer: Browser) -> None:
    assert body(as_buyer.patch("/me", {"language": "en"}))["roles"] == [
        {"key": "buyer", "name": "Buyer"}
    ]
    assert as_buyer.patch("/me", {"language": "xx"}).status_code == 422
