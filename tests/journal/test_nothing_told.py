"""Who may not see the books learns nothing of them, and who has none pays nothing for them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiliu.core import ports
from huiliu.core.errors import NotFound
from huiliu.core.records import Record
from huiliu.ledgers import api as ledgers
from tests.support.books import RULES, Books


def _history(books: Books, record: Record) -> str:
    from form_engine import api as forms

    access = books.access(books.clerk, record.form)
    found = forms.history(books.app, record.form, record.id, access=access)
    return json.dumps(found, default=str, ensure_ascii=False)


def test_a_clerk_reaches_no_voucher(books: Books) -> None:
    books.approve("receipt", ("cup", 3, "777.77", "0"))
    delivery = books.approve("delivery", ("cup", 1, "50.00", "6.50"))
    for form in ("voucher", "account"):
        with pytest.raises(NotFound):
            books.access(books.clerk, form)
    for ledger in ("general", "stock"):
        with pytest.raises(NotFound):
            ports.permissions().ledger_access(books.clerk, books.app, ledger)
    traced = ledgers.entries_of_record(books.app, "delivery", delivery.id, actor=books.clerk)
    assert traced == []
    shown = ports.records().to_json(delivery, access=books.access(books.clerk, "delivery"))
    assert "259.26" not in json.dumps(shown) + _history(books, delivery)
    assert "voucher" not in json.dumps(shown) + _history(books, delivery)


def test_nobody_is_notified_of_a_voucher(books: Books) -> None:
    from huiliu.notify.models import Notification

    books.approve("receipt", ("cup", 3, "777.77", "0"))
    assert list(Notification.objects.all()) == []


def test_a_broken_voucher_form_is_not_described_to_who_approves(books: Books) -> None:
    from copy import deepcopy

    from huiliu.core.errors import RuleRefused
    from tests.support.books import VOUCHER

    strict: dict[str, Any] = deepcopy(VOUCHER)
    strict["fields"][-2]["fields"][2]["required"] = True
    books.publish(strict)
    with pytest.raises(RuleRefused) as refused:
        books.approve("receipt", ("cup", 3, "777.77", "0"))
    assert refused.value.wire_code == "VOUCHER_INVALID"
    assert list(refused.value.fields) == ["$form"]
    assert "customer" not in json.dumps(refused.value.as_json("zh-CN"), ensure_ascii=False)
    assert books.all("receipt") == []


def test_rules_of_another_form_cost_nothing(books: Books) -> None:
    books.make("product", {"name": "mug", "account": "1405"})
    with CaptureQueriesContext(connection) as asked:
        books.make("product", {"name": "jug", "account": "1405"})
    assert not any("journal_" in one["sql"] for one in asked)


def test_an_adjustment_asks_a_fixed_number_of_questions(books: Books) -> None:
    """However many documents are revalued."""
    assert len(RULES) == 3
    books.approve("receipt", ("cup", 50, "100.00", "0"), on=1)
    counts = []
    for number in (2, 12):
        for _ in range(number):
            books.approve("delivery", ("cup", 1, "0", "0"), on=10)
        with CaptureQueriesContext(connection) as asked:
            books.approve("receipt", ("cup", 1, "90.00", "0"), on=2)
        counts.append(len([one for one in asked if _is_question(one["sql"])]))
    assert counts[1] <= counts[0]


def _is_question(sql: str) -> bool:
    """Which forms there are is asked anew after a publish that another test made was undone."""
    return sql.startswith("SELECT") and 'FROM "form_engine_form"' not in sql
