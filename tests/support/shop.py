"""The small shop at work: publishes its ledgers and plays documents into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.ports import Posting
from huiliu.core.records import EventName, Record
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers.balance_sums import stored_balances, sums_of_entries
from huiliu.ledgers.plan import LedgerPlan, plan_of
from huiliu.ledgers.posting import LedgerPoster
from huiliu.ledgers.publishing import LedgerPublisher
from tests.support.designs import APP, FakeDocuments, TitledRecords, record
from tests.support.fakes import FakeClock, FakeOrg, FakePermissions, RecordingEvents
from tests.support.stock import FORMS, STOCK

ACTOR = Actor(2, 1, "采购员")
DAY = date(2026, 10, 1)
Line = tuple[int, str]
"""Product and quantity."""


@dataclass
class Shop:
    documents: FakeDocuments = field(default_factory=FakeDocuments)
    records: TitledRecords = field(default_factory=TitledRecords)
    events: RecordingEvents = field(default_factory=RecordingEvents)
    permissions: FakePermissions = field(default_factory=FakePermissions)
    clock: FakeClock = field(default_factory=FakeClock)
    last: int = 0

    @property
    def app(self) -> AppRef:
        return self.documents.apps[APP.id]

    @property
    def plan(self) -> LedgerPlan:
        return plan_of(self.app).get("stock")

    def publish(self, content: Mapping[str, Any]) -> None:
        publisher, key = LedgerPublisher(), str(content["id"])
        assert publisher.validate(self.app, key, content) == []
        before = self.documents.find(self.app, "ledger", key)
        version = before.version + 1 if before else 1
        prepared = publisher.prepare(self.app, key, version, content)

        def flip() -> None:
            publisher.flip(self.app, key, version, content, prepared)
            self.documents.publish(self.app, content)

        run_in_transaction(flip)

    def goods(
        self,
        form: str,
        *lines: Line,
        day: date = DAY,
        warehouse: int = 1,
        price: str = "0",
        order: int | None = None,
    ) -> Record:
        self.last += 1
        rows = [
            {"$row": n, "product": p, "qty": Decimal(q), "price": Decimal(price)}
            for n, (p, q) in enumerate(lines, 1)
        ]
        values = {"bill_date": day, "warehouse": warehouse, "order": order, "lines": rows}
        return record(form, self.last, values, app=self.app)

    def approve(self, form: str, *lines: Line, **more: Any) -> Record:
        document = self.goods(form, *lines, **more)
        self.tell("approved", document)
        return document

    def tell(self, name: EventName, *about: Record) -> None:
        self.tell_all(*((name, one) for one in about))

    def tell_all(self, *events: tuple[EventName, Record]) -> None:
        """In one transaction."""
        from tests.support.designs import event

        postings = [Posting(event(name, one), ACTOR, Cause()) for name, one in events]
        run_in_transaction(lambda: LedgerPoster().apply_all(postings))

    def ledger(self, key: str) -> LedgerPlan:
        return plan_of(self.app).get(key)

    def balances(self, ledger: str = "stock") -> dict[tuple[Any, ...], tuple[int, ...]]:
        return stored_balances(self.ledger(ledger).storage)

    def sums(self, ledger: str = "stock") -> dict[tuple[Any, ...], tuple[int, ...]]:
        return sums_of_entries(self.ledger(ledger).storage)

    def qty(self, product: int, warehouse: int = 1) -> Decimal:
        amounts = self.balances().get((product, warehouse), (0, 0))
        return Decimal(amounts[0]).scaleb(-4)


@contextmanager
def open_shop() -> Iterator[Shop]:
    plan_of.cache_clear()
    shop = Shop()
    for form in FORMS.values():
        shop.documents.publish(shop.app, form)
    for product, (name, factor) in {
        1: ("保温杯", "1"),
        2: ("雨伞", "12"),
        3: ("毛巾", "1"),
    }.items():
        shop.records.known["product", product] = {"name": name, "factor": Decimal(factor)}
    with ports.bound(
        documents=shop.documents,
        records=shop.records,
        events=shop.events,
        permissions=shop.permissions,
        clock=shop.clock,
        org=FakeOrg(),
    ):
        shop.publish(STOCK)
        yield shop
