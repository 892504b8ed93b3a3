"""Balances compared with the sums of their entries, and made equal to them. Must find nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huiliu.core import jobs, ports
from huiliu.core.actor import AppRef
from huiliu.core.errors import NotFound
from huiliu.core.exact import from_scaled
from huiliu.core.exact import to_json as decimal_json
from huiliu.core.jobs import JobHandle
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers.app_lock import lock_for_publishing
from huiliu.ledgers.balance_sums import fill_from_entries, stored_balances, sums_of_entries
from huiliu.ledgers.costing import pool_rows
from huiliu.ledgers.costing import rebuild as costs
from huiliu.ledgers.models import Ledger, LedgerCheck
from huiliu.ledgers.plan import LedgerPlan, plan_of

_log = logging.getLogger(__name__)


CHECK_JOB = "ledger_check"
"""Nightly, for each workspace."""


@dataclass(frozen=True)
class Difference:
    """A key whose balance is not the sum of its entries. Scaled amounts."""

    key: tuple[Any, ...]
    balance: tuple[int, ...]
    entries: tuple[int, ...]

    def as_json(self, plan: LedgerPlan) -> dict[str, Any]:
        names = [d.id for d in plan.storage.dimensions]
        return {
            "dimensions": {n: str(v) for n, v in zip(names, self.key, strict=True)},
            "balance": _amounts(plan, self.balance),
            "entries": _amounts(plan, self.entries),
        }


@dataclass(frozen=True)
class WrongCost:
    """An entry whose value is not what those before it make it, or a pool that does not hold what
    its entries leave in it (then there is no ``entry``). Scaled values."""

    key: tuple[Any, ...]
    stored: int
    computed: int
    entry: int | None = None

    def as_json(self, plan: LedgerPlan) -> dict[str, Any]:
        columns = plan.storage.key_columns
        if self.entry is None and plan.storage.cost is not None:
            columns = plan.storage.cost.scope
        names = [d.id for d in plan.storage.dimensions if d.column in columns]
        scale = plan.storage.measures[plan.storage.value_place or 0].scale
        return {
            "dimensions": {n: str(v) for n, v in zip(names, self.key, strict=True)},
            "entry": None if self.entry is None else str(self.entry),
            "value": decimal_json(from_scaled(self.stored, scale)),
            "cost": decimal_json(from_scaled(self.computed, scale)),
        }


Found = Difference | WrongCost


def differences(plan: LedgerPlan) -> list[Found]:
    """Postings of the app wait while both sides are read: they are of one moment."""

    def compare() -> list[Found]:
        lock_for_publishing(plan.app.id)
        return [*_wrong_balances(plan), *_wrong_costs(plan)]

    return run_in_transaction(compare)


def _wrong_balances(plan: LedgerPlan) -> list[Difference]:
    stored, summed = stored_balances(plan.storage), sums_of_entries(plan.storage)
    nothing = (0,) * len(plan.storage.measures)
    pairs = ((k, stored.get(k, nothing), summed.get(k, nothing)) for k in {*stored, *summed})
    return sorted((Difference(*p) for p in pairs if p[1] != p[2]), key=lambda d: d.key)


def _wrong_costs(plan: LedgerPlan) -> list[WrongCost]:
    storage, cost = plan.storage, plan.storage.cost
    if cost is None:
        return []
    run, pools = costs.revalued(storage, cost)
    found = [
        WrongCost(move.key, move.value or 0, run.values[move.id], move.id)
        for move in costs.wrong_values(run)
    ]
    stored = pool_rows.read(cost)
    for key in costs.wrong_pools(stored, pools):
        there, wanted = stored.get(key), pools.get(key)
        values = (row.pool.value if row else 0 for row in (there, wanted))
        found.append(WrongCost(key, *values))
    return found


def rebuild(plan: LedgerPlan) -> list[Found]:
    """Makes every cost what those before it make it and every balance the sum of its entries, and
    says what was different."""

    def work() -> list[Found]:
        found = differences(plan)
        if found and plan.storage.cost is not None:
            costs.fill_pools(plan.storage, plan.storage.cost)
        if found:
            fill_from_entries(plan.storage)
        return found

    return run_in_transaction(work)


def check_all(workspace_id: int) -> int:
    """The nightly check: one row per ledger, differences logged. Returns how many there are."""
    rows = Ledger.objects.filter(version__isnull=False)
    apps = map(_app, rows.values_list("app_id", flat=True).distinct())
    ours = [app for app in apps if app is not None and app.workspace_id == workspace_id]
    return sum(_check(plan) for app in ours for plan in plan_of(app).ledgers)


def _app(app_id: int) -> AppRef | None:
    """None when somebody deleted it."""
    try:
        return ports.documents().app_by_id(app_id)
    except NotFound:
        return None


def check_job(payload: Mapping[str, Any], job: JobHandle) -> dict[str, int]:
    return {"differences": check_all(job.workspace_id)}


def _check(plan: LedgerPlan) -> int:
    found = [difference.as_json(plan) for difference in differences(plan)]
    LedgerCheck.objects.create(ledger_id=plan.id, at=ports.clock().now(), differences=found[:1000])
    if found:
        _log.error("Ledger %s of app %s: %s differences", plan.key, plan.app.key, len(found))
    return len(found)


def _amounts(plan: LedgerPlan, amounts: tuple[int, ...]) -> dict[str, str]:
    columns = zip(plan.storage.measures, amounts, strict=True)
    return {m.id: decimal_json(from_scaled(amount, m.scale)) for m, amount in columns}


jobs.register(CHECK_JOB, check_job, queue="long")
