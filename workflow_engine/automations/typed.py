"""Typed values as they are kept in JSON columns, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from huiliu.core.forms import FieldShape


def to_json(value: Any) -> Any:
    """A typed value as it is kept in an effect."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def values_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Whole values, rows of subforms too."""
    return {path: _deep(value) for path, value in values.items()}


def of_values_json(fields: Mapping[str, FieldShape], stored: Mapping[str, Any]) -> dict[str, Any]:
    """The other way, as far as the fields still exist."""
    return {
        path: _rows(fields, path, value)
        if fields[path].type == "subform"
        else of_json(fields[path], value)
        for path, value in stored.items()
        if path in fields
    }


def _deep(value: Any) -> Any:
    if isinstance(value, list):
        return [_deep(one) for one in value]
    if isinstance(value, dict):
        return {key: _deep(one) for key, one in value.items()}
    return to_json(value)


def _rows(fields: Mapping[str, FieldShape], path: str, rows: Any) -> list[dict[str, Any]]:
    return [
        {
            column: of_json(fields[f"{path}.{column}"], value)
            for column, value in row.items()
            if f"{path}.{column}" in fields
        }
        for row in rows or ()
    ]


def of_json(field: FieldShape, stored: Any) -> Any:
    if not isinstance(stored, str):
        return stored
    match field.type:
        case "number" | "money":
            return Decimal(stored)
        case "date":
            return date.fromisoformat(stored)
        case "datetime":
            return datetime.fromisoformat(stored)
        case _:
            return stored


def is_same(one: Any, other: Any) -> bool:
    """Empty is empty, however it is written."""
    return one == other or (one in (None, "", []) and other in (None, "", []))
