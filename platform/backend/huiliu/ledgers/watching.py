"""Balances for who watches them: read by keys, and whether a person may see what was read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from huiliu.core import ddl, ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.exact import from_scaled
from huiliu.ledgers.balance_list import BalanceQuery, list_balances
from huiliu.ledgers.plan import LedgerPlan, latest_plan
from huiliu.ledgers.storage import NOTHING

MOST_ROWS = 5_000
MOST_TOLD = 500


def sums(
    app: AppRef, ledger: str, per: Sequence[str], keys: Sequence[Sequence[Any]] | None
) -> list[dict[str, Any]]:
    """Typed values by dimension and measure, one row for each different value of ``per`` (none:
    all dimensions) that is among ``keys``; None is all of them."""
    plan = latest_plan(app).get(ledger)
    places = [n for n, d in enumerate(plan.storage.dimensions) if not per or d.id in per]
    wanted = None if keys is None else sorted({tuple(key[n] for n in places) for key in keys})
    if wanted is not None and not wanted:
        return []
    return [typed(plan, places, row) for row in rows_at(plan, places, wanted)]


def sums_of(
    app: AppRef, ledger: str, per: Sequence[str], dimension: str, value: int
) -> list[dict[str, Any]]:
    """As ``sums``, where one of those dimensions is that record."""
    plan = latest_plan(app).get(ledger)
    places = [n for n, d in enumerate(plan.storage.dimensions) if not per or d.id in per]
    column = next(d.column for d in plan.storage.dimensions if d.id == dimension)
    rows = rows_at(plan, places, None, where=(column, value))
    return [typed(plan, places, row) for row in rows]


def keys_json(keys: Collection[Sequence[Any]]) -> list[list[Any]] | None:
    """For an event. None when they are too many to tell: then all are looked at."""
    if len(keys) > MOST_TOLD:
        return None
    return [[p.isoformat() if isinstance(p, date) else p for p in key] for key in keys]


def visible(
    app: AppRef, ledger: str, values: Mapping[str, Any], actor: Actor
) -> frozenset[str] | None:
    """The dimensions and measures of such a row that the actor may see; None: no row of it. A sum
    over rows of which some are hidden is hidden."""
    plan = latest_plan(app).get(ledger)
    try:
        access = ports.permissions().ledger_access(actor, app, ledger)
    except NotFound:
        return None
    own = {d.id: values.get(d.id) for d in plan.document.dimensions if d.id in values}
    query = BalanceQuery(key=_public(plan, own), limit=1000)
    try:
        page = list_balances(plan, access, query)
    except NotFound:
        return None
    if not page.items or page.next is not None:
        return None
    seen = set(page.items[0]["dimensions"]) & set(own)
    for measure in plan.document.measures:
        shown = [item["measures"].get(measure.id) for item in page.items]
        total = values.get(measure.id)
        if None not in shown and total is not None and sum(map(Decimal, shown)) == total:
            seen.add(measure.id)
    return frozenset(seen)


def _public(plan: LedgerPlan, own: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for dimension in plan.document.dimensions:
        value = own.get(dimension.id)
        if value is None:
            continue
        if dimension.type == "reference":
            titles = ports.records().titles(plan.app, dimension.form or "", [value])
            found[dimension.id] = titles.get(value, ("", ""))[0]
        else:
            found[dimension.id] = value.isoformat() if isinstance(value, date) else str(value)
    return found


def rows_at(
    plan: LedgerPlan,
    places: Sequence[int],
    wanted: Sequence[tuple[Any, ...]] | None,
    *,
    where: tuple[str, int] | None = None,
) -> list[tuple[Any, ...]]:
    """``where``: a column and the value in it."""
    storage = plan.storage
    columns = ddl.names([storage.dimensions[n].column for n in places])
    cast = "::bigint" if ddl.is_postgresql() else ""
    totals = ", ".join(f'SUM("{column}"){cast}' for column in storage.measure_columns)
    only, values = "", list[Any]()
    if wanted is not None and places:
        one = f"({', '.join(_mark(storage.dimensions[n].kind) for n in places)})"
        only = f" WHERE ({columns}) IN (VALUES {', '.join([one] * len(wanted))})"
        values = [part for key in wanted for part in key]
    elif where is not None:
        only, values = f" WHERE {ddl.names([where[0]])} = %s", [where[1]]
    group = f" GROUP BY {columns}" if places else ""
    head = f"{columns}, " if places else ""
    table = ddl.qualified(storage.balances)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {head}{totals} FROM {table}{only}{group} LIMIT {MOST_ROWS}",  # noqa: S608
            values,
        )
        return list(cursor.fetchall())


def _mark(kind: str) -> str:
    return "%s::date" if kind == "date" and ddl.is_postgresql() else "%s"


def typed(plan: LedgerPlan, places: Sequence[int], row: Sequence[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for position, n in enumerate(places):
        dimension, value = plan.storage.dimensions[n], row[position]
        if dimension.kind == "date" and isinstance(value, str):
            value = date.fromisoformat(value)
        found[dimension.id] = None if value == NOTHING[dimension.kind] else value
    for measure, amount in zip(plan.storage.measures, row[len(places) :], strict=True):
        found[measure.id] = from_scaled(int(amount or 0), measure.scale)
    return found
