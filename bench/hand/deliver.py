"""Approves a draft delivery: what a careful Django developer writes for exactly this document.

Its effects are those of the template: the whole document is checked once more, the order follows,
goods leave with what they cost, reservations and credit are set free, the customer owes, revenue
and cost are vouchered and booked, and what happened is noted and told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.db.models import F, Model, Q
from django.utils import timezone

from bench.hand.trade import (
    Account,
    Book,
    BookEntry,
    Client,
    CreditEntry,
    Delivery,
    DeliveryLine,
    Goods,
    Job,
    OpenItem,
    Person,
    Pool,
    ReceivableEntry,
    ReservationEntry,
    SalesOrder,
    SalesOrderLine,
    Settings,
    Stock,
    StockEntry,
    Store,
    Trail,
    Voucher,
    VoucherLine,
    VoucherOf,
)

CENT, ZERO = Decimal("0.01"), Decimal(0)
LARGE = Decimal(20_000)
MAY_SUBMIT = {"keeper", "sales_manager"}


class Refused(Exception):
    """``code`` of the rule."""


def rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _store(rows: Iterable[Model], *fields: str) -> None:
    """Rows that are there and locked, in one statement: ``bulk_update`` takes several times as long
    to write its own."""
    rows = list(rows)
    type(rows[0])._default_manager.bulk_create(
        rows, update_conflicts=True, update_fields=fields, unique_fields=["id"]
    )


@transaction.atomic
def approve(delivery_id: int, person_id: int) -> str:
    person = Person.objects.get(pk=person_id)
    if person.role not in MAY_SUBMIT:
        raise Refused("NO_PERMISSION")
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.state != "draft":
        raise Refused("STATUS_CONFLICT")
    settings = Settings.objects.get()
    lines = list(delivery.lines.order_by("pos"))
    _check(delivery, lines, settings)
    _amounts(delivery, lines)
    _ship(delivery, lines, person)
    costs = _goods_out(delivery, lines, person)
    for line, cost in zip(lines, costs, strict=True):
        line.cost, line.profit = cost, line.net - cost
    _store(lines, "amount", "net", "tax", "cost", "profit")
    delivery.total_cost = sum(costs)
    delivery.total_profit = delivery.total_net - delivery.total_cost
    delivery.state, delivery.updated_by, delivery.rev = "approved", person, delivery.rev + 2
    delivery.save()
    _owe(delivery, person)
    _voucher(delivery, settings, person)
    _note(delivery, person)
    return delivery.state


def _check(delivery: Delivery, lines: list[DeliveryLine], settings: Settings) -> None:
    today = timezone.localdate()
    if delivery.bill_date > today and not settings.allow_future:
        raise Refused("FUTURE_DATE")
    if settings.enabled_on and delivery.bill_date < settings.enabled_on:
        raise Refused("BEFORE_ENABLE_DATE")
    if settings.closed_through and delivery.bill_date <= settings.closed_through:
        raise Refused("PERIOD_CLOSED")
    if not Store.objects.filter(pk=delivery.store_id, status="enabled").exists():
        raise Refused("MASTER_DISABLED")
    if not Client.objects.filter(pk=delivery.client_id, status="enabled").exists():
        raise Refused("MASTER_DISABLED")
    wanted = {line.goods_id for line in lines}
    if Goods.objects.filter(pk__in=wanted, status="enabled").count() != len(wanted):
        raise Refused("MASTER_DISABLED")
    if not lines or any(line.qty <= 0 or line.price < 0 for line in lines):
        raise Refused("validation_failed")


def _amounts(delivery: Delivery, lines: list[DeliveryLine]) -> None:
    for line in lines:
        line.amount = rounded(line.qty * line.price)
        line.net = rounded(line.amount / (1 + line.tax_rate))
        line.tax = line.amount - line.net
    delivery.due_on = delivery.bill_date + dt.timedelta(days=delivery.credit_days)
    delivery.total_qty = sum(line.qty for line in lines)
    delivery.total = sum(line.amount for line in lines)
    delivery.total_net = sum(line.net for line in lines)
    delivery.total_tax = delivery.total - delivery.total_net


def _ship(delivery: Delivery, lines: list[DeliveryLine], person: Person) -> None:
    """The order learns what was shipped, and holds so much less of the goods and of the credit."""
    order = SalesOrder.objects.select_for_update().get(pk=delivery.order_id)
    if order.bill_date > delivery.bill_date:
        raise Refused("DELIVERY_BEFORE_ORDER")
    ordered = {one.pk: one for one in SalesOrderLine.objects.filter(order=order)}
    open_amount = ZERO
    for line in lines:
        source = ordered[line.order_line_id]
        source.shipped += line.qty
        if source.shipped > source.qty:
            raise Refused("OVER_DELIVERY")
    _store(ordered.values(), "shipped")
    for source in ordered.values():
        left = source.qty - source.shipped
        open_amount += rounded(source.amount * left / source.qty)
    freed = order.open_amount - open_amount
    order.open_amount, order.rev = open_amount, order.rev + 1
    done = all(one.shipped >= one.qty for one in ordered.values())
    order.exec_status = "completed" if done else "partial"
    order.save()
    ReservationEntry.objects.bulk_create(
        ReservationEntry(
            form="sales_order", record=order.pk, line=line.order_line_id, by=person,
            on_date=order.bill_date, goods_id=line.goods_id, store_id=delivery.store_id,
            reserved=reserved, unshipped=unshipped,
        )
        for line in lines
        for reserved, unshipped in ((-line.qty, ZERO), (ZERO, -line.qty))
    )  # fmt: skip
    CreditEntry.objects.create(
        form="sales_order", record=order.pk, by=person, on_date=order.bill_date,
        client_id=order.client_id, ordered=-freed,
    )  # fmt: skip
    changes = {"exec_status": order.exec_status, "open_amount": str(open_amount)}
    Trail.objects.create(
        form="sales_order", record=order.pk, person=person, event="updated", changes=changes
    )
    Client.objects.filter(pk=order.client_id).update(ordered=F("ordered") - freed)


def _goods_out(delivery: Delivery, lines: list[DeliveryLine], person: Person) -> list[Decimal]:
    """At moving average. Rows are locked in the order of the goods; the floors are the tables'."""
    wanted = sorted({line.goods_id for line in lines})
    locked = Pool.objects.select_for_update().filter(goods_id__in=wanted).order_by("goods_id")
    pools = {pool.goods_id: pool for pool in locked}
    costs: list[Decimal] = []
    for line in lines:
        pool = pools.get(line.goods_id)
        if pool is None or pool.qty < line.qty:
            raise Refused("NEGATIVE_STOCK")
        if pool.last_on and pool.last_on > delivery.bill_date:
            raise Refused("would have to be valued anew")
        cost = rounded(pool.value * line.qty / pool.qty) if line.qty < pool.qty else pool.value
        pool.qty, pool.value, pool.last_on = (
            pool.qty - line.qty,
            pool.value - cost,
            delivery.bill_date,
        )
        costs.append(cost)
    _store(pools.values(), "qty", "value", "last_on")
    StockEntry.objects.bulk_create(
        StockEntry(
            form="sales_delivery", record=delivery.pk, line=line.pk, by=person,
            on_date=delivery.bill_date, goods_id=line.goods_id, store_id=delivery.store_id,
            qty=-line.qty, value=-cost,
        )
        for line, cost in zip(lines, costs, strict=True)
    )  # fmt: skip
    rows = Stock.objects.select_for_update().filter(goods_id__in=wanted, store_id=delivery.store_id)
    stocks = {stock.goods_id: stock for stock in rows.order_by("goods_id")}
    for line, cost in zip(lines, costs, strict=True):
        stock = stocks.get(line.goods_id)
        if stock is None or stock.qty < line.qty:
            raise Refused("NEGATIVE_STOCK")
        stock.qty, stock.value = stock.qty - line.qty, stock.value - cost
        stock.reserved, stock.unshipped = stock.reserved - line.qty, stock.unshipped - line.qty
    _store(stocks.values(), "qty", "value", "reserved", "unshipped")
    return costs


