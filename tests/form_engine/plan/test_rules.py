"""A rule of the form refuses with its own code and words, for a column row by row."""

from __future__ import annotations

from datetime import date

import pytest

from form_engine.document import FormDocument
from huiliu.core.errors import RuleRefused, ValidationFailed
from tests.form_engine.given import errors_of, form, save
from tests.support.ordering import LINES


def test_a_rule_speaks_with_its_own_code_and_words() -> None:
    rule = {
        "id": "future",
        "when": {"cond": [{"field": "day", "op": "gt", "value": {"current": "today"}}]},
        "code": "FUTURE_DATE",
        "message": {"zh-CN": "{day} 晚于今天"},
        "field": "day",
    }
    document = form({"id": "day", "type": "date"}, rules=[rule])
    with pytest.raises(ValidationFailed) as error:
        save(document, {"day": "2026-10-02"})
    assert isinstance(error.value, RuleRefused)
    assert error.value.as_json("zh-CN") == {
        "code": "FUTURE_DATE",
        "message": "2026-10-02 晚于今天",
        "data": {"day": "2026-10-02"},
        "fields": {
            "day": [{"code": "FUTURE_DATE", "day": "2026-10-02", "message": "2026-10-02 晚于今天"}]
        },
    }
    assert save(document, {"day": "2026-10-02"}, final=False)["day"] == date(2026, 10, 2)


def test_a_rule_on_a_column_is_asked_row_by_row(order: FormDocument) -> None:
    rule = {
        "id": "dear",
        "when": {
            "cond": [
                {"field": "lines.price", "op": "gt", "value": "5"},
                {"field": "lines.qty", "op": "gt", "value": "1"},
            ]
        },
        "code": "TOO_DEAR",
        "message": {"zh-CN": "太贵"},
        "field": "lines.price",
    }  # fmt: skip
    document = form(LINES, rules=[rule])
    rows = [{"qty": "1", "price": "9"}, {"qty": "2", "price": "1"}, {"qty": "2", "price": "9"}]
    with pytest.raises(ValidationFailed) as error:
        save(document, {"lines": rows})
    assert errors_of(error) == {"lines.2.price": ["TOO_DEAR"]}
