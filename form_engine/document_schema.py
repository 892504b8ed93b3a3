"""The JSON Schema of form documents, made from the pydantic models, and asked before them.

``form_engine/schemas/form.schema.json`` is this with the built-in types, committed so that a review
shows a change of format. ``python -m form_engine.document_schema`` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema.exceptions import ValidationError
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from form_engine.document import FormDocument
from form_engine.field_type import FieldType, field_types
from huiliu.core.json_schema import JsonSchema
from huiliu.core.ports import Problem
from huiliu.core.schema_words import place, told

FILE = Path(__file__).parent / "schemas" / "form.schema.json"


@cache
def document_schema() -> dict[str, Any]:
    """With every registered field type, also those of extensions."""
    models: list[type[BaseModel]] = [FormDocument, *(one.config for one in field_types)]
    _, schema = models_json_schema([(model, "validation") for model in models])
    definitions = _pointing_at_types(schema["$defs"])
    form = definitions.pop("FormDocument")
    definitions["Field"] = _one_of(tuple(field_types))
    definitions["Column"] = _one_of(tuple(one for one in field_types if one.in_subform))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://huiliu.dev/schemas/form.schema.json",
        **form,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def schema_problems(content: Mapping[str, Any]) -> list[Problem]:
    """Everything about the shape of the document, each with its place."""
    errors = sorted(_schema().errors(content), key=lambda error: error.json_path)
    return [_problem(error) for error in errors]


def as_text() -> str:
    return json.dumps(document_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@cache
def _schema() -> JsonSchema:
    return JsonSchema(document_schema())


def _pointing_at_types(definitions: dict[str, Any]) -> dict[str, Any]:
    """Where the models say "some field", the schema looks at the field's type."""
    base = {"$ref": "#/$defs/FieldConfig"}
    definitions.pop("FieldConfig", None)
    for name, definition in definitions.items():
        target = "Field" if name == "FormDocument" else "Column"
        for one in definition.get("properties", {}).values():
            if one.get("items") == base:
                one["items"] = {"$ref": f"#/$defs/{target}"}
    return definitions


def _one_of(types: tuple[FieldType[Any, Any], ...]) -> dict[str, Any]:
    """Chosen by ``type`` first, so that a mistake is told at its own place."""
    return {
        "type": "object",
        "required": ["id", "type", "label"],
        "properties": {"type": {"enum": [one.name for one in types]}},
        "allOf": [
            {
                "if": {"required": ["type"], "properties": {"type": {"const": one.name}}},
                "then": {"$ref": f"#/$defs/{one.config.__name__}"},
            }
            for one in types
        ],
    }


def _problem(error: ValidationError) -> Problem:
    found = told(error)
    return Problem(
        place(error), f"schema_{found.keyword}".lower(), found.words, {"reason": found.reason}
    )


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(as_text(), encoding="utf-8")
