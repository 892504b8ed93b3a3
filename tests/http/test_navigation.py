"""What the navigation of an app shows: the designer's order and words, the member's rights."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.company import make
from tests.support.door import Door

pytestmark = pytest.mark.django_db
DRAFT = "/apps/shop/documents/app/app/draft"


def test_a_member_sees_what_is_shown_and_open_to_them() -> None:
    company = make()
    admin, clerk = Door(company.admin), Door(company.clerk)
    roles = ["clerk"]
    receipt = {"kind": "form", "key": "receipt"}
    product = {"kind": "form", "key": "product"}
    draft = admin.ask("GET", DRAFT)[1]
    items: list[dict[str, Any]] = [
        {"id": "a", **product, "hidden": True},
        {"id": "b", **receipt, "title": {"zh-CN": "进货"}, "icon": "inbound", "color": "blue"},
        {"id": "c", "kind": "form", "key": "gone"},
    ]
    content = {
        **draft["content"],
        "color": "purple",
        "groups": [{"id": "g", "title": {"zh-CN": "日常"}, "items": items}],
        "workplaces": [
            {"id": "w1", "roles": ["nobody"], "opens": product},
            {"id": "w2", "roles": roles, "opens": {"kind": "form", "key": "gone"}},
            {"id": "w3", "roles": roles, "opens": receipt},
        ],
    }
    saved = admin.ask("PUT", DRAFT, {"content": content, "rev": draft["rev"]})[1]
    path = DRAFT.replace("draft", "publish")
    assert admin.ask("POST", path, {"rev": saved["rev"]}) == (200, {"version": 2})

    seen = clerk.ask("GET", "/apps/shop")[1]
    assert seen["color"] == "purple"
    assert seen["workplace"] == receipt
    assert seen["navigation"][0] == {
        "group": {"zh-CN": "日常"},
        "items": [{**receipt, "title": {"zh-CN": "进货"}, "icon": "inbound", "color": "blue"}],
    }
    shown = [(i["kind"], i["key"]) for group in seen["navigation"] for i in group["items"]]
    assert ("form", "product") not in shown
    assert (("ledger", "stock") in shown) == (
        clerk.ask("GET", "/apps/shop/ledgers/stock")[0] == 200
    )
    assert admin.ask("GET", "/apps/shop")[1]["workplace"] is None
    assert clerk.ask("GET", DRAFT)[0] == 403
