"""What goods cost: by moving average and first-in-first-out, in every kind of document."""

from __future__ import annotations

import pytest
from django.db import transaction

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from huiliu.ledgers.rebuild import differences
from tests.support.costed import CostedShop, open_costed
from tests.support.shop import Shop


@pytest.fixture
def costed(shop: Shop) -> CostedShop:
    return open_costed(shop)


def unchanged(costed: CostedShop) -> bool:
    return differences(costed.plan) == [] and costed.shop.sums() == costed.shop.balances()


def test_what_goes_out_costs_the_average_and_the_last_unit_takes_the_rest(
    costed: CostedShop,
) -> None:
    costed.approve("receipt", (1, "3", "10.00"))
    first = costed.approve("delivery", (1, "1"))
    second = costed.approve("delivery", (1, "1"), (1, "1"))

    assert costed.costs(first) == ["-3.33"]
    assert costed.costs(second) == ["-3.34", "-3.33"]
    assert costed.pools() == {(1,): ("0", "0.00")}
    assert unchanged(costed)


def test_a_receipt_moves_the_average(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "120", "3600.00"), (2, "50", "3250.00"))
    costed.approve("receipt", (1, "236", "7552.00"), on=5)
    sold = costed.approve("delivery", (1, "100"), on=7)

    assert costed.costs(sold) == ["-3132.58"]
    assert costed.pools()[1,] == ("256", "8019.42")


def test_a_sales_return_comes_back_at_the_cost_of_its_line_and_the_last_takes_the_rest(
    costed: CostedShop,
) -> None:
    costed.approve("receipt", (1, "3", "10.00"))
    sold = costed.approve("delivery", (1, "1"), (1, "2"), on=2)
    costed.approve("receipt", (1, "5", "50.00"), on=3)

    one = costed.approve("sales_return", (1, "1"), source=sold, rows=[2], on=4)
    two = costed.approve("sales_return", (1, "1"), source=sold, rows=[2], on=4)

    assert costed.costs(sold) == ["-3.33", "-6.67"]
    assert (costed.costs(one), costed.costs(two)) == (["3.34"], ["3.33"])
    assert costed.pools() == {(1,): ("7", "56.67")}
    assert unchanged(costed)


def test_a_return_of_goods_that_were_not_sold_or_not_yet_is_refused(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "3", "10.00"))
    sold = costed.approve("delivery", (1, "1"), on=5)
    before = costed.pools(), costed.shop.balances()

    for code, rows, on in (("SOURCE_NOT_POSTED", [9], 6), ("RETURN_BEFORE_SOURCE", [1], 4)):
        wrong = costed.document("sales_return", (1, "1"), source=sold, rows=rows, on=on)
        with pytest.raises(RuleRefused) as refused:
            costed.tell("approved", wrong)
        assert refused.value.wire_code == code
    assert (costed.pools(), costed.shop.balances()) == before


def test_what_is_found_is_worth_what_the_rest_is_or_was(costed: CostedShop) -> None:
    never = costed.approve("found", (1, "2", "5.00"))
    costed.approve("receipt", (1, "2", "6.01"), on=2)
    some = costed.approve("found", (1, "1", "99.00"), on=3)
    costed.approve("delivery", (1, "5"), on=4)
    none_left = costed.approve("found", (1, "2", "99.00"), on=5)

    assert costed.costs(never) == ["5.00"]
    assert costed.costs(some) == ["2.75"]
    assert costed.costs(none_left) == ["5.50"]
    assert unchanged(costed)


def test_a_purchase_return_takes_what_is_paid_back_while_the_rest_keeps_a_value(
    costed: CostedShop,
) -> None:
    bought = costed.approve("receipt", (1, "10", "100.00"))
    costed.approve("receipt", (1, "10", "50.00"), on=2)
    costed.approve("delivery", (1, "15"), on=3)

    fits = costed.approve("purchase_return", (1, "1", "10.00"), source=bought, on=4)
    too_dear = costed.approve("purchase_return", (1, "3", "40.00"), source=bought, on=5)
    all_of_it = costed.approve("purchase_return", (1, "1", "10.00"), source=bought, on=6)

    assert costed.costs(fits) == ["-10.00"]
    assert costed.costs(too_dear) == ["-20.63"]
    assert costed.costs(all_of_it) == ["-6.87"]
    assert costed.pools() == {(1,): ("0", "0.00")}
    assert unchanged(costed)


def test_a_transfer_changes_no_cost_of_the_company(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "3", "10.00"))
    moved = costed.approve("transfer", (1, "2"), to=2, on=2)

    assert costed.costs(moved) == ["-6.67", "6.67"]
    assert costed.pools() == {(1,): ("3", "10.00")}
    assert costed.shop.balances() == {(1, 1): (10000, 333), (1, 2): (20000, 667)}
    assert unchanged(costed)


