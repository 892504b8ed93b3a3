"""An app whose documents are published by a publisher that writes down what it was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.ports import Problem
from huiliu.design import api as design
from huiliu.design import publishers
from huiliu.org import api as org
from huiliu.org.members import MemberChange


class FakePublisher:
    """Refuses content with ``"bad"``; breaks in the flip when told to."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, int]] = []
        self.breaks = False

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]:
        return [Problem("bad", "no_good", {"en": "No good."})] if "bad" in content else []

    def prepare(self, app: AppRef, key: str, n: int, content: Mapping[str, Any]) -> str:
        self.calls.append(("prepare", key, n))
        return f"prepared {n}"

    def flip(
        self, app: AppRef, key: str, n: int, content: Mapping[str, Any], prepared: Any
    ) -> None:
        assert prepared == f"prepared {n}"
        found = ports.documents().find(app, "form", key)
        assert found is not None
        assert found.version == n
        self.calls.append(("flip", key, n))
        if self.breaks:
            raise RuntimeError("broken")


class FakeEvents:
    def __init__(self) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []

    def publish(self, name: str, payload: Mapping[str, Any], *, workspace_id: int) -> None:
        self.told.append((name, dict(payload)))


@pytest.fixture
def told() -> Iterator[FakeEvents]:
    events = FakeEvents()
    with ports.bound(events=events, documents=design.documents):
        yield events


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> FakePublisher:
    fake = FakePublisher()
    monkeypatch.setattr(publishers, "_publishers", {"form": fake})
    return fake


@pytest.fixture
def admin(db: None, told: FakeEvents) -> Actor:
    login, _ = org.make_first_administrator() or ("", "")
    return org.actor_of(org.Account.objects.get(login=login).pk)


@pytest.fixture
def buyer(admin: Actor) -> Actor:
    org.roles.add(admin, "buyer", {"zh-CN": "采购员"})
    member = org.members.add(admin, "buyer", MemberChange("李强", roles=["buyer"]))
    return org.actor_of(member.pk)


@pytest.fixture
def app(admin: Actor, publisher: FakePublisher) -> AppRef:
    return design.apps.create(admin, "shop", {"zh-CN": "门店"})


def again(app: AppRef) -> AppRef:
    """The app as it is now."""
    return design.documents.app_by_id(app.id)


def form(title: str = "商品", **more: Any) -> dict[str, Any]:
    return {"kind": "form", "version": 1, "id": "product", "title": {"zh-CN": title}, **more}
