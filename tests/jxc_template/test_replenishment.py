"""补货建议 and the reports beside it: what to buy, for whom, and who reads what of it.

The figures are those of jxc-domain 5.4: demand 24 in 22 days, lead time 14 days, safety stock 70.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core import jobs, ports
from huiliu.core.errors import NotFound
from huiliu.core.records import Record
from huiliu.reports import api as reports
from tests.jxc_template.conftest import Demo
from workflow_engine.automations.alarms import CLOCK_JOB

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, SHOP = "warehouse/main", "warehouse/chaoyang"


def ago(days: int) -> date:
    return ports.clock().today("Asia/Shanghai") - timedelta(days=days)


def stocked(demo: Demo, name: str, qty: str, day: int = 22, warehouse: str = MAIN) -> Record:
    """A kettle of the worked example, with so much of it in stock."""
    product = demo.enter_plain(
        "product", "manager", name=name, category="category/kitchen", tax_rate="0.13",
        safety_stock="70", lead_days="14", review_days="7", moq="20", pack_multiple="10",
        wholesale_price="100", status="enabled",
    )  # fmt: skip
    put(demo, product, qty, day, warehouse)
    return product


def put(demo: Demo, product: Record, qty: str, day: int, warehouse: str) -> None:
    found = demo.enter(
        "other_in", "boss", kind="gift", warehouse=warehouse, bill_date=ago(day).isoformat(),
        lines=[{"product": product.uid, "qty": qty, "price": "80"}],
    )  # fmt: skip
    demo.approve(found, "finance")


def sell(demo: Demo, product: Record, qty: str, day: int, warehouse: str = MAIN) -> Record:
    return demo.enter(
        "sales_delivery", "sales", customer="customer/7", warehouse=warehouse,
        bill_date=ago(day).isoformat(), lines=[{"product": product.uid, "qty": qty, "price": "1"}],
    )  # fmt: skip


def line(demo: Demo, report: str, record: Record, login: str = "buyer", **given: str) -> Any:
    asked = reports.Asked(parameters=given)
    ran = reports.run(demo.app, report, demo.actor(login), asked)
    found = [one for one in ran.lines if one.record.id == record.id]
    return reports.lines_in_words(ran, found, "zh-CN")[0] if found else None


@pytest.fixture
def kettle(demo: Demo) -> Record:
    product = stocked(demo, "补货电热水壶", "95", day=40)
    sell(demo, product, "10", 22)
    sell(demo, product, "14", 1)
    sell(demo, product, "1", 0)
    put(demo, product, "1", 0, MAIN)
    return product


def test_the_worked_example(demo: Demo, kettle: Record) -> None:
    found = line(demo, "replenishment", kettle, enabled=ago(22).isoformat())
    assert {name: found[name] for name in WORKED} == WORKED
    assert found["needed_on"] == (ago(0) + timedelta(days=0)).isoformat()
    assert found["order_by"] == ago(14).isoformat()


WORKED = {
    "demand": "24.0000",
    "days": "22",
    "avg_daily": "1.090909",
    "reorder_point": "85.272727",
    "position": "71.0000",
    "target": "92.909091",
    "suggest_qty": "30.0000",
}


def test_what_is_on_its_way_counts_and_what_is_reserved_does_not(
    demo: Demo, kettle: Record
) -> None:
    order = demo.enter(
        "sales_order", "sales_manager", customer="customer/7", warehouse=MAIN, reserve=True,
        lines=[{"product": kettle.uid, "qty": "80", "price": "100"}],
    )  # fmt: skip
    for login in ("sales_manager", "boss"):
        if demo.now(order).state == "pending":
            demo.approve(order, login)
    found = line(demo, "replenishment", kettle)
    assert (found["reserved"], found["backorder"], found["position"]) == (
        "71.0000",
        "9.0000",
        "-9.0000",
    )


def test_who_may_not_see_orders_reads_no_suggestion(demo: Demo, kettle: Record) -> None:
    """What decides the order of the report must be seen."""
    with pytest.raises(NotFound):
        line(demo, "replenishment", kettle, login="sales")


def strike(demo: Demo, automation: str) -> None:
    found = jobs.find(CLOCK_JOB)
    assert found is not None
    due = ports.clock().now().isoformat()
    payload = {"app": demo.app.id, "automation": automation, "due": due}
    found.handler(payload, _Job())


class _Job:
    id = 1
    workspace_id = 1
    member_id = None
    attempt = 1

    def progress(self, done: int, total: int | None = None, message: str = "") -> None: ...


def suggestions(demo: Demo, product: Record) -> list[Mapping[str, Any]]:
    from huiliu.core.access import system_access
    from huiliu.core.conditions import Condition, Term

    this = Condition(cond=(Term(field="product", op="eq", value=product.uid),))
    access = system_access(demo.actor("admin"), "replenishment")
    found = ports.records().find(demo.app, "replenishment", this, access=access)
    return [one.values for one in found]


def test_the_daily_run_keeps_one_open_suggestion_a_product(demo: Demo, kettle: Record) -> None:
    strike(demo, "replenish")
    (first,) = suggestions(demo, kettle)
    assert (first["days"], first["target"]) == (30, Decimal("86.8"))
    assert (first["suggest_qty"], first["purchase_qty"], first["transfer_qty"]) == (20, 20, 0)
    assert (first["status"], first["run_on"]) == ("open", ago(0))
    sell(demo, kettle, "20", 1)
    strike(demo, "replenish")
    (second,) = suggestions(demo, kettle)
    assert (second["no"], second["position"], second["suggest_qty"]) == (first["no"], 51, 50)


def test_a_warehouse_with_levels_of_its_own_is_supplied_from_another_first(demo: Demo) -> None:
    product = stocked(demo, "分仓电热水壶", "200", day=40)
    put(demo, product, "30", 40, SHOP)
    sell(demo, product, "15", 5, SHOP)
    level = demo.enter_plain(
        "stock_level", "manager", product=product.uid, warehouse=SHOP, safety_stock="60",
        supply_from=MAIN,
    )  # fmt: skip
    demo.enter_plain(
        "stock_level", "manager", product=product.uid, warehouse=MAIN, safety_stock="150"
    )
    assert line(demo, "replenishment", product) is None
    found = line(demo, "warehouse_replenishment", level)
    assert (found["on_hand"], found["demand"]) == ("15.0000", "15.0000")
    assert found["reorder_point"] == "67.000000"
    assert found["target"] == "70.500000"
    assert (found["suggest_qty"], found["transfer_qty"], found["purchase_qty"]) == (
        "60.0000",
        "50.0000",
        "10.0000",
    )
    strike(demo, "replenish")
    (one,) = [row for row in suggestions(demo, product) if row["warehouse"] is not None]
    assert (one["transfer_qty"], one["purchase_qty"]) == (50, 10)


def test_levels_of_a_product_in_a_warehouse_are_said_once(demo: Demo, kettle: Record) -> None:
    from huiliu.core.errors import ValidationFailed

    values = {"product": kettle.uid, "warehouse": MAIN}
    demo.enter_plain("stock_level", "manager", **values)
    with pytest.raises(ValidationFailed):
        demo.enter_plain("stock_level", "manager", **values)
    with pytest.raises(ValidationFailed):
        demo.enter_plain(
            "stock_level", "manager", product=kettle.uid, warehouse=SHOP, supply_from=SHOP
        )


def test_customers_whose_money_is_late(demo: Demo) -> None:
    ran = reports.run(demo.app, "customer_overdue", demo.actor("finance"), reports.Asked())
    due = {
        d["customer"]: Decimal(0)
        for d, m in demo.balances("receivable")
        if d["due"] is not None and date.fromisoformat(d["due"]) < ago(0)
    }
    for d, m in demo.balances("receivable"):
        if d["customer"] in due and date.fromisoformat(d["due"]) < ago(0):
            due[d["customer"]] += Decimal(m["amount"])
    wanted = {name: amount for name, amount in due.items() if amount > 0}
    assert {one.cells["name"]: one.cells["overdue"] for one in ran.lines} == wanted
    assert wanted