def test_with_a_cost_per_warehouse_the_value_moves_with_the_goods(shop: Shop) -> None:
    costed = open_costed(shop, "moving_average", "product", "warehouse")
    costed.approve("receipt", (1, "3", "10.00"))
    costed.approve("receipt", (1, "1", "1.00"), warehouse=2)
    costed.approve("transfer", (1, "2"), to=2, on=2)

    assert costed.pools() == {(1, 1): ("1", "3.33"), (1, 2): ("3", "7.67")}
    assert unchanged(costed)


def test_a_product_costs_what_its_components_did_and_its_fee(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "3", "10.00"), (2, "4", "1.01"))
    made = costed.approve("assembly", (1, "2"), (2, "3"), product=3, qty="5", fee="0.50", on=2)

    assert costed.costs(made) == ["-6.67", "-0.76", "7.93"]
    assert costed.pools()[3,] == ("5", "7.93")
    assert unchanged(costed)


def test_what_is_taken_apart_shares_its_cost_and_the_last_part_takes_the_rest(
    costed: CostedShop,
) -> None:
    costed.approve("receipt", (3, "2", "20.01"))
    parts = costed.approve(
        "split", (1, "2", "1"), (2, "2", "2"), (1, "1", "0"), product=3, qty="1", on=2
    )

    assert costed.costs(parts) == ["-10.01", "3.34", "6.67", "0.00"]
    assert unchanged(costed)


def test_an_adjustment_changes_value_alone_and_needs_something_to_change(
    costed: CostedShop,
) -> None:
    costed.approve("receipt", (1, "4", "10.00"))
    costed.approve("adjustment", (1, "0", "-2.00"), on=2)
    assert costed.pools() == {(1,): ("4", "8.00")}

    for amount, product in (("-8.00", 1), ("1.00", 2)):
        wrong = costed.document("adjustment", (product, "0", amount), on=3)
        with pytest.raises(RuleRefused) as refused, transaction.atomic():
            costed.tell("approved", wrong)
        assert refused.value.wire_code == "NOTHING_TO_REVALUE"
    assert unchanged(costed)


def test_first_in_is_first_out_at_its_own_price(shop: Shop) -> None:
    costed = open_costed(shop, "fifo")
    old = costed.approve("receipt", (1, "10", "100.00"))
    costed.approve("receipt", (1, "10", "200.00"), on=2)

    assert costed.costs(costed.approve("delivery", (1, "12"), on=3)) == ["-140.00"]
    sold = costed.approve("delivery", (1, "3"), on=4)
    assert costed.costs(sold) == ["-60.00"]
    back = costed.approve("sales_return", (1, "1"), source=sold, on=5)
    assert costed.costs(back) == ["20.00"]
    new = costed.approve("receipt", (1, "3", "10.00"), on=6)
    refund = costed.approve("purchase_return", (1, "2", "9.00"), source=new, on=7)
    assert costed.costs(refund) == ["-6.67"]
    gone = costed.approve("purchase_return", (1, "1", "10.00"), source=old, on=8)
    assert costed.costs(gone) == ["-20.00"]
    assert costed.pools() == {(1,): ("6", "103.33")}
    costed.approve("transfer", (1, "5"), to=2, on=9)
    costed.approve("adjustment", (1, "0", "6.00"), on=10)
    assert unchanged(costed)


def test_an_approval_and_its_undoing_leave_the_costs_as_they_were(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "3", "10.00"))
    costed.approve("delivery", (1, "1"), on=2)
    before = costed.pools(), costed.shop.balances()

    documents: list[Record] = [
        costed.approve("receipt", (1, "2", "1.00"), on=1),
        costed.approve("delivery", (1, "1"), on=1),
        costed.approve("transfer", (1, "2"), to=2, on=3),
        costed.approve("adjustment", (1, "0", "2.50"), on=3),
    ]
    for document in reversed(documents):
        costed.tell("unapproved", document)
    assert (costed.pools(), {k: v for k, v in costed.shop.balances().items() if any(v)}) == before

    again = costed.document("receipt", (1, "7", "70.00"), on=1)
    costed.tell("approved", again)
    costed.tell("unapproved", again)
    costed.tell("approved", again)
    assert unchanged(costed)


def test_what_was_returned_cannot_be_taken_back(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "3", "10.00"))
    sold = costed.approve("delivery", (1, "2"), on=2)
    costed.approve("sales_return", (1, "1"), source=sold, on=3)

    with pytest.raises(RuleRefused) as refused:
        costed.tell("unapproved", sold)

    assert refused.value.wire_code == "HAS_DOWNSTREAM"
    assert unchanged(costed)
