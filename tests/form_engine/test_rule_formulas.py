"""A rule may be a formula: what it is true for is refused, as with a condition."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from form_engine.document import FormDocument
from form_engine.form_view import FieldRight, form_view
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import RuleRefused, ValidationFailed
from tests.form_engine.given import World, errors_of, form, save
from tests.form_engine.test_problems import found

LIMIT: dict[str, Any] = {"id": "limit", "type": "number", "scale": 2}
LINES: dict[str, Any] = {
    "id": "lines", "type": "subform",
    "fields": [
        {"id": "qty", "type": "number", "scale": 0},
        {"id": "price", "type": "number", "scale": 2},
    ],
}  # fmt: skip
CUSTOMER: dict[str, Any] = {"id": "customer", "type": "reference", "form": "customer"}


def ruled(formula: str, *fields: dict[str, Any], **more: Any) -> FormDocument:
    rule = {"id": "r", "formula": formula, "code": "NO", "message": {"zh-CN": "不行"}, **more}
    return form(*(fields or (LIMIT, LINES)), rules=[rule])


def refused(document: FormDocument, values: dict[str, Any], **more: Any) -> ValidationFailed:
    with pytest.raises(ValidationFailed) as error:
        save(document, values, **more)
    return error.value


def test_a_sum_over_rows_is_held_against_a_field() -> None:
    document = ruled("SUM({lines.qty})*2>{limit}")
    error = refused(document, {"limit": "5", "lines": [{"qty": "1"}, {"qty": "2"}]})
    assert (error.wire_code, list(error.fields)) == ("NO", ["$form"])
    assert isinstance(error, RuleRefused)
    assert save(document, {"limit": "6", "lines": [{"qty": "1"}, {"qty": "2"}]})["limit"] == 6


def test_at_a_column_it_is_asked_row_by_row() -> None:
    document = ruled("{lines.qty}*{lines.price}>{limit}", field="lines.price")
    rows = [{"qty": "1", "price": "9"}, {"qty": "2", "price": "5.01"}, {"qty": "2", "price": "5"}]
    assert list(refused(document, {"limit": "10", "lines": rows}).fields) == ["lines.1.price"]


def test_it_reads_through_references() -> None:
    document = ruled("{limit}>{customer.credit}", LIMIT, CUSTOMER, field="limit")
    world = World(
        records={"customer": {"c1": 11}}, known={"customer": {11: {"credit": Decimal("100.00")}}}
    )
    values = {"customer": "c1", "limit": "100.01"}
    assert list(refused(document, values, world=world).fields) == ["limit"]
    assert save(document, {**values, "limit": "100"}, world=world)["limit"] == 100


def test_an_error_is_told_where_the_rule_would_speak() -> None:
    rows = {"lines": [{"qty": "1"}]}
    divided = ruled("1/{limit}>0", field="limit")
    with pytest.raises(ValidationFailed) as error:
        save(divided, {"limit": "0", **rows})
    assert errors_of(error) == {"limit": ["formula_error"]}
    assert not isinstance(error.value, RuleRefused)
    assert save(divided, {"limit": "0", **rows}, final=False)["limit"] == 0


NOTE: dict[str, Any] = {"id": "note", "type": "text"}
DAY: dict[str, Any] = {"id": "day", "type": "date"}
FLAG: dict[str, Any] = {"id": "flag", "type": "switch"}


@pytest.mark.parametrize(
    ("formula", "values", "told"),
    [
        ("{limit}", {"limit": "0"}, []),
        ("{limit}", {}, []),
        ("{limit}", {"limit": "0.01"}, ["NO"]),
        ("{limit}", {"limit": "-1"}, ["NO"]),
        ("{note}", {}, []),
        ("{note}", {"note": "false"}, []),
        ("{note}", {"note": "TRUE"}, ["NO"]),
        ("{note}", {"note": "好"}, ["formula_error"]),
        ("{day}", {}, []),
        ("{day}", {"day": "2026-11-28"}, ["formula_error"]),
        ("{flag}", {"flag": True}, ["NO"]),
        ("{flag}", {}, []),
    ],
)
def test_it_answers_as_the_test_of_an_if(
    formula: str, values: dict[str, Any], told: list[str]
) -> None:
    for text in (formula, f"IF({formula}, TRUE, FALSE)"):
        document = ruled(text, LIMIT, NOTE, DAY, FLAG)
        assert told_by(document, values) == told


def told_by(document: FormDocument, values: dict[str, Any]) -> list[str]:
    try:
        save(document, values)
    except ValidationFailed as refusal:
        return [one.code for one in refusal.fields["$form"]]
    return []


@pytest.mark.parametrize(
    "formula",
    ["{limit}", "{note}", "{day}", "1", '"是"', "-{limit}", "{limit}%", "{limit}+1", "{note}&1",
     "IF({flag}, {limit}, 0)", 'IF({limit}>1, "超限")', 'IFS({flag}, "a")', "IFERROR({limit}, 0)",
     "SWITCH({limit}, 1, 2, 3)", "SUM({lines.qty})", "{lines.qty}", "TODAY()", "LEN({note})",
     "{total}", "{customer.name}"],
)  # fmt: skip
def test_what_never_gives_yes_or_no_is_not_published(formula: str) -> None:
    assert asked(formula) == [("rules.0.formula", "not_a_question")]


@pytest.mark.parametrize(
    "formula",
    ["{flag}", "TRUE()", "{limit}>1", "({limit}>1)=TRUE", "NOT({limit})", "EXACT({note}, \"a\")",
     "IF({flag}, {limit}>1, 0)", "IF({flag}, 0, {limit}>1)", "IFS({flag}, 1, TRUE, {flag})",
     "IFERROR({limit}/0>1, 0)", "SWITCH({limit}, 1, {flag})", "SWITCH({limit}, 1, 2, TRUE)",
     "{wrong}"],
)  # fmt: skip
def test_what_may_answer_is_published(formula: str) -> None:
    assert asked(formula) == []


def asked(formula: str) -> list[tuple[str, str]]:
    computed = [
        {"id": "total", "type": "formula", "result": "number", "formula": "{limit}"},
        {"id": "wrong", "type": "formula", "result": "switch", "formula": "{limit}>1"},
    ]
    rule = {"id": "r", "formula": formula, "code": "NO", "message": {"zh-CN": "不"}}
    return found(LIMIT, NOTE, DAY, FLAG, LINES, CUSTOMER, *computed, rules=[rule])


@pytest.mark.parametrize(
    ("formula", "code"),
    [("{gone}>1", "unknown_field"), ("{limit}>", "formula_syntax"), ("{customer}>1", "not_here")],
)
def test_what_cannot_be_asked_is_said_at_the_formula(formula: str, code: str) -> None:
    rule = {"id": "r", "formula": formula, "code": "NO", "message": {"zh-CN": "不"}}
    problems = found(LIMIT, CUSTOMER, rules=[rule])
    assert ("rules.0.formula", code.replace("not_here", "not_in_formulas")) in problems


def test_who_does_not_see_all_that_it_reads_is_not_told_of_it() -> None:
    document = ruled("SUM({lines.qty})>{limit}")
    rights: dict[str, FieldRight] = dict.fromkeys(document.by_path, "view")
    assert [one["formula"] for one in form_view(document, rights)["rules"]] == [
        "SUM({lines.qty})>{limit}"
    ]
    del rights["lines.qty"]
    assert form_view(document, rights)["rules"] == []


def test_a_rule_that_asks_nothing_would_refuse_everything() -> None:
    rule = {"id": "r", "when": {"cond": []}, "code": "NO", "message": {"zh-CN": "不"}}
    assert found(LIMIT, rules=[rule]) == [("rules.0.when", "empty_rule")]


@pytest.mark.parametrize("both", [{}, {"formula": "TRUE()", "when": {"cond": []}}])
def test_a_rule_asks_one_of_both(both: dict[str, Any]) -> None:
    with pytest.raises(InvalidDocument) as error:
        form(LIMIT, rules=[{"id": "r", "code": "NO", "message": {"zh-CN": "不"}, **both}])
    assert [one.path for one in error.value.problems] == ["rules.0"]
