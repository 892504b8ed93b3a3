"""What ledgers hold at keys, for the engines: a field of a document that learns a balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from huiliu.core.actor import AppRef
from huiliu.core.errors import NotFound
from huiliu.core.exact import from_scaled
from huiliu.ledgers.finding import key_part
from huiliu.ledgers.plan import LedgerPlan, latest_plan
from huiliu.ledgers.watching import rows_at, typed

Amounts = Mapping[str, Decimal]


def amounts(app: AppRef, ledger: str, keys: Sequence[Mapping[str, Any]]) -> list[Amounts]:
    """For each key its measures, 0 where nothing was ever posted. Nothing of a ledger that is not
    there or has not these dimensions."""
    try:
        plan = latest_plan(app).get(ledger)
    except NotFound:
        return [{}] * len(keys)
    if not keys or not keys[0].keys() <= plan.document.dimension.keys():
        return [{}] * len(keys)
    places = [n for n, d in enumerate(plan.storage.dimensions) if d.id in keys[0]]
    wanted = [_stored(plan, places, key) for key in keys]
    found = {
        _stored(plan, places, row): row
        for row in (typed(plan, places, one) for one in rows_at(plan, places, sorted(set(wanted))))
    }
    nothing = {one.id: from_scaled(0, one.scale) for one in plan.storage.measures}
    return [
        {name: found[key][name] if key in found else zero for name, zero in nothing.items()}
        for key in wanted
    ]


def _stored(plan: LedgerPlan, places: Sequence[int], key: Mapping[str, Any]) -> tuple[Any, ...]:
    columns = [plan.storage.dimensions[n] for n in places]
    return tuple(key_part(column, key.get(column.id)) for column in columns)
