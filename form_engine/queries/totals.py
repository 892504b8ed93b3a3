"""Groups and measures as typed values, for who computes with them and shows them to nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from form_engine.catalog import get_plan
from form_engine.queries.grouping import Function, GroupBy, Measure, aggregate
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import TooLarge

MOST = 20_000
"""Groups: more than a person reads, and what one process may hold."""


def totals(
    app: AppRef,
    form: str,
    where: Condition,
    group_by: Sequence[str],
    measures: Mapping[str, tuple[str, str | None]],
    *,
    access: Access,
) -> list[dict[str, Any]]:
    wanted = [Measure(cast(Function, fn), field) for fn, field in measures.values()]
    groups = aggregate(
        app,
        form,
        access=access,
        condition=where,
        group_by=[GroupBy(path) for path in group_by],
        measures=wanted,
        most=MOST,
    )
    if len(groups) > MOST:
        raise TooLarge(limit=str(MOST))
    found = []
    for group in groups:
        row = {p: _key(app, form, p, k) for p, k in zip(group_by, group.keys, strict=True)}
        for name, value in zip(measures, group.values, strict=True):
            row[name] = Decimal(value) if value is not None else None
        found.append(row)
    return found


def _key(app: AppRef, form: str, path: str, key: Any) -> Any:
    """From the wire back to the value that records hold."""
    if not isinstance(key, dict):
        return _typed(get_plan(app, form).fields[path].type, key)
    config: Any = get_plan(app, form).fields[path]
    if config.type == "reference":
        return ports.records().ids(app, config.form, [key["id"]]).get(key["id"])
    return int(key["id"])


def _typed(kind: str, key: Any) -> Any:
    match kind:
        case "number" | "money":
            return None if key is None else Decimal(key)
        case "date":
            return None if key is None else date.fromisoformat(key)
        case "datetime":
            return None if key is None else datetime.fromisoformat(key)
        case _:
            return key
