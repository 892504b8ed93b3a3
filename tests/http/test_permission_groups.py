"""The permission groups of a form as one sheet, looking as others, and why: over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.actor import Actor
from tests.http.conftest import Browser
from tests.http.test_session import body

pytestmark = pytest.mark.django_db
AT = "/apps/shop/permissions/form/product"
FORM = "/apps/shop/forms/product"
FIELDS = [
    {"id": "name", "type": "text", "label": {"zh-CN": "名称"}},
    {"id": "cost", "type": "number", "label": {"zh-CN": "进价"}},
]
MINE = {"cond": [{"field": "$created_by", "op": "eq", "value": {"current": "member"}}]}
DEAR = {"cond": [{"field": "cost", "op": "gt", "value": "100"}]}


def group(id: str, **more: Any) -> dict[str, Any]:
    head = {"kind": "permission", "version": 1, "id": id, "form": "product"}
    return {**head, "title": {"zh-CN": id}, "members": {}, "actions": ["view"], **more}


BUYERS = group("buyers", members={"roles": ["buyer"]}, fields={"cost": "hidden"})
ALL = group("all", members={"members": ["admin"]}, actions=["view", "create", "edit"])


@pytest.fixture
def shop(as_admin: Browser) -> Browser:
    """The administrator, whose form has two groups."""
    as_admin.post("/apps", {"key": "shop", "title": {"zh-CN": "门店"}})
    content = {"kind": "form", "version": 1, "id": "product", "title": {"zh-CN": "商品"}}
    at = "/apps/shop/documents/form/product"
    as_admin.put(f"{at}/draft", {"content": {**content, "fields": FIELDS}, "rev": 0})
    as_admin.post(f"{at}/publish", {"rev": 1})
    publish(as_admin, ALL, BUYERS)
    return as_admin


def save(browser: Browser, *groups: dict[str, Any]) -> dict[str, Any]:
    rev = body(browser.get(f"{AT}/draft"))["rev"]
    return body(browser.put(f"{AT}/draft", {"content": {"groups": [*groups]}, "rev": rev}))


def publish(browser: Browser, *groups: dict[str, Any]) -> int:
    rev = save(browser, *groups)["rev"]
    return int(body(browser.post(f"{AT}/publish", {"rev": rev, "comment": "整理"}))["version"])


def keys(browser: Browser) -> list[str]:
    return [one["id"] for one in body(browser.get(f"{AT}/draft"))["content"]["groups"]]


def record(browser: Browser, **values: str) -> str:
    return str(body(browser.post(f"{FORM}/records", {"values": values}))["id"])


def test_groups_are_saved_and_published_together(shop: Browser, as_buyer: Browser) -> None:
    assert keys(shop) == ["all", "buyers"]
    save(shop, ALL, {**BUYERS, "fields": {}}, group("more"))
    assert [f["id"] for f in body(as_buyer.get(FORM))["form"]["fields"]] == ["name"]
    found = body(shop.get(f"{AT}/diff"))
    told = [(one["kind"], one["path"], one["setting"]) for one in found["changes"]]
    assert told == [("changed", "buyers", "fields"), ("added", "more", "")]
    (effect,) = found["effects"]
    assert (effect["count"], [one["name"] for one in effect["members"]]) == (1, ["李强"])
    assert effect["fields"] == [{"path": "cost", "before": "hidden", "after": "view"}]
    rev = body(shop.get(f"{AT}/draft"))["rev"]
    assert body(shop.post(f"{AT}/publish", {"rev": rev})) == {"version": 3}
    assert [f["id"] for f in body(as_buyer.get(FORM))["form"]["fields"]] == ["name", "cost"]


def test_a_group_goes_and_comes_back_with_an_old_version(shop: Browser, as_buyer: Browser) -> None:
    assert publish(shop, ALL) == 3
    assert keys(shop) == ["all"]
    assert as_buyer.get(FORM).status_code == 404
    listed = body(shop.get("/apps/shop/documents?kind=permission"))["items"]
    assert [one["key"] for one in listed] == ["all"]
    versions = body(shop.get(f"{AT}/versions"))["items"]
    assert [(one["version"], one["comment"]) for one in versions] == [
        (3, "整理"), (2, "整理"), (1, ""),
    ]  # fmt: skip
    assert body(shop.post(f"{AT}/rollback", {"version": 2})) == {"version": 4}
    assert keys(shop) == ["all", "buyers"]
    assert as_buyer.get(FORM).status_code == 200


def test_a_new_group_that_was_never_published_just_disappears(shop: Browser) -> None:
    save(shop, ALL, BUYERS, group("more"))
    save(shop, ALL, BUYERS)
    assert body(shop.get(f"{AT}/diff"))["changes"] == []
    assert shop.get("/apps/shop/documents/permission/more/draft").status_code == 404


def test_who_saved_in_between_is_not_overwritten(shop: Browser) -> None:
    rev = body(shop.get(f"{AT}/draft"))["rev"]
    save(shop, ALL, {**BUYERS, "actions": ["view", "print"]})
    given = {"content": {"groups": [ALL]}, "rev": rev}
    for answer in (shop.put(f"{AT}/draft", given), shop.post(f"{AT}/publish", {"rev": rev})):
        assert (answer.status_code, body(answer)["code"]) == (409, "stale_revision")
    assert keys(shop) == ["all", "buyers"]


def test_a_wrong_group_is_named_and_keeps_all_from_being_published(shop: Browser) -> None:
    bad = {**BUYERS, "fields": {"gone": "view"}}
    given = {"content": {"groups": [group("more"), bad]}}
    (problem,) = body(shop.post(f"{AT}/validate", given))["problems"]
    assert (problem["path"], problem["code"]) == ("groups.1.fields.gone", "unknown_field")
    rev = save(shop, ALL, bad, group("more"))["rev"]
    answer = shop.post(f"{AT}/publish", {"rev": rev})
    assert (answer.status_code, body(answer)["code"]) == (422, "invalid_document")
    listed = body(shop.get("/apps/shop/documents?kind=permission"))["items"]
    assert [one["key"] for one in listed if one["published"]] == ["all", "buyers"]


def test_a_group_of_something_else_is_refused(shop: Browser) -> None:
    given = {"content": {"groups": [group("more", form="elsewhere")]}, "rev": 0}
    assert shop.put(f"{AT}/draft", given).status_code == 422
    assert shop.get("/apps/shop/permissions/form/gone/draft").status_code == 404
    assert keys(shop) == ["all", "buyers"]


def test_who_designs_nothing_learns_nothing(shop: Browser, as_buyer: Browser) -> None:
    uid = record(shop, name="杯子", cost="9")
    them = {"role": "buyer"}
    given = {"groups": [BUYERS]}
    asked = [
        as_buyer.post(f"{FORM}/view-as", them),
        as_buyer.post(f"{FORM}/view-as/query", them),
        as_buyer.post(f"{FORM}/view-as/record", {**them, "record": uid}),
        as_buyer.get(f"{FORM}/explain?record={uid}"),
        as_buyer.get(f"{AT}/draft"),
        as_buyer.put(f"{AT}/draft", {"content": given, "rev": 0}),
        as_buyer.post(f"{AT}/validate", {"content": given}),
        as_buyer.get(f"{AT}/diff"),
        as_buyer.post(f"{AT}/publish", {"rev": 0}),
        as_buyer.get(f"{AT}/versions"),
        as_buyer.post(f"{AT}/rollback", {"version": 1}),
    ]
    assert [body(one)["code"] for one in asked[:3]] == ["administrators_only"] * 3
    assert [body(one)["code"] for one in asked[3:]] == ["designers_only"] * 8
    assert {one.status_code for one in asked} == {403}
    assert "杯子" not in "".join(one.content.decode() for one in asked)
    assert keys(shop) == ["all", "buyers"]


def test_an_administrator_looks_as_a_member(shop: Browser, buyer: Actor) -> None:
    record(shop, name="杯子", cost="9")
    them = {"member": str(buyer.member_id)}
    seen = body(shop.post(f"{FORM}/view-as", them))
    assert [f["id"] for f in seen["form"]["fields"]] == ["name"]
    assert (seen["name"], seen["groups"], seen["actions"]) == ("李强", ["buyers"], ["view"])
    (row,) = body(shop.post(f"{FORM}/view-as/query", them))["items"]
    assert row["values"] == {"name": "杯子"}
    shown = body(shop.post(f"{FORM}/view-as/record", {**them, "record": row["id"]}))
    assert (shown["values"], shown["actions"]) == ({"name": "杯子"}, [])


def test_a_draft_can_be_looked_at_before_it_holds(shop: Browser, buyer: Actor) -> None:
    record(shop, name="杯子", cost="9")
    save(shop, ALL, {**BUYERS, "fields": {}, "rows": MINE})
    them = {"member": str(buyer.member_id)}
    assert len(body(shop.post(f"{FORM}/view-as/query", them))["items"]) == 1
    drafted = {**them, "draft": True}
    assert body(shop.post(f"{FORM}/view-as/query", drafted))["items"] == []
    fields = body(shop.post(f"{FORM}/view-as", drafted))["form"]["fields"]
    assert [f["id"] for f in fields] == ["name", "cost"]


def test_looking_shows_no_more_than_the_administrator_sees(shop: Browser, buyer: Actor) -> None:
    uid = record(shop, name="杯子", cost="900")
    buyers = {**BUYERS, "fields": {}, "rows": DEAR}
    publish(shop, {**ALL, "fields": {"cost": "hidden"}}, buyers)
    them = {"member": str(buyer.member_id)}
    assert body(shop.post(f"{FORM}/view-as", them))["withheld"] is True
    answer = shop.post(f"{FORM}/view-as/query", them)
    assert "900" not in answer.content.decode()
    assert answer.status_code == 403 or body(answer)["items"] == []
    told = body(shop.get(f"{FORM}/explain?member={buyer.member_id}&record={uid}"))
    assert {one["group"]: one["decides"] for one in told["because"]}["buyers"] == "row_unknown"
    assert (told["allowed"], told["known"]) == (False, False)


def test_why_tells_the_parts_of_the_rows_and_how_one_is_in(shop: Browser, buyer: Actor) -> None:
    uid = record(shop, name="杯子", cost="9")
    parts = [*MINE["cond"], {"field": "name", "op": "eq", "value": "杯子"}]
    publish(shop, ALL, {**BUYERS, "rows": {"cond": parts}})
    told = body(shop.get(f"{FORM}/explain?member={buyer.member_id}&record={uid}"))
    (one,) = [because for because in told["because"] if because["group"] == "buyers"]
    assert (one["decides"], one["holds"]) == ("row_outside", [False, True])
    assert one["via"] == [{"kind": "role", "name": "采购员"}]
    assert told["member"]["departments_below"] == ["总公司"]


def test_why_is_not_told_of_a_record_that_the_asker_does_not_see(
    shop: Browser, buyer: Actor
) -> None:
    uid = record(shop, name="便宜", cost="9")
    publish(shop, {**ALL, "rows": DEAR}, BUYERS)
    path = f"{FORM}/explain?member={buyer.member_id}&record="
    there, nowhere = shop.get(path + uid), shop.get(f"{path}01jzzzzzzzzzzzzzzzzzzzzzzz")
    assert (there.status_code, there.content) == (404, nowhere.content)


def test_who_may_only_submit_adds_and_sees_nothing(shop: Browser, as_buyer: Browser) -> None:
    publish(shop, ALL, {**BUYERS, "fields": {}, "actions": ["create"]})
    made = as_buyer.post(f"{FORM}/records", {"values": {"name": "杯子", "cost": "9"}})
    assert (made.status_code, body(made)["values"]) == (201, {})
    assert as_buyer.post(f"{FORM}/records/query", {}).status_code == 403
    (row,) = body(shop.post(f"{FORM}/records/query", {}))["items"]
    assert row["values"]["name"] == "杯子"
