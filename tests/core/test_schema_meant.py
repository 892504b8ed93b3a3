"""A mistake inside one of several alternatives is told where it is."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from huiliu.core.schema_meant import meant

VALUE = {
    "anyOf": [
        {"type": "object", "required": ["field"], "additionalProperties": False,
         "properties": {"field": {"type": "string", "minLength": 1}}},
        {"type": "object", "required": ["formula"], "additionalProperties": False,
         "properties": {"formula": {"type": "string", "minLength": 1}}},
    ]
}  # fmt: skip
STEP = {
    "oneOf": [
        {"type": "object", "required": ["type", "value"],
         "properties": {"type": {"const": "set"}, "value": VALUE}},
        {"type": "object", "required": ["type"], "additionalProperties": False,
         "properties": {"type": {"const": "wait"}, "days": {"anyOf": [{"type": "integer"},
                                                                      {"type": "null"}]}}},
    ]
}  # fmt: skip


def told(step: Any) -> list[tuple[str, str]]:
    errors = Draft202012Validator(STEP).iter_errors(step)
    found = meant(errors)
    return [(".".join(map(str, one.absolute_path)), str(one.validator)) for one in found]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ({"type": "set", "value": {"field": "a"}}, []),
        ({"type": "set", "value": {"field": ""}}, [("value.field", "minLength")]),
        ({"type": "set", "value": {"formula": ""}}, [("value.formula", "minLength")]),
        ({"type": "set"}, [("", "required")]),
        ({"type": "wait", "hours": 1}, [("", "additionalProperties")]),
        ({"type": "set", "value": {}}, [("value", "anyOf")]),
        ({"type": "fly"}, [("", "oneOf")]),
        ("nothing", [("", "oneOf")]),
    ],
)
def test_the_mistake_stands_at_its_own_place(step: Any, expected: list[tuple[str, str]]) -> None:
    assert told(step) == expected
