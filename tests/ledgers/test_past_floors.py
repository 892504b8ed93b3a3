"""At no moment of the past a balance may be below its floor."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from huiliu.ledgers.models import Ledger
from huiliu.ledgers.plan import plan_of
from huiliu.ledgers.rebuild import differences
from tests.support.limits import (
    dated_shop,
    day,
    refused_by,
)
from tests.support.shop import Shop, open_shop


def test_a_document_dated_back_may_not_take_what_later_ones_used(shop: Shop) -> None:
    dated_shop(shop)
    shop.approve("receipt", (1, "10"), day=day(1))
    shop.approve("delivery", (1, "8"), day=day(5))
    shop.approve("receipt", (1, "10"), day=day(9))

    error = refused_by(shop, "approved", shop.goods("delivery", (1, "3"), day=day(3)))

    assert error.wire_code == "NEGATIVE_STOCK_HISTORY"
    assert error.message("zh-CN") == "保温杯 在 2026-10-05 库存不足：当时 2，需要 3"
    assert error.data["shortage"] == "1"
    assert [*error.fields] == ["lines.0.qty"]
    shop.approve("delivery", (1, "2"), day=day(3))
    shop.approve("delivery", (1, "10"), day=day(9))


def test_what_is_short_today_is_said_before_what_was_short_then(shop: Shop) -> None:
    dated_shop(shop)
    shop.approve("receipt", (1, "5"), day=day(5))

    error = refused_by(shop, "approved", shop.goods("delivery", (1, "6"), day=day(3)))

    assert error.wire_code == "NEGATIVE_STOCK"


def test_a_receipt_cannot_be_taken_back_that_was_used_before_the_next_came(shop: Shop) -> None:
    dated_shop(shop)
    receipt = shop.approve("receipt", (1, "5"), day=day(1))
    shop.approve("delivery", (1, "4"), day=day(1))
    shop.approve("receipt", (1, "9"), day=day(2))

    error = refused_by(shop, "unapproved", receipt)

    assert error.wire_code == "NEGATIVE_STOCK_HISTORY"
    assert error.message("zh-CN") == "保温杯 在 2026-10-01 库存不足：当时 1，需要 5"


def test_what_was_taken_back_was_never_there(shop: Shop) -> None:
    dated_shop(shop)
    shop.approve("receipt", (1, "5"), day=day(1))
    shop.tell("unapproved", shop.approve("delivery", (1, "5"), day=day(2)))
    shop.approve("delivery", (1, "1"), day=day(3))

    shop.approve("delivery", (1, "4"), day=day(1))

    assert shop.qty(1) == 0


def test_a_record_that_only_moves_to_a_later_day_is_judged_between(shop: Shop) -> None:
    dated_shop(shop)

    def opening(on: int) -> Record:
        values = {"day": day(on), "product": 1, "warehouse": 1, "qty": Decimal(4)}
        return replace(shop.goods("opening"), id=77, values=values, state=None)

    shop.tell("created", opening(1))
    shop.approve("delivery", (1, "4"), day=day(3))

    error = refused_by(shop, "changed", opening(4))
    assert error.wire_code == "NEGATIVE_STOCK_HISTORY"
    shop.tell("changed", opening(2))
    assert shop.sums() == shop.balances()


def test_an_older_balance_table_gets_its_days_with_the_next_publish(shop: Shop) -> None:
    ledger = Ledger.objects.get()
    ledger.storage = {key: part for key, part in ledger.storage.items() if key != "dated"}
    ledger.save()
    plan_of.cache_clear()
    shop.approve("receipt", (1, "5"), day=day(3))
    shop.approve("receipt", (1, "5"), day=day(1))
    shop.approve("delivery", (1, "7"), day=day(4))
    assert shop.qty(1) == 3

    dated_shop(shop)
    assert shop.qty(1) == 3
    error = refused_by(shop, "approved", shop.goods("delivery", (1, "6"), day=day(2)))
    assert error.wire_code == "NEGATIVE_STOCK"
    shop.approve("receipt", (1, "9"), day=day(9))
    error = refused_by(shop, "approved", shop.goods("delivery", (1, "6"), day=day(2)))
    assert error.wire_code == "NEGATIVE_STOCK_HISTORY"


moves = st.lists(
    st.tuples(st.booleans(), st.integers(1, 2), st.integers(1, 5), st.integers(1, 9)), max_size=20
)


@settings(max_examples=25)
@given(moves, st.lists(st.integers(0, 19), max_size=6))
def test_no_moment_of_the_past_is_ever_below_the_floor(
    db: None, story: list[tuple[bool, int, int, int]], undone: list[int]
) -> None:
    """The oracle adds up every prefix of the documents in the order of days and approvals."""

    def holds(posted: list[tuple[Record, int]]) -> bool:
        sums: dict[int, int] = {}
        for document, _number in sorted(posted, key=lambda p: (p[0].values["bill_date"], p[1])):
            sign = 1 if document.form == "receipt" else -1
            for row in document.values["lines"]:
                sums[row["product"]] = sums.get(row["product"], 0) + sign * int(row["qty"])
                if sums[row["product"]] < 0:
                    return False
        return True

    def accepted(shop: Shop, event: Any, document: Record) -> bool:
        try:
            with transaction.atomic():
                shop.tell(event, document)
        except RuleRefused:
            return False
        return True

    with transaction.atomic(), open_shop() as shop:
        dated_shop(shop)
        posted: list[tuple[Record, int]] = []
        for number, (is_in, product, qty, on) in enumerate(story):
            form = "receipt" if is_in else "delivery"
            document = shop.goods(form, (product, str(qty)), day=day(on))
            wanted = holds([*posted, (document, number)])
            assert accepted(shop, "approved", document) == wanted
            posted += [(document, number)] if wanted else []
        for place in undone:
            if posted:
                one = posted[place % len(posted)]
                rest = [other for other in posted if other is not one]
                wanted = holds(rest)
                assert accepted(shop, "unapproved", one[0]) == wanted
                posted = rest if wanted else posted
        assert differences(shop.plan) == []
        transaction.set_rollback(True)
