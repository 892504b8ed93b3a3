"""Steps of a close: when they apply, what they count, and those that somebody asks for."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Cause
from huiliu.core.errors import NotFound
from huiliu.journal import api as journal
from huiliu.journal.publishing import JournalPublisher
from tests.support.books import JOURNAL, Books, row_of

Json = dict[str, Any]


@pytest.fixture
def year(books: Books) -> Books:
    """Sales of 100.00 in October, 200.00 in November and 300.00 in December, which is over."""
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), on=2)
    books.approve("delivery", ("cup", 1, "100.00", "13.00"), on=3)
    for month, net, tax in ((11, "200.00", "26.00"), (12, "300.00", "39.00")):
        books.clock.at = datetime(2026, month, 20, 2, 0, tzinfo=UTC)
        rows = [{"product": books.ids["cup"], "qty": "1", "net": net, "tax": tax}]
        day = f"2026-{month}-05"
        books.make("delivery", {"day": day, "party": books.ids["acme"], "lines": rows})
    books.clock.at = datetime(2027, 1, 3, 2, 0, tzinfo=UTC)
    return books


def _step(amount: str, account: str = "222101", **more: Any) -> Json:
    terms = {
        "month_sales": {"accounts": ["5001"], "side": "credit", "of": "turnover"},
        "quarter_sales": {
            "accounts": ["5001"], "side": "credit", "of": "turnover", "span": "quarter",
        },
        "year_sales": {"accounts": ["5001"], "side": "credit", "of": "turnover", "span": "year"},
        "owed": {"accounts": ["222101"], "side": "credit", "of": "turnover", "one_side": True},
        "moved": {"accounts": [account], "side": "credit", "of": "close"},
    }  # fmt: skip
    return {
        "id": "levy", "title": {"zh-CN": "计提"}, "amounts": terms,
        "values": {"whole": amount, "rest": "{whole}-{moved}"},
        "entries": [{"side": "debit", "account": "5601", "amount": "{rest}"},
                    {"side": "credit", "account": account, "amount": "{rest}"}], **more,
    }  # fmt: skip


YEAR_END: Json = {
    "id": "year_end", "title": {"zh-CN": "年结"}, "when": "{month}=12",
    "after_transfer": True, "on_request": True,
    "amounts": {"profit": {"accounts": ["3103"], "side": "credit"}},
    "entries": [{"side": "debit", "account": "3103", "amount": "{profit}"},
                {"side": "credit", "account": "3001", "amount": "{profit}"}],
}  # fmt: skip


def _with(books: Books, *steps: Json, **closing: Any) -> None:
    design = deepcopy(JOURNAL)
    design["closing"] |= {"steps": list(steps), **closing}
    books.publish(design)


def _planned(books: Books, month: str, step: str = "levy") -> list[tuple[str, int]]:
    found = journal.checklist(books.app, "main", month, books.accountant)
    (one,) = [one for one in found.planned if one.id == step]
    return [(str(line.account), line.debit - line.credit) for line in one.lines]


def _write(books: Books, month: str, only: str | None = None) -> None:
    journal.run_steps(
        books.app, "main", month, actor=books.accountant, cause=Cause(), only=only
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "month", "cents"),
    [
        ("{month_sales}", "2026-11", 20000),
        ("{quarter_sales}", "2026-10", 10000),
        ("{quarter_sales}", "2026-12", 60000),
        ("{year_sales}", "2026-12", 60000),
        ("{month}", "2026-11", 1100),
    ],
)
def test_amounts_are_of_the_month_its_quarter_or_its_year(
    year: Books, amount: str, month: str, cents: int
) -> None:
    _with(year, _step(amount))
    assert _planned(year, month) == [("5601", cents), ("222101", -cents)]


def test_sales_are_what_they_were_before_profit_and_loss_were_transferred(year: Books) -> None:
    """So a step that compares them with a limit says the same when it is run again."""
    _with(year, _step("{quarter_sales}"))
    for month in ("2026-10", "2026-11"):
        journal.close(year.app, "main", month, actor=year.accountant, cause=Cause())
    _write(year, "2026-12")
    assert year.net()["222101"] is not None
    assert _planned(year, "2026-12") == []


def test_one_side_is_what_was_put_there_less_what_is_red(year: Books) -> None:
    """A payment of the tax makes none of it undone; a red invoice does."""
    _with(year, _step("{owed}", "220201"))
    assert _planned(year, "2026-12") == [("5601", 3900), ("220201", -3900)]
    paid = [row_of(year, "222101", debit="9.00"), row_of(year, "1002", credit="9.00")]
    red = [row_of(year, "1122", debit="-1.00"), row_of(year, "222101", credit="-1.00")]
    for rows in (paid, red):
        year.make("voucher", {"day": "2026-12-30", "kind": "manual", "lines": rows})
    assert _planned(year, "2026-12") == [("5601", 3800), ("220201", -3800)]


def test_a_step_is_written_when_its_condition_holds_and_only_then(year: Books) -> None:
    year.publish({
        "kind": "form", "version": 1, "id": "company", "title": {"zh-CN": "参数"},
        "fields": [{"id": "size", "type": "choice", "label": {"zh-CN": "类型"}, "options": [
            {"id": one, "label": {"zh-CN": one}} for one in ("general", "small")]}],
    })  # fmt: skip
    small = {"form": "company", "field": "size", "equals": "small"}
    _with(year, _step("1", when="{small}=1"), parameters={"small": small})
    assert _planned(year, "2026-12") == []
    company = ports.records().create(
        year.app, "company", {"size": "general"}, access=system_access(year.clerk, "company"),
        submit=False, cause=Cause(),
    )  # fmt: skip
    assert _planned(year, "2026-12") == []
    ports.records().change(
        year.app, "company", company.id, {"size": "small"},
        access=system_access(year.clerk, "company"), cause=Cause(),
    )  # fmt: skip
    assert _planned(year, "2026-12") == [("5601", 100), ("222101", -100)]


def test_a_step_on_request_waits_for_somebody_and_nothing_for_it(year: Books) -> None:
    _with(year, YEAR_END)
    assert _planned(year, "2026-11", "year_end") == []
    for month in ("2026-10", "2026-11"):
        journal.close(year.app, "main", month, actor=year.accountant, cause=Cause())
    _write(year, "2026-12")
    assert _planned(year, "2026-12", "year_end") == [("3103", 51000), ("3001", -51000)]
    assert journal.checklist(year.app, "main", "2026-12", year.accountant).ready
    with pytest.raises(NotFound):
        _write(year, "2026-12", "no_such_step")
    _write(year, "2026-12", "year_end")
    assert "3103" not in year.net()
    closed = journal.close(year.app, "main", "2026-12", actor=year.accountant, cause=Cause())
    assert closed.closed
    assert [one for one in year.vouchers() if one[1] == "2026-12-31"][-1] == (
        "close", "2026-12-31", ["Dr 3103 510.00", "Cr 3001 510.00"],
    )  # fmt: skip


def test_a_month_closes_without_what_nobody_asked_for(year: Books) -> None:
    _with(year, YEAR_END)
    for month in ("2026-10", "2026-11", "2026-12"):
        journal.close(year.app, "main", month, actor=year.accountant, cause=Cause())
    assert f"{year.net()['3103']}" == "-510.00"


def test_publishing_points_at_what_a_step_gets_wrong(books: Books) -> None:
    design = deepcopy(JOURNAL)
    step = _step("{nothing}", when="{nobody}=1")
    step["values"] = {"first": "{second}", "second": "{first}"}
    step["entries"][0]["amount"] = "{first}"
    step["entries"][1]["amount"] = "{gone}"
    number = {"form": "customer", "field": "name"}
    flag = {"form": "delivery", "field": "gross", "equals": "x"}
    design["closing"] |= {"steps": [step], "parameters": {"number": number, "flag": flag}}
    found = {(one.path, one.code) for one in JournalPublisher().validate(books.app, "main", design)}
    assert found == {
        ("closing.parameters.number.field", "not_a_number"),
        ("closing.parameters.flag.field", "not_a_choice"),
        ("closing.steps.0.values.first", "no_such_amount"),
        ("closing.steps.0.when", "no_such_amount"),
        ("closing.steps.0.entries.1.amount", "no_such_amount"),
    }
