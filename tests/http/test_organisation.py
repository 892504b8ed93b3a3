"""People over HTTP: who may change whom, and what cannot be slipped in."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.actor import Actor
from huiliu.org import api as org
from tests.http.conftest import PASSWORD, Browser
from tests.http.test_session import body

pytestmark = pytest.mark.django_db


def test_an_administrator_adds_a_member_who_can_sign_in(
    as_admin: Browser, buyer: Actor, hq: int
) -> None:
    given = {
        "login": "keeper", "name": "孙涛", "password": PASSWORD,
        "departments": [str(hq)], "roles": ["buyer"],
    }  # fmt: skip
    answer = as_admin.post("/members", given)
    assert answer.status_code == 201
    made = body(answer)
    assert made == {
        "id": made["id"],
        "login": "keeper",
        "name": "孙涛",
        "active": True,
        "is_admin": False,
        "departments": [{"id": str(hq), "name": "总公司", "main": True}],
        "roles": [{"key": "buyer", "name": "采购员"}],
    }
    assert body(Browser("keeper").get("/me"))["id"] == made["id"]


@pytest.mark.parametrize(
    ("method", "path", "given"),
    [
        ("GET", "/members", None),
        ("POST", "/members", {"login": "x", "name": "x"}),
        ("PATCH", "/members/{me}", {"is_admin": True}),
        ("PATCH", "/members/{me}", {"roles": []}),
        ("DELETE", "/members/{admin}", None),
        ("GET", "/members/{admin}/view-as", None),
        ("POST", "/departments", {"name": "x"}),
        ("DELETE", "/departments/{hq}", None),
        ("POST", "/roles", {"key": "x", "name": "x"}),
        ("PATCH", "/roles/buyer", {"name": "x"}),
        ("DELETE", "/roles/buyer", None),
        ("POST", "/apps", {"key": "x", "title": {"en": "x"}}),
    ],
)
def test_who_is_no_administrator_changes_nobody(
    as_buyer: Browser, buyer: Actor, admin: Actor, hq: int, method: str, path: str, given: Any
) -> None:
    before = org.Workspace.objects.get().org_rev
    where = path.format(me=buyer.member_id, admin=admin.member_id, hq=hq)
    answer = as_buyer.send(method, where, given)
    assert (answer.status_code, body(answer)["code"]) == (403, "administrators_only")
    assert org.Workspace.objects.get().org_rev == before
    assert org.actor_of(buyer.member_id) == buyer


@pytest.mark.parametrize(
    "slipped_in",
    [
        {"is_superuser": True}, {"workspace": 2}, {"workspace_id": 2}, {"demo": "老板"},
        {"id": "1"}, {"login": "other"}, {"is_active": False}, {"user_permissions": [1]},
    ],
)  # fmt: skip
def test_nothing_can_be_slipped_in(
    as_admin: Browser, buyer: Actor, slipped_in: dict[str, Any]
) -> None:
    answer = as_admin.patch(f"/members/{buyer.member_id}", {"name": "新名", **slipped_in})
    assert answer.status_code == 422
    assert next(iter(body(answer)["fields"].values()))[0]["code"] == "unknown_field"
    assert org.actor_of(buyer.member_id) == buyer


def test_an_administrator_does_not_change_their_own_roles(
    as_admin: Browser, admin: Actor, buyer: Actor
) -> None:
    answer = as_admin.patch(f"/members/{admin.member_id}", {"roles": ["buyer"]})
    assert (answer.status_code, body(answer)["code"]) == (403, "not_oneself")
    assert org.actor_of(admin.member_id).role_keys == frozenset()


def test_members_of_another_company_do_not_exist(as_admin: Browser) -> None:
    other = org.Workspace.objects.create(name="别家", org_rev=1)
    stranger = org.Account.objects.create(workspace=other, login="stranger", name="外人")
    for method in ("GET", "PATCH", "DELETE"):
        answer = as_admin.send(method, f"/members/{stranger.pk}", {} if method == "PATCH" else None)
        assert answer.status_code == 404
    assert as_admin.get(f"/members/{stranger.pk}/view-as").status_code == 404
    assert [one["login"] for one in body(as_admin.get("/members"))["items"]] == ["admin"]


@pytest.mark.parametrize("id", ["0", "-1", "x", "９", "99999999999999999999", "1.0"])
def test_an_id_that_is_none_does_not_exist(as_admin: Browser, id: str) -> None:
    assert as_admin.get(f"/members/{id}").status_code == 404


def test_members_come_in_pages(as_admin: Browser, buyer: Actor, admin: Actor) -> None:
    first = body(as_admin.get("/members?limit=1"))
    assert [one["login"] for one in first["items"]] == ["admin"]
    second = body(as_admin.get(f"/members?limit=1&cursor={first['next']}"))
    assert [one["login"] for one in second["items"]] == ["buyer"]
    assert second["next"] is None


def test_the_list_of_members_costs_the_same_for_many(
    as_admin: Browser, buyer: Actor, django_assert_max_num_queries: Any
) -> None:
    as_admin.get("/me")  # people changed since the sign-in: the actor is built anew
    with django_assert_max_num_queries(8):
        as_admin.get("/members")


def test_departments_move_and_have_heads(as_admin: Browser, buyer: Actor, hq: int) -> None:
    given = {"name": "朝阳店", "parent": str(hq), "heads": [str(buyer.member_id)]}
    made = body(as_admin.post("/departments", given))
    assert (made["parent"], made["heads"]) == (str(hq), [str(buyer.member_id)])
    renamed = body(as_admin.patch(f"/departments/{made['id']}", {"name": "朝阳二店"}))
    assert (renamed["name"], renamed["parent"]) == ("朝阳二店", str(hq))
    moved = body(as_admin.patch(f"/departments/{made['id']}", {"parent": None}))
    assert moved["parent"] is None


def test_roles_count_their_members(as_admin: Browser, buyer: Actor) -> None:
    assert body(as_admin.get("/roles"))["items"] == [
        {"key": "buyer", "name": "采购员", "members": 1}
    ]


def test_the_picker_gives_names_to_everybody(as_buyer: Browser, buyer: Actor, hq: int) -> None:
    found = body(as_buyer.get("/people?search=李"))
    assert found == {"items": [{"id": str(buyer.member_id), "name": "李强"}]}
    assert body(as_buyer.get("/people?kind=department")) == {
        "items": [{"id": str(hq), "name": "总公司"}]
    }


def test_a_role_is_filled_by_an_administrator_alone(as_admin: Browser, buyer: Actor) -> None:
    person = str(buyer.member_id)
    assert as_admin.post("/roles", {"key": "keeper", "name": "仓管"}).status_code == 201
    answer = as_admin.patch("/roles/keeper", {"members": [person]})
    assert body(answer) == {"key": "keeper", "name": "仓管", "members": 1}
    assert as_admin.patch("/roles/keeper", {"members": [person, "999"]}).status_code == 422
    mine = Browser("buyer")
    assert mine.patch("/roles/keeper", {"members": []}).status_code == 403
    assert body(as_admin.get("/roles/keeper"))["members"] == 1
    assert body(as_admin.patch("/roles/keeper", {"members": []}))["members"] == 0
