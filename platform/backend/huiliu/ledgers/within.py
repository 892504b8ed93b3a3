"""Balances added up over a range of one dimension: the general ledger by account over months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.actor import AppRef
from huiliu.core.exact import from_scaled
from huiliu.ledgers.plan import LedgerPlan, latest_plan
from huiliu.ledgers.storage import NOTHING


def sums_within(
    app: AppRef,
    ledger: str,
    per: Sequence[str],
    dimension: str | None,
    *,
    first: str | None,
    last: str | None,
) -> list[dict[str, Any]]:
    """Typed values by dimension (those of ``per``) and measure. ``first`` and ``last`` bound a
    dimension that is a text, both of them too; None is no bound."""
    plan = latest_plan(app).get(ledger)
    columns = {one.id: one for one in plan.storage.dimensions}
    bounded = columns[dimension].column if dimension else ""
    bounds = [(f'"{bounded}" {op} %s', value) for op, value in ((">=", first), ("<=", last))]
    where = [(text, value) for text, value in bounds if value is not None]
    places = [columns[one].column for one in per]
    cast = "::bigint" if ddl.is_postgresql() else ""
    head = f"{ddl.names(places)}, " if places else ""
    group = f" GROUP BY {ddl.names(places)}" if places else ""
    sums = ", ".join(f'SUM("{one}"){cast}' for one in plan.storage.measure_columns)
    text = " AND ".join(text for text, _ in where) or "1=1"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {head}{sums} FROM {ddl.qualified(plan.storage.balances)}"  # noqa: S608
            f" WHERE {text}{group}",
            [value for _, value in where],
        )
        rows = cursor.fetchall()
    return [dict(_typed(plan, per, row)) for row in rows]


def _typed(plan: LedgerPlan, per: Sequence[str], row: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    columns = {one.id: one for one in plan.storage.dimensions}
    for id_, value in zip(per, row[: len(per)], strict=True):
        kind = columns[id_].kind
        if kind == "date" and isinstance(value, str):
            value = date.fromisoformat(value)
        yield id_, None if value == NOTHING[kind] else value
    for measure, amount in zip(plan.storage.measures, row[len(per) :], strict=True):
        yield measure.id, from_scaled(int(amount or 0), measure.scale)
