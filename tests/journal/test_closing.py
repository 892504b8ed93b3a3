"""A month is closed when everything in it is in order, and opened again as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from huiliu.core import ports
from huiliu.core.actor import Cause
from huiliu.core.errors import Forbidden, NotFound, RuleRefused
from huiliu.journal import api as journal
from tests.support.books import Books

MONTH = "2026-10"


@pytest.fixture
def november(books: Books) -> Books:
    """October was traded in, and is over."""
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), on=2)
    books.approve("delivery", ("cup", 4, "200.00", "26.00"), on=3)
    books.clock.at = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
    return books


def _close(books: Books) -> journal.Checklist:
    return journal.close(books.app, "main", MONTH, actor=books.accountant, cause=Cause())


def _checks(books: Books) -> dict[str, str]:
    found = journal.checklist(books.app, "main", MONTH, books.accountant)
    return {one.id: one.status for one in found.checks}


def test_a_month_that_is_not_over_is_not_closed(books: Books) -> None:
    assert _checks(books)["past"] == "blocked"
    with pytest.raises(RuleRefused) as refused:
        _close(books)
    assert refused.value.wire_code == "CLOSE_NOT_READY"
    assert ports.ledgers().closed_through(books.app) is None


def test_the_close_transfers_profit_and_locks(november: Books) -> None:
    books = november
    assert set(_checks(books).values()) == {"ok"}
    found = _close(books)
    assert found.closed
    assert [one for one in books.vouchers() if one[0] == "close"] == [
        ("close", "2026-10-31", ["Dr 5601 2.00", "Cr 222101 2.00"]),
        (
            "close",
            "2026-10-31",
            ["Dr 5001 200.00", "Cr 5401 120.00", "Cr 5601 2.00", "Cr 3103 78.00"],
        ),
    ]
    assert books.net()["3103"] == Decimal("-78.00")
    assert not {"5001", "5401", "5601"} & books.net().keys()
    assert ports.ledgers().closed_through(books.app) == date(2026, 10, 31)
    with pytest.raises(RuleRefused) as refused:
        books.approve("receipt", ("cup", 1, "1.00", "0"), on=31)
    assert refused.value.wire_code == "PERIOD_CLOSED"


def test_profit_and_loss_sees_the_taxes_of_a_close_and_not_its_transfer(november: Books) -> None:
    def net() -> list[str]:
        _, lines = journal.statement(
            november.app, "main", "profit", november.accountant, first=MONTH, last=MONTH
        )
        return [str(one.amount) for one in lines]

    assert net() == ["200.00", "120.00", "0", "80.00"]
    _close(november)
    assert net() == ["200.00", "120.00", "2.00", "78.00"]


def test_an_unapproval_in_a_closed_month_is_refused(november: Books) -> None:
    _close(november)
    (receipt,) = november.all("receipt")
    with pytest.raises(RuleRefused) as refused:
        november.unapprove(receipt)
    assert refused.value.wire_code == "PERIOD_CLOSED"


def test_writing_the_vouchers_twice_writes_them_once(november: Books) -> None:
    for _ in range(2):
        found = journal.run_steps(
            november.app, "main", MONTH, actor=november.accountant, cause=Cause()
        )
    assert [one.lines for one in found.planned] == [(), ()]
    assert [kind for kind, _, _ in november.vouchers()].count("close") == 2
    assert not found.closed


def test_reopening_takes_the_close_back(november: Books) -> None:
    before = november.net()
    _close(november)
    found = journal.reopen(november.app, "main", MONTH, actor=november.accountant, cause=Cause())
    assert not found.closed
    assert november.net() == before
    assert november.vouchers()[-1][:2] == ("reversal", "2026-10-31")
    november.approve("receipt", ("cup", 1, "1.00", "0"), on=31)
    assert _close(november).closed


def test_a_draft_is_in_the_way_and_named(november: Books) -> None:
    books = november
    values = {"day": "2026-10-09", "party": books.ids["mill"], "lines": [
        {"product": books.ids["cup"], "qty": "1", "net": "1.00", "tax": "0"}]}  # fmt: skip
    access = books.access(books.clerk, "receipt")
    draft = ports.records().create(
        books.app, "receipt", values, access=access, submit=False, cause=Cause()
    )
    found = journal.checklist(books.app, "main", MONTH, books.accountant)
    (check,) = [one for one in found.checks if one.id == "drafts"]
    (offender,) = check.offenders
    assert (offender.form, offender.uid) == ("receipt", draft.uid)
    assert offender.title == draft.values["no"]
    with pytest.raises(RuleRefused) as refused:
        _close(books)
    assert refused.value.wire_code == "CLOSE_NOT_READY"
    assert ports.ledgers().closed_through(books.app) is None
    assert [kind for kind, _, _ in books.vouchers()].count("close") == 0


def test_books_that_differ_from_their_ledger_are_in_the_way(november: Books) -> None:
    from tests.support.books import row_of

    rows = [row_of(november, "1405", debit="5.00"), row_of(november, "3001", credit="5.00")]
    november.make("voucher", {"day": "2026-10-30", "kind": "manual", "lines": rows})
    found = journal.checklist(november.app, "main", MONTH, november.accountant)
    (check,) = [one for one in found.checks if one.id == "reconcile.stock"]
    assert (check.status, dict(check.figures)) == (
        "blocked",
        {"books": "185.00", "ledger": "180.00"},
    )


def test_who_may_not_close_does_not(november: Books) -> None:
    with pytest.raises(NotFound):
        journal.close(november.app, "main", MONTH, actor=november.clerk, cause=Cause())
    november.publish({
        "kind": "permission", "version": 1, "id": "books_voucher", "form": "voucher",
        "title": {"zh-CN": "看"}, "members": {"roles": ["accountant"]}, "actions": ["view"],
    })  # fmt: skip
    with pytest.raises(Forbidden):
        _close(november)
    assert ports.ledgers().closed_through(november.app) is None
