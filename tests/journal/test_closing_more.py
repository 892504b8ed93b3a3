"""A close with parameters, checks of its own, agreement of several, and numbers without gaps."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, Cause
from huiliu.core.errors import Forbidden, RuleRefused
from huiliu.journal import api as journal
from huiliu.journal.publishing import JournalPublisher
from huiliu.org import api as org
from tests.support.books import JOURNAL, Books, row_of

MONTH = "2026-10"
Json = dict[str, Any]


@pytest.fixture
def november(books: Books) -> Books:
    """October was traded in, and is over."""
    books.approve("receipt", ("cup", 10, "300.00", "39.00"), on=2)
    books.approve("delivery", ("cup", 4, "200.00", "26.00"), on=3)
    books.clock.at = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
    return books


def _with(books: Books, **closing: Any) -> None:
    design = deepcopy(JOURNAL)
    design["closing"] |= closing
    books.publish(design)


def _check(books: Books, id_: str) -> journal.Checklist | Any:
    found = journal.checklist(books.app, "main", MONTH, books.accountant)
    (check,) = [one for one in found.checks if one.id == id_]
    return check


def _close(books: Books) -> journal.Checklist:
    return journal.close(books.app, "main", MONTH, actor=books.accountant, cause=Cause())


def _reopen(books: Books, actor: Actor) -> journal.Checklist:
    return journal.reopen(books.app, "main", MONTH, actor=actor, cause=Cause())


def _refused(act: Callable[[], Any]) -> str:
    with pytest.raises(RuleRefused) as refused:
        act()
    return refused.value.wire_code


def test_on_its_last_day_a_month_may_be_closed(books: Books) -> None:
    books.clock.at = datetime(2026, 10, 31, 2, 0, tzinfo=UTC)
    assert _check(books, "past").status == "ok"
    books.clock.at = datetime(2026, 10, 30, 2, 0, tzinfo=UTC)
    assert _check(books, "past").status == "blocked"


DEBTS: Json = {
    "kind": "ledger", "version": 1, "id": "debts", "title": {"zh-CN": "应收"},
    "dimensions": [{"id": "who", "label": {"zh-CN": "客户"}, "type": "reference",
                    "form": "customer"}],
    "measures": [{"id": "amount", "label": {"zh-CN": "金额"}, "scale": 2}],
    "postings": [{"id": "sold", "form": "delivery", "event": "approved", "date": "day",
                  "dimensions": {"who": "party"}, "measures": {"amount": "{gross}"}}],
}  # fmt: skip


def test_books_and_ledger_agree_for_every_customer(november: Books) -> None:
    """The sums agree; what one customer owes too much in the books, another owes too little."""
    books = november
    books.publish(DEBTS)
    for document in books.all("delivery"):
        books.unapprove(document)
    books.approve("delivery", ("cup", 1, "100.00", "13.00"), on=4)
    one = {"id": "all", "title": {"zh-CN": "应收"}, "accounts": ["1122"], "side": "debit",
           "ledger": "debts", "measure": "amount"}  # fmt: skip
    _with(books, reconcile=[one, {**one, "id": "each", "by": {"customer": "who"}}])
    assert _check(books, "reconcile.each").status == "ok"
    rows = [
        row_of(books, "1122", customer=books.ids["bodega"], debit="5.00"),
        row_of(books, "1122", customer=books.ids["acme"], credit="5.00"),
    ]
    books.make("voucher", {"day": "2026-10-30", "kind": "manual", "lines": rows})

    apart = _check(books, "reconcile.each")

    assert _check(books, "reconcile.all").status == "ok"
    assert (apart.status, len(apart.offenders) + apart.more) == ("blocked", 2)


def _manual(books: Books, **more: Any) -> Json:
    rows = [row_of(books, "1002", debit="5.00"), row_of(books, "3001", credit="5.00")]
    return {"day": "2026-10-30", "kind": "manual", "lines": rows, **more}


@pytest.mark.parametrize(("warn", "status"), [(False, "blocked"), (True, "warning")])
def test_records_in_the_way_are_named_and_block_or_warn(
    november: Books, warn: bool, status: str
) -> None:
    books = november
    _with(books, checks=[{
        "id": "manual", "title": {"zh-CN": "手工凭证"}, "form": "voucher", "date": "day",
        "where": {"cond": [{"field": "kind", "op": "eq", "value": "manual"}]}, "warn": warn,
    }])  # fmt: skip
    assert _check(books, "check.manual").status == "ok"
    record = books.make("voucher", _manual(books))
    found = _check(books, "check.manual")
    assert (found.status, dict(found.figures)) == (status, {"count": "1"})
    assert [one.uid for one in found.offenders] == [record.uid]
    if warn:
        assert _close(books).closed
    else:
        assert _refused(lambda: _close(books)) == "CLOSE_NOT_READY"


def test_days_ask_for_what_is_older_only(november: Books) -> None:
    books = november
    check = {
        "id": "old", "title": {"zh-CN": "旧"}, "form": "delivery", "date": "day",
        "where": {"cond": [{"field": "$state", "op": "eq", "value": "approved"}]},
    }  # fmt: skip
    _with(books, checks=[{**check, "days": 28}])
    assert dict(_check(books, "check.old").figures) == {"count": "1"}
    _with(books, checks=[{**check, "days": 29}])
    assert dict(_check(books, "check.old").figures) == {"count": "0"}


def test_a_balance_below_the_least_is_in_the_way(november: Books) -> None:
    check = {"id": "low", "title": {"zh-CN": "不足"}, "ledger": "stock", "measure": "qty",
             "by": ["product"]}  # fmt: skip
    _with(november, checks=[{**check, "min": "6"}])
    assert _check(november, "check.low").status == "ok"
    _with(november, checks=[{**check, "min": "6.5"}])
    assert _check(november, "check.low").status == "blocked"


STEP = {
    "id": "levy", "title": {"zh-CN": "附加"},
    "amounts": {"base": {"accounts": ["5001"], "side": "credit", "of": "turnover"},
                "done": {"accounts": ["222101"], "side": "credit", "of": "close"}},
    "entries": [
        {"side": side, "account": account,
         "amount": "IF({done}=0,ROUND({base}*{rate},2),0)"}
        for side, account in (("debit", "5601"), ("credit", "222101"))
    ],
}  # fmt: skip


def test_a_step_uses_what_the_company_sets_and_is_done_once(november: Books) -> None:
    """Without a record of the settings the parameter is what the journal says."""
    books = november
    books.publish({
        "kind": "form", "version": 1, "id": "rates", "title": {"zh-CN": "参数"},
        "fields": [{"id": "rate", "type": "number", "scale": 4, "label": {"zh-CN": "率"}}],
    })  # fmt: skip
    parameter = {"form": "rates", "field": "rate", "otherwise": "0.01"}
    _with(books, parameters={"rate": parameter}, steps=[STEP])

    def planned() -> list[int]:
        found = journal.checklist(books.app, "main", MONTH, books.accountant)
        (step,) = [one for one in found.planned if one.id == "levy"]
        return [line.debit or line.credit for line in step.lines]

    assert planned() == [200, 200]
    ports.records().create(
        books.app, "rates", {"rate": "0.035"}, access=system_access(books.clerk, "rates"),
        submit=False, cause=Cause(),
    )  # fmt: skip
    assert planned() == [700, 700]
    journal.run_steps(books.app, "main", MONTH, actor=books.accountant, cause=Cause())
    assert planned() == []
    assert _close(books).closed


def test_numbers_have_no_gaps_and_follow_the_days_once_a_month_is_closed(november: Books) -> None:
    books = november
    _with(books, renumber=True)
    late = books.make("voucher", _manual(books, day="2026-10-01"))
    assert late.values["no"] != "记-0001"

    _close(books)

    found = sorted(books.all("voucher"), key=lambda one: one.values["no"])
    assert [one.values["no"] for one in found] == [f"记-{n:04d}" for n in range(1, len(found) + 1)]
    assert [one.values["day"] for one in found] == sorted(one.values["day"] for one in found)
    assert found[0].id == late.id
    books.clock.at = datetime(2026, 11, 4, 2, 0, tzinfo=UTC)
    following = books.make("voucher", _manual(books, day="2026-11-04"))
    assert following.values["no"] == f"记-{len(found) + 1:04d}"


def _owner(books: Books) -> Actor:
    org.roles.add(books.admin, "owner", {"zh-CN": "owner"})
    change = org.members.MemberChange(name="owner", roles=["owner", "accountant"])
    return ports.org().actor(org.members.add(books.admin, "owner", change).pk)


def test_two_people_open_a_month_again(november: Books) -> None:
    books = november
    _with(books, reopened_by=["accountant", "owner"])
    owner = _owner(books)
    _close(books)

    first = _reopen(books, books.accountant)
    again = _reopen(books, books.accountant)

    assert (first.closed, first.waits_for) == (True, ("owner",))
    assert (again.closed, again.waits_for) == (True, ("owner",))
    assert ports.ledgers().closed_through(books.app) == date(2026, 10, 31)
    assert not _reopen(books, owner).closed
    assert _close(books).waits_for == ()
    assert _reopen(books, owner).waits_for == ("accountant",)


def test_publishing_points_at_what_a_close_gets_wrong(books: Books) -> None:
    design = deepcopy(JOURNAL)
    where = {"cond": [{"field": "nothing", "op": "eq", "value": "1"}]}
    title = {"zh-CN": "查"}
    design["closing"] |= {
        "parameters": {
            "rate": {"form": "absent", "field": "x"},
            "day": {"form": "receipt", "field": "day"},
        },
        "checks": [
            {"id": "a", "title": title, "form": "receipt", "where": where, "date": "no"},
            {"id": "b", "title": title, "ledger": "absent", "measure": "qty", "by": ["product"]},
            {"id": "c", "title": title, "ledger": "stock", "measure": "x", "by": ["y"]},
        ],
        "reconcile": [{**JOURNAL["closing"]["reconcile"][0], "by": {"nobody": "product"}}],
    }
    found = JournalPublisher().validate(books.app, "main", design)
    assert [(one.path, one.code) for one in found] == [
        ("closing.parameters.rate.form", "no_such_form"),
        ("closing.parameters.day.field", "not_a_number"),
        ("closing.checks.0.where", "no_such_field"),
        ("closing.checks.0.date", "not_a_date"),
        ("closing.checks.1.ledger", "no_such_ledger"),
        ("closing.checks.2.measure", "no_such_measure"),
        ("closing.checks.2.by", "no_such_dimension"),
        ("closing.reconcile.0.by.nobody", "no_such_dimension"),
    ]


def test_who_has_no_part_in_it_does_not_agree(november: Books) -> None:
    _with(november, reopened_by=["owner"])
    _close(november)
    with pytest.raises(Forbidden):
        _reopen(november, november.accountant)


def test_of_several_rates_the_latest_that_has_begun_counts(november: Books) -> None:
    books = november
    books.publish({
        "kind": "form", "version": 1, "id": "rates", "title": {"zh-CN": "税率"},
        "fields": [
            {"id": "code", "type": "text", "label": {"zh-CN": "码"}},
            {"id": "rate", "type": "number", "scale": 4, "label": {"zh-CN": "率"}},
            {"id": "since", "type": "date", "label": {"zh-CN": "起"}},
        ],
    })  # fmt: skip
    where = {"cond": [{"field": "code", "op": "eq", "value": "A"}]}
    _with(books, steps=[STEP], parameters={
        "rate": {"form": "rates", "field": "rate", "where": where, "since": "since"},
    })  # fmt: skip
    for code, rate, since in (
        ("A", "0.01", "2026-01-01"),
        ("A", "0.02", "2026-10-31"),
        ("A", "0.03", "2026-11-01"),
        ("B", "0.04", "2026-10-01"),
    ):
        ports.records().create(
            books.app, "rates", {"code": code, "rate": rate, "since": since},
            access=system_access(books.clerk, "rates"), submit=False, cause=Cause(),
        )  # fmt: skip

    found = journal.checklist(books.app, "main", MONTH, books.accountant)

    (step,) = [one for one in found.planned if one.id == "levy"]
    assert [line.debit or line.credit for line in step.lines] == [400, 400]
