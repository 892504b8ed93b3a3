"""What another set of groups changes, and for whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from huiliu.permissions.differences import differences
from huiliu.permissions.document import GroupMembers, PermissionDocument
from huiliu.permissions.effect import Effect, FieldChange, effects
from huiliu.permissions.shape import shape_of
from tests.permissions.conftest import DELIVERY, group

pytestmark = pytest.mark.embedded_only  # asks no database

SHAPE = shape_of("form", DELIVERY)
PEOPLE = {"sales": [1, 2, 3], "boss": [3, 4]}
MINE = {"cond": [{"field": "$created_by", "op": "eq", "value": {"current": "member"}}]}


def members_of(members: GroupMembers) -> Iterable[int]:
    return {id for role in members.roles for id in PEOPLE[role]}


def effect(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Effect]:
    old, new = ([PermissionDocument.parse(one) for one in side] for side in (before, after))
    return effects(old, new, SHAPE, members_of)


def test_who_is_in_another_group_as_well_loses_nothing() -> None:
    boss = group("b", members={"roles": ["boss"]})
    hides = group("a", fields={"remark": "hidden"})
    assert effect([group("a"), boss], [hides, boss]) == [
        Effect((1, 2), (), (), (FieldChange("remark", "view", "hidden"),), "same")
    ]


def test_actions_and_rows_are_told_of_whom_they_reach() -> None:
    more = group("a", actions=["view", "export"], rows=MINE)
    assert effect([group("a")], [more]) == [Effect((1, 2, 3), ("export",), (), (), "narrower")]
    assert [one.rows for one in effect([more], [group("a")])] == ["wider"]


def test_members_to_whom_the_same_happens_are_told_together() -> None:
    found = effect([group("a"), group("b", members={"roles": ["boss"]})], [])
    assert [one.members for one in found] == [(1, 2, 3, 4)]
    assert found[0].lost == ("view",)
    assert found[0].rows == "narrower"


def test_a_group_that_is_switched_off_reaches_nobody() -> None:
    found = effect([group("a")], [group("a", enabled=False)])
    assert [(one.members, one.lost) for one in found] == [((1, 2, 3), ("view",))]


def test_differences_are_told_setting_by_setting() -> None:
    old = {"a": group("a"), "gone": group("gone")}
    new = {"a": group("a", fields={"remark": "hidden"}, enabled=False), "new": group("new")}
    told = [(one.kind, one.path, one.setting) for one in differences(old, new)]
    assert told == [
        ("changed", "a", "enabled"),
        ("changed", "a", "fields"),
        ("removed", "gone", ""),
        ("added", "new", ""),
    ]


def test_a_default_that_is_written_out_is_no_difference() -> None:
    assert differences({"a": group("a")}, {"a": group("a", enabled=True, fields={})}) == []


def test_another_order_is_told_once() -> None:
    old = {"a": group("a"), "b": group("b")}
    new = {"a": group("a", order=20), "b": group("b", order=10)}
    assert [(one.path, one.setting) for one in differences(old, new)] == [("", "order")]
