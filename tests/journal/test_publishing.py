"""A journal or a rule that cannot work is refused where the mistake is."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from huiliu.core.reading import schema_text
from huiliu.journal import document, rule_document
from huiliu.journal.api import journal_publisher, rule_publisher
from huiliu.journal.document import JournalDocument
from huiliu.journal.rule_document import VoucherRuleDocument
from tests.support.books import COST, JOURNAL, RULES, Books, entry, rule

SAVED = Path(__file__).parents[1] / "upgrades"


def test_the_schemas_are_those_of_the_models() -> None:
    assert document.SCHEMA.read_text(encoding="utf-8") == schema_text(JournalDocument)
    assert rule_document.SCHEMA.read_text(encoding="utf-8") == schema_text(VoucherRuleDocument)


@pytest.mark.parametrize(
    ("kind", "model"), [("journal", JournalDocument), ("voucher_rule", VoucherRuleDocument)]
)
def test_what_any_release_saved_is_read(kind: str, model: Any) -> None:
    files = sorted((SAVED / kind).glob("v*.json"))
    assert [path.stem for path in files] == ["v1"]
    for path in files:
        assert model.parse(json.loads(path.read_text(encoding="utf-8"))).version == 1


def _problems(books: Books, content: dict[str, Any]) -> list[tuple[str, str]]:
    found = rule_publisher.validate(books.app, content["id"], content)
    return sorted((one.path, one.code) for one in found)


def test_good_rules_are_good(books: Books) -> None:
    assert [_problems(books, one) for one in RULES] == [[], [], []]


ENTRIES: list[tuple[dict[str, Any], str, str]] = [
    ({"account": "9999"}, "entries.0.account", "no_such_account"),
    ({"account": "2221"}, "entries.0.account", "no_such_account"),
    ({"account": {"path": "party.nothing"}}, "entries.0.account.path", "no_such_path"),
    ({"account": {"path": "party"}}, "entries.0.account.path", "wrong_type"),
    ({"account": {"formula": "IF("}}, "entries.0.account.formula", "bad_formula"),
    (
        {"account": {"by": "purpose", "codes": {"sample": "9999"}}},
        "entries.0.account.codes.sample",
        "no_such_account",
    ),
    (
        {"account": {"by": "purpose", "codes": {"a": "1405"}, "otherwise": "9998"}},
        "entries.0.account.otherwise",
        "no_such_account",
    ),
    ({"account": {"by": "gross", "codes": {"a": "1405"}}}, "entries.0.account.by", "wrong_type"),
    ({"amount": "{lines.net"}, "entries.0.amount", "bad_formula"),
    ({"amount": "{lines.nett}"}, "entries.0.amount", "no_such_path"),
    ({"amount": {**COST, "ledger": "nowhere"}}, "entries.0.amount.ledger", "no_such_ledger"),
    ({"amount": {**COST, "measure": "product"}}, "entries.0.amount.measure", "no_such_measure"),
    ({"amount": {**COST, "posting": "out"}}, "entries.0.amount.posting", "no_such_posting"),
    ({"each": "rows"}, "entries.0.each", "no_such_subform"),
    ({"auxiliaries": {"product": "party"}}, "entries.0.auxiliaries.product", "no_such_auxiliary"),
    ({"auxiliaries": {"customer": "party"}}, "entries.0.auxiliaries.customer", "wrong_type"),
    ({"summary": "{nothing}"}, "entries.0.summary", "no_such_path"),
    (
        {"when": {"cond": [{"field": "nothing", "op": "empty"}]}},
        "entries.0.when",
        "no_such_path",
    ),
]


def test_a_mistake_in_an_entry_is_pointed_at(books: Books) -> None:
    for change, path, code in ENTRIES:
        content = rule("one", "receipt", {**entry("debit", "1405", "{gross}"), **change})
        assert _problems(books, content) == [(path, code)], change


RULES_OF_THEIR_OWN: list[tuple[dict[str, Any], str, str]] = [
    ({"journal": "other"}, "journal", "no_such_journal"),
    ({"form": "other"}, "form", "no_such_form"),
    ({"form": "voucher"}, "form", "own_vouchers"),
    ({"event": "saved"}, "event", "is_a_document"),
    ({"date": "party"}, "date", "wrong_type"),
    ({"date": "lines.qty"}, "date", "not_of_a_row"),
    ({"summary": "1+"}, "summary", "bad_formula"),
    ({"entries": []}, "entries", "bad_setting"),
    ({"colour": "red"}, "", "bad_setting"),
]


def test_a_mistake_in_the_rule_is_pointed_at(books: Books) -> None:
    for change, path, code in RULES_OF_THEIR_OWN:
        content = rule("one", "receipt", entry("debit", "1405", "1")) | change
        assert (path, code) in _problems(books, content), change


JOURNALS: list[tuple[tuple[str, str], Any, str]] = [
    (("accounts", "form"), "nothing", "no_such_form"),
    (("accounts", "code"), "leaf", "wrong_type"),
    (("voucher", "form"), "product", "not_a_document"),
    (("voucher", "date"), "summary", "wrong_type"),
    (("voucher", "lines"), "rows", "no_such_subform"),
    (("voucher", "account"), "customer", "wrong_type"),
    (("voucher", "debit"), "summary", "wrong_type"),
    (("voucher", "auxiliaries"), {"customer": "debit"}, "wrong_type"),
    (("books", "ledger"), "nowhere", "no_such_ledger"),
    (("books", "period"), "customer", "no_such_dimension"),
    (("books", "debit"), "customer", "no_such_measure"),
    (("closing", "equation"), {"statement": "x", "left": "a", "right": "b"}, "no_such_statement"),
]


def test_a_mistake_in_the_journal_is_pointed_at(books: Books) -> None:
    assert journal_publisher.validate(books.app, "main", JOURNAL) == []
    for place, value, code in JOURNALS:
        content = deepcopy(JOURNAL)
        content[place[0]][place[1]] = value
        found = journal_publisher.validate(books.app, "main", content)
        told = [(".".join(one.path.split(".")[:2]), one.code) for one in found]
        assert (".".join(place), code) in told, place


def test_a_mistake_in_a_statement_is_pointed_at(books: Books) -> None:
    content = deepcopy(JOURNAL)
    lines = content["statements"][1]["lines"]
    lines[0]["total"] = "{assets}"
    lines[1]["terms"][0]["by"] = "debit"
    lines[2]["id"] = "cash"
    step = content["closing"]["steps"][0]
    step["entries"][0]["amount"] = "{nothing}"
    step["entries"][1]["amount"] = "1+"
    found = journal_publisher.validate(books.app, "main", content)
    assert sorted((one.path, one.code) for one in found) == [
        ("closing.steps.0.entries.0.amount", "no_such_amount"),
        ("closing.steps.0.entries.1.amount", "bad_formula"),
        ("statements.1.lines.0.total", "no_such_line"),
        ("statements.1.lines.1.terms.0.by", "no_such_dimension"),
        ("statements.1.lines.2.id", "duplicate_id"),
        ("statements.1.lines.4.total", "no_such_line"),
    ]


def test_without_any_account_none_is_missed(books: Books) -> None:
    from huiliu.core import ports
    from huiliu.core.access import system_access
    from huiliu.core.actor import Cause

    access = system_access(books.admin, "account")
    for one in books.all("account"):
        ports.records().remove(books.app, "account", one.id, access=access, cause=Cause())
    assert [_problems(books, one) for one in RULES] == [[], [], []]
