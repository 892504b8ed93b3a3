"""Many at once, with costs: nothing is sold twice, nobody waits in a circle, no cent is lost."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from django.db import connection

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from huiliu.ledgers import periods
from huiliu.ledgers.rebuild import differences
from tests.ledgers.test_concurrency import at_once
from tests.support.costed import CostedShop, open_costed
from tests.support.shop import ACTOR, Shop


def deadlocks() -> int:
    """That PostgreSQL ever had to break in this database; SQLite has one writer."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("method", ["moving_average", "fifo"])
def test_fifty_at_once_from_a_stock_of_twenty_cost_what_there_was(
    busy_shop: Shop, method: str
) -> None:
    costed = open_costed(busy_shop, method)
    costed.approve("receipt", (1, "20", "100.01"))
    documents = [costed.document("delivery", (1, "1"), on=2) for _ in range(50)]

    with at_once(50, lambda n: costed.tell("approved", documents[n])) as raised:
        pass

    assert [type(error) for error in raised] == [RuleRefused] * 30
    assert {error.wire_code for error in raised if isinstance(error, RuleRefused)} == {
        "NEGATIVE_STOCK"
    }
    assert costed.pools() == {(1,): ("0", "0.00")}
    assert busy_shop.sums() == busy_shop.balances() == {(1, 1): (0, 0)}
    assert differences(costed.plan) == []


def documents_of(costed: CostedShop, chance: random.Random) -> list[Record]:
    """What one client will post: new and dated back, in both warehouses, of three products."""
    found: list[Record] = []
    for _ in range(10):
        kind = chance.choice(["receipt", "receipt", "delivery", "delivery", "transfer", "assembly"])
        products = chance.sample([1, 2, 3], 2)
        lines: list[Any] = [(p, str(chance.randint(1, 6)), "7.77") for p in products]
        head: dict[str, Any] = {"warehouse": chance.randint(1, 2), "on": chance.randint(2, 6)}
        if kind == "transfer":
            head |= {"to": 3 - head["warehouse"]}
        if kind == "assembly":
            head |= {"product": ({1, 2, 3} - {*products}).pop(), "qty": "2", "fee": "0.10"}
        found.append(costed.document(kind, *lines, **head))
    return found


@pytest.mark.parametrize("scope", [("product",), ("product", "warehouse")])
@pytest.mark.parametrize("method", ["moving_average", "fifo"])
def test_any_mix_of_posting_undoing_and_dating_back_loses_no_cent(
    busy_shop: Shop, method: str, scope: tuple[str, ...]
) -> None:
    costed = open_costed(busy_shop, method, *scope)
    for warehouse in (1, 2):
        stock = [(product, "30", "333.33") for product in (1, 2, 3)]
        costed.approve("receipt", *stock, warehouse=warehouse, on=1)
    given = [documents_of(costed, random.Random(number)) for number in range(8)]
    before = deadlocks()

    def work(number: int) -> None:
        chance = random.Random(100 + number)
        posted: list[Record] = []
        for document in given[number]:
            undo = posted and chance.random() < 0.3
            event, record = ("unapproved", posted.pop()) if undo else ("approved", document)
            try:
                costed.tell(event, record)  # type: ignore[arg-type]
            except RuleRefused:
                continue
            if event == "approved":
                posted.append(record)

    with at_once(8, work) as raised:
        pass

    assert raised == []
    assert deadlocks() == before
    assert busy_shop.sums() == busy_shop.balances()
    assert all(amounts[0] >= 0 for amounts in busy_shop.balances().values())
    assert differences(costed.plan) == []


def test_a_close_among_them_keeps_what_it_closed(busy_shop: Shop) -> None:
    costed = open_costed(busy_shop)
    costed.approve("receipt", (1, "40", "99.99"), on=1)
    documents = [costed.document("delivery", (1, "1"), on=1 + n % 6) for n in range(16)]

    def work(number: int) -> None:
        if number == 3:
            periods.close(busy_shop.app, date(2026, 10, 3), actor=ACTOR)
        costed.tell("approved", documents[number])

    with at_once(16, work) as raised:
        pass

    codes = {error.wire_code for error in raised if isinstance(error, RuleRefused)}
    assert codes <= {"PERIOD_CLOSED"}
    assert len(raised) == sum(isinstance(error, RuleRefused) for error in raised)
    assert busy_shop.sums() == busy_shop.balances()
    assert differences(costed.plan) == []
