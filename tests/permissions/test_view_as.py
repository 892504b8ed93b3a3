"""Looking as somebody else: with both rights at once."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor
from huiliu.core.conditions import Condition
from huiliu.permissions.view_as import in_place_of, shared

pytestmark = pytest.mark.embedded_only  # asks no database

ASKER = Actor(1, 1, "管理员", is_admin=True)
THEM = Actor(
    7, 1, "周婷", department_ids=frozenset({4}), departments_below=frozenset({4, 5})
)  # fmt: skip


def where(field: str, op: str, value: Any) -> Condition:
    return Condition.model_validate({"cond": [{"field": field, "op": op, "value": value}]})


def access(actor: Actor, *grants: Grant) -> Access:
    return Access(actor, "order", grants)


def grant(id: str = "g", rows: Condition | None = None, **fields: Any) -> Grant:
    return Grant(id, frozenset({"view", "edit", "delete"}), fields, rows)


def sees(grant: Grant, path: str) -> bool:
    return grant.may_see(path)


def test_only_what_both_see_is_shown_and_nothing_can_be_written() -> None:
    mine = access(ASKER, grant(name="edit", cost="hidden", note="edit"))
    found = shared(mine, access(THEM, grant(name="view", cost="view", note="hidden")), sees)
    (both,) = found.access.grants
    assert dict(both.fields) == {"name": "view", "cost": "hidden", "note": "hidden"}
    assert both.actions == {"view"}
    assert found.access.actor == ASKER
    assert not found.withheld


def test_rows_of_both_are_asked_for_with_who_they_are_written_out() -> None:
    mine = grant(rows=where("state", "eq", "open"), name="view")
    theirs = grant(rows=where("$created_by", "eq", {"current": "member"}), name="view")
    (both,) = shared(access(ASKER, mine), access(THEM, theirs), sees).access.grants
    assert both.rows == Condition(
        cond=(where("state", "eq", "open"), where("$created_by", "eq", "7"))
    )


def test_departments_are_those_of_the_other() -> None:
    own = where("store", "in", {"current": "departments"})
    below = where("store", "in", {"current": "departments_below"})
    assert in_place_of(THEM, own) == where("store", "in", "4")
    assert in_place_of(THEM, below) == where("store", "in", ["4", "5"])
    today = where("day", "eq", {"current": "today"})
    assert in_place_of(THEM, today) == today


def test_rows_that_a_hidden_value_decides_are_withheld() -> None:
    dear = grant(rows=where("cost", "gt", "100"), name="view", cost="view")
    found = shared(access(ASKER, grant(name="view", cost="hidden")), access(THEM, dear), sees)
    assert found.access.grants == ()
    assert found.withheld


def test_who_sees_nothing_is_shown_nothing() -> None:
    assert shared(access(ASKER), access(THEM, grant(name="view")), sees).access.grants == ()
