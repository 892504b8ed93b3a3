"""A past of as many entries as are wanted, straight into the table of the stock ledger.

Goods came and went in turn at the price they are kept at, so balances and pools are its sums.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from huiliu.core import ddl
from huiliu.ledgers import api as ledgers
from huiliu.ledgers.balance_sums import fill_from_entries
from huiliu.ledgers.storage import LedgerStorage
from tests.support.jxc_company import Company

DAYS = 300
CAME, WENT = 12, 10
QTY, VALUE = 1_0000, 10_00
"""A piece for 10.00, scaled as the ledger keeps them."""
OWN = ("posting", "form", "record", "line", "date", "at", "by")
FACTS = ("cost", "base", "weight", "feeds", "by_row")


def remember(
    company: Company, count: int, products: Sequence[int], warehouses: Sequence[int], last: dt.date
) -> None:
    """``count`` entries up to ``last``: a receipt, its issue, and so on."""
    storage = ledgers.latest_plan(company.app).get("stock").storage
    columns = [*OWN, *storage.key_columns, *storage.measure_columns, *FACTS]
    rows = _rows(count, products, warehouses, last)
    with transaction.atomic():
        _insert(storage, columns, rows)
        fill_from_entries(storage)
        _fill_pools(storage)
    with connection.cursor() as cursor:
        for table in (storage.entries, storage.balances):
            cursor.execute(f"ANALYZE {ddl.qualified(table)}")


def _rows(
    count: int, products: Sequence[int], warehouses: Sequence[int], last: dt.date
) -> Iterator[tuple[Any, ...]]:
    moment = dt.datetime.combine(last, dt.time(), dt.UTC)
    adapted = connection.ops.adapt_datetimefield_value(moment)
    days = [last - dt.timedelta(days=DAYS - n) for n in range(DAYS)]
    for n in range(count):
        pair, going = divmod(n, 2)
        product = products[pair % len(products)]
        warehouse = warehouses[pair // len(products) % len(warehouses)]
        what = ("delivery", "sales_delivery") if going else ("receipt", "purchase_receipt")
        own = (*what, 10**6 + n // 20, n, days[n * DAYS // count], adapted, 1)
        pieces = -WENT if going else CAME
        facts = ("method", 0) if going else ("given", pieces * VALUE)
        yield (*own, product, warehouse, 0, pieces * QTY, pieces * VALUE, *facts, 0, "", False)


def _fill_pools(storage: LedgerStorage) -> None:
    assert storage.cost is not None
    pools, entries = ddl.qualified(storage.cost.pools), ddl.qualified(storage.entries)
    scope, cost = ddl.names(storage.cost.scope), storage.cost
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {pools}")  # noqa: S608
        cursor.execute(
            f"INSERT INTO {pools} ({scope}, qty, value, last_on) SELECT {scope},"  # noqa: S608
            f' SUM("{cost.quantity}"), SUM("{cost.value}"), MAX(date) FROM {entries}'
            f" GROUP BY {scope}"
        )


def _insert(storage: LedgerStorage, columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    table, names = ddl.qualified(storage.entries), ddl.names(columns)
    with connection.cursor() as cursor:
        if not ddl.is_postgresql():
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
            return
        with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
