"""Random documents: every voucher balances, and the general ledger is the sum of the vouchers."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from huiliu.core import ports
from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.support.books import Books


def _money(dice: random.Random) -> str:
    return str(Decimal(dice.randint(-300, 20_000)).scaleb(-2))


def _act(books: Books, dice: random.Random, live: list[Record]) -> None:
    if live and dice.random() < 0.3:
        books.unapprove(live[dice.randrange(len(live))])
        return
    form = dice.choice(["receipt", "receipt", "delivery"])
    lines = [
        (dice.choice(["cup", "pen"]), dice.randint(1, 6), _money(dice), _money(dice))
        for _ in range(dice.randint(1, 3))
    ]
    purpose = dice.choice(["normal", "sample"])
    books.approve(form, *lines, on=dice.randint(1, 20), purpose=purpose)


@pytest.mark.parametrize("seed", range(2))
def test_the_books_are_right_after_every_step(books: Books, seed: int) -> None:
    dice = random.Random(seed)
    live: list[Record] = []
    refused = 0
    for _ in range(9):
        before = _state(books)
        try:
            _act(books, dice, live)
        except RuleRefused:
            refused += 1
            assert _state(books) == before
        live = [r for f in ("receipt", "delivery") for r in books.all(f) if r.state == "approved"]
        _require_right(books)
    assert live
    assert refused < 9
    for _ in range(40):
        if not live:
            break
        live = _take_back_any(books, live)
    assert live == []
    _require_right(books)
    assert books.net() == {}


def _take_back_any(books: Books, live: list[Record]) -> list[Record]:
    """The latest day first: what came in later is not needed by what went out."""
    order = sorted(live, key=lambda one: (one.form != "delivery", one.values["day"]))
    books.unapprove(order[0])
    return [one for one in live if one.id != order[0].id or one.form != order[0].form]


def _state(books: Books) -> object:
    documents = [
        [(r.id, r.rev, r.state) for r in books.all(form)]
        for form in ("receipt", "delivery", "voucher")
    ]
    return documents, books.net(), _stock(books)


def _stock(books: Books) -> Decimal:
    rows = ports.ledgers().sums(books.app, "stock", [], None)
    return sum((row["value"] for row in rows), Decimal(0))


def _require_right(books: Books) -> None:
    sums: dict[int, list[Decimal]] = {}
    for voucher in books.all("voucher"):
        rows = voucher.values["lines"]
        debit = sum((row["debit"] or Decimal(0) for row in rows), Decimal(0))
        credit = sum((row["credit"] or Decimal(0) for row in rows), Decimal(0))
        assert debit == credit
        for row in rows:
            assert (row["debit"] is None) != (row["credit"] is None)
            own = sums.setdefault(row["account"], [Decimal(0), Decimal(0)])
            own[0] += row["debit"] or 0
            own[1] += row["credit"] or 0
    general = {
        row["account"]: [row["debit"], row["credit"]]
        for row in ports.ledgers().sums(books.app, "general", ["account"], None)
    }
    assert {k: v for k, v in general.items() if any(v)} == {k: v for k, v in sums.items() if any(v)}
    assert books.net().get("1405", Decimal(0)) == _stock(books)
