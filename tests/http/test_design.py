"""Apps, documents and explanations over HTTP, on the real engines."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.actor import Actor
from tests.http.conftest import Browser
from tests.http.test_session import body

pytestmark = pytest.mark.django_db
DRAFT = "/apps/shop/documents/form/product/draft"
ONE = "/apps/shop/documents/form/product"


def form(*fields: dict[str, Any], title: str = "商品") -> dict[str, Any]:
    name = {"id": "name", "type": "text", "label": {"zh-CN": "名称"}}
    head = {"kind": "form", "version": 1, "id": "product", "title": {"zh-CN": title}}
    return {**head, "fields": [name, *fields]}


COST = {"id": "cost", "type": "number", "label": {"zh-CN": "进价"}}


@pytest.fixture
def designed(as_admin: Browser) -> Browser:
    """The administrator, who has published a form in a new app."""
    assert as_admin.post("/apps", {"key": "shop", "title": {"zh-CN": "门店"}}).status_code == 201
    saved = body(as_admin.put(DRAFT, {"content": form(COST), "rev": 0}))
    assert body(as_admin.post(f"{ONE}/publish", {"rev": saved["rev"]})) == {"version": 1}
    return as_admin


def test_a_form_is_drafted_checked_compared_and_published(designed: Browser) -> None:
    draft = body(designed.get(DRAFT))
    assert (draft["content"], draft["published"]) == (form(COST), 1)
    bad = form({"id": "total", "type": "formula", "label": {"zh-CN": "合计"}, "formula": "{gone}"})
    rev = body(designed.put(DRAFT, {"content": bad, "rev": draft["rev"]}))["rev"]
    assert body(designed.post(f"{ONE}/validate"))["problems"]
    refused = designed.post(f"{ONE}/publish", {"rev": rev})
    assert (refused.status_code, body(refused)["code"]) == (422, "invalid_document")
    good = form(COST, {"id": "spec", "type": "text", "label": {"zh-CN": "规格"}}, title="货品")
    rev = body(designed.put(DRAFT, {"content": good, "rev": rev}))["rev"]
    told = body(designed.get(f"{ONE}/diff"))
    assert ("added", "spec") in [(one["kind"], one["path"]) for one in told["changes"]]
    assert body(designed.post(f"{ONE}/publish", {"rev": rev, "comment": "加规格"})) == {
        "version": 2
    }
    versions = body(designed.get(f"{ONE}/versions"))["items"]
    assert [(v["version"], v["comment"], v["by"]["name"]) for v in versions] == [
        (2, "加规格", "管理员"),
        (1, "", "管理员"),
    ]
    assert body(designed.post(f"{ONE}/rollback", {"version": 1})) == {"version": 3}
    assert body(designed.get(f"{ONE}/diff?from=1&to=3"))["changes"] == []


def test_a_stale_draft_is_refused(designed: Browser) -> None:
    answer = designed.put(DRAFT, {"content": form(), "rev": 1})
    assert (answer.status_code, body(answer)["code"]) == (409, "stale_revision")
    assert body(designed.get(DRAFT))["content"] == form(COST)


def test_a_new_form_is_open_to_its_designer_alone(designed: Browser, as_buyer: Browser) -> None:
    app = body(designed.get("/apps/shop"))
    assert [item["key"] for group in app["navigation"] for item in group["items"]] == ["product"]
    assert as_buyer.get("/apps/shop").status_code == 404
    assert body(as_buyer.get("/apps")) == {"items": []}


def give(designed: Browser, **more: Any) -> None:
    content = {
        "kind": "permission", "version": 1, "id": "buyers", "form": "product",
        "title": {"zh-CN": "采购"}, "members": {"roles": ["buyer"]}, "actions": ["view"], **more,
    }  # fmt: skip
    place = "/apps/shop/documents/permission/buyers"
    saved = body(designed.put(f"{place}/draft", {"content": content, "rev": 0}))
    answer = designed.post(f"{place}/publish", {"rev": saved["rev"]})
    assert answer.status_code == 200, answer.content


def test_a_group_lets_its_members_in(designed: Browser, as_buyer: Browser) -> None:
    give(designed)
    app = body(as_buyer.get("/apps/shop"))
    assert app == {
        "key": "shop",
        "title": {"zh-CN": "门店"},
        "icon": "",
        "color": "",
        "may_design": False,
        "workplace": None,
        "navigation": [
            {
                "group": {"zh-CN": "其他", "en": "Other"},
                "items": [
                    {
                        "kind": "form",
                        "key": "product",
                        "title": {"zh-CN": "商品"},
                        "icon": "",
                        "color": "",
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("method", "path", "given"),
    [
        ("GET", "/apps/shop/documents", None),
        ("GET", DRAFT, None),
        ("PUT", DRAFT, {"content": form(), "rev": 2}),
        ("DELETE", DRAFT, None),
        ("POST", f"{ONE}/validate", {}),
        ("GET", f"{ONE}/diff", None),
        ("POST", f"{ONE}/publish", {"rev": 2}),
        ("GET", f"{ONE}/versions", None),
        ("POST", f"{ONE}/rollback", {"version": 1}),
        ("GET", f"{ONE}/grants", None),
        ("PUT", "/apps/shop/grants", {"design": {"roles": ["buyer"]}}),
        ("PATCH", "/apps/shop", {"icon": "x"}),
        ("GET", "/apps/shop/export", None),
        ("GET", "/apps/shop/forms/product/explain", None),
    ],
)
def test_who_designs_nothing_sees_no_design(
    designed: Browser, as_buyer: Browser, method: str, path: str, given: Any
) -> None:
    give(designed)
    before = body(designed.get(DRAFT))
    answer = as_buyer.send(method, path, given)
    assert (answer.status_code, body(answer)["code"]) == (403, "designers_only")
    assert body(designed.get(DRAFT)) == before


def test_a_designer_of_one_form_sees_that_one(designed: Browser, as_buyer: Browser) -> None:
    designed.put(f"{ONE}/grants", {"design": {"roles": ["buyer"]}})
    listed = body(as_buyer.get("/apps/shop/documents"))["items"]
    assert [(one["kind"], one["key"]) for one in listed] == [("form", "product")]
    assert body(as_buyer.get("/apps"))["items"][0]["may_design"] is True


def test_grants_are_read_back_as_they_were_set(designed: Browser, buyer: Actor) -> None:
    given = {
        "open": {"members": [str(buyer.member_id)], "roles": []},
        "design": {"members": [], "roles": ["buyer"]},
    }
    assert body(designed.put("/apps/shop/grants", given)) == given
    assert body(designed.get("/apps/shop/grants")) == given


def test_why_somebody_may_not(designed: Browser, buyer: Actor) -> None:
    give(designed, fields={"cost": "hidden"})
    path = f"/apps/shop/forms/product/explain?member={buyer.member_id}&field=cost"
    told = body(designed.get(path))
    assert told["allowed"] is False
    assert {one["group"]: one["decides"] for one in told["because"]} == {
        "buyers": "field_hidden",
        "product_all": "not_in_group",
    }


def test_an_administrator_sees_what_a_member_would_see(designed: Browser, buyer: Actor) -> None:
    give(designed, fields={"cost": "hidden"})
    told = body(designed.get(f"/members/{buyer.member_id}/view-as"))
    assert told["member"]["login"] == "buyer"
    assert told["apps"] == [
        {
            "key": "shop",
            "title": {"zh-CN": "门店"},
            "items": [
                {
                    "kind": "form",
                    "key": "product",
                    "title": {"zh-CN": "商品"},
                    "groups": ["buyers"],
                    "actions": ["view"],
                    "fields": {"name": "edit", "cost": "hidden"},
                    "all_rows": True,
                }
            ],
        }
    ]


def test_the_navigation_is_the_designers(designed: Browser) -> None:
    navigation = [{"group": {"zh-CN": "基础"}, "items": [{"kind": "form", "key": "product"}]}]
    changed = body(designed.patch("/apps/shop", {"navigation": navigation}))
    assert [group["group"] for group in changed["navigation"]] == [{"zh-CN": "基础"}]


def test_templates_are_listed_and_installed_by_administrators(
    as_admin: Browser, as_buyer: Browser
) -> None:
    keys = {one["key"]: one["installed"] for one in body(as_buyer.get("/templates"))["items"]}
    assert keys["jxc"] is False
    for given in ({}, {"sample_data": True}):
        answer = as_buyer.post("/templates/jxc/install", given)
        assert (answer.status_code, body(answer)["code"]) == (403, "administrators_only")
    started = body(as_admin.post("/templates/jxc/install", {"sample_data": True}))
    assert started["app"] == "jxc"
    assert body(as_admin.get(f"/jobs/{started['job']}"))["state"] == "queued"
    assert as_admin.post("/templates/gone/install", {}).status_code == 404
