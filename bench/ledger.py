"""What ledgers take: ``python -m bench.ledger postgres://postgres@127.0.0.1:5432`` (or ``sqlite``).

Milliseconds of this machine, medians; in brackets the CPU, of PostgreSQL too, which a busy machine
hardly changes. The past is changed by a receipt that is dated back before
many later entries; pages are read as the HTTP API reads them, titles of records left out.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

FIRST = date(2026, 1, 1)
LATER = (100, 1_000, 4_000)
ENTRIES, PRODUCTS, WAREHOUSES = 1_000_000, 10_000, 5


def main(server: str) -> int:
    _open_database(server)
    from tests.support.costed import open_costed
    from tests.support.shop import open_shop

    with open_shop() as shop:
        costed = open_costed(shop)
        for line in chain(_past(costed), _pages(shop)):
            print(line, flush=True)
    return 0


def _past(costed: Any) -> Iterator[str]:
    """A receipt dated back before so many deliveries of its product, and taken back again."""
    for number, later in enumerate(LATER, 1):
        costed.approve("receipt", (number, "100000", "1234567.89"), on=1)
        for _ in range(later // 50):
            costed.approve("delivery", *[(number, "1")] * 50, on=5)
        late = costed.document("receipt", (number, "50000", "7.00"), on=3)
        there, back = list[Times](), list[Times]()
        for _ in range(3):
            there.append(_ms(partial(costed.tell, "approved", late)))
            back.append(_ms(partial(costed.tell, "unapproved", late)))
        yield f"dated back before {later:,} entries: {_of(there)}; taken back: {_of(back)}"
    new = [costed.document("delivery", *[(1, "1")] * 10, on=6) for _ in range(50)]
    times = [_ms(partial(costed.tell, "approved", document)) for document in new]
    yield f"a delivery of 10 lines at the end of its pools: {_of(times)}"


def _pages(shop: Any) -> Iterator[str]:
    from huiliu.core.access import system_access
    from huiliu.ledgers import periods
    from huiliu.ledgers.balance_list import BalanceQuery, list_balances
    from huiliu.ledgers.balance_sums import fill_from_entries
    from huiliu.ledgers.flow_list import FlowQuery, list_flows
    from tests.support.costed import POSTINGS
    from tests.support.shop import ACTOR
    from tests.support.stock import STOCK

    shop.publish({**STOCK, "id": "big", "postings": POSTINGS[:2]})
    plan, access = shop.ledger("big"), system_access(ACTOR, "big")
    _seed(plan.storage)
    fill_from_entries(plan.storage)
    _analyze()
    whole = BalanceQuery()
    after = BalanceQuery(cursor=list_balances(plan, access, whole).next)
    old = BalanceQuery(as_of=FIRST + timedelta(days=200))
    days = FlowQuery(FIRST + timedelta(days=200), FIRST + timedelta(days=230))
    balances, flows = partial(list_balances, plan, access), partial(list_flows, plan, access)
    rows = f"{PRODUCTS:,} x {WAREHOUSES}"
    yield f"balances of {rows}, a page: {_often(partial(balances, whole))}"
    yield f"balances of {rows}, the next: {_often(partial(balances, after))}"
    for closed in ("all open", "the months before closed"):
        what = f"{ENTRIES:,} entries, {closed}"
        yield f"balances as of a day, {what}: {_often(partial(balances, old), 5)}"
        yield f"in and out of a month, {what}: {_often(partial(flows, days), 5)}"
        if closed == "all open":
            periods.close(shop.app, FIRST + timedelta(days=199), actor=ACTOR)
            _analyze()


def _seed(storage: Any) -> None:
    """Pairs of something in and half of it out, over all keys, on 300 days."""
    from django.db import connection
    from django.utils import timezone

    from huiliu.core import ddl

    keys, amounts = storage.key_columns, storage.measure_columns
    names = ["posting", "form", "record", "line", "date", "at", "by", *keys, *amounts]
    now = connection.ops.adapt_datetimefield_value(timezone.now())

    def row(n: int) -> tuple[Any, ...]:
        pair, out = divmod(n, 2)
        key = pair % PRODUCTS + 1, pair // PRODUCTS % WAREHOUSES + 1
        qty, value = (-10_000, -500) if out else (20_000, 1_000)
        day = (FIRST + timedelta(days=n * 300 // ENTRIES)).isoformat()
        return ("bulk", "receipt", n, 1, day, now, 1, *key, qty, value)

    marks = ", ".join(["%s"] * len(names))
    table = ddl.qualified(storage.entries)
    sql = f"INSERT INTO {table} ({ddl.names(names)}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        if not ddl.is_postgresql():
            cursor.executemany(sql, (row(n) for n in range(ENTRIES)))
            return
        with cursor.copy(f"COPY {table} ({ddl.names(names)}) FROM STDIN") as copy:
            for n in range(ENTRIES):
                copy.write_row(row(n))


def _open_database(server: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "huiliu.server.settings"
    os.environ["HUILIU_SECRET_KEY"] = "bench"
    if server == "sqlite":
        os.environ.pop("HUILIU_DATABASE_URL", None)
        os.environ["HUILIU_DATA"] = tempfile.mkdtemp(prefix="huiliu-bench-")
    else:
        from bench.measure import fresh_database

        os.environ["HUILIU_DATABASE_URL"] = fresh_database(server.rstrip("/"), "bench_ledger")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


Times = tuple[float, float]
"""Milliseconds that passed, and of CPU."""


def _often(work: Callable[[], Any], times: int = 20) -> str:
    work()
    return _of([_ms(work) for _ in range(times)])


def _ms(work: Callable[[], Any]) -> Times:
    start, cpu = time.perf_counter(), _cpu()
    work()
    return (time.perf_counter() - start) * 1000, (_cpu() - cpu) * 1000


def _cpu() -> float:
    """Seconds of this process and of the server behind its connection."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    pid = connection.connection.info.backend_pid
    nanoseconds = Path(f"/proc/{pid}/schedstat").read_text().split()[0]
    return time.process_time() + int(nanoseconds) / 1e9


def _of(times: list[Times]) -> str:
    passed, cpu = (statistics.median(some) for some in zip(*times, strict=True))
    return f"{passed:.1f} ms ({cpu:.1f})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else print(__doc__) or 2)
