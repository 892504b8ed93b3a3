"""Which few amounts add up to another: compared with looking at every combination there is."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow_engine.automations.adding_up import (
    MOST,
    NOTHING,
    Found,
    adding_up,
    adding_up_together,
)

pytestmark = pytest.mark.embedded_only
CENTS = st.integers(-300, 600).map(lambda cents: Decimal(cents) / 100)


def looked_at(amounts: list[Decimal], total: Decimal, most: int) -> Found:
    for count in range(1, most + 1):
        all_of_them = combinations(range(len(amounts)), count)
        found = [places for places in all_of_them if sum(amounts[n] for n in places) == total]
        if total and found:
            return Found(found[0], len(found) > 1)
    return NOTHING


@given(st.lists(CENTS, max_size=9), CENTS, st.integers(1, MOST))
def test_it_finds_what_looking_at_all_finds(
    amounts: list[Decimal], total: Decimal, most: int
) -> None:
    assert adding_up(amounts, total, most) == looked_at(amounts, total, most)


@given(st.lists(CENTS, min_size=1, max_size=9), st.data())
def test_what_was_paid_of_them_is_found(amounts: list[Decimal], data: st.DataObject) -> None:
    places = st.lists(st.sampled_from(range(len(amounts))), min_size=1, max_size=5, unique=True)
    total = sum((amounts[n] for n in data.draw(places)), Decimal(0))
    found = adding_up(amounts, total)
    assert total == 0 or sum(amounts[n] for n in found.first) == total


@given(st.lists(st.tuples(CENTS, st.integers(0, 2)), max_size=9), CENTS)
def test_items_of_two_groups_are_never_added(
    items: list[tuple[Decimal, int]], total: Decimal
) -> None:
    amounts, groups = [one for one, _ in items], [group for _, group in items]
    fitting = [
        places
        for count in range(1, MOST + 1)
        for places in combinations(range(len(items)), count)
        if len({groups[n] for n in places}) == 1 and sum(amounts[n] for n in places) == total
    ]
    fewest = [one for one in fitting if len(one) == len(fitting[0])] if total else []
    found = adding_up_together(amounts, groups, total)
    assert found == (Found(fewest[0], len(fewest) > 1) if fewest else NOTHING)


def test_one_item_of_the_amount_comes_before_two() -> None:
    amounts = [Decimal(one) for one in ("100.00", "200.00", "300.00")]
    assert adding_up(amounts, Decimal("300")) == Found((2,))


def test_others_that_would_do_are_told() -> None:
    amounts = [Decimal(one) for one in ("1.10", "2.20", "2.20")]
    assert adding_up(amounts, Decimal("3.30")) == Found((0, 1), several=True)


def test_more_than_can_be_looked_at_is_not_tried() -> None:
    """2 of 1,000 are looked at, 5 of them are not: nobody could say that they are the only ones."""
    amounts = [Decimal(one) for one in range(1, 1001)]
    assert adding_up(amounts, Decimal(1001)) == Found((0, 999), several=True)
    assert adding_up([Decimal(1)] * 58, Decimal(5)) == NOTHING
    assert adding_up([Decimal(1)] * 57, Decimal(5)) == Found((0, 1, 2, 3, 4), several=True)
