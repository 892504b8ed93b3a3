"""A receipt dated before everything that was sold of its products since: how long its approval
takes, and whether that grows no faster than what it values anew."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from bench.jxc.databases import Variables, on_both
from bench.measure import Row, python

SIZES = (1000, 2000, 4000)
"""Later entries of a product: each is a line of a delivery of its own, with its vouchers."""
AT_ONCE = 50


def run(server: str) -> list[Row]:
    return on_both(server, _measured)


def _measured(database: str, ours: Variables, theirs: Variables) -> Iterator[Row]:
    ids = json.loads(python("bench.jxc.make", ours, f"{len(SIZES)}", "2", "100000", "0"))
    seen = json.loads(python("bench.jxc.backdated", ours, json.dumps(ids)))
    for size, one in zip(SIZES, seen, strict=True):
        what = f"back-dated receipt, {size:,} later entries, {database}"
        each = f"{one['cpu'] / size * 1e6:.0f} µs CPU an entry"
        told = f"{one['seconds']:.2f} s, {one['cpu']:.2f} s CPU, {each}"
        yield Row(what, told, "", "", "linear" if size != 1000 else "seconds")


def main(ids: dict[str, Any]) -> list[dict[str, float]]:
    import django

    django.setup()
    from tests.support.jxc_company import Company

    company = Company.here()
    _sell(company, ids)
    return [_receive(company, ids, product) for product in ids["products"]]


def _sell(company: Any, ids: dict[str, Any]) -> None:
    """Delivery ``n`` has a line for each product that is sold more than ``n`` times."""
    from huiliu.core.transactions import run_in_transaction

    for start in range(0, max(SIZES), AT_ONCE):
        some = range(start, min(start + AT_ONCE, max(SIZES)))
        run_in_transaction(lambda some=some: [_deliver(company, ids, n) for n in some])


def _deliver(company: Any, ids: dict[str, Any], number: int) -> None:
    import datetime as dt

    today = dt.date.fromisoformat(ids["today"])
    sold = zip(SIZES, ids["products"], strict=True)
    values = {
        "bill_date": (today - dt.timedelta(days=200 - 200 * number // max(SIZES))).isoformat(),
        "customer": ids["customer"], "warehouse": ids["warehouses"][number % 2],
        "lines": [{"product": product, "qty": "3", "price": "22.60"}
                  for size, product in sold if size > number],
    }  # fmt: skip
    company.enter("sales_delivery", "sales_manager", values)


def _receive(company: Any, ids: dict[str, Any], product: str) -> dict[str, float]:
    import datetime as dt

    from bench.jxc.client import database_seconds

    day = dt.date.fromisoformat(ids["today"]) - dt.timedelta(days=250)
    values = {
        "bill_date": day.isoformat(), "supplier": ids["supplier"],
        "warehouse": ids["warehouses"][0],
        "lines": [{"product": product, "qty": "50000", "price": "33.90"}],
    }  # fmt: skip
    record = company.enter("purchase_receipt", "buyer", values)
    wall, cpu = time.perf_counter(), time.process_time() + database_seconds()
    company.approve(record, "purchase_manager", "boss")
    seconds = time.perf_counter() - wall
    if company.now(record).state != "approved":
        raise RuntimeError("the receipt was not approved")
    return {"seconds": seconds, "cpu": time.process_time() + database_seconds() - cpu}


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
