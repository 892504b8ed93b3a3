"""A form that could not work is refused before it is published, each mistake at its place."""

from __future__ import annotations

from typing import Any

import pytest

from form_engine.document import FormDocument
from form_engine.problems import problems
from huiliu.core.documents import InvalidDocument
from huiliu.core.text import LANGUAGES
from tests.form_engine.given import content, form

CUSTOMER = form(
    {"id": "name", "type": "text"},
    {"id": "phone", "type": "text"},
    {"id": "limit", "type": "money"},
    {"id": "parent", "type": "reference", "form": "customer"},
    {"id": "people", "type": "subform", "fields": [{"id": "who", "type": "text"}]},
    id="customer",
)


def found(*fields: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    """Place and code of everything wrong with a form of these fields."""
    document = form(*fields, **more)
    told = problems(document, {"customer": CUSTOMER})
    assert all(set(one.words) == set(LANGUAGES) for one in told)
    return [(one.path, one.code) for one in told]


def formula(field_id: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": field_id, "type": "formula", "result": "number", "formula": text, **more}


REFERENCE = {"id": "customer", "type": "reference", "form": "customer"}
TEXT = {"id": "a", "type": "text"}


def test_a_good_form_has_none() -> None:
    assert (
        found(
            {"id": "no", "type": "serial", "parts": [{"kind": "count"}]},
            REFERENCE | {"copy": {"phone": "phone"}, "show": ["name", "parent.name"]},
            {"id": "phone", "type": "text", "readonly": True, "required": True},
            {"id": "lines", "type": "subform", "fields": [{"id": "qty", "type": "number"}]},
            formula("total", "SUM({lines.qty})*{customer.limit}"),
            title_field="no",
            search=["no", "phone"],
            list={"columns": ["no", "customer", "$state"], "sort": [{"field": "no"}]},
            unique=[{"id": "u", "fields": ["customer", "phone"]}],
        )
        == []
    )


def test_ids_are_unique_in_their_scope_and_not_the_systems() -> None:
    rows = {"id": "rows", "type": "subform", "fields": [TEXT, TEXT, {"id": "pos", "type": "text"}]}
    assert found(TEXT, TEXT, rows) == [
        ("fields.1.id", "duplicate_id"),
        ("fields.2.fields.1.id", "duplicate_id"),
        ("fields.2.fields.2.id", "reserved_id"),
    ]


def test_formulas_must_be_readable_and_read_what_is_there() -> None:
    files = {"id": "files", "type": "attachment"}
    assert found(files, formula("x", "1+"), formula("y", "{nothing}+{files}")) == [
        ("fields.1.formula", "formula_syntax"),
        ("fields.2.formula", "not_in_formulas"),
        ("fields.2.formula", "unknown_field"),
    ]


def test_circular_formulas_name_the_circle() -> None:
    document = form(
        formula("a", "{lines.c}+1"),
        formula("b", "{a}"),
        {"id": "lines", "type": "subform", "fields": [formula("c", "{b}")]},
    )
    told = problems(document, {})
    assert [one.code for one in told] == ["circular_formulas"]
    assert sorted(told[0].data["cycle"].split(" → ")[:-1]) == ["a", "b", "c"]


def test_a_formula_that_reads_itself_is_a_circle() -> None:
    assert found(formula("a", "{a}+1")) == [("fields.0.formula", "circular_formulas")]


def test_references_need_their_form() -> None:
    assert found({"id": "x", "type": "reference", "form": "nowhere"}) == [
        ("fields.0.form", "unknown_form")
    ]


def test_copies_must_fit() -> None:
    copy = {"gone": "phone", "phone": "gone", "total": "limit", "day": "phone", "who": "people.who"}
    told = found(
        REFERENCE | {"copy": copy},
        {"id": "phone", "type": "text"},
        {"id": "who", "type": "text"},
        {"id": "day", "type": "date"},
        formula("total", "1"),
    )
    assert told == [
        ("fields.0.copy.gone", "unknown_field"),
        ("fields.0.copy.phone", "unknown_field"),
        ("fields.0.copy.total", "bad_copy_target"),
        ("fields.0.copy.day", "copy_mismatch"),
        ("fields.0.copy.who", "unknown_field"),
    ]


def test_conditions_must_make_sense() -> None:
    when = {
        "cond": [
            {"field": "gone", "op": "eq", "value": "x"},
            {"field": "n", "op": "contains", "value": "1"},
            {"rel": "or", "cond": [{"field": "n", "op": "gt", "value": "much"}]},
            {"field": "n", "op": "gt", "value": {"field": "gone"}},
        ]
    }
    rule = {"id": "r", "when": when, "code": "NO", "message": {"zh-CN": "不"}, "field": "gone"}
    assert found({"id": "n", "type": "number"}, rules=[rule]) == [
        ("rules.0.when.cond.0.field", "unknown_field"),
        ("rules.0.when.cond.1.op", "bad_operator"),
        ("rules.0.when.cond.2.cond.0.value", "bad_condition"),
        ("rules.0.when.cond.3.value", "unknown_field"),
        ("rules.0.field", "unknown_field"),
    ]


def test_a_filter_is_about_the_other_form() -> None:
    where = {
        "cond": [
            {"field": "$state", "op": "eq", "value": "approved"},
            {"field": "a", "op": "eq", "value": "x"},
            {"field": "name", "op": "eq", "value": {"field": "gone"}},
        ]
    }
    assert found(REFERENCE | {"filter": where}, TEXT) == [
        ("fields.0.filter.cond.1.field", "unknown_field"),
        ("fields.0.filter.cond.2.value", "unknown_field"),
    ]


def test_a_field_cannot_decide_about_itself() -> None:
    when = {"cond": [{"field": "a", "op": "not_empty"}]}
    assert found(TEXT | {"visible_when": when}) == [("fields.0.visible_when", "reads_itself")]
    assert found(TEXT | {"required_when": when}) == [("fields.0.required_when", "reads_itself")]


def test_what_nobody_fills_in_cannot_be_required_at_times() -> None:
    when = {"cond": [{"field": "b", "op": "not_empty"}]}
    asked = {"required_when": when, "readonly": True}
    told = found(TEXT | asked, {"id": "b", "type": "text"})
    assert told == [("fields.0.required_when", "never_filled")]


def test_settings_name_fields_that_can_do_it() -> None:
    told = found(
        {"id": "files", "type": "attachment"},
        {
            "id": "lines",
            "type": "subform",
            "fields": [TEXT | {"unique": True}],
            "unique_column": "z",
        },
        {"id": "on", "type": "switch", "unique": True},
        title_field="files",
        search=["on", "gone"],
        list={"columns": ["lines.a", "gone"], "sort": [{"field": "files"}]},
        unique=[{"id": "u", "fields": ["files"]}],
    )
    assert told == [
        ("title_field", "bad_title_field"),
        ("search.0", "not_searchable"),
        ("search.1", "unknown_field"),
        ("list.columns.0", "not_listable"),
        ("list.columns.1", "unknown_field"),
        ("list.sort.0.field", "not_sortable"),
        ("unique.0.fields.0", "cannot_be_unique"),
        ("fields.1.fields.0.unique", "cannot_be_unique"),
        ("fields.2.unique", "cannot_be_unique"),
        ("fields.1.unique_column", "unknown_field"),
    ]


@pytest.mark.parametrize(
    "field",
    [
        {"type": "number", "default": {"value": "x"}},
        {"type": "number", "default": {"current": "member"}},
        {"type": "member", "default": {"formula": "1"}},
        {"type": "formula", "result": "text", "formula": "1", "default": {"value": "1"}},
    ],
)
def test_a_default_fits_its_field(field: dict[str, Any]) -> None:
    assert found({"id": "f", **field}) == [("fields.0.default", "bad_default")]


def test_somebody_must_be_able_to_fill_in_a_required_field() -> None:
    assert found(TEXT | {"required": True, "readonly": True}) == [
        ("fields.0.required", "never_filled")
    ]


@pytest.mark.parametrize("display", ["record", "nowhere"])
def test_what_is_required_is_shown_where_one_fills_in(display: str) -> None:
    assert found(TEXT | {"required": True, "display": display}) == [
        ("fields.0.required", "never_filled")
    ]
    assert found(TEXT | {"required": True, "display": display, "default": {"value": "x"}}) == []


LINES = {
    "id": "lines", "type": "subform",
    "fields": [
        {"id": "who", "type": "reference", "form": "customer"},
        {"id": "price", "type": "number"},
    ],
}  # fmt: skip


def test_a_hint_reads_fields_of_its_own_row_and_of_a_form_as_it_is() -> None:
    latest = {
        "form": "customer", "value": "limit", "by": "name", "same": {"parent": "lines.who"},
    }  # fmt: skip
    hint = {"id": "h", "beside": "lines.price", "title": {"zh-CN": "上次"}, "latest": latest}
    assert found(LINES, hints=[hint]) == []
    wrong = {**latest, "value": "gone", "by": "lost", "same": {"nothing": "lines.missing"}}
    assert found(LINES, hints=[{**hint, "beside": "lines.none", "latest": wrong}]) == [
        ("hints.0.beside", "unknown_field"),
        ("hints.0", "unknown_field"),
        ("hints.0.latest.value", "unknown_field"),
        ("hints.0.latest.by", "unknown_field"),
        ("hints.0.latest.same", "unknown_field"),
    ]
    assert found(LINES, hints=[hint, hint]) == [("hints.1.id", "duplicate_id")]


def test_a_hint_says_one_thing() -> None:
    hint = {"id": "h", "beside": "lines.price", "title": {"zh-CN": "上次"}}
    with pytest.raises(InvalidDocument):
        found(LINES, hints=[hint])


def test_a_scanner_counts_in_a_number_and_looks_into_fields_that_are_there() -> None:
    scan = {"into": "who", "by": ["phone", "people.who"], "count": "price"}
    assert found({**LINES, "scan": scan}) == []
    assert found({**LINES, "scan": {"into": "price", "by": ["phone"], "count": "who"}}) == [
        ("fields.0.scan.into", "unknown_field"),
        ("fields.0.scan.count", "bad_number"),
    ]
    assert found({**LINES, "scan": {**scan, "by": ["gone"]}}) == [
        ("fields.0.scan.by.0", "unknown_field")
    ]
    packs = {"into": "who", "by": ["phone"], "record": "name"}
    assert found({**LINES, "scan": {**scan, "packs": packs}}) == [
        ("fields.0.scan.packs.record", "unknown_field")
    ]


def test_a_serial_number_is_made_of_dates_and_words() -> None:
    parts = [
        {"kind": "date", "field": "a"},
        {"kind": "field", "field": "day"},
        {"kind": "count", "reset": "date"},
    ]
    assert found(
        TEXT, {"id": "day", "type": "date"}, {"id": "no", "type": "serial", "parts": parts}
    ) == [
        ("fields.2.parts.0.field", "bad_serial_part"),
        ("fields.2.parts.1.field", "bad_serial_part"),
    ]


def refused(given: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidDocument) as error:
        FormDocument.parse(given)
    return [(one.path, one.code) for one in error.value.problems]


def test_the_shape_is_refused_first_and_precisely() -> None:
    inner = {"id": "s", "type": "subform", "fields": [TEXT]}
    given = content(
        TEXT | {"max_length": 0, "colour": "red"},
        {"id": "s", "type": "subform", "fields": [inner]},
        {"id": "x", "type": "hologram"},
    )
    assert refused(given) == [
        ("fields.0", "schema_additionalproperties"),
        ("fields.0.max_length", "schema_minimum"),
        ("fields.1.fields.0.type", "schema_enum"),
        ("fields.2.type", "schema_enum"),
    ]


def test_what_only_the_types_know_is_told_at_its_place_too() -> None:
    options = [{"id": "o", "label": {"zh-CN": "甲"}}] * 2
    rows = {
        "id": "s",
        "type": "subform",
        "fields": [{"id": "c", "type": "choice", "options": options}],
    }
    given = content(TEXT | {"pattern": "("}, rows)
    assert refused(given) == [
        ("fields.0.pattern", "bad_setting"),
        ("fields.1.fields.0.options", "bad_setting"),
    ]


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_a_document_of_an_unknown_format_is_refused(version: object) -> None:
    assert refused({**content(TEXT), "version": version}) == [("version", "bad_setting")]
