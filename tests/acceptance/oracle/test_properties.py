"""Whatever happens in a month, the invariants hold and the books can be made anew."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .books import books, numbers
from .histories import i10_undone, i11_refused, i15_any_order
from .invariants import broken
from .model import Refused, World
from .posting import revalue
from .random_month import KINDS, MASTER, OPENING, PLACES, SKUS, WHO, Month
from .replay import in_order
from .state import state
from .story import Company

pytestmark = pytest.mark.embedded_only  # asks no database

small = st.integers(0, 97)
happenings = st.tuples(st.sampled_from(KINDS), st.tuples(small, small, small, small), small)
months = st.lists(happenings, max_size=22)
ways = st.tuples(st.sampled_from(["company", "warehouse"]), st.sampled_from(["mwa", "fifo"]))
thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
AGAIN = {"purchase_receipt", "delivery", "sales_return", "exchange", "misc_out", "assembly"}
AGAIN |= {"purchase_return", "transfer_ship", "money_in", "money_out", "sales_order"}


def day(n: int) -> str:
    return f"2026-10-{n:02d}"


def opened(scope: str, method: str) -> Company:
    company = Company({"master": MASTER}, scope, method)
    company.do("opening", OPENING, day(1))
    return company


def play(company: Company, month: list[Any], check: Any = None, a_day: int = 1) -> None:
    """A third of what happens is written down late."""
    for n, (kind, ints, late) in enumerate(month):
        today = 2 + n // a_day
        date = max(2, today - (late % 7 if late % 3 == 0 else 0))
        request = Month(company.world, day(today), day(date)).request(kind, ints)
        if request:
            before = company.world
            try:
                company.do(*request, day(today))
            except Refused:
                then, now = ({"s": state(w), "n": numbers(w)} for w in (before, company.world))
                assert i11_refused(then, now) == []
            if check:
                check(before, company, request[0], day(today))


def holds(before: World, company: Company, op: str, today: str) -> None:
    assert broken(state(company.world), books(company.world)) == []


@thorough
@given(ways, months)
def test_the_invariants_hold_after_every_step(way: tuple[str, str], month: list[Any]) -> None:
    play(opened(*way), month, holds)


def leaves_no_trace(before: World, company: Company, op: str, today: str) -> None:
    """The document just accepted, taken back on a copy of the company."""
    if company.world is before or op not in AGAIN:
        return
    trial = Company({"master": MASTER})
    trial.world = company.world.copy()
    try:
        trial.do("unapprove", {"date": today, "doc": list(trial.world.docs)[-1]}, today)
    except Refused:
        return
    assert i10_undone(state(before), state(trial.world)) == []


@thorough
@given(ways, months)
def test_taken_back_at_once_a_document_leaves_no_trace(
    way: tuple[str, str], month: list[Any]
) -> None:
    play(opened(*way), month, leaves_no_trace)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("method", ["mwa", "fifo"])
@pytest.mark.parametrize("scope", ["company", "warehouse"])
def test_so_it_is_in_long_months(scope: str, method: str, seed: int) -> None:
    """Four happenings a day: what short months cannot come to, such as orders that waited."""
    chance = random.Random(seed)
    month = [
        (chance.choice(KINDS), tuple(chance.randrange(98) for _ in range(4)), chance.randrange(98))
        for _ in range(100)
    ]

    def both(before: World, company: Company, op: str, today: str) -> None:
        holds(before, company, op, today)
        leaves_no_trace(before, company, op, today)

    company = opened(scope, method)
    play(company, month, both, a_day=4)
    assert len(company.world.docs) > 50


@thorough
@given(ways, months)
def test_made_anew_in_the_order_of_the_books_all_is_the_same(
    way: tuple[str, str], month: list[Any]
) -> None:
    company = opened(*way)
    play(company, month)
    anew = company.world.copy()
    rows = in_order(list(anew.rows.values()))
    new_id = {row.id: n for n, row in enumerate(rows, 1)}
    for row in rows:
        row.id, row.value = new_id[row.id], row.value * 0
        row.source = new_id[row.source] if row.source else None
    for doc in anew.docs.values():
        for line in doc.lines:
            line.row = new_id.get(line.row) if line.row else None
    anew.rows = {row.id: row for row in rows}
    revalue(anew)
    assert state(anew) == state(company.world)


moves = st.lists(
    st.tuples(st.sampled_from(["in", "out", "move"]), st.sampled_from(SKUS), small, small),
    max_size=9,
)


@thorough
@given(ways, moves, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    way: tuple[str, str], given_moves: list[Any], chance: Any
) -> None:
    """Each document has a day of its own; whichever order is accepted whole gives the same."""
    requests = [movement(n, *move) for n, move in enumerate(given_moves, 2)]
    shuffled = list(requests)
    chance.shuffle(shuffled)
    one, other = opened(*way), opened(*way)
    for company, order in ((one, requests), (other, shuffled)):
        try:
            for request in order:
                company.do(*request, day(30))
        except Refused:
            return
    assert i15_any_order(_unnamed(state(one.world)), _unnamed(state(other.world)),
                         same_values=True) == []  # fmt: skip


def _unnamed(shown: dict[str, Any]) -> dict[str, Any]:
    return shown | {"in_transit": sorted(str(one) for one in shown["in_transit"])}


def movement(n: int, kind: str, sku: str, a: int, b: int) -> tuple[str, dict[str, Any]]:
    line = {"sku": sku, "wh": PLACES[a % 2], "qty": str(1 + a % 5), "price": f"{b}.37"}
    if kind == "in":
        return "purchase_receipt", {"date": day(n), "supplier": "S", "lines": [line]}
    if kind == "out":
        return "delivery", {"date": day(n), "customer": "D", **WHO, "lines": [line]}
    ends = {"from": PLACES[a % 2], "to": PLACES[1 - a % 2]}
    return "transfer_ship", {"date": day(n), **ends, "lines": [{"sku": sku, "qty": line["qty"]}]}
