"""A line that is moved is a line that is crossed: limits on other records, and edits of what is
added up. The trace says of every look why it set nothing off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from huiliu.core import ports
from huiliu.core.actor import AppRef
from tests.support.fakes import RecordingLedgers
from tests.support.office import ACTOR, STOCK, Office, automation
from workflow_engine.automations import trace
from workflow_engine.automations.api import watch
from workflow_engine.automations.models import Alert, Run

LOW = {
    "type": "ledger_threshold",
    "ledger": "stock",
    "per": ["customer"],
    "holds": {"cond": [{"field": "qty", "op": "lt", "value": {"field": "customer.credit"}}]},
}
TASK = {
    "type": "create_record",
    "form": "task",
    "values": {"customer": {"field": "customer"}, "amount": {"field": "qty"}},
}


@dataclass
class Balances(RecordingLedgers):
    """Stock by customer, as it is."""

    stock: dict[int, Decimal] = field(default_factory=dict)

    def sums(
        self, app: AppRef, ledger: str, per: Sequence[str], keys: Sequence[Sequence[Any]] | None
    ) -> list[dict[str, Any]]:
        wanted = set(self.stock) if keys is None else {key[0] for key in keys}
        return [{"customer": c, "qty": n} for c, n in self.stock.items() if c in wanted]

    def sums_of(
        self, app: AppRef, ledger: str, per: Sequence[str], dimension: str, value: int
    ) -> list[dict[str, Any]]:
        return [{"customer": c, "qty": n} for c, n in self.stock.items() if c == value]

    def visible(self, *_: Any) -> frozenset[str]:
        return frozenset({"customer", "qty"})


@pytest.fixture
def stock(office: Office) -> Any:
    balances = Balances()
    office.documents.publish(office.app, STOCK)
    office.publish({**automation("low", "x y", TASK), "trigger": LOW})
    with ports.bound(ledgers=balances):
        yield balances.stock


def told(office: Office) -> list[Mapping[str, Any]]:
    """What was told of records."""
    found, office.events.published = office.events.published, []
    return [payload for name, payload in found if name == "record"]


def look(office: Office, *payloads: Mapping[str, Any]) -> None:
    for payload in payloads or told(office):
        with transaction.atomic():
            watch.on_record(payload)
    office.work()


def posted(office: Office, customer: Any) -> None:
    payload = {"app": office.app.id, "ledger": "stock", "keys": [[customer.id]]}
    with transaction.atomic():
        watch.on_ledger(payload)
    office.work()


def tasks(office: Office) -> list[str]:
    return [str(one.values["amount"]) for one in sorted(office.all("task"), key=lambda t: t.id)]


def lines(office: Office, key: str = "low") -> list[tuple[str, str]]:
    page = trace.runs(office.app, key, actor=ACTOR)
    return [(one["outcome"], one["text"]) for one in page.items]


def test_a_limit_that_is_raised_above_the_stock_sets_off_once(
    office: Office, stock: dict[int, Decimal]
) -> None:
    customer = office.create("customer", name="甲", credit="5")
    other = office.create("customer", name="乙", credit="100")
    stock |= {customer.id: Decimal(10), other.id: Decimal(3)}
    look(office)
    assert (tasks(office), Run.objects.count()) == ([], 0)

    office.change(customer, credit="8")
    look(office)
    assert tasks(office) == []
    office.change(customer, credit="12")
    raised = told(office)
    look(office, *raised)
    look(office, *raised)
    assert tasks(office) == ["10.00"]
    office.change(customer, credit="20")
    look(office)
    assert tasks(office) == ["10.00"]


def test_a_limit_that_is_lowered_again_is_a_crossing_back(
    office: Office, stock: dict[int, Decimal]
) -> None:
    customer = office.create("customer", name="甲", credit="20")
    stock[customer.id] = Decimal(10)
    posted(office, customer)
    for credit in ("5", "15", "5", "11"):
        office.change(customer, credit=credit)
        look(office)
    assert tasks(office) == ["10.00"] * 3
    assert Alert.objects.exclude(key="").get().times == 3


def test_a_stock_that_was_never_posted_is_nothing(
    office: Office, stock: dict[int, Decimal]
) -> None:
    customer = office.create("customer", name="甲")
    look(office)
    office.change(customer, credit="1")
    look(office)
    assert tasks(office) == ["0.00"]
    stock[customer.id] = Decimal(0)
    posted(office, customer)
    assert tasks(office) == ["0.00"]


def test_the_trace_says_why_a_look_set_nothing_off(
    office: Office, stock: dict[int, Decimal]
) -> None:
    customer = office.create("customer", name="甲", credit="5")
    stock[customer.id] = Decimal(40)
    posted(office, customer)
    assert lines(office) == [("skipped", "未执行：数量 40 < credit 5 不成立")]
    assert trace.runs(office.app, "low", actor=ACTOR).items[0]["about"] == "甲"
    office.change(customer, credit="6")
    look(office)
    assert lines(office) == [("skipped", "未执行：数量 40 < credit 6 不成立")]
    office.change(customer, credit="50")
    look(office)
    assert [outcome for outcome, _ in lines(office)] == ["done", "skipped"]
    office.change(customer, credit="60")
    look(office)
    assert lines(office)[0] == ("skipped", "未执行：条件仍然成立，上次成立时已触发过")


def test_who_may_not_see_the_limit_is_not_told_it(
    office: Office, stock: dict[int, Decimal]
) -> None:
    office.grant(2, "customer", credit="hidden")
    customer = office.create("customer", name="甲", credit="5")
    stock[customer.id] = Decimal(40)
    posted(office, customer)
    assert "5" not in str(trace.runs(office.app, "low", actor=ACTOR).items[0]["seen"])


OWED = {
    "type": "aggregate_threshold",
    "form": "order",
    "filter": {"cond": [{"field": "customer.orders", "op": "ne", "value": "1"}]},
    "group_by": ["customer"],
    "totals": {"owed": {"fn": "sum", "field": "total"}},
    "holds": {"cond": [{"field": "owed", "op": "gt", "value": {"field": "customer.credit"}}]},
}
OWES = {**TASK, "values": {"customer": {"field": "customer"}, "amount": {"field": "owed"}}}


def test_an_edit_of_what_is_added_up_and_of_its_limit(office: Office) -> None:
    office.publish({**automation("over", "x y", OWES), "trigger": OWED})
    customer = office.create("customer", name="甲", credit="100")
    order = office.create("order", customer=customer.uid, total="60")
    look(office)
    assert lines(office, "over")[0][1] == "未执行：total 60 > credit 100 不成立"
    order = office.change(order, total="120")
    look(office)
    assert tasks(office) == ["120.00"]
    office.change(order, total="90")
    look(office)
    office.change(customer, credit="80")
    look(office)
    assert tasks(office) == ["120.00", "90.00"]


def test_a_filter_that_reads_another_record(office: Office) -> None:
    office.publish({**automation("over", "x y", OWES), "trigger": OWED})
    customer = office.create("customer", name="甲", credit="10", orders="1")
    office.create("order", customer=customer.uid, total="60")
    look(office)
    assert tasks(office) == []
    office.change(customer, orders="2")
    look(office)
    assert tasks(office) == ["60.00"]
