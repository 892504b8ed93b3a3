"""The JSON Schema (draft 2020-12) of a form's values, for clients that validate before they send.

It says what a complete record of somebody who may fill in everything looks like. What needs the
database or another field (references that exist, uniqueness, rules, bounds of decimal strings)
stays with the plan; in everything both can say, a property test holds them to the same verdict.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, FieldType, type_of
from huiliu.core.text import choose

Keep = Callable[[str], bool]


def values_schema(
    document: FormDocument, language: str = "zh-CN", keep: Keep = lambda path: True
) -> dict[str, Any]:
    """``keep`` says which paths the reader may know of: the others do not appear at all."""
    schema = object_schema(document.fields, language, keep)
    for link in document.links:
        for path in filter(None, (link.record, link.row)):
            _note_link(schema, path, {"id": link.id, "form": link.form, "lines": link.lines})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": choose(document.title, language),
        **schema,
    }


def _note_link(schema: dict[str, Any], path: str, link: dict[str, Any]) -> None:
    """``x-link`` at the fields that name a source: the reference takes the public id of the source
    document, the number beside it the ``$row`` of its line. Neither changes once it is set."""
    sub, _, column = path.rpartition(".")
    if sub:
        found = schema["properties"].get(sub, {})
        schema = next((one for one in (found, *found.get("anyOf", ())) if "items" in one), {})
        schema = schema.get("items", {})
    if column in schema.get("properties", {}):
        schema["properties"][column]["x-link"] = link


def object_schema(
    fields: tuple[FieldConfig, ...],
    language: str = "zh-CN",
    keep: Keep = lambda path: True,
    prefix: str = "",
) -> dict[str, Any]:
    """Of a record, or of a row."""
    stored = [one for one in fields if holds_value(type_of(one), one) and keep(f"{prefix}{one.id}")]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [one.id for one in stored if must_be_given(one)],
        "properties": {
            one.id: {"title": choose(one.label, language), **_property(one, language, keep)}
            for one in stored
        },
    }


def holds_value(kind: FieldType[Any, Any], config: FieldConfig) -> bool:
    return kind.storage(config) is not None or bool(kind.columns(config))


def must_be_given(config: FieldConfig) -> bool:
    """Left out, it would be empty."""
    return may_not_be_empty(config) and config.default is None and type_of(config).blank is None


def may_not_be_empty(config: FieldConfig) -> bool:
    """Whatever else the record says."""
    kind = type_of(config)
    spared = config.visible_when is not None or config.readonly_when is not None
    return not (config.readonly or kind.computed or spared) and kind.is_required(config)


def _property(config: FieldConfig, language: str, keep: Keep) -> dict[str, Any]:
    kind = type_of(config)
    if kind.computed:
        return {"readOnly": True}
    schema = kind.json_schema(config)
    columns = kind.columns(config)
    if columns:
        schema = {**schema, "items": _row(columns, language, keep, f"{config.id}.")}
    if config.readonly:
        schema = {**schema, "readOnly": True}
    empties: list[Any] = [None, "", []] if schema.get("type") == "array" else [None, ""]
    nothing = {"enum": empties}
    return {**schema, "not": nothing} if may_not_be_empty(config) else {"anyOf": [schema, nothing]}


def _row(
    columns: tuple[FieldConfig, ...], language: str, keep: Keep, prefix: str
) -> dict[str, Any]:
    row = object_schema(columns, language, keep, prefix)
    row["properties"] = {"$row": {"type": ["string", "null"]}, **row["properties"]}
    return row
