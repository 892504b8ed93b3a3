"""Two libraries read a schema: whatever one of them takes the other must take too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from huiliu.core.json_schema import JsonSchema

pytestmark = pytest.mark.embedded_only
ROOT = Path(__file__).parents[2]
FORM = ROOT / "form_engine" / "schemas" / "form.schema.json"
SMALL = ROOT / "jxc_template" / "forms" / "settle_type.json"
OTHERS = (None, True, -1, "0", "", "不", [], {}, [{}], {"type": "text"})


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _changed(content: Any, whole: Any) -> Iterator[Any]:
    """The whole with one thing in it replaced, left out or added to, each in turn."""
    places = enumerate(content) if isinstance(content, list) else content.items()
    for place, value in list(places):
        for other in OTHERS:
            content[place] = other
            yield deepcopy(whole)
        content[place] = value
        if isinstance(value, dict | list):
            yield from _changed(value, whole)
    if isinstance(content, dict):
        content["more"] = 1
        yield deepcopy(whole)
        del content["more"]


def test_both_refuse_the_same_mistakes() -> None:
    schema, content = _read(FORM), _read(SMALL)
    asked, alone = JsonSchema(schema), Draft202012Validator(schema)
    changed = [*_changed(content, content)][::7]
    refused = [bool(asked.errors(one)) for one in changed]
    assert refused == [not alone.is_valid(one) for one in changed]
    assert 0.2 < sum(refused) / len(refused) < 1


def test_what_the_quick_one_does_not_know_the_other_decides() -> None:
    schema = JsonSchema({"type": "object", "properties": {"no": {"pattern": r"^\d+$"}}})
    assert schema.errors({"no": "١٢"}) == []
    assert schema.errors({"no": object()}) == []  # a pattern is for strings
    assert [one.validator for one in schema.errors({"no": "x"})] == ["pattern"]
