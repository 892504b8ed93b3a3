"""The hand-written deliveries: the same company, the same drafts, the same past."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from bench.jxc.our_side import LINES

PRICE, COST, TAX = Decimal("22.60"), Decimal(10), Decimal("0.13")
QTY = 100_000


def of(ids: dict[str, Any]) -> Callable[[], Callable[[], str]]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from bench.hand.deliver import approve
    from bench.hand.trade import Delivery, DeliveryLine, SalesOrder, SalesOrderLine, Stock

    call_command("migrate", run_syncdb=True, verbosity=0)
    company = _fill(ids)
    goods, stores, client, keeper = company
    count = itertools.count()

    def prepare() -> Callable[[], str]:
        """An order that holds its goods, and the draft of all of it."""
        number, today = next(count), timezone.localdate()
        store, start = stores[number % len(stores)], number * LINES % len(goods)
        asked = [(goods[(start + n) % len(goods)], Decimal(1 + n % 3)) for n in range(LINES)]
        total = sum(qty * PRICE for _, qty in asked)
        order = SalesOrder.objects.create(
            no=f"XSDD-{number}", bill_date=today, client=client, store=store, total=total,
            open_amount=total, state="approved",
        )  # fmt: skip
        lines = SalesOrderLine.objects.bulk_create(
            SalesOrderLine(order=order, goods=one, qty=qty, amount=qty * PRICE)
            for one, qty in asked
        )
        for one, qty in asked:
            Stock.objects.filter(goods=one, store=store).update(reserved=qty, unshipped=qty)
        client.ordered += total
        client.save(update_fields=["ordered"])
        delivery = Delivery.objects.create(
            no=f"XSCK-{number}", bill_date=today, client=client, store=store, order=order,
            created_by=keeper, updated_by=keeper,
        )  # fmt: skip
        DeliveryLine.objects.bulk_create(
            DeliveryLine(
                delivery=delivery, pos=pos, order_line=line, goods=line.goods, qty=line.qty,
                price=PRICE, tax_rate=TAX,
            )
            for pos, line in enumerate(lines)
        )  # fmt: skip
        return lambda: approve(delivery.pk, keeper.pk)

    return prepare


def _fill(ids: dict[str, Any]) -> tuple[list[Any], list[Any], Any, Any]:
    from bench.hand.trade import Account, Client, Goods, Person, Pool, Settings, Stock, Store

    Settings.objects.create()
    keeper = Person.objects.create(name="keeper", role="keeper")
    Person.objects.create(name="boss", role="boss")
    client = Client.objects.create(name="bench", credit_limit=Decimal(99_999_999))
    Account.objects.bulk_create(
        Account(code=code) for code in ("1122", "1405", "5001", "5401", "22210107", "222101")
    )
    goods = Goods.objects.bulk_create(
        Goods(name=f"商品{n}", safety_stock=20, tax_rate=TAX) for n in range(len(ids["products"]))
    )
    stores = Store.objects.bulk_create(
        Store(name=f"仓库{n}", department=1) for n in range(len(ids["warehouses"]))
    )
    Stock.objects.bulk_create(
        Stock(goods=one, store=store, qty=QTY, value=QTY * COST)
        for one in goods
        for store in stores
    )
    whole = QTY * len(stores)
    Pool.objects.bulk_create(Pool(goods=one, qty=whole, value=whole * COST) for one in goods)
    _remember(ids["entries"], goods, stores, keeper)
    return goods, stores, client, keeper


def _remember(count: int, goods: list[Any], stores: list[Any], keeper: Any) -> None:
    from bench.hand.trade import StockEntry

    today = dt.date.today()
    StockEntry.objects.bulk_create(
        (
            StockEntry(
                form="purchase_receipt" if n % 2 == 0 else "sales_delivery", record=10**6 + n // 20,
                line=n, by=keeper, on_date=today - dt.timedelta(days=300 - n * 300 // count),
                goods=goods[n // 2 % len(goods)], store=stores[n // 2 // len(goods) % len(stores)],
                qty=12 if n % 2 == 0 else -10, value=120 if n % 2 == 0 else -100,
            )
            for n in range(count)
        ),
        batch_size=1000,
    )  # fmt: skip
