"""What is read-only at times, by the ways hands write: a change, a copy, a sheet of many."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from form_engine.api import append, copied_values, enterable, get_plan, push, records
from huiliu.core.access import Access
from huiliu.core.actor import Cause
from huiliu.core.conditions import ALWAYS
from huiliu.core.errors import ValidationFailed
from huiliu.core.records import Record
from tests.form_engine.conftest import Company
from tests.support.trade import CHAIN

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


@pytest.fixture
def ordered(company: Company) -> Record:
    for key in ("order", "receipt"):
        company.publish(key, **CHAIN[key])
    rows = [{"sku": "P1", "qty": "4", "gross": "10"}]
    given = {"bill_date": "2026-10-01", "supplier": "S1", "lines": rows}
    made = company.create("order", given, submit=True)
    company.grant("order")
    return made


def receiving(company: Company, **whole: Any) -> Access:
    """Of a receipt whose lines are not for hands."""
    receipt = deepcopy(CHAIN["receipt"])
    next(one for one in receipt["fields"] if one["id"] == "lines").update(whole)
    company.publish("receipt", **receipt)
    return company.grant("receipt")


def pushed(company: Company, ordered: Record, access: Access) -> Record:
    key = "receipt.from_order"
    return push(company.app, [ordered], key, actor=access.actor, cause=Cause())[1]


def test_what_is_pushed_down_stands_in_rows_that_nobody_enters(
    company: Company, ordered: Record
) -> None:
    access = receiving(company, readonly=True)
    made = pushed(company, ordered, access)
    (row,) = company.read(made).values["lines"]
    assert (row["sku"], row["qty"]) == ("P1", Decimal("4"))

    for rows in ([], [{"$row": str(row["$row"]), "qty": "3"}]):
        with pytest.raises(ValidationFailed) as error:
            company.change(made, {"lines": rows}, access=access)
        assert [*codes(error).values()] == [["not_allowed"]]
    with pytest.raises(ValidationFailed) as error:
        company.create("receipt", {"lines": [{"qty": "3"}]}, access=access)
    assert codes(error) == {"lines": ["not_allowed"]}


def test_nothing_is_pushed_down_into_rows_that_are_locked(
    company: Company, ordered: Record
) -> None:
    """Not even by the way that would bring them: the condition says that they stay."""
    locked = {"cond": [{"field": "supplier", "op": "eq", "value": "S1"}]}
    access = receiving(company, readonly_when=locked)
    with pytest.raises(ValidationFailed) as error:
        pushed(company, ordered, access)
    assert codes(error) == {"lines": ["not_allowed"]}
    assert records.find(company.app, "receipt", ALWAYS, access=access) == []
