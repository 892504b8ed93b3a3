"""What a change changed, field by field and row by row. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from form_engine.plan import Plan
from huiliu.core import exact
from huiliu.core.records import Values

Changed = Mapping[str, tuple[Any, Any]]


def differences(plan: Plan, before: Values, after: Values) -> dict[str, tuple[Any, Any]]:
    """Path → (old, new). A subform's whole list under its own id, and each column that changed in
    any row under its path, as lists."""
    changed: dict[str, tuple[Any, Any]] = {}
    for column in plan.storage.main.columns:
        old, new = before.get(column.path), after.get(column.path)
        if old != new:
            changed[column.path] = (old, new)
    for sub, table in plan.storage.subforms.items():
        old_rows, new_rows = before.get(sub) or [], after.get(sub) or []
        if old_rows != new_rows:
            changed[sub] = (old_rows, new_rows)
            for column in table.columns:
                old = [row.get(column.field) for row in old_rows]
                new = [row.get(column.field) for row in new_rows]
                if old != new:
                    changed[column.path] = (old, new)
    return changed


def as_history(plan: Plan, changed: Changed) -> str:
    """``{"qty": ["1.00", "2.00"], "lines": [[pos, row id, "added", {…}], …]}`` as JSON text."""
    if not changed:
        return ""
    subforms = plan.storage.subforms
    found: dict[str, Any] = {}
    for path, (old, new) in changed.items():
        if path in subforms:
            found[path] = _rows(old, new)
        elif "." not in path:
            found[path] = [old, new]
    return json.dumps(found, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _rows(old: list[Values], new: list[Values]) -> list[list[Any]]:
    had = {row["$row"]: row for row in old}
    kept = {row["$row"] for row in new}
    found: list[list[Any]] = []
    for pos, row in enumerate(new):
        before = had.get(row["$row"])
        if before is None:
            found.append([pos, row["$row"], "added", _filled(row)])
        elif before != row:
            pairs = {key: [before.get(key), row[key]] for key in row if before.get(key) != row[key]}
            if pairs:
                found.append([pos, row["$row"], "changed", pairs])
    for pos, row in enumerate(old):
        if row["$row"] not in kept:
            found.append([pos, row["$row"], "removed", _filled(row)])
    return found


def _filled(row: Values) -> Values:
    return {key: value for key, value in row.items() if value is not None and key != "$row"}


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return exact.to_json(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no history form for {type(value).__name__}")
