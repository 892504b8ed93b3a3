"""Rows that nobody entered: a record without any gets those that are offered for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from form_engine.offers.rows import filling, offered
from form_engine.plan import Plan
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.records import Values


def filled_in(
    app: AppRef, plan: Plan, given: Mapping[str, Any], values: Values, access: Access
) -> dict[str, Any] | None:
    """What was given, with the rows that fill themselves; None where there are none. ``values``:
    what came of what was given."""
    more = {
        config.id: rows
        for config in filling(plan)
        if not values.get(config.id)
        and _may_fill(access, config.id)
        and (rows := _enterable(plan, config.id, offered(app, plan, config, values, access)))
    }
    return {**given, **more} if more else None


def _may_fill(access: Access, path: str) -> bool:
    return access.everything or any(grant.may_edit(path) for grant in access.grants)


def _enterable(plan: Plan, sub: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Columns that a writer fills in; the others follow by themselves."""
    return [
        {key: value for key, value in row.items() if not plan.fields[f"{sub}.{key}"].readonly}
        for row in rows
    ]
