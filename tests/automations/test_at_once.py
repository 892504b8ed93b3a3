"""Documents that write to one record at the same moment are taken back as exactly as any."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random
from typing import Any

import pytest
from django.db import connection

from huiliu.core.records import Record
from tests.support.at_once import at_once
from tests.support.office import Office, automation, of_customer, open_office

PEOPLE, ROUNDS = 8, 4
AGAIN = ("changed", "order")


@pytest.fixture
def busy_office(transactional_db: None) -> Iterator[Office]:
    with open_office() as office:
        yield office


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_each_finds_what_the_one_before_left(busy_office: Office, seed: int) -> None:
    office, chance = busy_office, Random(seed)
    office.publish(automation("after", "approved order", of_customer(last="{day}")))
    customer = office.create("customer", name="甲公司", last="2026-09-30")

    def enter(day: int) -> Record:
        return office.create("order", submit=True, day=f"2026-10-{day:02d}", customer=customer.uid)

    orders = list(at_once(*(partial(enter, day) for day in [1, 2] * (PEOPLE // 2))))
    assert [str(one.state) for one in orders] == ["approved"] * PEOPLE
    chance.shuffle(orders)
    taken_back = at_once(*(partial(office.unapprove, one) for one in orders))

    assert [str(one.state) for one in taken_back] == ["draft"] * PEOPLE
    assert str(office.read(customer)["last"]) == "2026-09-30"


@pytest.mark.production_only
def test_documents_with_the_same_rows_in_any_order_do_not_wait_for_each_other(
    busy_office: Office,
) -> None:
    """Approved and taken back, over and over: PostgreSQL has counted no deadlock."""
    office, before = busy_office, deadlocks()
    office.publish(automation("priced", "approved order", PRICED))
    names = ["保温杯", "雨伞", "毛巾", "水壶"]
    customers = [office.create("customer", name=name, credit="0") for name in names]

    def trade(seed: int) -> None:
        chance = Random(seed)
        for qty in range(ROUNDS):
            rows = [{"note": one, "qty": f"{seed}.{qty}"} for one in chance.sample(names, 4)]
            office.unapprove(office.create("order", submit=True, lines=rows))

    assert (
        list(at_once(*(partial(trade, seed) for seed in range(1, PEOPLE + 1)))) == [None] * PEOPLE
    )
    assert [str(office.read(one)["credit"]) for one in customers] == ["0.00"] * 4
    assert deadlocks() == before


@pytest.mark.production_only
def test_orders_posted_again_from_the_first_and_from_the_last_do_not_wait_for_each_other(
    busy_office: Office,
) -> None:
    """A receipt gives to who waits longest, and one that is taken back takes from who came last."""
    office, before = busy_office, deadlocks()
    for name, desc in (("first", False), ("last", True)):
        office.publish(automation(name, "created customer", posted_again(desc), when=named(name)))
    orders = [office.create("order", submit=True, day=f"2026-10-{day:02d}") for day in range(1, 9)]

    def look(seed: int) -> None:
        for _ in range(ROUNDS):
            office.create("customer", name=("first", "last")[seed % 2])

    list(at_once(*(partial(look, seed) for seed in range(PEOPLE))))

    told = [
        [event.record.id for event in events if (event.name, event.record.form) == AGAIN]
        for events in office.ledgers.applied
    ]
    ids = [one.id for one in orders]
    assert sorted(filter(None, told)) == sorted([ids, ids[::-1]] * (PEOPLE * ROUNDS // 2))
    assert deadlocks() == before


def named(word: str) -> dict[str, Any]:
    return {"cond": [{"field": "name", "op": "eq", "value": word}]}


def posted_again(desc: bool) -> dict[str, Any]:
    match = {"cond": [{"field": "$state", "op": "eq", "value": "approved"}]}
    sort = [{"field": "day", "desc": desc}]
    return {"type": "post_again", "form": "order", "match": match, "sort": sort}


PRICED = {
    "type": "update_record", "form": "customer", "each": "lines",
    "match": {"cond": [{"field": "name", "op": "eq", "value": {"field": "lines.note"}}]},
    "values": {"credit": {"formula": "{lines.qty}"}},
}  # fmt: skip


def deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
