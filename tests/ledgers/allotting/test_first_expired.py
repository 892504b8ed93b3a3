"""What expires first leaves first, and a line is split over batches."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests.support.lots import EXPIRED, FROZEN, A, B, C, approve, held, refused
from tests.support.shop import DAY, Shop


def test_what_expires_first_leaves_first_and_a_line_is_split(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B), ("8", C))

    approve(lots, "issue", ("7", None))

    assert held(lots) == {A: Decimal(8), C: Decimal(8)}


def test_lines_of_one_document_do_not_take_the_same_goods(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))

    approve(lots, "issue", ("4", None), ("4", None))

    assert held(lots) == {A: Decimal(7)}


def test_what_has_no_batch_leaves_before_all_others(lots: Shop) -> None:
    approve(lots, "arrival", ("3", None), ("5", B))

    approve(lots, "issue", ("4", None))

    assert held(lots) == {B: Decimal(4)}


def test_what_the_document_says_goes_before_the_order(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))

    approve(lots, "issue", ("4", A), ("6", None))

    assert held(lots) == {A: Decimal(5)}


def test_a_batch_that_has_less_than_is_said_is_refused(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))

    error = refused(lots, lambda: approve(lots, "issue", ("6", B)))

    assert (error.wire_code, list(error.fields)) == ("NEGATIVE_STOCK", ["lines.0.qty"])


def test_expired_and_frozen_batches_stay_and_are_named_when_only_they_are_left(lots: Shop) -> None:
    approve(lots, "arrival", ("9", EXPIRED), ("9", FROZEN), ("2", C))
    approve(lots, "issue", ("1", None))

    error = refused(lots, lambda: approve(lots, "issue", ("2", None)))

    assert held(lots) == {EXPIRED: Decimal(9), FROZEN: Decimal(9), C: Decimal(1)}
    assert (error.wire_code, list(error.fields)) == ("BATCH_EXPIRED", ["lines.0.qty"])
    assert error.data["current"] == "1"
    assert error.data["required"] == "2"


def test_more_than_all_of_it_is_short_and_not_expired(lots: Shop) -> None:
    approve(lots, "arrival", ("2", EXPIRED), ("2", C))

    assert refused(lots, lambda: approve(lots, "issue", ("5", None))).wire_code == "NEGATIVE_STOCK"


def test_a_batch_is_good_on_its_last_day(lots: Shop) -> None:
    approve(lots, "arrival", ("2", EXPIRED), day=date(2026, 9, 1))

    approve(lots, "issue", ("1", None), day=date(2026, 9, 30))

    assert held(lots) == {EXPIRED: Decimal(1)}


def test_an_order_that_does_not_hold_takes_nothing(lots: Shop) -> None:
    """By hand: somebody has to say which."""
    approve(lots, "arrival", ("2", C))

    error = refused(lots, lambda: approve(lots, "issue", ("1", None), by_hand=True))

    assert error.wire_code == "NEGATIVE_STOCK"


def test_dated_back_only_what_was_there_and_is_not_needed_later_is_taken(lots: Shop) -> None:
    approve(lots, "arrival", ("5", A), day=DAY)
    approve(lots, "arrival", ("5", B), day=DAY + timedelta(5))
    approve(lots, "issue", ("3", A), day=DAY + timedelta(9))

    approve(lots, "issue", ("2", None), day=DAY + timedelta(2))
    error = refused(lots, lambda: approve(lots, "issue", ("1", None), day=DAY + timedelta(2)))

    assert held(lots) == {B: Decimal(5)}
    assert error.wire_code == "NEGATIVE_STOCK"
