"""A voucher rule under design is tried on real documents, and nothing of it stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.journal import api as journal
from tests.support.books import Books


def _rule(books: Books, form: str) -> dict[str, Any]:
    found = next(
        one
        for one in ports.documents().published(books.app, "voucher_rule")
        if one.content["form"] == form
    )
    return dict(found.content)


def _tried(books: Books, content: dict[str, Any], actor: Actor) -> journal.Trial:
    return journal.try_rule(books.app, content["id"], content, actor)


def test_the_voucher_it_would_write_is_the_one_that_was_written(books: Books) -> None:
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), on=2)
    before = books.vouchers()
    found = _tried(books, _rule(books, "receipt"), books.accountant)
    assert (found.problems, found.shows_amounts) == ((), True)
    (one,) = found.tried
    assert (one.applies, one.balanced, one.refused) == (True, True, None)
    debit = sum(line.cents or 0 for line in one.lines if line.is_debit)
    assert debit == sum(line.cents or 0 for line in one.lines if not line.is_debit) == 33900
    assert "1405" in {line.account for line in one.lines}
    assert books.vouchers() == before


def test_a_draft_that_does_not_balance_is_told_and_one_that_is_wrong_is_not_tried(
    books: Books,
) -> None:
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), on=2)
    rule = _rule(books, "receipt")
    (one,) = _tried(books, {**rule, "entries": rule["entries"][:1]}, books.accountant).tried
    assert one.balanced is False
    wrong = {**rule, "date": "no_such_day"}
    found = _tried(books, wrong, books.accountant)
    assert [problem.path for problem in found.problems] == ["date"]
    assert list(found.tried) == []


def _of_the_form_alone(rule: dict[str, Any]) -> dict[str, Any]:
    """With an account that is named instead of looked up behind the product."""
    first, *others = rule["entries"]
    return {**rule, "entries": [{**first, "account": "1405"}, *others]}


def test_who_does_not_read_the_books_is_told_no_amount(books: Books) -> None:
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), on=2)
    rule = _of_the_form_alone(_rule(books, "receipt"))
    found = _tried(books, rule, books.clerk)
    assert found.shows_amounts is False
    (one,) = found.tried
    assert one.balanced is True
    assert {(line.cents, line.summary) for line in one.lines} == {(None, "")}


def test_nor_is_a_rule_tried_for_them_that_reads_what_they_may_not_see(books: Books) -> None:
    """Whether its condition holds would tell it, or the account that stands behind a product."""
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), on=2)
    rule = _rule(books, "receipt")
    assert list(_tried(books, rule, books.clerk).tried) == []
    asked = {"cond": [{"field": "party.name", "op": "eq", "value": "A"}]}
    spying = {**_of_the_form_alone(rule), "when": asked}
    found = _tried(books, spying, books.clerk)
    assert (found.problems, list(found.tried)) == ((), [])
    assert len(_tried(books, spying, books.accountant).tried) == 1
    stranger = replace(books.clerk, key="nobody", role_keys=frozenset())
    assert list(_tried(books, _of_the_form_alone(rule), stranger).tried) == []


def test_nor_where_a_field_is_shown_on_some_rows_alone(books: Books) -> None:
    """One group shows the amount of its own documents, another hides it on all of them."""
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), on=2)
    rule = _of_the_form_alone(_rule(books, "receipt"))

    class InTwoGroups:
        real = ports.permissions()

        def access(self, actor: Actor, app: AppRef, form: str) -> Access:
            found = self.real.access(actor, app, form)
            blind = [replace(g, fields={**g.fields, "gross": "hidden"}) for g in found.grants]
            return replace(found, grants=(*found.grants, *blind))

        def __getattr__(self, name: str) -> Any:
            return getattr(self.real, name)

    assert len(_tried(books, rule, books.clerk).tried) == 1
    with ports.bound(permissions=InTwoGroups()):
        assert list(_tried(books, rule, books.clerk).tried) == []