def _owe(delivery: Delivery, person: Person) -> None:
    ReceivableEntry.objects.create(
        form="sales_delivery", record=delivery.pk, by=person, on_date=delivery.bill_date,
        client_id=delivery.client_id, document=delivery.no, due=delivery.due_on,
        amount=delivery.total,
    )  # fmt: skip
    OpenItem.objects.create(
        client_id=delivery.client_id, document=delivery.no, due=delivery.due_on,
        amount=delivery.total,
    )  # fmt: skip
    client = Client.objects.filter(pk=delivery.client_id)
    within = Q(credit_limit=None) | Q(credit_limit__gte=F("owed") + F("ordered") + delivery.total)
    changed = client.filter(within).update(
        owed=F("owed") + delivery.total, last_delivery_on=delivery.bill_date
    )
    if not changed:
        raise Refused("CREDIT_LIMIT")


def _voucher(delivery: Delivery, settings: Settings, person: Person) -> None:
    accounts = {one.code: one for one in Account.objects.filter(leaf=True, status="enabled")}
    tax = "222101" if settings.small_taxpayer else "22210107"
    _write(
        delivery, person, "sales_revenue", f"销售收入 {delivery.no}",
        [(accounts["1122"], delivery.total, None, delivery.client_id),
         (accounts["5001"], None, delivery.total_net, None),
         (accounts[tax], None, delivery.total_tax, None)],
    )  # fmt: skip
    _write(
        delivery, person, "sales_cost", f"结转成本 {delivery.no}",
        [(accounts["5401"], delivery.total_cost, None, None),
         (accounts["1405"], None, delivery.total_cost, None)],
    )  # fmt: skip


