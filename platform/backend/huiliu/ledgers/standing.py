"""Balances that a document is about, now and as they will be once it is approved.

What the document will post is put beside the balances as rows of the same shape, so that one
question with one member's sight answers for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from huiliu.core import ddl, ports
from huiliu.core.access import Access
from huiliu.core.errors import NotFound, RuleRefused
from huiliu.core.exact import from_scaled
from huiliu.core.ports import Standing
from huiliu.core.records import Record
from huiliu.ledgers import entry_store
from huiliu.ledgers.entries import entries_of
from huiliu.ledgers.plan import LedgerPlan, latest_plan
from huiliu.ledgers.sight import Sight
from huiliu.ledgers.storage import NOTHING, DimensionColumn
from huiliu.ledgers.tasks import APPROVED

Key = tuple[Any, ...]
Change = tuple[Key, int]
"""A whole key in column order, and what is added to the measure there."""


def standing(
    record: Record,
    ledger: str,
    measure: str,
    keys: Sequence[Mapping[str, Any]],
    *,
    access: Access,
) -> list[Standing | None]:
    """One for each key. ``keys`` all name the same dimensions. ``access``: the reader's, of the
    record."""
    try:
        plan = latest_plan(record.app).get(ledger)
        own = ports.permissions().ledger_access(access.actor, record.app, ledger)
        sight = Sight(plan, own)
    except NotFound:
        return [None] * len(keys)
    places = [n for n, d in enumerate(plan.storage.dimensions) if keys and d.id in keys[0]]
    wanted = [tuple(_stored(plan.storage.dimensions[n], key) for n in places) for key in keys]
    changes = _changes(plan, record, measure, access)
    found = _read(sight, measure, places, set(wanted), changes or [])
    return [_standing(found.get(key), plan, measure, changes is not None) for key in wanted]


def _standing(
    sums: tuple[int, int] | None, plan: LedgerPlan, measure: str, is_known: bool
) -> Standing | None:
    if sums is None:
        return None
    scale = plan.storage.measures[_place(plan, measure)].scale
    now, after = (Decimal(from_scaled(amount, scale)) for amount in sums)
    return Standing(now, after if is_known else None)


def _place(plan: LedgerPlan, measure: str) -> int:
    for place, column in enumerate(plan.storage.measures):
        if column.id == measure:
            return place
    raise NotFound


def _stored(dimension: DimensionColumn, key: Mapping[str, Any]) -> Any:
    value = key.get(dimension.id)
    return NOTHING[dimension.kind] if value in (None, "") else value


def _changes(plan: LedgerPlan, record: Record, measure: str, access: Access) -> list[Change] | None:
    """What approval will add. None where nobody can say: nothing is waiting for it, costs follow
    later, a check may make it smaller, the reader may not see what it is made of, or it cannot be
    worked out."""
    place = _place(plan, measure)
    unseen = [p for p in plan.read.get(record.form, ()) if not access.may_see(p)]
    if record.state not in ("draft", "pending") or unseen or place == plan.storage.value_place:
        return None
    try:
        wanted = entries_of(plan, record, APPROVED, access.actor)
    except RuleRefused:
        return None
    if any(entry.posting in plan.clipped for entry in wanted):
        return None
    added = [(entry.key, entry.amounts[place]) for entry in wanted]
    return [*added, *_taken_back(plan, record, place)]


def _taken_back(plan: LedgerPlan, record: Record, place: int) -> Iterator[Change]:
    """What was posted for the time in approval ends with it."""
    if record.form in plan.storage.pending:
        for live in entry_store.live_entries(plan.storage, record.form, record.id):
            yield live.key, -live.amounts[place]


def _read(
    sight: Sight, measure: str, places: Sequence[int], wanted: set[Key], changes: list[Change]
) -> dict[Key, tuple[int, int]]:
    """Key → now and after. Absent: a key of which the sight shows nothing. A row of nothing for
    each key asks whether a balance of 0 would be shown."""
    storage = sight.plan.storage
    dimensions = [storage.dimensions[n] for n in places]
    parts = [_balances(sight, measure, dimensions, wanted)]
    ours = [(key, n) for key, n in changes if tuple(key[p] for p in places) in wanted]
    rows = [*_nothings(sight.plan, places, wanted), *ours]
    parts += [_row(sight, key, amount) for key, amount in rows]
    reach, reach_values = sight.reach([*(d.id for d in dimensions), measure])
    columns = ", ".join(f'b."{d.column}"' for d in dimensions)
    cast = "::bigint" if ddl.is_postgresql() else ""
    sums = f"SUM(CASE WHEN b.is_new = 0 THEN b.amount ELSE 0 END){cast}, SUM(b.amount){cast}"
    head, group = (f"{columns}, ", f" GROUP BY {columns}") if columns else ("", "")
    inner = " UNION ALL ".join(sql for sql, _ in parts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {head}{sums} FROM ({inner}) b WHERE {reach}{group}",  # noqa: S608
            [*(v for _, values in parts for v in values), *reach_values],
        )
        found = cursor.fetchall()
    return {
        tuple(map(_typed, dimensions, row)): (int(row[-2]), int(row[-1]))
        for row in found
        if row[-1] is not None
    }


def _balances(
    sight: Sight, measure: str, dimensions: Sequence[DimensionColumn], wanted: set[Key]
) -> tuple[str, list[Any]]:
    storage = sight.plan.storage
    amount = storage.measures[_place(sight.plan, measure)].column
    keys = ddl.names(storage.key_columns)
    sql = f'SELECT {keys}, "{amount}" AS amount, 0 AS is_new FROM {ddl.qualified(storage.balances)}'  # noqa: S608
    if not dimensions:
        return sql, []
    one = f"({', '.join(_mark(d) for d in dimensions)})"
    names = ddl.names([d.column for d in dimensions])
    values = [_adapted(part) for key in sorted(wanted) for part in key]
    return f"{sql} WHERE ({names}) IN (VALUES {', '.join([one] * len(wanted))})", values


def _nothings(plan: LedgerPlan, places: Sequence[int], wanted: Iterable[Key]) -> Iterator[Change]:
    for key in sorted(wanted):
        given = dict(zip(places, key, strict=True))
        columns = enumerate(plan.storage.dimensions)
        yield tuple(given.get(n, NOTHING[d.kind]) for n, d in columns), 0


def _row(sight: Sight, key: Key, amount: int) -> tuple[str, list[Any]]:
    marks = ", ".join(_mark(d) for d in sight.plan.storage.dimensions)
    cast = "::bigint" if ddl.is_postgresql() else ""
    return f"SELECT {marks}, %s{cast}, 1", [*map(_adapted, key), amount]


def _mark(dimension: DimensionColumn) -> str:
    return f"%s::{ddl.type_of(dimension.kind)}" if ddl.is_postgresql() else "%s"


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _typed(dimension: DimensionColumn, value: Any) -> Any:
    """SQLite forgets in an expression that a column holds dates."""
    is_text = dimension.kind == "date" and isinstance(value, str)
    return date.fromisoformat(value) if is_text else value
