"""What is read-only at times, by the ways hands write: a change, a copy, a sheet of many."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from form_engine.api import append, copied_values, enterable, get_plan, records
from huiliu.core.access import Access
from huiliu.core.errors import ValidationFailed
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db

FIXED = {"cond": [{"field": "kind", "op": "eq", "value": "fixed"}]}
FIXED_ROW = {"cond": [{"field": "lines.state", "op": "eq", "value": "fixed"}]}


@pytest.fixture
def shop(company: Company) -> Company:
    columns = [
        {"id": "state", "type": "text"},
        {"id": "price", "type": "number", "readonly_when": FIXED_ROW},
    ]
    company.publish(
        "order",
        [
            {"id": "kind", "type": "text"},
            {"id": "price", "type": "number", "readonly_when": FIXED, "default": {"value": "7"}},
            {"id": "lines", "type": "subform", "fields": columns},
        ],
    )
    return company


@pytest.fixture
def hand(shop: Company) -> Access:
    return shop.grant("order", actions="view create edit import copy")


def codes(error: Any) -> dict[str, list[str]]:
    return {path: [one.code for one in many] for path, many in error.value.fields.items()}


def test_what_is_refused_changes_nothing(shop: Company, hand: Access) -> None:
    made = shop.create("order", {"kind": "fixed", "lines": [{"state": "fixed"}]}, access=hand)
    row = {"$row": str(made.values["lines"][0]["$row"]), "price": "5"}
    with pytest.raises(ValidationFailed) as error:
        shop.change(made, {"price": "8", "lines": [row]}, access=hand)
    assert codes(error) == {"price": ["not_allowed"], "lines.0.price": ["not_allowed"]}
    after = shop.read(made)
    assert (after.rev, after.values) == (made.rev, made.values)
    changed = shop.change(made, {"price": "8", "lines": [row]})
    assert changed.values["price"] == Decimal("8")
    assert changed.values["lines"][0]["price"] == Decimal("5")


def test_a_copy_leaves_behind_what_it_could_not_be_given(shop: Company, hand: Access) -> None:
    lines = [{"state": "fixed", "price": "5"}, {"state": "open", "price": "6"}]
    made = shop.create("order", {"kind": "fixed", "price": "8", "lines": lines})
    wire = records.to_json(shop.read(made), access=hand)["values"]
    copied = copied_values(get_plan(shop.app, "order"), wire, hand)
    values = enterable(shop.app, "order", copied, access=hand)
    assert values == {
        "kind": "fixed",
        "lines": [{"state": "fixed"}, {"state": "open", "price": "6.00"}],
    }
    again = shop.create("order", values, access=hand)
    assert again.values["price"] == Decimal("7")


def test_a_sheet_is_told_by_row_and_column(shop: Company, hand: Access, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        ["kind", "price", "lines.state", "lines.price"],
        ["open", 9, "fixed", None],
        ["fixed", 9, "open", 3],
        ["open", 9, "open", 3],
        [None, None, "fixed", 3],
    ):
        sheet.append(row)
    book.save(path := tmp_path / "orders.xlsx")
    done = append(shop.app, "order", path, access=hand)
    assert done.created == 1
    assert [(one.cell, one.column, one.error.code) for one in done.errors] == [
        ("B3", "price", "not_allowed"),
        ("D5", "lines.price", "not_allowed"),
    ]
