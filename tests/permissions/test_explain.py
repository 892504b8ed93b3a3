"""Why somebody may or may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import NotFound
from huiliu.permissions.api import Explanation, Question, explain
from tests.permissions.conftest import group

Publish = Callable[..., AppRef]


class FakeRecords:
    """Finds a record only through grants without rows."""

    def __init__(self) -> None:
        self.asked: list[tuple[Condition, Access]] = []

    def find(self, app: AppRef, form: str, where: Condition, *, access: Access, limit: int) -> Any:
        self.asked.append((where, access))
        return ["found"] if all(grant.rows is None for grant in access.grants) else []


def ask(actor: Actor, app: AppRef, language: str = "zh-CN", **question: str) -> Explanation:
    return explain(actor, app, "form", "delivery", Question(**question), language=language)


def decisions(found: Explanation) -> list[tuple[str, str]]:
    return [(one.group, one.decides) for one in found.because]


def test_the_group_that_allows_is_named(sales: Actor, publish: Publish) -> None:
    found = ask(sales, publish(group("a"), group("b", members={"roles": ["boss"]})))
    assert found.allowed
    assert decisions(found) == [("a", "allows"), ("b", "not_in_group")]
    assert found.because[0].words == "“a”允许"


@pytest.mark.parametrize(
    ("more", "question", "decides"),
    [
        ({"enabled": False}, {}, "disabled"),
        ({}, {"action": "delete"}, "no_action"),
        ({"fields": {"remark": "hidden"}}, {"field": "remark"}, "field_hidden"),
        (
            {"fields": {"remark": "view"}, "actions": ["edit"]},
            {"field": "remark", "action": "edit"},
            "field_read_only",
        ),
        ({"fields": {"lines.qty": "hidden"}}, {"field": "total_cost"}, "formula_reads_hidden"),
    ],
)
def test_each_refusal_has_its_reason(
    sales: Actor,
    publish: Publish,
    more: dict[str, Any],
    question: dict[str, str],
    decides: str,
) -> None:
    found = ask(sales, publish(group("p", on="product"), group("g", **more)), **question)
    assert not found.allowed
    assert decisions(found) == [("g", decides)]


def test_without_any_group_it_says_so_in_english(sales: Actor, publish: Publish) -> None:
    found = ask(sales, publish(), language="en")
    assert not found.allowed
    assert [one.words for one in found.because] == ["No permission group lets this member in"]


def test_a_closed_form_is_explained(sales: Actor, publish: Publish) -> None:
    found = ask(sales, publish(group("g"), closed=[("form", "delivery")]))
    assert not found.allowed
    assert decisions(found) == [("", "closed")]


def test_rows_are_asked_of_the_records_with_one_grant_at_a_time(
    sales: Actor, publish: Publish
) -> None:
    rows = {"cond": [{"field": "remark", "op": "not_empty"}]}
    app = publish(group("all"), group("some", rows=rows))
    records = FakeRecords()
    with ports.bound(records=records):
        found = ask(sales, app, record="01abc")
    assert decisions(found) == [("all", "allows"), ("some", "row_outside")]
    assert [len(access.grants) for _, access in records.asked] == [1, 1]
    assert records.asked[0][0].model_dump()["cond"][0]["value"] == "01abc"


def test_an_unknown_field_does_not_exist(sales: Actor, publish: Publish) -> None:
    app = publish(group("g"))
    with pytest.raises(NotFound):
        ask(sales, app, field="gone")
    assert not ask(replace(sales, role_keys=frozenset()), app).allowed
