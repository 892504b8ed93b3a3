"""The publish dialog tells what changes, and what records would stop showing."""

from __future__ import annotations

from typing import Any

import pytest

from form_engine.api import publisher, records
from form_engine.difference import Change, changes, losing
from huiliu.core.actor import Cause
from tests.form_engine.conftest import Company
from tests.form_engine.given import form

NAME = {"id": "name", "type": "text"}
QTY = {"id": "qty", "type": "number", "scale": 4}


def lines(*columns: dict[str, Any]) -> dict[str, Any]:
    return {"id": "lines", "type": "subform", "fields": list(columns)}


def test_nothing_changed() -> None:
    assert changes(form(NAME), form(NAME)) == []


def test_an_added_field_loses_nothing() -> None:
    added = changes(form(NAME), form(NAME, QTY))
    assert added == [
        Change(
            "added",
            "field",
            "qty",
            {"zh-CN": "qty", "en": "qty"},
            after={
                "id": "qty",
                "type": "number",
                "label": {"zh-CN": "qty", "en": "qty"},
                "scale": 4,
            },
        )
    ]


def test_a_removed_column_loses_its_values() -> None:
    found = changes(form(lines(NAME, QTY)), form(lines(NAME)))
    assert [(one.kind, one.path, one.loses) for one in found] == [("removed", "lines.qty", True)]


def test_a_removed_subform_is_told_as_one_loss() -> None:
    found = changes(form(NAME, lines(NAME, QTY)), form(NAME))
    assert losing(found) == ["lines"]
    assert [one.path for one in found] == ["lines", "lines.name", "lines.qty"]


def test_settings_are_told_before_and_after() -> None:
    [change] = changes(form(NAME), form({**NAME, "max_length": 10}))
    assert (change.path, change.setting, change.before, change.after, change.loses) == (
        "name",
        "max_length",
        None,
        10,
        False,
    )


def test_another_kind_of_column_fewer_decimals_or_options_lose() -> None:
    options = [{"id": "a", "label": {"zh-CN": "甲"}}, {"id": "b", "label": {"zh-CN": "乙"}}]
    choice = {"id": "kind", "type": "choice", "options": options}
    before = form(NAME, QTY, choice)
    after = form({**NAME, "type": "date"}, {**QTY, "scale": 2}, {**choice, "options": options[:1]})
    assert losing(changes(before, after)) == ["name", "qty", "kind"]


def test_text_that_becomes_long_text_loses_nothing() -> None:
    assert losing(changes(form(NAME), form({**NAME, "type": "long_text"}))) == []


def test_rules_order_and_settings_of_the_form_are_told() -> None:
    rule = {"id": "r", "when": {"cond": []}, "code": "NO", "message": {"zh-CN": "不"}}
    before = form(NAME, QTY, title_field="name")
    after = form(QTY, NAME, title_field="qty", rules=[rule])
    assert [(one.what, one.kind, one.path) for one in changes(before, after)] == [
        ("rule", "added", "r"),
        ("setting", "changed", "title_field"),
        ("setting", "changed", "fields"),
    ]


def test_before_the_first_version_everything_is_added() -> None:
    found = changes(None, form(NAME, lines(QTY)))
    assert [(one.kind, one.path) for one in found] == [
        ("added", "name"),
        ("added", "lines"),
        ("added", "lines.qty"),
    ]


@pytest.mark.django_db
def test_the_publisher_tells_what_changes_and_how_many_records_it_concerns(
    company: Company,
) -> None:
    before = company.document("order", [NAME, QTY])
    company.publish_document(before)
    gone = company.create("order", {"name": "a"})
    company.create("order", {"name": "b"})
    records.remove(company.app, "order", gone.id, access=company.system("order"), cause=Cause())
    found = publisher.difference(before, company.document("order", [NAME]))
    assert losing(found) == ["qty"]
    assert publisher.affected_records(company.app, "order") == 1
    assert publisher.affected_records(company.app, "nothing") == 0
