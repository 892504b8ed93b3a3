"""Many approvals at the same moment: each has its voucher, numbered without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.support.at_once import at_once
from tests.support.books import Books, open_books, row_of


@pytest.fixture
def busy_books(transactional_db: None) -> Iterator[Books]:
    with open_books() as books:
        yield books


def test_approvals_side_by_side(busy_books: Books) -> None:
    books = busy_books
    books.approve("receipt", ("cup", 40, "400.00", "0"), ("pen", 40, "80.00", "0"), on=1)
    rows = [row_of(books, "1001", debit="5.00"), row_of(books, "3001", credit="5.00")]
    by_hand = {"day": "2026-10-02", "kind": "manual", "lines": rows}

    def sell() -> str:
        lines = (("cup", 1, "20.00", "2.60"), ("pen", 1, "4.00", "0.52"))
        return str(books.approve("delivery", *lines).state)

    def enter() -> str:
        return str(books.make("voucher", by_hand, actor=books.accountant).state)

    assert list(at_once(*[sell] * 6, *[enter] * 2)) == ["approved"] * 8
    vouchers = books.all("voucher")
    numbers = sorted(one.values["no"] for one in vouchers)
    assert numbers == [f"记-{n:04d}" for n in range(1, 1 + 6 * 2 + 2 + 1)]
    assert books.net() == {
        "1001": Decimal("10.00"),
        "1122": Decimal("162.72"),
        "1405": Decimal("408.00"),
        "220201": Decimal("-480.00"),
        "222101": Decimal("-18.72"),
        "3001": Decimal("-10.00"),
        "5001": Decimal("-144.00"),
        "5401": Decimal("72.00"),
    }
