"""After any mix of documents the balances are the sums of the entries, and what an oracle says."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from huiliu.core import ddl
from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from huiliu.ledgers.balance_sums import sums_of_entries
from huiliu.ledgers.models import LedgerCheck
from huiliu.ledgers.rebuild import check_all, differences, rebuild
from tests.support.shop import Shop, open_shop

START = date(2026, 10, 1)
lines = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 60_000).map(lambda n: str(Decimal(n).scaleb(-4)))),
    min_size=1,
    max_size=4,
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("receipt"), lines, st.integers(0, 5)),
        st.tuples(st.just("delivery"), lines, st.integers(0, 5)),
        st.tuples(st.just("undo"), st.integers(0, 30), st.just(0)),
    ),
    max_size=25,
)


class Oracle:
    """Keeps documents in a list and adds them up."""

    def __init__(self) -> None:
        self.posted: list[Record] = []

    def balances(self, until: date) -> dict[int, int]:
        found: defaultdict[int, int] = defaultdict(int)
        for document in self.posted:
            sign = 1 if document.form == "receipt" else -1
            if document.values["bill_date"] <= until:
                for row in document.values["lines"]:
                    found[row["product"]] += sign * int(row["qty"] * 10_000)
        return {product: amount for product, amount in found.items() if amount}

    def would_hold(self, after: list[Record]) -> bool:
        before, self.posted = self.posted, after
        holds = all(amount >= 0 for amount in self.balances(date.max).values())
        self.posted = before
        return holds


def play(shop: Shop, oracle: Oracle, step: tuple[object, ...]) -> None:
    kind, what, offset = step
    if kind == "undo":
        _undo(shop, oracle, int(str(what)))
        return
    day = START + timedelta(days=int(str(offset)))
    document = shop.goods(str(kind), *what, day=day)  # type: ignore[misc]
    holds = oracle.would_hold([*oracle.posted, document])
    assert _accepted(shop, "approved", document) == holds
    if holds:
        oracle.posted.append(document)


def _undo(shop: Shop, oracle: Oracle, number: int) -> None:
    if not oracle.posted:
        return
    document = oracle.posted[number % len(oracle.posted)]
    rest = [one for one in oracle.posted if one is not document]
    holds = oracle.would_hold(rest)
    assert _accepted(shop, "unapproved", document) == holds
    if holds:
        oracle.posted = rest


def _accepted(shop: Shop, event: str, document: Record) -> bool:
    from django.db import transaction

    try:
        with transaction.atomic():
            shop.tell(event, document)  # type: ignore[arg-type]
    except RuleRefused:
        return False
    return True


def _only_amounts(found: dict[tuple[int, ...], tuple[int, ...]]) -> dict[int, int]:
    return {key[0]: amounts[0] for key, amounts in found.items() if amounts[0]}


@settings(max_examples=30)
@given(steps)
def test_balances_as_of_any_day_are_what_adding_up_gives(
    db: None, story: list[tuple[object, ...]]
) -> None:
    from django.db import transaction

    with transaction.atomic(), open_shop() as shop:
        oracle = Oracle()
        for step in story:
            play(shop, oracle, step)
        for offset in range(7):
            day = START + timedelta(days=offset)
            assert _only_amounts(sums_of_entries(shop.plan.storage, day)) == oracle.balances(day)
        assert _only_amounts(shop.balances()) == oracle.balances(date.max)
        assert differences(shop.plan) == []
        transaction.set_rollback(True)


def test_a_rebuild_of_what_is_right_changes_nothing(shop: Shop) -> None:
    shop.approve("receipt", (1, "10"), (2, "4"))
    shop.tell("unapproved", shop.approve("delivery", (2, "4")))
    before = shop.balances()

    assert rebuild(shop.plan) == []
    assert shop.balances() == before
    assert check_all(1) == 0
    assert check_all(2) == 0


def test_a_wrong_balance_is_found_listed_and_mended(shop: Shop) -> None:
    shop.approve("receipt", (1, "10"), (2, "4"))
    table, column = ddl.qualified(shop.plan.storage.balances), shop.plan.storage.measures[0].column
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE {table} SET "{column}" = 7 WHERE "d1" = 1')  # noqa: S608

    assert check_all(1) == 1
    stored = LedgerCheck.objects.get()
    assert stored.differences == [
        {
            "dimensions": {"product": "1", "warehouse": "1"},
            "balance": {"qty": "0.0007", "value": "0.00"},
            "entries": {"qty": "10.0000", "value": "0.00"},
        }
    ]
    assert len(rebuild(shop.plan)) == 1
    assert shop.qty(1) == 10
    assert differences(shop.plan) == []
