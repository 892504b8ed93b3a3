"""Balances as one member may see them: pages, filters, search, as of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.access import Access
from huiliu.ledgers import cursor as cursors
from huiliu.ledgers import snapshots
from huiliu.ledgers.check_columns import check_amounts, settled, shown_checks
from huiliu.ledgers.check_plan import CheckPlan
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.sight import Sight, Sql, all_of, key_filters, known_filters
from huiliu.ledgers.unit_cost import has_unit_cost, unit_cost
from huiliu.ledgers.wire import dimensions_json, measures_json, whole_key

MAX_LIMIT = 1000
Sql2 = tuple[list[str], list[Any]]
"""Several expressions, and the values of all of them."""


@dataclass(frozen=True)
class BalanceQuery:
    """``key``: dimension → public id; ``known``: dimension → value as it is stored. ``open``: only
    what has something of this measure. ``sums``: checks that are wanted although they are no limit.
    ``cursor`` is the ``next`` of the page before."""

    key: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Any] = field(default_factory=dict)
    open: str | None = None
    sums: tuple[str, ...] = ()
    search: str = ""
    as_of: date | None = None
    limit: int = 100
    cursor: str | None = None


@dataclass(frozen=True)
class Page:
    items: list[dict[str, Any]]
    next: str | None = None


def list_balances(plan: LedgerPlan, access: Access, query: BalanceQuery) -> Page:
    sight = Sight(plan, access)
    sight.require([*query.key, *query.known, *([query.open] if query.open else [])])
    filters = key_filters(plan, query.key)
    if filters is None:
        return Page([])
    filters += known_filters(plan, query.known)
    limit = max(1, min(query.limit, MAX_LIMIT))
    sql, values = _statement(sight, query, filters, limit + 1)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    found = shown_checks(sight, query.sums) if query.as_of is None else []
    return _page(sight, rows, limit, found)


def _page(
    sight: Sight, rows: list[tuple[Any, ...]], limit: int, found: Sequence[CheckPlan]
) -> Page:
    dimensions, measures = shown_columns(sight)
    width = len(dimensions)
    shown = rows[:limit]
    keys = dimensions_json(sight.plan, dimensions, [row[: 2 * width] for row in shown])
    amounts = [measures_json(sight.plan, measures, row[2 * width :]) for row in shown]
    costs = has_unit_cost(sight.plan, dimensions)
    sums = check_amounts(sight, found, [whole_key(sight.plan, dimensions, row) for row in shown])
    items = [
        {
            "dimensions": key,
            "measures": amount,
            "unit_cost": unit_cost(sight.plan, amount) if costs else None,
            "checks": sum_,
        }
        for key, amount, sum_ in zip(keys, amounts, sums, strict=True)
    ]
    more = len(rows) > limit
    return Page(items, cursors.encode(shown[-1][: 2 * width]) if more else None)


def shown_columns(sight: Sight) -> tuple[list[str], list[str]]:
    """The dimensions and measures that are shown on some row."""
    dimensions = [d.id for d in sight.plan.storage.dimensions if sight.shows(d.id)]
    return dimensions, [m.id for m in sight.plan.storage.measures if sight.shows(m.id)]


def _statement(sight: Sight, query: BalanceQuery, filters: list[Sql], limit: int) -> Sql:
    """Inner: the rows one reaches, what is hidden replaced by nothing. Outer: one page of them."""
    dimensions, measures = shown_columns(sight)
    keys, key_values = selected_keys(sight, dimensions)
    whole = len(keys) == 2 * len(sight.plan.storage.dimensions) and not key_values
    amounts, amount_values = _selected_amounts(sight, measures, whole)
    source, source_values = _source(sight, query.as_of)
    where, where_values = _where(sight, query, filters)
    names = [f"k{n}" for n in range(len(keys))]
    selected = [f"{sql} AS {name}" for sql, name in zip(keys, names, strict=True)]
    selected += [f"{sql} AS a{n}" for n, sql in enumerate(amounts)]
    group = "" if whole else group_by(keys)
    inner = f"SELECT {', '.join(selected)} FROM {source} b WHERE {where}{group}"  # noqa: S608
    is_open = f"COALESCE(q.a{measures.index(query.open)}, 0) <> 0" if query.open else "1=1"
    after, after_values = cursors.after(query.cursor, names, key_kinds(sight, dimensions))
    order = f" ORDER BY {', '.join(f'q.{name}' for name in names)}" if names else ""
    sql = f"SELECT * FROM ({inner}) q WHERE {is_open} AND {after}{order} LIMIT {limit}"  # noqa: S608
    return sql, [*key_values, *amount_values, *source_values, *where_values, *after_values]


def selected_keys(sight: Sight, dimensions: list[str]) -> Sql2:
    """Each dimension is two columns: whether it is shown on this row, and its value."""
    columns = {d.id: f'b."{d.column}"' for d in sight.plan.storage.dimensions}
    found: list[str] = []
    values: list[Any] = []
    for id_ in dimensions:
        seen, own = sight.shown(id_)
        if seen == "1=1":
            found += ["1", columns[id_]]
        else:
            found += [f"CASE WHEN {seen} THEN 1 ELSE 0 END"]
            found += [f"CASE WHEN {seen} THEN {columns[id_]} END"]
            values += [*own, *own]
    return found, values


def _selected_amounts(sight: Sight, measures: list[str], whole: bool) -> Sql2:
    """Sums, unless every row of the source is a row of the answer."""
    columns = {m.id: f'b."{m.column}"' for m in sight.plan.storage.measures}
    cast = "::bigint" if ddl.is_postgresql() else ""
    found: list[str] = []
    values: list[Any] = []
    for id_ in measures:
        seen, own = sight.shown(id_)
        sql = columns[id_] if seen == "1=1" else f"CASE WHEN {seen} THEN {columns[id_]} END"
        found.append(sql if whole else f"SUM({sql}){cast}")
        values += own
    return found, values


def group_by(keys: list[str]) -> str:
    """By position, constants left out; without keys at all there is one row, or none."""
    places = [str(n) for n, sql in enumerate(keys, 1) if sql != "1"]
    return f" GROUP BY {', '.join(places)}" if places else " HAVING COUNT(*) > 0"


def key_kinds(sight: Sight, dimensions: list[str]) -> list[cursors.Kind]:
    kinds = {d.id: d.kind for d in sight.plan.storage.dimensions}
    return [kind for id_ in dimensions for kind in ("id", kinds[id_])]  # type: ignore[misc]


def _source(sight: Sight, as_of: date | None) -> Sql:
    storage = sight.plan.storage
    if as_of is None:
        return ddl.qualified(storage.balances), []
    return snapshots.as_of(storage, as_of)


def _where(sight: Sight, query: BalanceQuery, filters: Sequence[Sql]) -> Sql:
    parts = [sight.reach([*query.key, *query.known]), (settled(sight), []), *filters]
    if query.search.strip():
        parts.append(sight.search(query.search.strip()))
    return all_of(parts)
