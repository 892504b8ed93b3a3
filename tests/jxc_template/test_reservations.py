"""Orders that wait for goods: what comes in is reserved for them, the earliest delivery first."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from huiliu.core import ports
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN = "warehouse/main"


def waiting(demo: Demo, product: str, qty: str, days: int) -> Record:
    day = ports.clock().today("Asia/Shanghai") + timedelta(days=days)
    made = demo.enter(
        "sales_order", "boss", customer="customer/1", warehouse=MAIN, deliver_on=day.isoformat(),
        reserve=True, lines=[{"product": product, "qty": qty, "price": "100"}],
    )  # fmt: skip
    if demo.now(made).state == "pending":
        demo.approve(made, "sales_manager")
    assert demo.now(made).state == "approved"
    return demo.now(made)


def reserved(demo: Demo, product: str) -> Decimal:
    return demo.total("commitment", "reserved", product=product, warehouse=MAIN)


def test_what_comes_in_is_reserved_for_those_who_wait(demo: Demo) -> None:
    category = demo.named("category/kitchen").uid
    new = demo.enter_plain("product", "buyer", name="新品", category=category, unit="unit/piece",
                           purchase_price="50", tax_rate="0.13")  # fmt: skip
    later, sooner = waiting(demo, new.uid, "6", 9), waiting(demo, new.uid, "5", 2)
    assert reserved(demo, new.uid) == 0
    given = demo.enter("other_in", "boss", kind="gift", warehouse=MAIN,
                       lines=[{"product": new.uid, "qty": "8", "price": "50"}])  # fmt: skip
    demo.approve(given, "finance")
    assert reserved(demo, new.uid) == 8
    held = {row["line"]: row for row in _held(demo, sooner, later)}
    assert held == {"sooner": {"line": "sooner", "qty": Decimal(5)},
                    "later": {"line": "later", "qty": Decimal(3)}}  # fmt: skip
    demo.unapprove_record(given, "boss")
    assert reserved(demo, new.uid) == 0


def _held(demo: Demo, sooner: Record, later: Record) -> list[dict[str, object]]:
    """By order, from the ledger's entries."""
    found = []
    for name, order in (("sooner", sooner), ("later", later)):
        amounts = ports.ledgers().posted(
            demo.app, "commitment", "reserved", "sales_order", [order.id]
        )
        found.append({"line": name, "qty": sum((one.amount for one in amounts), Decimal(0))})
    return found


def test_who_reserved_first_keeps_it(demo: Demo) -> None:
    there = demo.total("stock", "qty", product="product/marker", warehouse=MAIN)
    free = there - reserved(demo, "product/marker")
    first = waiting(demo, "product/marker", str(free), 9)
    before = reserved(demo, "product/marker")
    second = waiting(demo, "product/marker", "3", 2)
    assert reserved(demo, "product/marker") == before
    given = demo.enter("other_in", "boss", kind="gift", warehouse=MAIN,
                       lines=[{"product": "product/marker", "qty": "2", "price": "1"}])  # fmt: skip
    demo.approve(given, "finance")
    held = {one["line"]: one["qty"] for one in _held(demo, second, first)}
    assert held == {"sooner": Decimal(2), "later": free}
