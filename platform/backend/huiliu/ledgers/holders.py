"""Who holds what is short: documents whose own entries make the sum less (订单锁定的库存)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db import connection

from huiliu.core import ddl, ports
from huiliu.core.actor import Actor
from huiliu.ledgers.shortage import Shortage, Summed
from huiliu.ledgers.storage import NOTHING

MOST = 5
_LOOKED_AT = 20


def holders(shortage: Shortage, askers: Collection[Actor | None]) -> str:
    """What they are called, those that hold most first, as far as every asker sees them. Without
    the documents that are being posted."""
    app = shortage.of[0].plan.app
    found: list[str] = []
    for form, record in _holding(shortage):
        titles = {ports.records().seen_title(app, form, record, one) for one in askers if one}
        if len(titles) == 1 and "" not in titles and None not in askers:
            found += titles
        if len(found) == MOST:
            break
    return "、".join(found)


def _holding(shortage: Shortage) -> Iterator[tuple[str, int]]:
    for summed in shortage.held_in:
        for form, record in _documents(summed):
            if (form, record) not in shortage.named_by:
                yield form, record


def _documents(summed: Summed) -> list[tuple[str, int]]:
    """Documents with something left in these balances: what was taken back adds up to nothing."""
    storage = summed.plan.storage
    given = dict(zip(summed.places, summed.key, strict=True))
    given |= {place: NOTHING[storage.dimensions[place].kind] for place in summed.empty}
    columns = [storage.dimensions[place].column for place in given]
    where = " AND ".join(f'"{column}" = %s' for column in columns)
    amount = f'SUM("{storage.measures[summed.measure].column}")'
    sql = (
        f"SELECT form, record FROM {ddl.qualified(storage.entries)} WHERE {where}"  # noqa: S608
        f" GROUP BY form, record HAVING {amount} > 0 ORDER BY {amount} DESC, record LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*map(_adapted, given.values()), _LOOKED_AT])
        return [(form, record) for form, record in cursor.fetchall()]


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
