"""Searching everywhere finds what the lists would show, and nothing by what is hidden."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.company import make
from tests.support.door import Door

pytestmark = pytest.mark.django_db(transaction=True)
FORM = {
    "kind": "form", "version": 1, "id": "client", "title": {"zh-CN": "客户"},
    "title_field": "name", "search": ["name", "phone"],
    "fields": [
        {"id": "name", "type": "text", "label": {"zh-CN": "名称"}},
        {"id": "phone", "type": "text", "label": {"zh-CN": "电话"}},
    ],
}  # fmt: skip


def group(id: str, members: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "kind": "permission", "version": 1, "id": id, "form": "client",
        "title": {"zh-CN": id}, "members": members, **more,
    }  # fmt: skip


def publish(door: Door, content: dict[str, Any]) -> None:
    path = f"/apps/shop/documents/{content['kind']}/{content['id']}"
    saved = door.ask("PUT", f"{path}/draft", {"content": content, "rev": 0})[1]
    answer = door.ask("POST", f"{path}/publish", {"rev": saved["rev"]})
    assert answer[0] == 200, answer


def test_it_finds_by_what_one_may_see_and_no_further() -> None:
    company = make()
    admin, clerk, guest = Door(company.admin), Door(company.clerk), Door(company.guest)
    publish(admin, FORM)
    own = {"rel": "and", "cond": [{"field": "name", "op": "starts_with", "value": "华"}]}
    hidden = {"*": "view", "phone": "hidden"}
    publish(admin, group("clerks", {"roles": ["clerk"]}, actions=["view"], fields=hidden, rows=own))
    made = [
        admin.ask("POST", "/apps/shop/forms/client/records", {"values": values})[1]["id"]
        for values in ({"name": "华联", "phone": "13800"}, {"name": "北辰", "phone": "13900"})
    ]

    def found(door: Door, words: str) -> list[str]:
        answer = door.ask("GET", f"/search?words={words}")[1]
        return [one["title"] for one in answer["records"] if one["form"] == "client"]

    assert found(admin, "13800") == ["华联"]
    assert found(clerk, "13800") == []
    assert found(clerk, "北辰") == []
    assert clerk.ask("GET", "/search?words=华联")[1] == {
        "records": [
            {
                "app": "shop",
                "form": "client",
                "form_title": {"zh-CN": "客户"},
                "id": made[0],
                "title": "华联",
            }
        ],
        "partial": False,
    }
    assert found(guest, "华联") == []
    assert guest.ask("GET", "/search?words=")[0] == 422

    shown = {app["key"]: app for app in clerk.ask("GET", "/places")[1]["apps"]}
    creates = {item["key"]: item["may_create"] for item in shown["shop"]["items"]}
    assert (creates["client"], creates["product"]) == (False, True)
    told = guest.ask("GET", "/places")[1]["apps"]
    assert "client" not in {item["key"] for app in told for item in app["items"]}


def test_designers_are_led_to_what_stands_in_no_navigation() -> None:
    company = make()
    admin, clerk = Door(company.admin), Door(company.clerk)
    flow = {
        "kind": "flow", "version": 1, "id": "check", "form": "receipt", "title": {"zh-CN": "验收"},
        "nodes": [{"id": "start", "type": "start"}, {"id": "end", "type": "end"}],
    }  # fmt: skip
    publish(admin, flow)

    def designs(door: Door) -> list[tuple[str, str, str]]:
        (shop,) = door.ask("GET", "/places")[1]["apps"]
        return [(one["kind"], one["key"], one["title"]["zh-CN"]) for one in shop["designs"]]

    assert designs(admin) == [("flow", "check", "验收"), ("ledger", "stock", "库存")]
    assert designs(clerk) == []
