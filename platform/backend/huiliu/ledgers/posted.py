"""What records count for in a ledger, for whoever works on from it: vouchers take up costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection

from huiliu.core import ddl
from huiliu.core.actor import AppRef
from huiliu.core.exact import from_scaled
from huiliu.core.ports import PostedAmount
from huiliu.ledgers.plan import latest_plan
from huiliu.ledgers.storage import LedgerStorage, MeasureColumn

_AT_ONCE = 5_000
"""SQLite binds at most 32,766 values in a statement."""


def posted(
    app: AppRef, ledger: str, measure: str, form: str, records: Sequence[int]
) -> list[PostedAmount]:
    """By record, posting rule and row: the sum of all entries, so what was taken back is gone."""
    storage = latest_plan(app).get(ledger).storage
    column = next(one for one in storage.measures if one.id == measure)
    return [
        one
        for start in range(0, len(records), _AT_ONCE)
        for one in _sums(storage, column, form, records[start : start + _AT_ONCE])
    ]


def _sums(
    storage: LedgerStorage, column: MeasureColumn, form: str, records: Sequence[int]
) -> Iterator[PostedAmount]:
    marks = ", ".join(["%s"] * len(records))
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT record, posting, line, SUM("{column.column}")'  # noqa: S608
            f" FROM {ddl.qualified(storage.entries)} WHERE record IN ({marks}) AND form = %s"
            " GROUP BY record, posting, line",
            [*records, form],
        )
        rows = cursor.fetchall()
    for record, posting, line, amount in rows:
        yield PostedAmount(record, posting, line, from_scaled(int(amount), column.scale))
