"""What is open in a ledger, typed, as far as one access reaches: for whoever looks for items by
their amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import NotFound
from huiliu.core.expressions.conditions import paths
from huiliu.ledgers.plan import LedgerPlan, latest_plan
from huiliu.ledgers.sight import Sight, Sql, all_of
from huiliu.ledgers.storage import DimensionColumn
from huiliu.ledgers.watching import typed


def open_items(
    app: AppRef,
    ledger: str,
    measure: str,
    where: Condition,
    *,
    access: Access,
    named: tuple[str, str] | None = None,
    limit: int,
) -> list[dict[str, Any]]:
    """Balances that are not 0, in the order of their keys: of rows whose every column the access
    shows, as a part of an item is no item. ``named``: a dimension and a text that has to hold its
    words. At most ``limit``."""
    plan = latest_plan(app).get(ledger)
    try:
        sight = Sight(plan, access)
    except NotFound:
        return []
    text, values = all_of(_conditions(plan, sight, measure, where, named))
    columns = [*plan.storage.key_columns, *plan.storage.measure_columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {ddl.names(columns)} FROM {ddl.qualified(plan.storage.balances)} b"  # noqa: S608
            f" WHERE {text} ORDER BY {ddl.names(plan.storage.key_columns)} LIMIT {int(limit)}",
            values,
        )
        rows = cursor.fetchall()
    places = range(len(plan.storage.dimensions))
    return [typed(plan, places, row) for row in rows]


def _conditions(
    plan: LedgerPlan,
    sight: Sight,
    measure: str,
    where: Condition,
    named: tuple[str, str] | None,
) -> Iterator[Sql]:
    everything = [*plan.document.dimension, *plan.document.measure]
    sight.require([*{path.partition(".")[0] for path in paths(where)}, measure])
    yield sight.reach(everything) if not sight.access.everything else ("1=1", [])
    column = next(one.column for one in plan.storage.measures if one.id == measure)
    yield f'b."{column}" <> 0', []
    if where.cond:
        yield sight.matching(where)
    if named is not None:
        yield _within({one.id: one for one in plan.storage.dimensions}, *named)


def _within(dimensions: Mapping[str, DimensionColumn], id_: str, text: str) -> Sql:
    """The words of the dimension stand in the text."""
    column = f'b."{dimensions[id_].column}"'
    place = f"STRPOS(%s, {column})" if ddl.is_postgresql() else f"INSTR(%s, {column})"
    return f"({column} <> '' AND {place} > 0)", [text]
