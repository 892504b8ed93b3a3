"""The hand-written views: what a careful Django developer writes for this one form."""

import datetime as dt
import hashlib
import json
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from bench.hand.models import (
    ApiKey,
    Balance,
    Counter,
    Customer,
    Entry,
    History,
    Member,
    Order,
    OrderLine,
    Outbox,
    Product,
    Warehouse,
)

CHANNELS = {"web", "store", "phone"}
MAY_CREATE = {"sales", "manager"}
CENT = Decimal("0.01")


class Bad(Exception):
    def __init__(self, field: str, code: str) -> None:
        self.field, self.code = field, code


def _member(request: HttpRequest) -> Member | None:
    header = request.headers.get("Authorization", "")
    digest = hashlib.sha256(header.removeprefix("Bearer ").encode()).hexdigest()
    key = ApiKey.objects.select_related("member").filter(digest=digest).first()
    return key.member if key else None


def _decimal(given: dict, field: str, places: int, least: str) -> Decimal:
    try:
        value = Decimal(given[field])
    except (KeyError, InvalidOperation, TypeError) as error:
        raise Bad(field, "bad_value") from error
    if value < Decimal(least) or -value.as_tuple().exponent > places:
        raise Bad(field, "out_of_range")
    return value


def _text(given: dict, field: str, longest: int) -> str:
    value = given.get(field) or ""
    if not isinstance(value, str) or len(value) > longest:
        raise Bad(field, "too_long")
    return value


def _lines(given: list) -> list[OrderLine]:
    if not isinstance(given, list) or not 1 <= len(given) <= 500:
        raise Bad("lines", "required")
    ids = {int(line["product"]) for line in given}
    products = {p.pk: p for p in Product.objects.filter(pk__in=ids, status="enabled")}
    if len(products) != len(ids):
        raise Bad("lines.product", "no_such_record")
    lines = []
    for pos, line in enumerate(given):
        product = products[int(line["product"])]
        qty, price = _decimal(line, "qty", 4, "0.0001"), _decimal(line, "price", 6, "0")
        amount = (qty * price).quantize(CENT, ROUND_HALF_UP)
        note = _text(line, "note", 100)
        lines.append(
            OrderLine(
                pos=pos, product=product, spec=product.spec, unit=product.unit,
                qty=qty, price=price, amount=amount, note=note,
            )
        )  # fmt: skip
    return lines


def _number(day: dt.date) -> str:
    scope = f"XSCK-{day:%Y%m%d}"
    Counter.objects.get_or_create(scope=scope)
    counter = Counter.objects.select_for_update().get(scope=scope)
    counter.value += 1
    counter.save(update_fields=["value"])
    return f"{scope}-{counter.value:04d}"


def _order(body: dict, member: Member, lines: list[OrderLine]) -> Order:
    values = body["values"]
    day = dt.date.fromisoformat(values["bill_date"])
    if day > timezone.localdate():
        raise Bad("bill_date", "future_date")
    if values.get("channel") not in CHANNELS:
        raise Bad("channel", "not_an_option")
    warehouse = Warehouse.objects.filter(pk=values["warehouse"], status="enabled").first()
    customer = Customer.objects.filter(pk=values["customer"], status="enabled").first()
    if warehouse is None or customer is None:
        raise Bad("customer", "no_such_record")
    return Order(
        no=_number(day), bill_date=day, customer=customer, warehouse=warehouse,
        store=warehouse.department, channel=values["channel"],
        contact=_text(values, "contact", 80), carrier=_text(values, "carrier", 50),
        tracking_no=_text(values, "tracking_no", 50), remark=_text(values, "remark", 500),
        salesperson=member, created_by=member, state="approved",
        total_qty=sum(line.qty for line in lines), total=sum(line.amount for line in lines),
    )  # fmt: skip


def _post(order: Order, lines: list[OrderLine]) -> None:
    deltas: dict[int, Decimal] = {}
    for line in lines:
        deltas[line.product_id] = deltas.get(line.product_id, Decimal(0)) + line.qty
    Entry.objects.bulk_create(
        Entry(
            product_id=line.product_id, warehouse=order.warehouse, order=order, line=line,
            qty=-line.qty, on_date=order.bill_date,
        )
        for line in lines
    )  # fmt: skip
    for product in sorted(deltas):
        balance = Balance.objects.filter(product_id=product, warehouse=order.warehouse)
        if not balance.filter(qty__gte=deltas[product]).update(qty=F("qty") - deltas[product]):
            raise Bad("lines", "NEGATIVE_STOCK")


def _create(request: HttpRequest, *, post: bool) -> JsonResponse:
    member = _member(request)
    if member is None:
        return JsonResponse({"code": "unauthenticated"}, status=401)
    if member.role not in MAY_CREATE:
        return JsonResponse({"code": "forbidden"}, status=403)
    try:
        with transaction.atomic():
            body = json.loads(request.body)
            lines = _lines(body["values"]["lines"])
            order = _order(body, member, lines)
            order.save(force_insert=True)
            for line in lines:
                line.order = order
            OrderLine.objects.bulk_create(lines)
            changes = {"total": str(order.total), "lines": len(lines)}
            History.objects.create(order=order, member=member, event="created", changes=changes)
            if post:
                _post(order, lines)
            Outbox.objects.create(kind="order", payload={"order": order.pk, "event": "created"})
    except Bad as bad:
        return JsonResponse({"code": bad.code, "fields": {bad.field: bad.code}}, status=422)
    except (KeyError, ValueError):
        return JsonResponse({"code": "malformed"}, status=400)
    answer = {"id": str(order.pk), "no": order.no, "total": str(order.total), "rev": order.rev}
    return JsonResponse(answer, status=201)


@csrf_exempt
def create(request: HttpRequest) -> JsonResponse:
    return _create(request, post=False)


@csrf_exempt
def create_and_post(request: HttpRequest) -> JsonResponse:
    return _create(request, post=True)


def recent(request: HttpRequest) -> JsonResponse:
    """50 orders by two filters and a sort, with the names a list shows."""
    member = _member(request)
    if member is None:
        return JsonResponse({"code": "unauthenticated"}, status=401)
    since = dt.date.fromisoformat(request.GET["since"])
    orders = (
        Order.objects.filter(deleted_at=None, channel=request.GET["channel"], bill_date__gte=since)
        .select_related("customer", "warehouse", "salesperson", "created_by")
        .order_by("-total", "-id")[:50]
    )
    return JsonResponse({"items": [_row(order) for order in orders]})


def _row(order: Order) -> dict:
    return {
        "id": str(order.pk), "no": order.no, "bill_date": order.bill_date.isoformat(),
        "customer": {"id": str(order.customer_id), "title": order.customer.name},
        "warehouse": {"id": str(order.warehouse_id), "title": order.warehouse.name},
        "salesperson": {"id": str(order.salesperson_id), "name": order.salesperson.name},
        "channel": order.channel, "total_qty": str(order.total_qty), "total": str(order.total),
        "state": order.state, "created_by": order.created_by.name,
        "created_at": order.created_at.isoformat(),
    }  # fmt: skip
