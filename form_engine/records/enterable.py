"""What of given values a hand may enter: nothing that is read-only in the record they make."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from form_engine.catalog import get_plan
from form_engine.records.previewing import preview
from huiliu.core.access import Access
from huiliu.core.actor import AppRef


def enterable(
    app: AppRef, form: str, given: Mapping[str, Any], *, access: Access
) -> dict[str, Any]:
    """For values that nobody typed, a copy's: what would be refused stays behind."""
    if not get_plan(app, form).locks:
        return dict(given)
    errors = preview(app, form, given, access=access).errors
    refused = {path for path, many in errors.items() if any(e.code == "not_allowed" for e in many)}
    return _without(given, refused)


def _without(given: Mapping[str, Any], refused: Collection[str], at: str = "") -> dict[str, Any]:
    return {
        key: [_without(row, refused, f"{key}.{n}.") for n, row in enumerate(value)]
        if _are_rows(value)
        else value
        for key, value in given.items()
        if at + key not in refused
    }


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)
