"""The JSON Schema (draft 2020-12) of a flow document, and what it finds wrong.

``workflow_engine/schemas/flow.schema.json`` is this with the built-in types, committed so that a
review shows a change of format. ``python -m workflow_engine.json_schema`` writes it. Node types are
chosen by ``if``/``then`` and not by ``oneOf``: the complaint then points at the wrong setting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema.exceptions import ValidationError

from huiliu.core.json_schema import JsonSchema
from huiliu.core.ports import Problem
from huiliu.core.schema_words import place, told
from workflow_engine.document import FlowDocument
from workflow_engine.node_type import node_types
from workflow_engine.tree import ANY_NODE

FILE = Path(__file__).parent / "schemas" / "flow.schema.json"


def schema_problems(content: Mapping[str, Any]) -> list[Problem]:
    """Everything the schema refuses, in document order."""
    errors = sorted(_schema().errors(content), key=lambda error: error.json_path)
    return [_problem(error) for error in errors]


def _problem(error: ValidationError) -> Problem:
    found = told(error)
    return Problem(place(error), "bad_setting", found.words, {"reason": found.reason})


def build() -> dict[str, Any]:
    """With every registered node type, also those of extensions."""
    schema = FlowDocument.model_json_schema()
    parts = schema.pop("$defs", {})
    for node_type in node_types:
        own = node_type.config.model_json_schema()
        parts |= own.pop("$defs", {})
        parts[f"{node_type.name}_node"] = own
    parts["node"] = _one_of_the_types()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://huiliu.dev/schemas/flow.schema.json",
    }
    whole = {**head, **schema, "$defs": parts}
    built: dict[str, Any] = _with_references(whole)
    return built


def as_text() -> str:
    return json.dumps(build(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _one_of_the_types() -> dict[str, Any]:
    names = list(node_types.names())
    choices = [
        {
            "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
            "then": {"$ref": f"#/$defs/{name}_node"},
        }
        for name in names
    ]
    typed = {"properties": {"type": {"enum": names}}, "required": ["id", "type"]}
    return {"type": "object", **typed, "allOf": choices}


def _with_references(schema: Any) -> Any:
    if isinstance(schema, dict):
        if schema == ANY_NODE:
            return {"$ref": "#/$defs/node"}
        return {key: _with_references(value) for key, value in schema.items()}
    return [_with_references(one) for one in schema] if isinstance(schema, list) else schema


@cache
def _schema() -> JsonSchema:
    return JsonSchema(build())


if __name__ == "__main__":
    import django

    django.setup()
    FILE.write_text(as_text(), encoding="utf-8")
