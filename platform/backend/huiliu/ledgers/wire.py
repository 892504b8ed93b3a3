"""Keys and amounts as JSON: ids with titles, decimals as strings, hidden parts absent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from huiliu.core.exact import from_scaled
from huiliu.core.exact import to_json as decimal_json
from huiliu.ledgers.dimension_titles import ids_and_titles
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.storage import NOTHING

_PLAIN = ("text", "choice", "date")


def dimensions_json(
    plan: LedgerPlan, shown: Sequence[str], rows: Sequence[Sequence[Any]]
) -> list[dict[str, Any]]:
    """``rows`` hold two columns for each dimension of ``shown``: whether it is visible on this
    row, and its value."""
    keys = [whole_key(plan, shown, row) for row in rows]
    words = ids_and_titles(plan, keys)
    return [_one(plan, shown, row, key, words) for row, key in zip(rows, keys, strict=True)]


def measures_json(plan: LedgerPlan, shown: Sequence[str], amounts: Sequence[Any]) -> dict[str, str]:
    scales = {m.id: m.scale for m in plan.storage.measures}
    return {
        id_: decimal_json(from_scaled(int(amount), scales[id_]))
        for id_, amount in zip(shown, amounts, strict=True)
        if amount is not None
    }


def whole_key(plan: LedgerPlan, shown: Sequence[str], row: Sequence[Any]) -> tuple[Any, ...]:
    """In column order, with nothing where a dimension is not shown."""
    given = {id_: row[2 * n + 1] for n, id_ in enumerate(shown) if row[2 * n]}
    return tuple(_typed(given.get(d.id, NOTHING[d.kind]), d.kind) for d in plan.storage.dimensions)


def _typed(value: Any, kind: str) -> Any:
    """SQLite forgets in an expression that a column holds dates."""
    return date.fromisoformat(value) if kind == "date" and isinstance(value, str) else value


def _one(
    plan: LedgerPlan,
    shown: Sequence[str],
    row: Sequence[Any],
    key: tuple[Any, ...],
    words: dict[tuple[int, Any], tuple[str, str]],
) -> dict[str, Any]:
    visible = {id_ for n, id_ in enumerate(shown) if row[2 * n]}
    found: dict[str, Any] = {}
    for position, dimension in enumerate(plan.document.dimensions):
        if dimension.id in visible:
            own = words.get((position, key[position]))
            found[dimension.id] = _value(dimension.type in _PLAIN, own)
    return found


def _value(is_plain: bool, words: tuple[str, str] | None) -> Any:
    if words is None:
        return None
    return words[0] if is_plain else {"id": words[0], "title": words[1]}
