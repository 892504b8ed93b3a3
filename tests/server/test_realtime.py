"""Who hears which hint over the WebSocket."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import NotFound
from huiliu.server.realtime import hints, push
from huiliu.server.realtime.push import MOST_HINTS, _coarser
from huiliu.server.realtime.sight import Sight
from tests.support.receipts import Office

BUYER = Actor(1, 7, "采购员")
HINT = {"type": "record", "app": "jxc", "form": "receipt", "id": "r1", "event": "created"}


class Documents:
    def app(self, workspace_id: int, key: str) -> AppRef:
        return AppRef(3, key, 1, workspace_id)

    def app_by_id(self, app_id: int) -> AppRef:
        return AppRef(app_id, "jxc", 1, 7)


class Permissions:
    def __init__(self, *grants: Grant) -> None:
        self.grants = grants

    def access(self, actor: Actor, app: AppRef, form: str) -> Access:
        if not self.grants:
            raise NotFound
        return Access(actor, form, self.grants)


def seen_with(*grants: Grant, hint: Mapping[str, Any] = HINT) -> list[Mapping[str, Any]]:
    with ports.bound(documents=Documents(), permissions=Permissions(*grants)):
        return Sight(BUYER).filter([hint])


def grant(rows: Condition | None, *actions: Any) -> Grant:
    return Grant("g", frozenset(actions), {}, rows)


def test_who_sees_every_row_learns_which_one() -> None:
    assert seen_with(grant(None, "view")) == [HINT]


def test_who_sees_some_rows_learns_only_that_the_form_changed() -> None:
    assert seen_with(grant(Condition(), "view")) == [
        {"type": "record", "app": "jxc", "form": "receipt"}
    ]


def test_who_may_not_view_hears_nothing() -> None:
    assert seen_with(grant(None, "create")) == []
    assert seen_with() == []


def test_a_record_event_reaches_the_workspace_with_public_ids(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pushed: list[Any] = []
    monkeypatch.setattr(hints, "push", lambda group, hint: pushed.append((group, hint)))
    payload = {"app": 3, "form": "receipt", "record": 9, "uid": "r1", "events": ["created"]}
    with ports.bound(documents=Documents()):
        hints.on_record(payload)
    assert pushed == [("workspace-7", HINT)]


FLOW = {"type": "flow", "app": "jxc", "form": "receipt", "id": "r1"}


@pytest.mark.parametrize(
    ("grants", "heard"),
    [
        ([grant(None, "view")], [FLOW]),
        ([grant(Condition(), "view")], [{"type": "flow", "app": "jxc", "form": "receipt"}]),
        ([grant(None, "create")], []),
        ([], []),
    ],
)
def test_news_of_a_flow_goes_where_news_of_the_record_goes(
    grants: list[Grant], heard: list[Mapping[str, Any]]
) -> None:
    assert seen_with(*grants, hint=FLOW) == heard


def test_a_flow_is_told_to_its_people_by_name(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = office.submit(qty="500")
    pushed: list[Any] = []
    monkeypatch.setattr(hints, "push", lambda group, hint: pushed.append((group, hint)))
    record = {"app": "shop", "form": "receipt", "id": uid}
    told = {"app": office.app_id, "form": "receipt", "record": office.stored(uid).id, "uid": uid}
    hints.on_flow(told)
    people = sorted(office.members.values())
    assert pushed == [
        (f"workspace-{office.app.workspace_id}", {"type": "flow", **record}),
        *((f"member-{one}", {"type": "task", **record}) for one in people),
    ]


def test_an_import_is_one_hint_a_form() -> None:
    many = [{**HINT, "id": f"r{n}"} for n in range(MOST_HINTS + 1)]
    assert _coarser(many) == [{"type": "record", "app": "jxc", "form": "receipt"}]


class Faltering:
    """A channel layer that fails so many times and then delivers."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.delivered: list[Any] = []

    async def group_send(self, group: str, message: Any) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError
        self.delivered.append((group, message["hints"]))


@pytest.mark.parametrize(
    ("failures", "delivered"),
    [
        (0, [("workspace-7", [HINT])]),
        (len(push.PAUSES), [("workspace-7", [HINT])]),
        (len(push.PAUSES) + 1, []),
    ],
)
def test_a_hint_is_sent_again_a_few_times(
    failures: int, delivered: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = Faltering(failures)
    monkeypatch.setattr(push, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(push, "PAUSES", (0.0,) * len(push.PAUSES))
    asyncio.run(push._send("workspace-7", [HINT]))
    assert layer.delivered == delivered
