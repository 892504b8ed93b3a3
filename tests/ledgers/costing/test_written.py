"""A document learns what its goods cost when it is approved, and again when that changes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.actor import Cause
from huiliu.core.ports import Posting
from huiliu.core.records import Record, RecordEvent
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers.costing.written import write_later, write_told
from huiliu.ledgers.posting import recount
from huiliu.ledgers.publishing import LedgerPublisher
from tests.support.costed import CostedShop, design, open_costed
from tests.support.shop import ACTOR, Shop


@pytest.fixture
def costed(shop: Shop) -> CostedShop:
    found = open_costed(shop)
    shop.publish(telling())
    return found


def telling() -> dict[str, Any]:
    content = design()
    for posting in content["postings"]:
        if posting["id"] == "delivery":
            posting["cost"] = {"rule": "method", "into": "lines.amount"}
        if posting["id"] == "component":
            posting["cost"] = {"rule": "method", "into": "cost"}
    return content


def told(costed: CostedShop, document: Record) -> dict[tuple[str, int | None], str | None]:
    found = costed.shop.records.derived[document.form, document.id]
    return {place: None if value is None else str(value) for place, value in found.items()}


def test_a_sale_learns_the_cost_of_each_line_at_its_approval(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "3", "10.00"), (2, "4", "8.00"))
    sold = costed.approve("delivery", (1, "1"), (2, "2"), on=2)

    assert told(costed, sold) == {
        ("lines.amount", None): None,
        ("lines.amount", 1): "3.33",
        ("lines.amount", 2): "4.00",
    }
    assert ("receipt", 1) not in costed.shop.records.derived

    costed.tell("unapproved", sold)
    assert told(costed, sold) == {("lines.amount", None): None}


def test_a_field_of_the_document_learns_the_sum(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "3", "10.00"), (2, "4", "8.00"))
    made = costed.approve("assembly", (1, "1"), (2, "2"), product=3, qty="1", fee="5.00", on=2)

    assert told(costed, made) == {("cost", None): "7.33"}


def test_what_was_sold_before_learns_its_new_cost_after_the_commit(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "10", "100.00"), on=1)
    sold = costed.approve("delivery", (1, "4"), on=5)
    costed.approve("receipt", (1, "10", "50.00"), on=3)
    assert told(costed, sold)["lines.amount", 1] == "40.00"

    payload = next(p for name, p in costed.shop.events.published if name == "ledger_revalued")
    for _ in range(2):
        write_later(payload)
        assert told(costed, sold)["lines.amount", 1] == "30.00"


def test_what_is_counted_anew_learns_its_cost_after_the_commit(costed: CostedShop) -> None:
    costed.approve("receipt", (1, "10", "100.00"), on=1)
    sold = costed.approve("delivery", (1, "4"), on=5)
    costed.shop.records.derived.clear()
    lines = [{**sold.values["lines"][0], "qty": Decimal(3)}]
    changed = replace(sold, values={**sold.values, "lines": lines})
    posting = Posting(RecordEvent("changed", changed), ACTOR, Cause())

    run_in_transaction(lambda: recount(costed.shop.app, "stock", [posting]))
    assert costed.shop.records.derived == {}

    payload = next(p for name, p in costed.shop.events.published if name == "ledger_recounted")
    for _ in range(2):
        write_told(payload)
        assert told(costed, sold)["lines.amount", 1] == "30.00"


def test_only_a_plain_field_of_the_document_can_learn_a_cost(costed: CostedShop) -> None:
    content = telling()
    wrong = {"delivery": "warehouse.name", "component": "lines.nowhere", "made": "lines.qty"}
    for posting in content["postings"]:
        if posting["id"] in wrong:
            posting.setdefault("cost", {"rule": "method"})["into"] = wrong[posting["id"]]

    found = LedgerPublisher().validate(costed.shop.app, "stock", content)

    assert {(problem.path.rpartition(".")[2], problem.code) for problem in found} == {
        ("into", "wrong_type"),
        ("into", "not_written"),
        ("into", "no_such_path"),
        ("into", "not_of_a_row"),
    }
