"""The trial balance and the statements say what the ledger says, to who may see all of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiliu.core.errors import NotFound, ValidationFailed
from huiliu.journal import api as journal
from huiliu.journal.figures import Amounts
from tests.support.books import Books, row_of


def _trade(books: Books) -> None:
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), on=2)
    books.approve("delivery", ("cup", 4, "200.00", "26.00"), on=3)
    books.approve("delivery", ("cup", 1, "-30.00", "-3.90"), on=4, party=books.ids["bodega"])


def _statement(books: Books, key: str, first: str, last: str) -> dict[str, tuple[str, str]]:
    _, lines = journal.statement(books.app, "main", key, books.accountant, first=first, last=last)
    return {one.line.id: (str(one.amount), str(one.other)) for one in lines}


def test_a_trial_balance_adds_up_along_the_codes(books: Books) -> None:
    books.make("account", {"code": "2202", "name": "应付账款", "leaf": False})
    capital = [row_of(books, "1002", debit="500.00"), row_of(books, "3001", credit="500.00")]
    books.make("voucher", {"day": "2026-09-30", "kind": "opening", "lines": capital})
    _trade(books)
    found = journal.trial_balance(
        books.app, "main", books.accountant, first="2026-10", last="2026-10"
    )
    rows = {one.code: one for one in found.rows}
    assert list(rows) == sorted(rows)
    assert rows["1002"].opening == rows["1002"].closing == Amounts(Decimal("500.00"))
    assert rows["1002"].turnover == rows["1002"].year.__class__()
    assert rows["1405"].turnover == Amounts(Decimal("300.00"), Decimal("150.00"))
    assert rows["1405"].closing == Amounts(Decimal("150.00"))
    assert rows["2202"].closing == rows["220201"].closing == Amounts(credit=Decimal("339.00"))
    assert (rows["2202"].level, rows["220201"].level) == (0, 1)
    assert rows["2221"].turnover == rows["222101"].turnover
    assert rows["2202"].record is None
    (bank,) = (one for one in books.all("account") if one.values["code"] == "1002")
    assert rows["1002"].record == bank.id
    assert found.total.opening == Amounts(Decimal("500.00"), Decimal("500.00"))
    for column in (found.total.turnover, found.total.year, found.total.closing):
        assert column.debit == column.credit


def test_a_later_month_opens_with_what_was_left(books: Books) -> None:
    _trade(books)
    found = journal.trial_balance(
        books.app, "main", books.accountant, first="2026-11", last="2026-12"
    )
    rows = {one.code: one for one in found.rows}
    assert rows["1405"].opening == rows["1405"].closing == Amounts(Decimal("150.00"))
    assert rows["1405"].turnover == Amounts()
    assert rows["1405"].year == Amounts(Decimal("300.00"), Decimal("150.00"))


def test_profit_and_loss_is_of_the_months_asked_for(books: Books) -> None:
    _trade(books)
    assert _statement(books, "profit", "2026-10", "2026-10") == {
        "revenue": ("170.00", "170.00"),
        "cost": ("150.00", "150.00"),
        "selling": ("0", "0"),
        "net": ("20.00", "20.00"),
    }
    assert _statement(books, "profit", "2026-11", "2026-11")["net"] == ("0.00", "20.00")


def test_the_balance_sheet_balances_and_shows_parties_on_their_side(books: Books) -> None:
    _trade(books)
    lines = _statement(books, "sheet", "2026-10", "2026-10")
    assert lines["receivable"][0] == "226.00"
    assert lines["advance"][0] == "33.90"
    assert lines["credit"][0] == "16.90"
    assert lines["tax"][0] == "0"
    assert lines["left"][0] == "20.00"
    assert lines["assets"] == lines["both"] == ("392.90", "0.00")


def test_reports_are_for_who_sees_all_of_the_ledger(books: Books) -> None:
    _trade(books)
    assert [one.id for one in journal.readable_journals(books.app, books.accountant)] == ["main"]
    assert journal.readable_journals(books.app, books.clerk) == []
    some = {
        "kind": "permission", "version": 1, "id": "some", "ledger": "general",
        "title": {"zh-CN": "some"}, "members": {"roles": ["clerk"]}, "actions": ["view"],
        "rows": {"cond": [{"field": "period", "op": "eq", "value": "2026-10"}]},
    }  # fmt: skip
    books.publish(some)
    assert journal.readable_journals(books.app, books.clerk) == []
    books.publish({**some, "rows": None, "fields": {"*": "view", "credit": "hidden"}})
    for ask in (
        lambda: journal.trial_balance(
            books.app, "main", books.clerk, first="2026-10", last="2026-10"
        ),
        lambda: journal.checklist(books.app, "main", "2026-10", books.clerk),
    ):
        with pytest.raises(NotFound):
            ask()


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "", "1000-01", "2026-10-01"])
def test_a_month_is_a_month(books: Books, month: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        journal.trial_balance(books.app, "main", books.accountant, first=month, last="2026-10")
    assert list(refused.value.fields) == ["first"]
