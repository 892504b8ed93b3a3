"""Rows are told apart by their ids."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form_engine.document import FormDocument
from huiliu.core.errors import ValidationFailed
from tests.form_engine.given import access_to, errors_of, save
from tests.support.ordering import WORLD


def test_rows_are_matched_by_their_id_and_keep_what_was_not_given(order: FormDocument) -> None:
    before = save(order, {"lines": [{"product": "p1", "qty": "1"}, {"qty": "2"}]}, world=WORLD)
    before["lines"][0]["$row"], before["lines"][1]["$row"] = 5, 6
    access = access_to(order, lines__price="hidden")
    given = {"lines": [{"qty": "7"}, {"$row": "5", "qty": "3"}]}
    rows = save(order, given, world=WORLD, access=access, before=before)["lines"]
    assert [row.get("$row") for row in rows] == [None, 5]
    assert [row["amount"] for row in rows] == [Decimal("0.00"), Decimal("10.50")]


def test_refuses_a_row_of_another_record(order: FormDocument) -> None:
    before = save(order, {"lines": [{"qty": "2"}]})
    before["lines"][0]["$row"] = 6
    given = {"lines": [{"$row": "6"}, {"$row": "6"}, {"$row": "99", "qty": "1"}]}
    with pytest.raises(ValidationFailed) as error:
        save(order, given, before=before)
    assert errors_of(error) == {
        "lines.1.$row": ["no_such_record"],
        "lines.2.$row": ["no_such_record"],
        "lines.1.qty": ["required"],
    }


def test_rows_may_be_filled_in_where_rows_may_not_be_added(order: FormDocument) -> None:
    before = save(order, {"lines": [{"qty": "2"}]})
    before["lines"][0]["$row"] = 6
    access = access_to(order, lines="view")
    after = save(order, {"lines": [{"$row": "6", "qty": "3"}]}, access=access, before=before)
    assert after["lines"][0]["qty"] == Decimal("3")
    with pytest.raises(ValidationFailed) as error:
        save(order, {"lines": []}, access=access, before=before)
    assert errors_of(error) == {"lines": ["not_allowed"]}
