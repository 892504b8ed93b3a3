"""One measure, added up for many keys at once, as far as one access shows it: for reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.errors import NotFound
from huiliu.core.exact import from_scaled
from huiliu.core.expressions.conditions import paths
from huiliu.core.figures import FigureQuery, Key
from huiliu.ledgers.came import came
from huiliu.ledgers.plan import LedgerPlan, latest_plan
from huiliu.ledgers.sight import Sight, Sql, all_of
from huiliu.ledgers.storage import DimensionColumn, MeasureColumn

_AT_ONCE = 5_000
"""Keys in one statement."""


def figures(app: AppRef, query: FigureQuery, *, access: Access) -> Mapping[Key, Decimal | date]:
    """Key → sum, or the first day that anything came. Keys without entries are absent."""
    plan = latest_plan(app).get(query.ledger)
    sight = Sight(plan, access)
    if not _shows(sight, query):
        raise NotFound
    keys = sorted(set(query.keys))
    found: dict[Key, Decimal | date] = {}
    for start in range(0, len(keys), _AT_ONCE):
        found.update(_read(sight, query, keys[start : start + _AT_ONCE]))
    return found


def may_figure(app: AppRef, query: FigureQuery, *, access: Access) -> bool:
    """Whether the access shows the measure by these dimensions on every row it reaches."""
    try:
        return _shows(Sight(latest_plan(app).get(query.ledger), access), query)
    except NotFound:
        return False


def _shows(sight: Sight, query: FigureQuery) -> bool:
    """A sum of which a part is hidden is hidden."""
    wanted = {*query.dimensions, query.measure}
    if query.where is not None:
        wanted |= {path.partition(".")[0] for path in paths(query.where)}
    showing = [grant for grant in sight.grants if all(map(grant.may_see, wanted))]
    return len(showing) == len(sight.grants) or any(grant.rows is None for grant in showing)


def _read(
    sight: Sight, query: FigureQuery, keys: Sequence[Key]
) -> Iterator[tuple[Key, Decimal | date]]:
    plan = sight.plan
    dimensions = [_dimension(plan, one) for one in query.dimensions]
    measure = _measure(plan, query.measure)
    parts = [sight.reach(), *_days(query), *_postings(query), _among(dimensions, keys)]
    if query.where is not None:
        parts.append(sight.matching(query.where))
    where, values = all_of(parts)
    table = plan.storage.entries if query.of_entries else plan.storage.balances
    names = _names(dimensions)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names}, {_selected(query, measure)}"  # noqa: S608
            f" FROM {ddl.qualified(table)} b WHERE {where} GROUP BY {names}",
            values,
        )
        rows = cursor.fetchall()
    for *key, amount in rows:
        if amount is not None:
            yield tuple(map(_part, dimensions, key)), _typed(query, measure, amount)


def _selected(query: FigureQuery, measure: MeasureColumn) -> str:
    column = f'b."{measure.column}"'
    cast = "::bigint" if ddl.is_postgresql() else ""
    match query.part:
        case "net":
            return f"SUM({column}){cast}"
        case "in":
            return f"SUM(CASE WHEN {came(column)} THEN {column} ELSE 0 END){cast}"
        case "out":
            return f"SUM(CASE WHEN {came(column)} THEN 0 ELSE -{column} END){cast}"
        case "first":
            return f"MIN(CASE WHEN {column} > 0 AND b.reverses IS NULL THEN b.date END)"


def _typed(query: FigureQuery, measure: MeasureColumn, amount: Any) -> Decimal | date:
    if query.part == "first":
        return amount if isinstance(amount, date) else date.fromisoformat(amount)
    return from_scaled(int(amount), measure.scale)


def _days(query: FigureQuery) -> Iterator[Sql]:
    for day, sign in ((query.first, ">="), (query.last, "<=")):
        if day is not None:
            yield f"b.date {sign} %s", [connection.ops.adapt_datefield_value(day)]


def _postings(query: FigureQuery) -> Iterator[Sql]:
    if query.postings:
        marks = ", ".join(["%s"] * len(query.postings))
        yield f"b.posting IN ({marks})", [*query.postings]


def _among(dimensions: Sequence[DimensionColumn], keys: Sequence[Key]) -> Sql:
    one = f"({', '.join(_mark(dimension) for dimension in dimensions)})"
    values = [_adapted(part) for key in keys for part in key]
    return f"({_names(dimensions)}) IN (VALUES {', '.join([one] * len(keys))})", values


def _names(dimensions: Sequence[DimensionColumn]) -> str:
    return ", ".join(f'b."{one.column}"' for one in dimensions)


def _mark(dimension: DimensionColumn) -> str:
    return f"%s::{ddl.type_of(dimension.kind)}" if ddl.is_postgresql() else "%s"


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _part(dimension: DimensionColumn, value: Any) -> Any:
    is_text = dimension.kind == "date" and isinstance(value, str)
    return date.fromisoformat(value) if is_text else value


def _dimension(plan: LedgerPlan, id_: str) -> DimensionColumn:
    return next(one for one in plan.storage.dimensions if one.id == id_)


def _measure(plan: LedgerPlan, id_: str) -> MeasureColumn:
    return next(one for one in plan.storage.measures if one.id == id_)
