"""In-out-balance (收发存) between two days, as one member may see it: what there was, what came,
what went, what is left. An entry that was taken back neither came nor went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.access import Access
from huiliu.ledgers import balance_list as balances
from huiliu.ledgers import cursor as cursors
from huiliu.ledgers import snapshots
from huiliu.ledgers.balance_list import MAX_LIMIT, Page
from huiliu.ledgers.came import came
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.sight import Sight, Sql, all_of, key_filters
from huiliu.ledgers.storage import LedgerStorage
from huiliu.ledgers.wire import dimensions_json, measures_json

PARTS = ("opening", "incoming", "outgoing")
_NO_DAY_BEFORE = date.min


@dataclass(frozen=True)
class FlowQuery:
    """Both days count. ``key``: dimension → public id."""

    first: date
    last: date
    key: Mapping[str, str] = field(default_factory=dict)
    search: str = ""
    limit: int = 100
    cursor: str | None = None


def list_flows(plan: LedgerPlan, access: Access, query: FlowQuery) -> Page:
    """Items ``{"dimensions", "opening", "incoming", "outgoing", "closing"}``; amounts by measure,
    ``outgoing`` positive. Keys without anything in any of them are left out."""
    sight = Sight(plan, access)
    sight.require(query.key)
    filters = key_filters(plan, query.key)
    if filters is None:
        return Page([])
    limit = max(1, min(query.limit, MAX_LIMIT))
    sql, values = _statement(sight, query, filters, limit + 1)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return _page(sight, rows, limit)


def _page(sight: Sight, rows: list[tuple[Any, ...]], limit: int) -> Page:
    dimensions, measures = balances.shown_columns(sight)
    width, shown = 2 * len(dimensions), rows[:limit]
    keys = dimensions_json(sight.plan, dimensions, [row[:width] for row in shown])
    items = [
        {"dimensions": key, **_amounts(sight, measures, row[width:])}
        for key, row in zip(keys, shown, strict=True)
    ]
    more = len(rows) > limit
    return Page(items, cursors.encode(shown[-1][:width]) if more else None)


def _amounts(sight: Sight, measures: list[str], row: tuple[Any, ...]) -> dict[str, Any]:
    opening, incoming, outgoing = (row[place :: len(PARTS)] for place in range(len(PARTS)))
    closing = [
        None if before is None else int(before) + int(came) - int(went)
        for before, came, went in zip(opening, incoming, outgoing, strict=True)
    ]
    found = zip((*PARTS, "closing"), (opening, incoming, outgoing, closing), strict=True)
    return {part: measures_json(sight.plan, measures, amounts) for part, amounts in found}


def _statement(sight: Sight, query: FlowQuery, filters: list[Sql], limit: int) -> Sql:
    dimensions, measures = balances.shown_columns(sight)
    keys, key_values = balances.selected_keys(sight, dimensions)
    amounts, amount_values = _selected(sight, measures)
    source, source_values = _source(sight.plan, query)
    parts = [sight.reach(query.key), *filters]
    if query.search.strip():
        parts.append(sight.search(query.search.strip()))
    where, where_values = all_of(parts)
    names = [f"k{n}" for n in range(len(keys))]
    selected = [f"{sql} AS {name}" for sql, name in zip(keys, names, strict=True)]
    selected += [f"{sql} AS a{n}" for n, sql in enumerate(amounts)]
    group = balances.group_by(keys)
    inner = f"SELECT {', '.join(selected)} FROM {source} b WHERE {where}{group}"  # noqa: S608
    after, after_values = cursors.after(query.cursor, names, balances.key_kinds(sight, dimensions))
    some = " OR ".join(f"q.a{n} <> 0" for n in range(len(amounts))) or "1=1"
    order = f" ORDER BY {', '.join(f'q.{name}' for name in names)}" if names else ""
    sql = f"SELECT * FROM ({inner}) q WHERE {after} AND ({some}){order} LIMIT {limit}"  # noqa: S608
    return sql, [*key_values, *amount_values, *source_values, *where_values, *after_values]


def _selected(sight: Sight, measures: list[str]) -> balances.Sql2:
    columns = {m.id: m.column for m in sight.plan.storage.measures}
    cast = "::bigint" if ddl.is_postgresql() else ""
    found: list[str] = []
    values: list[Any] = []
    for id_ in measures:
        seen, own = sight.shown(id_)
        for part in PARTS:
            name = f'b."{columns[id_]}_{part}"'
            sql = name if seen == "1=1" else f"CASE WHEN {seen} THEN {name} END"
            found.append(f"SUM({sql}){cast}")
            values += own
    return found, values


def _source(plan: LedgerPlan, query: FlowQuery) -> Sql:
    """Up to two rows a key, to be added up: what was there before, and what came and went. From
    whichever end has fewer days to add up."""
    storage = plan.storage
    if snapshots.is_nearer_to_now(storage, query.first, query.last):
        return _from_now(storage, query)
    return _from_before(storage, query)


def _from_before(storage: LedgerStorage, query: FlowQuery) -> Sql:
    keys, adapted = ddl.names(storage.key_columns), connection.ops.adapt_datefield_value
    moved = ", ".join(_moved(m, "0", came(f'"{m}"'), "") for m in storage.measure_columns)
    sql = (
        f"SELECT {keys}, {moved} FROM {ddl.qualified(storage.entries)}"  # noqa: S608
        f" WHERE date BETWEEN %s AND %s GROUP BY {keys}"
    )
    values = [adapted(query.first), adapted(query.last)]
    if query.first > _NO_DAY_BEFORE:
        rows, own = snapshots.rows_until(storage, query.first - timedelta(days=1))
        opening = ", ".join(f'SUM("{m}"), 0, 0' for m in storage.measure_columns)
        sql += f" UNION ALL SELECT {keys}, {opening} FROM {rows} o GROUP BY {keys}"  # noqa: S608
        values += own
    return f"({sql})", values


def _from_now(storage: LedgerStorage, query: FlowQuery) -> Sql:
    """What there is, less all that moved since: the first of the days is where that ends."""
    keys, adapted = ddl.names(storage.key_columns), connection.ops.adapt_datefield_value
    there = ", ".join(f'"{m}" AS "{m}_opening", 0, 0' for m in storage.measure_columns)
    within = "date <= %s AND "
    moved = ", ".join(
        _moved(m, f'-SUM("{m}")', came(f'"{m}"'), within) for m in storage.measure_columns
    )
    sql = (
        f"SELECT {keys}, {moved} FROM {ddl.qualified(storage.entries)}"  # noqa: S608
        f" WHERE date >= %s GROUP BY {keys}"
        f" UNION ALL SELECT {keys}, {there} FROM {ddl.qualified(storage.balances)}"
    )
    last = [adapted(query.last)] * (2 * len(storage.measure_columns))
    return f"({sql})", [*last, adapted(query.first)]


def _moved(measure: str, opening: str, is_in: str, within: str) -> str:
    """``within``: what else an entry must be to have come or gone."""
    column = f'"{measure}"'
    return (
        f'{opening} AS "{measure}_opening",'
        f' SUM(CASE WHEN {within}{is_in} THEN {column} ELSE 0 END) AS "{measure}_incoming",'
        f" SUM(CASE WHEN {within}NOT ({is_in}) THEN -{column} ELSE 0 END)"
        f' AS "{measure}_outgoing"'
    )
