"""Fills the hand-written side: people, masters, stock, and on demand many orders. Prints ids."""

from __future__ import annotations

import hashlib
import json
import sys
from decimal import Decimal

import django

from bench.documents import CHANNELS, CUSTOMERS, PRODUCTS, WAREHOUSES

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench.hand import models  # noqa: E402

KEY = "hl_bench"


def fill(orders: int) -> dict[str, object]:
    call_command("migrate", run_syncdb=True, verbosity=0)
    member = models.Member.objects.create(name="周婷", role="sales")
    models.ApiKey.objects.create(member=member, digest=hashlib.sha256(KEY.encode()).hexdigest())
    products = models.Product.objects.bulk_create(
        models.Product(name=f"商品{n}", spec="标准", unit="个", price=Decimal("12.5"))
        for n in range(PRODUCTS)
    )
    customers = models.Customer.objects.bulk_create(
        models.Customer(name=f"客户{n}") for n in range(CUSTOMERS)
    )
    warehouses = models.Warehouse.objects.bulk_create(
        models.Warehouse(name=f"仓库{n}", department=n + 1) for n in range(WAREHOUSES)
    )
    models.Balance.objects.bulk_create(
        models.Balance(product=p, warehouse=w, qty=Decimal(100_000_000))
        for p in products
        for w in warehouses
    )
    many(orders, [c.pk for c in customers], [w.pk for w in warehouses], member.pk)
    return {
        "key": KEY,
        "products": [str(p.pk) for p in products],
        "customers": [str(c.pk) for c in customers],
        "warehouses": [str(w.pk) for w in warehouses],
    }


def many(count: int, customers: list[int], warehouses: list[int], member: int) -> None:
    """Orders without lines, for lists: the same distribution as on the platform's side."""
    if not count:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO hand_order (no, bill_date, customer_id, warehouse_id, store, channel,
                 contact, carrier, tracking_no, salesperson_id, total_qty, total, remark, state,
                 rev, created_by_id, created_at, updated_at)
               SELECT 'B-' || n, DATE '2026-01-01' + (n %% 300), (%s::bigint[])[1 + n %% %s],
                 (%s::bigint[])[1 + n %% %s], 1 + n %% %s, (%s::text[])[1 + n %% 3],
                 '刘经理', '顺丰', 'SF' || n, %s, 10, (n * 7919 %% 1000000) / 100.0,
                 '请在工作日送货', 'approved', 1, %s, now(), now()
               FROM generate_series(1, %s) AS n""",
            [
                customers, len(customers), warehouses, len(warehouses), len(warehouses),
                list(CHANNELS), member, member, count,
            ],
        )  # fmt: skip
        cursor.execute("ANALYZE hand_order")


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
