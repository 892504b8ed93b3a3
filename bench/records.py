"""What a record costs: an order with 10 lines through the whole pipeline, beside the same by hand.

    python bench/records.py [--rows 20000]

Prints ratios to a hand-written Django view body (``create`` and ``bulk_create`` of static models, a
history row and an outbox row, no validation), and of a list to a hand-written ORM query. CPU of
this process only. Runs in a test database of its own, on whatever ``HUILIU_DATABASE_URL`` says.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "platform" / "backend")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiliu.server.settings")
os.environ.setdefault("HUILIU_TESTING", "1")


def main() -> None:
    import django

    django.setup()
    from django.db import connection

    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rows", type=int, default=20_000)
    rows = arguments.parse_args().rows
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        _run(rows)
    finally:
        connection.creation.destroy_test_db(str(connection.settings_dict["NAME"]), verbosity=0)


def _run(rows: int) -> None:
    from huiliu.core import ports
    from tests.form_engine.conftest import Company
    from tests.support.fakes import RecordingAutomations, RecordingLedgers

    company = _company(Company)
    with ports.bound(
        clock=company.clock,
        org=company.org,
        events=_Outbox(),
        flows=company.flows,
        ledgers=RecordingLedgers(),
        automations=RecordingAutomations(),
        permissions=company.permissions,
        jobs=company.jobs,
    ):
        _publish(company)
        by_hand = _Hand()
        _writes(company, by_hand)
        _lists(company, by_hand, rows)


def _company(kind: Any) -> Any:
    from huiliu.core.actor import AppRef

    return kind(AppRef(1, "bench", 1, 1))


class _Outbox:
    """One row an event, as the real one writes."""

    def publish(self, name: str, payload: Any, *, workspace_id: int) -> None:
        import orjson
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bench_outbox (name, payload) VALUES (%s, %s)",
                [name, orjson.dumps(payload).decode()],
            )


def _publish(company: Any) -> None:
    text = [{"id": f"t{n}", "type": "text"} for n in range(6)]
    company.publish("customer", [{"id": "name", "type": "text"}], title_field="name")
    company.publish(
        "product",
        [{"id": "name", "type": "text"}, {"id": "price", "type": "money"}],
        title_field="name",
    )
    company.publish(
        "order",
        [
            {"id": "no", "type": "serial", "parts": [
                {"kind": "text", "text": "SO-"}, {"kind": "date", "field": "day"},
                {"kind": "count", "digits": 6, "reset": "date"}]},
            {"id": "day", "type": "date", "required": True},
            {"id": "customer", "type": "reference", "form": "customer", "required": True},
            {"id": "status", "type": "choice", "options": [
                {"id": one, "label": {"zh-CN": one}} for one in ("new", "open", "done")]},
            *text,
            {"id": "rate", "type": "number", "scale": 4},
            {"id": "due", "type": "date", "index": False},
            {"id": "urgent", "type": "switch"},
            {"id": "lines", "type": "subform", "fields": [
                {"id": "product", "type": "reference", "form": "product", "required": True},
                {"id": "qty", "type": "number", "scale": 4, "required": True, "min": "0.0001"},
                {"id": "price", "type": "money", "scale": 4},
                {"id": "discount", "type": "number", "scale": 4},
                {"id": "unit", "type": "text"},
                {"id": "spec", "type": "text"},
                {"id": "note", "type": "text"},
                {"id": "amount", "type": "formula", "result": "money", "scale": 2,
                 "formula": "ROUND({lines.qty}*{lines.price}*(1-{lines.discount}),2)"}]},
            {"id": "total", "type": "formula", "result": "money", "scale": 2,
             "formula": "SUM({lines.amount})", "index": True},
        ],
        title_field="no",
        search=["no", "t0"],
    )  # fmt: skip


def _order(customer: str, products: list[str], n: int) -> dict[str, Any]:
    chance = random.Random(n)
    return {
        "day": str(date(2026, 1, 1) + timedelta(days=n % 300)),
        "customer": customer,
        "status": chance.choice(["new", "open", "done"]),
        **{f"t{k}": f"文字 {chance.random():.6f}" for k in range(6)},
        "rate": "0.1300",
        "due": "2026-12-31",
        "urgent": n % 2 == 0,
        "lines": [
            {
                "product": products[(n + k) % len(products)],
                "qty": str(chance.randint(1, 99)),
                "price": f"{chance.randint(1, 9999)}.5",
                "discount": "0.05",
                "unit": "个",
                "spec": "500ml",
                "note": "加急",
            }
            for k in range(10)
        ],
    }


class _Hand:
    """What a careful programmer writes with Django for this one form."""

    def __init__(self) -> None:
        from django.db import connection, models

        head: dict[str, Any] = {f"t{n}": models.TextField(null=True) for n in range(6)}
        common = {"__module__": __name__}
        self.Customer = type("BenchCustomer", (models.Model,), common | {
            "name": models.TextField(),
            "Meta": type("Meta", (), {"app_label": "form_engine"})})  # fmt: skip
        self.Order = type("BenchOrder", (models.Model,), common | head | {
            "uid": models.TextField(unique=True),
            "no": models.TextField(unique=True),
            "day": models.DateField(db_index=True),
            "customer": models.ForeignKey(self.Customer, models.CASCADE),
            "status": models.TextField(db_index=True),
            "rate": models.DecimalField(max_digits=18, decimal_places=4),
            "due": models.DateField(), "urgent": models.BooleanField(),
            "total": models.DecimalField(max_digits=18, decimal_places=2, db_index=True),
            "created_at": models.DateTimeField(),
            "created_by": models.BigIntegerField(db_index=True),
            "Meta": type("Meta", (), {"app_label": "form_engine"})})  # fmt: skip
        self.Line = type("BenchLine", (models.Model,), common | {
            "order": models.ForeignKey(self.Order, models.CASCADE), "pos": models.IntegerField(),
            "product": models.BigIntegerField(db_index=True),
            "qty": models.DecimalField(max_digits=18, decimal_places=4),
            "price": models.DecimalField(max_digits=18, decimal_places=4),
            "discount": models.DecimalField(max_digits=18, decimal_places=4),
            "unit": models.TextField(), "spec": models.TextField(), "note": models.TextField(),
            "amount": models.DecimalField(max_digits=18, decimal_places=2),
            "Meta": type("Meta", (), {"app_label": "form_engine"})})  # fmt: skip
        self.Outbox = type("BenchOutbox", (models.Model,), common | {
            "name": models.TextField(), "payload": models.TextField(),
            "Meta": type("Meta", (), {
                "app_label": "form_engine", "db_table": "bench_outbox"})})  # fmt: skip
        with connection.schema_editor() as editor:
            for model in (self.Customer, self.Order, self.Line, self.Outbox):
                editor.create_model(model)

        self.customer = self.Customer.objects.create(name="华东商贸").pk

    def create(self, given: dict[str, Any], products: dict[str, int]) -> None:
        from decimal import Decimal

        from django.db import transaction
        from django.utils import timezone

        from form_engine.models import RecordChange, SerialCounter
        from form_engine.uid import new_uid

        with transaction.atomic():
            SerialCounter.objects.get_or_create(
                form_id=0, field="no", scope=given["day"], defaults={"value": 0}
            )
            counter = SerialCounter.objects.select_for_update().get(
                form_id=0, field="no", scope=given["day"]
            )
            counter.value += 1
            counter.save(update_fields=["value"])
            lines = [
                self.Line(
                    pos=pos,
                    product=products[line["product"]],
                    qty=Decimal(line["qty"]),
                    price=Decimal(line["price"]),
                    discount=Decimal(line["discount"]),
                    unit=line["unit"],
                    spec=line["spec"],
                    note=line["note"],
                    amount=round(
                        Decimal(line["qty"])
                        * Decimal(line["price"])
                        * (1 - Decimal(line["discount"])),
                        2,
                    ),
                )
                for pos, line in enumerate(given["lines"])
            ]
            now = timezone.now()
            order = self.Order.objects.create(
                uid=new_uid(),
                no=f"SO-{given['day']}{counter.value:06}",
                day=date.fromisoformat(given["day"]),
                customer_id=self.customer,
                status=given["status"],
                rate=Decimal(given["rate"]),
                due=date.fromisoformat(given["due"]),
                urgent=given["urgent"],
                total=sum(line.amount for line in lines),
                created_at=now,
                created_by=1,
                **{f"t{n}": given[f"t{n}"] for n in range(6)},
            )
            for line in lines:
                line.order = order
            self.Line.objects.bulk_create(lines)
            RecordChange.objects.create(
                form_id=0, record_id=order.pk, rev=1, version=1, event="created", at=now, by=1,
                origin="api",
            )  # fmt: skip
            self.Outbox.objects.create(name="record", payload="{}")


def _writes(company: Any, hand: _Hand) -> None:
    customer = company.create("customer", {"name": "华东商贸"})
    products = [company.create("product", {"name": f"商品{n}", "price": "10"}) for n in range(20)]
    ids = {one.uid: one.id for one in products}
    uids = list(ids)
    orders = [_order(customer.uid, uids, n) for n in range(400)]
    ours = _measure(orders, lambda order: company.create("order", order))
    theirs = _measure(orders, lambda order: hand.create(order, ids))
    _show("create an order with 10 lines", ours, theirs)
    company.queries = _statements(lambda: company.create("order", orders[0]))
    print(f"  statements: {company.queries}")


def _lists(company: Any, hand: _Hand, rows: int) -> None:
    from form_engine.api import Query, Sort, query
    from huiliu.core.conditions import Condition

    _fill(company, hand, rows)
    condition = Condition.model_validate(
        {
            "cond": [
                {"field": "status", "op": "eq", "value": "open"},
                {"field": "day", "op": "gte", "value": "2026-06-01"},
            ]
        }
    )
    access = company.system("order")
    asked = Query(filter=condition, sort=(Sort("total", desc=True),), limit=50)

    def by_hand(_: Any) -> None:
        import orjson

        found = (
            hand.Order.objects.filter(status="open", day__gte="2026-06-01")
            .select_related("customer")
            .order_by("-total", "-id")[:50]
        )
        orjson.dumps(
            [
                {field.name: str(getattr(one, field.name)) for field in hand.Order._meta.fields}
                for one in found
            ]
        )

    def ours(_: Any) -> None:
        import orjson

        orjson.dumps(query(company.app, "order", asked, access=access).items)

    _show(
        f"list of 50 of {rows:,}, two filters and sort",
        _measure(range(60), ours),
        _measure(range(60), by_hand),
    )


def _fill(company: Any, hand: _Hand, rows: int) -> None:
    """Copies of what is there, by SQL: a list does not care who wrote them."""
    from django.db import connection

    from form_engine.api import get_plan
    from huiliu.core import ddl

    table = ddl.qualified(get_plan(company.app, "order").storage.main.name)
    ours = [
        c for c in ddl.columns_of(get_plan(company.app, "order").storage.main.name) if c != "id"
    ]
    number = next(
        c.name for c in get_plan(company.app, "order").storage.main.columns if c.path == "no"
    )
    theirs = [field.column for field in hand.Order._meta.fields if field.column != "id"]
    with connection.cursor() as cursor:
        for name, columns, unique in (
            (table, ours, ("uid", number)),
            (f'"{hand.Order._meta.db_table}"', theirs, ("uid", "no")),
        ):
            cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608
            have = cursor.fetchone()[0]
            source = ", ".join(f"\"{c}\" || '-' || n" if c in unique else f'"{c}"' for c in columns)
            cursor.execute(
                f"INSERT INTO {name} ({ddl.names(columns)}) SELECT {source} FROM {name},"  # noqa: S608
                " (WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %s)"
                " SELECT n FROM s) numbers",
                [max(rows // have, 1)],
            )
        cursor.execute("ANALYZE")


def _measure(items: Any, work: Callable[[Any], Any]) -> float:
    """CPU of this process per item, the median of pieces."""
    items = list(items)
    for item in items[:20]:
        work(item)
    pieces = []
    for start in range(0, len(items), 20):
        begun = time.process_time()
        for item in items[start : start + 20]:
            work(item)
        pieces.append((time.process_time() - begun) / len(items[start : start + 20]))
    return sorted(pieces)[len(pieces) // 2]


def _statements(work: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    if os.environ.get("SHOW"):
        for one in captured.captured_queries:
            print("   ", one["sql"][:150])
    return len(captured)


def _show(what: str, ours: float, theirs: float) -> None:
    print(f"{what}: {ours / theirs:.2f} × by hand ({ours * 1e6:.0f} / {theirs * 1e6:.0f} µs CPU)")


if __name__ == "__main__":
    main()
