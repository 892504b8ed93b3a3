"""A field is asked for while it is shown and its condition holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiliu.core.errors import ValidationFailed
from tests.form_engine.given import errors_of, form, save


def test_a_hidden_field_is_neither_required_nor_stored() -> None:
    when = {"cond": [{"field": "kind", "op": "eq", "value": "b"}]}
    document = form(
        {"id": "kind", "type": "text"},
        {"id": "rate", "type": "number", "required": True, "visible_when": when},
        {"id": "twice", "type": "formula", "result": "number", "formula": "{rate}*2"},
    )
    values = save(document, {"kind": "a", "rate": "5"})
    assert (values["rate"], values["twice"]) == (None, Decimal("0.00"))
    with pytest.raises(ValidationFailed) as error:
        save(document, {"kind": "b"})
    assert errors_of(error) == {"rate": ["required"]}


def test_a_field_is_required_while_its_condition_holds() -> None:
    urgent = {"cond": [{"field": "kind", "op": "eq", "value": "urgent"}]}
    document = form(
        {"id": "kind", "type": "text"},
        {"id": "why", "type": "text", "required_when": urgent},
    )
    assert save(document, {"kind": "usual"})["why"] is None
    assert save(document, {"kind": "urgent"}, final=False)["why"] is None
    assert save(document, {"kind": "urgent", "why": "断货"})["why"] == "断货"
    with pytest.raises(ValidationFailed) as error:
        save(document, {"kind": "urgent"})
    assert errors_of(error) == {"why": ["required"]}


def test_a_row_and_the_rows_are_required_while_a_condition_holds() -> None:
    broken = {"cond": [{"field": "lines.state", "op": "eq", "value": "broken"}]}
    listed = {"cond": [{"field": "kind", "op": "eq", "value": "listed"}]}
    document = form(
        {"id": "kind", "type": "text"},
        {
            "id": "lines", "type": "subform", "required_when": listed, "fields": [
                {"id": "state", "type": "text", "label": {"zh-CN": "状态"}},
                {"id": "cause", "type": "text", "label": {"zh-CN": "原因"},
                 "required_when": broken}]},
    )  # fmt: skip
    assert save(document, {"kind": "short"})["lines"] == []
    with pytest.raises(ValidationFailed) as error:
        save(document, {"kind": "listed"})
    assert errors_of(error) == {"lines": ["required"]}
    with pytest.raises(ValidationFailed) as error:
        save(document, {"lines": [{"state": "whole"}, {"state": "broken"}]})
    assert errors_of(error) == {"lines.1.cause": ["required"]}
