"""What of a record goes into a copy of it: what its maker sees of the old one and may fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from form_engine.field_type import type_of
from form_engine.plan import Plan
from huiliu.core.access import Access


def copied_values(plan: Plan, wire: Mapping[str, Any], access: Access) -> dict[str, Any]:
    """``wire`` as ``to_json`` gave it. Numbers, formulas, unique values, files, what
    a document follows from and what its form names stay behind."""
    copied: dict[str, Any] = {}
    for path, value in wire.items():
        if path in plan.storage.subforms:
            copied[path] = [_row(plan, path, row, access) for row in value or ()]
        elif _goes_along(plan, path, access):
            copied[path] = value
    return copied


def _row(plan: Plan, sub: str, row: Mapping[str, Any], access: Access) -> dict[str, Any]:
    return {
        name: value
        for name, value in row.items()
        if name != "$row" and _goes_along(plan, f"{sub}.{name}", access)
    }


def _left_behind(plan: Plan) -> set[str]:
    """What a document follows from, and what its form says."""
    document = plan.document
    named = {path for link in document.links for path in (link.record, link.row) if path}
    return named | set(document.life.not_copied if document.life else ())


def _goes_along(plan: Plan, path: str, access: Access) -> bool:
    config = plan.fields[path]
    kind = type_of(config)
    if path in _left_behind(plan):
        return False
    if kind.computed or kind.link == "file" or config.unique or config.readonly:
        return False
    if any(path in unique.fields for unique in plan.document.unique):
        return False
    grants = access.with_action("create")
    return access.everything or any(grant.may_edit(path) for grant in grants)
