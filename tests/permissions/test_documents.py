"""Permission documents: their format, and what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from huiliu.core.actor import AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.reading import schema_text
from huiliu.permissions.api import publisher
from huiliu.permissions.document import SCHEMA, PermissionDocument
from huiliu.permissions.problems import problems
from huiliu.permissions.shape import shape_of
from tests.permissions.conftest import group

pytestmark = pytest.mark.embedded_only  # asks no database

SAVED = Path(__file__).parent / "saved"
TEMPLATE = Path(__file__).parents[2] / "jxc_template"
Publish = Callable[..., AppRef]


def test_the_committed_schema_is_that_of_the_code() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(PermissionDocument)


@pytest.mark.parametrize("path", sorted(SAVED.glob("*.json")), ids=lambda path: path.stem)
def test_every_past_format_can_be_read(path: Path) -> None:
    document = PermissionDocument.parse(json.loads(path.read_text(encoding="utf-8")))
    assert document.on == ("form", "sales_delivery")
    assert document.members.roles == ("sales",)


@pytest.mark.parametrize(
    "bad",
    [
        {"version": 2},
        {"surprise": 1},
        {"ledger": "stock"},
        {"actions": ["fly"]},
        {"fields": {"qty": "maybe"}},
        {"fields": {"lines.product.cost": "view"}},
        {"members": {"roles": "sales"}},
        {"rows": {"cond": [{"field": "qty", "op": "like"}]}},
    ],
)
def test_a_malformed_document_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(InvalidDocument) as error:
        PermissionDocument.parse({**group("g"), **bad})
    assert error.value.problems


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"form": "rocket"}, [("form", "unknown_form")]),
        ({"fields": {"gone": "view"}}, [("fields.gone", "unknown_field")]),
        (
            {"fields": {"lines": "hidden", "lines.qty": "view", "total_cost": "hidden"}},
            [("fields.lines.qty", "hidden_subform")],
        ),
        (
            {"fields": {"lines.qty": "hidden", "total_cost": "view"}},
            [
                ("fields.lines.cost", "formula_reads_hidden"),
                ("fields.total_cost", "formula_reads_hidden"),
            ],
        ),
        (
            {
                "rows": {
                    "cond": [
                        {"field": "warehouse.department", "op": "eq", "value": {"field": "x"}},
                        {"rel": "or", "cond": [{"field": "warehouse.gone", "op": "empty"}]},
                        {"field": "lines.product.name", "op": "empty"},
                        {"field": "$created_by", "op": "eq", "value": {"current": "member"}},
                    ]
                }
            },
            [
                ("rows.cond.0.value.field", "unknown_field"),
                ("rows.cond.1.cond.0.field", "unknown_field"),
            ],
        ),
    ],
)
def test_what_does_not_fit_the_form_is_said_with_its_place(
    publish: Publish, more: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    app = publish()
    told = publisher.validate(app, "g", {**group("g"), **more})
    assert [(problem.path, problem.code) for problem in told] == found


def _template(kind: str) -> list[dict[str, Any]]:
    """A file holds one document, or a list of them."""
    files = sorted((TEMPLATE / kind).glob("*.json"))
    read = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return [one for found in read for one in (found if isinstance(found, list) else [found])]


@pytest.mark.parametrize("content", _template("permissions"), ids=lambda content: content["id"])
def test_the_groups_of_the_template_are_sound(content: dict[str, Any]) -> None:
    forms = {form["id"]: shape_of("form", form) for form in _template("forms")}
    ledgers = {ledger["id"]: shape_of("ledger", ledger) for ledger in _template("ledgers")}
    document = PermissionDocument.parse(content)
    kind, key = document.on
    shape = (forms if kind == "form" else ledgers).get(key)
    assert problems(document, shape, forms.get) == []


@pytest.mark.parametrize(("discloses", "codes"), [(False, ["formula_reads_hidden"]), (True, [])])
def test_a_formula_that_discloses_is_shown_for_itself(discloses: bool, codes: list[str]) -> None:
    masked = {
        "id": "masked", "type": "formula", "result": "text", "label": {"zh-CN": "脱敏"},
        "formula": "LEFT({phone},3)", "discloses": discloses,
    }  # fmt: skip
    phone = {"id": "phone", "type": "text", "label": {"zh-CN": "电话"}}
    shape = shape_of("form", {"fields": [phone, masked]})
    content = {**group("g"), "fields": {"*": "view", "phone": "hidden"}}
    found = problems(PermissionDocument.parse(content), shape, lambda key: None)
    assert [one.code for one in found] == codes
