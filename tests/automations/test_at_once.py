"""Documents that write to one record at the same moment are taken back as exactly as any."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random

import pytest

from huiliu.core.records import Record
from tests.support.at_once import at_once
from tests.support.office import Office, automation, of_customer, open_office

PEOPLE, ROUNDS = 6, 3


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

    orders = list(at_once(*(partial(enter, day) for day in range(1, PEOPLE + 1))))
    assert [str(one.state) for one in orders] == ["approved"] * PEOPLE
    chance.shuffle(orders)
    taken_back = at_once(*(partial(office.unapprove, one) for one in orders))

    assert [str(one.state) for one in taken_back] == ["draft"] * PEOPLE
    assert str(office.read(customer)["last"]) == "2026-09-30"