def _write(delivery: Delivery, person: Person, rule: str, summary: str, sides: list) -> None:
    debit = sum(debit or ZERO for _, debit, _, _ in sides)
    credit = sum(credit or ZERO for _, _, credit, _ in sides)
    if debit != credit:
        raise Refused("UNBALANCED_VOUCHER")
    period, department = f"{delivery.bill_date:%Y-%m}", delivery.store.department
    voucher = Voucher.objects.create(
        bill_date=delivery.bill_date, period=period, kind="auto", summary=summary,
        source=delivery.no, debit=debit, credit=credit, state="approved", created_by=person,
    )  # fmt: skip
    lines = VoucherLine.objects.bulk_create(
        VoucherLine(
            voucher=voucher, pos=pos, account=account, client_id=client, department=department,
            summary=summary, debit=debit, credit=credit,
        )
        for pos, (account, debit, credit, client) in enumerate(sides)
    )  # fmt: skip
    VoucherOf.objects.bulk_create(
        VoucherOf(
            form="sales_delivery", record=delivery.pk, rule=rule, voucher=voucher,
            account=account, debit=debit or ZERO, credit=credit or ZERO,
        )
        for account, debit, credit, _ in sides
    )  # fmt: skip
    BookEntry.objects.bulk_create(
        BookEntry(
            form="voucher", record=voucher.pk, line=line.pk, by=person,
            on_date=delivery.bill_date, account_id=line.account_id, period=period,
            client_id=line.client_id, department=department,
            debit=line.debit or ZERO, credit=line.credit or ZERO,
        )
        for line in lines
    )  # fmt: skip
    for line in sorted(lines, key=lambda one: one.account_id):
        key = {"account_id": line.account_id, "period": period, "client_id": line.client_id,
               "department": department}  # fmt: skip
        changed = Book.objects.filter(**key).update(
            debit=F("debit") + (line.debit or ZERO), credit=F("credit") + (line.credit or ZERO)
        )
        if not changed:
            Book.objects.create(**key, debit=line.debit or ZERO, credit=line.credit or ZERO)
    Trail.objects.create(
        form="voucher", record=voucher.pk, person=person, event="approved",
        changes={"source": delivery.no, "debit": str(debit)},
    )  # fmt: skip


def _note(delivery: Delivery, person: Person) -> None:
    Trail.objects.bulk_create(
        Trail(form="sales_delivery", record=delivery.pk, person=person, event=event, changes={})
        for event in ("submitted", "approved")
    )
    jobs = [Job(kind="record", payload={"form": "sales_delivery", "record": delivery.pk})]
    if delivery.total > LARGE:
        bosses = Person.objects.filter(role="boss").values_list("pk", flat=True)
        jobs += [Job(kind="notify", payload={"to": pk, "record": delivery.pk}) for pk in bosses]
    goods = list(delivery.lines.values_list("goods", flat=True))
    jobs.append(Job(kind="low_stock", payload={"goods": goods}))
    Job.objects.bulk_create(jobs)
