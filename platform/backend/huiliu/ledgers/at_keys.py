"""What ledgers hold at keys, for the engines: a field of a document that learns a balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from huiliu.core.actor import AppRef
from huiliu.core.errors import NotFound
from huiliu.core.exact import from_scaled
from huiliu.ledgers import checks
from huiliu.ledgers.finding import key_part
from huiliu.ledgers.plan import LedgerPlan, latest_plan
from huiliu.ledgers.watching import rows_at, typed

Amounts = Mapping[str, Decimal]


def amounts(app: AppRef, ledger: str, keys: Sequence[Mapping[str, Any]]) -> list[Amounts]:
    """For each key its measures, 0 where nothing was ever posted, and the sums of those checks of
    the ledger that are along these dimensions. Nothing of a ledger that is not there or has not
    these dimensions."""
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
    sums = _checks(plan, places, wanted)
    return [
        {name: found[key][name] if key in found else zero for name, zero in nothing.items()} | more
        for key, more in zip(wanted, sums, strict=True)
    ]


def _checks(
    plan: LedgerPlan, places: Sequence[int], keys: Sequence[tuple[Any, ...]]
) -> list[dict[str, Decimal]]:
    """By check, for each key."""
    along = [plan.storage.dimensions[place].id for place in places]
    amounts: list[dict[str, Decimal]] = [{} for _ in keys]
    for check in latest_plan(plan.app).checks:
        if check.owner == plan.id and set(check.check.by) == set(along):
            order = [along.index(id_) for id_ in check.check.by]
            own = [tuple(key[place] for place in order) for key in keys]
            sums = checks.sums(check, sorted(set(own)))
            for key, into in zip(own, amounts, strict=True):
                into[check.check.id] = from_scaled(sums[key], check.scale)
    return amounts


def _stored(plan: LedgerPlan, places: Sequence[int], key: Mapping[str, Any]) -> tuple[Any, ...]:
    columns = [plan.storage.dimensions[n] for n in places]
    return tuple(key_part(column, key.get(column.id)) for column in columns)
