"""A design of costs is checked before it is published; its way is fixed by the first entry."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.ledgers.publishing import LedgerPublisher
from huiliu.ledgers.rebuild import differences
from tests.support.costed import CostedShop, design, open_costed
from tests.support.shop import Shop


@pytest.fixture
def costed(shop: Shop) -> CostedShop:
    return open_costed(shop)


def problems(costed: CostedShop, content: dict[str, Any]) -> list[tuple[str, str]]:
    found = LedgerPublisher().validate(costed.shop.app, "stock", content)
    return [(problem.path, problem.code) for problem in found]


def posting(content: dict[str, Any], id_: str) -> dict[str, Any]:
    return next(one for one in content["postings"] if one["id"] == id_)


def test_what_is_costed_must_be_there(costed: CostedShop) -> None:
    content = design(scope=("product", "batch"))
    content["costing"] |= {"quantity": "boxes", "value": "boxes"}

    assert problems(costed, content)[:4] == [
        ("costing.quantity", "no_such_measure"),
        ("costing.value", "no_such_measure"),
        ("costing.value", "same_measure"),
        ("costing.scope.1", "no_such_dimension"),
    ]


def test_a_rule_needs_what_it_reads_and_nothing_else(costed: CostedShop) -> None:
    content = design()
    posting(content, "sales_return")["cost"] = {"rule": "source", "row": "lines.nowhere"}
    posting(content, "purchase_return")["measures"].pop("value")
    posting(content, "delivery")["cost"] = {"rule": "method", "share": "{lines.qty", "record": "to"}
    posting(content, "moved_in")["cost"] = {"rule": "taken"}
    posting(content, "adjustment")["cost"] = {"rule": "method"}

    order = [one["id"] for one in content["postings"]]
    at = {id_: f"postings.{order.index(id_)}" for id_ in order}
    assert problems(costed, content) == [
        (f"{at['delivery']}.cost.share", "bad_formula"),
        (f"{at['sales_return']}.cost.row", "no_such_path"),
        (f"{at['delivery']}.cost.record", "not_for_this_rule"),
        (f"{at['delivery']}.cost.share", "not_for_this_rule"),
        (f"{at['sales_return']}.cost.record", "source_missing"),
        (f"{at['purchase_return']}.measures", "value_missing"),
        (f"{at['moved_in']}.cost.of", "of_missing"),
        (f"{at['adjustment']}.measures", "quantity_missing"),
    ]


def test_costs_are_taken_from_earlier_postings_of_the_same_document_once(
    costed: CostedShop,
) -> None:
    content = design()
    posting(content, "moved_in")["cost"]["of"] = ["delivery", "made"]
    posting(content, "made")["cost"] |= {"of": ["component", "component"], "same_row": True}

    assert [code for _, code in problems(costed, content)] == [
        "not_before",
        "not_before",
        "other_rows",
        "other_rows",
        "taken_twice",
    ]


def test_a_ledger_without_costing_has_no_rules_of_cost(costed: CostedShop) -> None:
    content = design()
    del content["costing"]
    assert {code for _, code in problems(costed, content)} == {"not_costed"}


def test_the_way_of_costing_is_fixed_by_the_first_entry(costed: CostedShop) -> None:
    assert problems(costed, design("fifo", ("product", "warehouse"))) == []
    costed.shop.publish(design("fifo"))
    assert costed.plan.storage.cost is not None
    assert costed.plan.storage.cost.method == "fifo"
    costed.approve("receipt", (1, "1", "1.00"))

    assert problems(costed, design("moving_average")) == [("costing", "costing_fixed")]
    assert problems(costed, design("fifo", ("product", "warehouse"))) == [
        ("costing", "costing_fixed")
    ]
    content = design("fifo")
    content["measures"][0]["floor"]["min"] = "-1"
    costed.shop.publish(content)
    assert costed.pools() == {(1,): ("1", "1.00")}
    assert differences(costed.plan) == []


def test_costing_may_begin_any_time_and_entries_from_before_keep_their_values(shop: Shop) -> None:
    shop.approve("receipt", (1, "10"), price="3.33")
    shop.approve("receipt", (1, "5"), price="1.00")

    costed = open_costed(shop)

    assert costed.pools() == {(1,): ("15", "38.30")}
    assert costed.costs(costed.approve("delivery", (1, "10"), on=2)) == ["-25.53"]
    assert differences(costed.plan) == []
