"""A number is opened down to its documents, and automations do what they promise, over HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from decimal import Decimal
from typing import Any

import pytest

from tests.acceptance.people import Person, Refused
from tests.support.live import LiveServer

STOCK = "/ledgers/stock"


@pytest.fixture(scope="module")
def people(company: LiveServer) -> Iterator[dict[str, Person]]:
    logins = ("admin", "boss", "sales", "chaoyang", "manager")
    with ExitStack() as doors:
        yield {login: doors.enter_context(closing(Person(company.url, login))) for login in logins}


def eventually(found: Callable[[], Any]) -> Any:
    """What comes after commit comes soon; a company just installed works off what it left first."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if answer := found():
            return answer
        time.sleep(0.1)
    return found()


def deliver(sales: Person, qty: str, price: str) -> dict[str, Any]:
    return sales.create(
        "sales_delivery",
        {
            "customer": sales.find("customer", "name", "北京华联商贸有限公司"),
            "warehouse": sales.find("warehouse", "name", "总仓"),
            "lines": [
                {"product": sales.find("product", "spec", "Type-C 1m"), "qty": qty, "price": price}
            ],
        },
    )


def balance(person: Person, more: str = "") -> tuple[str, dict[str, Any]]:
    product = person.find("product", "spec", "Type-C 1m")
    warehouse = person.find("warehouse", "name", "总仓")
    key = f"product={product}&warehouse={warehouse}"
    items = person.app("GET", f"{STOCK}/balances?{key}{more}")["items"]
    return key, items[0]


def test_every_number_is_the_last_of_its_trace(people: dict[str, Person]) -> None:
    sales, boss = people["sales"], people["boss"]
    delivery = deliver(sales, "1", "9")
    key, now = balance(boss)

    entries = boss.app("GET", f"{STOCK}/trace?{key}&limit=1000")["items"]

    assert entries[-1]["running"] == now["measures"]
    assert sum(Decimal(e["measures"]["qty"]) for e in entries) == Decimal(now["measures"]["qty"])
    mine = [e for e in entries if e["record"] and e["record"]["id"] == delivery["id"]]
    assert [e["measures"]["qty"] for e in mine] == ["-1.0000"]


def test_a_salesperson_sees_what_is_available_and_of_no_entry_how_much(
    people: dict[str, Person],
) -> None:
    sales = people["sales"]
    delivery = deliver(sales, "1", "9")
    key, now = balance(sales)
    there = balance(people["boss"])[1]

    entries = sales.app("GET", f"{STOCK}/trace?{key}&limit=1000")["items"]

    assert (now["measures"], now["checks"]) == ({}, there["checks"])
    assert {*now["checks"]} == {"available"}
    assert [(e["measures"], e["running"]) for e in entries] == [({}, {})] * len(entries)
    assert {e["record"] for e in entries if e["form"] == "purchase_receipt"} == {None}
    own = sales.app("GET", f"/forms/sales_delivery/records/{delivery['id']}/trace")["items"]
    assert [(e["ledger"], e["measures"]) for e in own] == [
        ("stock", {}),
        ("receivable", {"amount": "9.00", "owed": "9.00", "credit": "0.00"}),
    ]
    reserved = sales.app("GET", "/ledgers/commitment/balances")["items"]
    assert {name for one in reserved for name in one["measures"]} == {"coming"}
    for ledger in ("stock_batches", "stock_serials"):
        rows = sales.app("GET", f"/ledgers/{ledger}/balances")["items"]
        assert [one["measures"] for one in rows] == [{}] * len(rows)


def test_stock_of_any_day_is_what_had_been_posted_by_then(people: dict[str, Person]) -> None:
    boss = people["boss"]
    key, _ = balance(boss)
    entries = boss.app("GET", f"{STOCK}/trace?{key}&limit=1000")["items"]
    middle = entries[len(entries) // 2]["date"]

    _, then = balance(boss, f"&as_of={middle}")

    until = [e for e in entries if e["date"] <= middle]
    assert then["measures"] == until[-1]["running"]


def test_a_store_manager_opens_no_number_of_another_store(people: dict[str, Person]) -> None:
    sales, chaoyang = people["sales"], people["chaoyang"]
    key, _ = balance(sales)

    assert chaoyang.app("GET", f"{STOCK}/trace?{key}")["items"] == []
    assert chaoyang.app("GET", f"{STOCK}/balances?{key}")["items"] == []


def test_balances_are_the_sums_of_their_entries(people: dict[str, Person]) -> None:
    assert people["admin"].app("POST", f"{STOCK}/rebuild?dry_run=true") == {"differences": []}
    with pytest.raises(Refused) as refused:
        people["sales"].app("POST", f"{STOCK}/rebuild?dry_run=true")
    assert refused.value.status in (403, 404)


def test_a_large_delivery_is_told_to_the_boss_and_traced(people: dict[str, Person]) -> None:
    sales, boss, admin = people["sales"], people["boss"], people["admin"]
    delivery = deliver(sales, "3", "9000")

    told = eventually(
        lambda: [
            n
            for n in boss.call("GET", "/notifications")["items"]
            if n["link"].get("record") == delivery["id"]
        ]
    )
    assert len(told) == 1
    assert "北京华联商贸有限公司" in told[0]["text"]
    assert "27,000.00" in told[0]["text"]
    runs = admin.app("GET", "/automations/large_delivery/runs")["items"]
    assert runs[0]["outcome"] == "done"
    assert [(t["field"], t["holds"]) for t in runs[0]["seen"]] == [("total", True)]
    small = deliver(sales, "1", "1")
    runs = admin.app("GET", "/automations/large_delivery/runs")["items"]
    assert (runs[0]["outcome"], small["state"]) == ("skipped", "approved")


def test_taking_a_delivery_back_takes_its_effects_back(people: dict[str, Person]) -> None:
    sales, boss = people["sales"], people["boss"]
    _, before = balance(boss)
    delivery = deliver(sales, "2", "5")
    path = f"/forms/sales_delivery/records/{delivery['id']}"
    customer = sales.read("customer", delivery["values"]["customer"]["id"])
    assert customer["values"]["last_delivery_on"] == delivery["values"]["bill_date"]

    assert boss.app("POST", f"{path}/actions/unapprove", {})["state"] == "draft"

    assert balance(boss)[1] == before
    entries = boss.app("GET", f"{path}/trace")["items"]
    for ledger, measure, amounts in (
        ("stock", "qty", ["-2.0000", "2.0000"]),
        ("receivable", "amount", ["10.00", "-10.00"]),
    ):
        own = [e for e in entries if e["ledger"] == ledger]
        assert [e["measures"][measure] for e in own] == amounts
        assert own[1]["reverses"] == own[0]["id"]
