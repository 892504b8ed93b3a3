"""A company with an administrator and a buyer, and browsers that hold the real CSRF token."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from huiliu.core.actor import Actor
from huiliu.org import api as org
from huiliu.org.departments import DepartmentChange
from huiliu.org.members import MemberChange

PASSWORD = "olive-kettle-9"


class Browser:
    """A session with CSRF checks on, as in life."""

    def __init__(self, login: str = "", password: str = PASSWORD) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.token = ""
        if login:
            self.open()
            answer = self.post("/auth/login", {"login": login, "password": password})
            assert answer.status_code == 200, answer.content
        self.open()

    def open(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get("/api/v1/session").json()
        self.token = found["csrf"]
        return found

    def get(self, path: str) -> HttpResponse:
        return self.client.get(f"/api/v1{path}")  # type: ignore[return-value]

    def send(self, method: str, path: str, body: Any = None) -> HttpResponse:
        return self.client.generic(  # type: ignore[return-value]
            method,
            f"/api/v1{path}",
            b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers={"X-CSRFToken": self.token},
        )

    def post(self, path: str, body: Any = None) -> HttpResponse:
        return self.send("POST", path, body)

    def patch(self, path: str, body: Any) -> HttpResponse:
        return self.send("PATCH", path, body)

    def put(self, path: str, body: Any) -> HttpResponse:
        return self.send("PUT", path, body)

    def delete(self, path: str) -> HttpResponse:
        return self.send("DELETE", path)


@pytest.fixture
def admin(db: None) -> Actor:
    login, _ = org.make_first_administrator() or ("", "")
    org.set_password(login, PASSWORD)
    return org.actor_of(org.Account.objects.get(login=login).pk)


@pytest.fixture
def hq(admin: Actor) -> int:
    return org.departments.add(admin, DepartmentChange("总公司"), key="hq").pk


@pytest.fixture
def buyer(admin: Actor, hq: int) -> Actor:
    org.roles.add(admin, "buyer", {"zh-CN": "采购员", "en": "Buyer"})
    change = MemberChange("李强", PASSWORD, departments=[hq], roles=["buyer"])
    return org.actor_of(org.members.add(admin, "buyer", change).pk)


@pytest.fixture
def as_admin(admin: Actor) -> Browser:
    return Browser("admin")


@pytest.fixture
def as_buyer(buyer: Actor) -> Browser:
    return Browser("buyer")
