"""辅助核算余额表: what an account says of each customer adds up to what it says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiliu.core.errors import NotFound
from huiliu.journal import api as journal
from huiliu.journal.figures import Amounts
from tests.journal.test_over_http import Door
from tests.support.books import Books, row_of

OCTOBER = "first=2026-10&last=2026-10"


def _trade(books: Books) -> None:
    books.approve("delivery", ("cup", 4, "200.00", "26.00"), on=3)
    books.approve("delivery", ("cup", 1, "-30.00", "-3.90"), on=4, party=books.ids["bodega"])


@pytest.fixture
def traded(books: Books) -> Books:
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), on=2)
    _trade(books)
    return books


def test_each_customer_has_a_line_and_they_add_up_to_the_account(traded: Books) -> None:
    nobody = [row_of(traded, "1122", debit="5.00"), row_of(traded, "1002", credit="5.00")]
    traded.make("voucher", {"day": "2026-09-30", "kind": "opening", "lines": nobody})

    (account,) = journal.auxiliary(
        traded.app, "main", traded.accountant, by="customer", first="2026-10", last="2026-10"
    )

    assert account.code == "1122"
    assert account.sides.opening == Amounts(Decimal("5.00"))
    assert account.sides.closing == Amounts(Decimal("197.10"))
    closings = sorted(
        (one.value is None, one.sides.closing.debit, one.sides.closing.credit)
        for one in account.items
    )
    assert closings == [
        (False, Decimal(0), Decimal("33.90")),
        (False, Decimal("226.00"), Decimal(0)),
        (True, Decimal("5.00"), Decimal(0)),
    ]
    assert sum((one.sides.turnover.debit for one in account.items), Decimal(0)) == Decimal("192.10")


def test_a_line_opens_into_the_entries_behind_it(traded: Books) -> None:
    door = Door(traded.accountant)
    (main,) = door.get("/journals")[1]["items"]
    assert [one["id"] for one in main["auxiliaries"]] == ["customer", "supplier"]

    status, found = door.get(f"/journals/main/auxiliary?by=customer&{OCTOBER}")

    assert status == 200
    (account,) = found["items"]
    shop, bodega = sorted(account["items"], key=lambda one: one["closing"]["credit"])
    assert shop["turnover"] == {"debit": "226.00", "credit": "0.00"}
    assert bodega["closing"] == {"debit": "0", "credit": "33.90"}
    key = f"account={account['account']}&customer={bodega['value']}"
    _, entries = door.get(f"/ledgers/general/trace?{key}")
    assert [one["measures"]["debit"] for one in entries["items"]] == ["-33.90"]


def test_it_is_for_who_sees_all_of_the_books_and_of_the_dimension(traded: Books) -> None:
    assert Door(traded.clerk).get(f"/journals/main/auxiliary?by=customer&{OCTOBER}")[0] == 404
    for unknown in ("nothing", "account", "period"):
        path = f"/journals/main/auxiliary?by={unknown}&{OCTOBER}"
        assert Door(traded.accountant).get(path)[0] == 404
    some = {
        "kind": "permission", "version": 1, "id": "some", "ledger": "general",
        "title": {"zh-CN": "some"}, "members": {"roles": ["clerk"]}, "actions": ["view"],
        "fields": {"*": "view", "customer": "hidden"},
    }  # fmt: skip
    traded.publish(some)
    (main,) = Door(traded.clerk).get("/journals")[1]["items"]
    assert [one["id"] for one in main["auxiliaries"]] == ["supplier"]
    assert Door(traded.clerk).get(f"/journals/main/auxiliary?by=customer&{OCTOBER}")[0] == 404
    with pytest.raises(NotFound):
        journal.auxiliary(
            traded.app, "main", traded.clerk, by="customer", first="2026-10", last="2026-10"
        )
