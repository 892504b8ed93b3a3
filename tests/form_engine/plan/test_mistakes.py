"""Everything that is wrong is said at once, each at its path; what was there may stay."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form_engine.document import FormDocument
from huiliu.core.errors import ValidationFailed
from tests.form_engine.given import errors_of, form, save
from tests.support.ordering import WORLD


def test_reports_every_mistake_with_its_path(order: FormDocument) -> None:
    given = {
        "bill_date": None,
        "customer": "nobody",
        "surprise": 1,
        "lines": [{"qty": "1"}, {"qty": "1.00001"}, {"price": "x"}],
    }
    with pytest.raises(ValidationFailed) as error:
        save(order, given, world=WORLD)
    assert errors_of(error) == {
        "surprise": ["unknown_field"],
        "lines.1.qty": ["too_precise"],
        "lines.2.price": ["bad_value"],
        "customer": ["no_such_record"],
        "bill_date": ["required"],
        "lines.2.qty": ["required"],
    }


def test_a_draft_may_be_incomplete_but_not_wrong(order: FormDocument) -> None:
    assert save(order, {"bill_date": None, "lines": [{}]}, final=False)["bill_date"] is None
    with pytest.raises(ValidationFailed) as error:
        save(order, {"bill_date": "2026-13-01"}, final=False)
    assert errors_of(error) == {"bill_date": ["bad_value"]}


def test_a_value_that_became_illegal_stays_until_it_is_changed() -> None:
    old = form({"id": "a", "type": "number", "scale": 4})
    new = form({"id": "a", "type": "number", "scale": 4, "max": "10"}, {"id": "b", "type": "text"})
    before = save(old, {"a": "12.5"})
    assert save(new, {"a": "12.5000", "b": "x"}, before=before)["a"] == Decimal("12.5")
    with pytest.raises(ValidationFailed):
        save(new, {"a": "12.6"}, before=before)
