"""Formulas: rows first, then totals; an error stops what is final."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from form_engine.document import FormDocument
from huiliu.core.errors import ValidationFailed
from tests.form_engine.given import errors_of, form, save
from tests.support.ordering import WORLD


def test_computes_rows_then_totals(order: FormDocument) -> None:
    rows = [{"qty": "2", "price": "3.335"}, {"qty": "1", "price": "0.005"}]
    values = save(order, {"lines": rows})
    assert [row["amount"] for row in values["lines"]] == [Decimal("6.67"), Decimal("0.01")]
    assert values["total"] == Decimal("6.68")
    assert values["bill_date"] == date(2026, 10, 1)


def test_a_formula_error_stops_a_final_save_only() -> None:
    document = form(
        {"id": "a", "type": "number"},
        {"id": "b", "type": "formula", "result": "number", "formula": "1/{a}"},
        {"id": "c", "type": "formula", "result": "number", "formula": "{b}+1"},
    )
    assert save(document, {"a": "0"}, final=False)["b"] is None
    with pytest.raises(ValidationFailed) as error:
        save(document, {"a": "0"})
    assert errors_of(error) == {"b": ["formula_error"]}
    assert error.value.fields["b"][0].data == {"error": "#DIV0"}


def test_formulas_read_through_references_and_read_references_as_titles() -> None:
    document = form(
        {"id": "customer", "type": "reference", "form": "customer"},
        {"id": "t", "type": "formula", "result": "text", "formula": "{customer}&{customer.phone}"},
    )
    assert save(document, {"customer": "c1"}, world=WORLD)["t"] == "华东138"


DISCOUNTED = form(
    {"id": "off", "type": "money"},
    {"id": "lines", "type": "subform", "fields": [
        {"id": "listed", "type": "money"},
        {"id": "share", "type": "formula", "result": "money", "formula": "{off}",
         "spread": "{lines.listed}"},
        {"id": "amount", "type": "formula", "result": "money",
         "formula": "{lines.listed}-{lines.share}"},
    ]},
    {"id": "total", "type": "formula", "result": "money", "formula": "SUM({lines.amount})"},
)  # fmt: skip


def test_an_amount_of_the_record_is_shared_over_its_rows() -> None:
    stored = save(DISCOUNTED, {"off": "20", "lines": [{"listed": "1308"}, {"listed": "359.4"}]})
    assert [str(row["share"]) for row in stored["lines"]] == ["15.69", "4.31"]
    assert [str(row["amount"]) for row in stored["lines"]] == ["1292.31", "355.09"]
    assert str(stored["total"]) == "1647.40"


def test_without_rows_nothing_is_shared() -> None:
    assert save(DISCOUNTED, {"off": "20", "lines": []})["total"] == Decimal("0.00")
