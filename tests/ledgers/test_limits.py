"""What balances must never become: below what others have reserved."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

from huiliu.core.actor import Cause
from huiliu.core.errors import RuleRefused
from huiliu.core.ports import Posting
from huiliu.core.records import Record, RecordEvent
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers.posting import LedgerPoster
from huiliu.ledgers.publishing import LedgerPublisher
from tests.ledgers.test_concurrency import at_once
from tests.support.limits import (
    AVAILABLE,
    RESERVED,
    refused_by,
    reserving_shop,
    stock,
)
from tests.support.shop import ACTOR, Shop


def test_what_others_have_reserved_is_not_available(shop: Shop) -> None:
    reserving_shop(shop)
    shop.approve("receipt", (1, "10"))
    shop.approve("order", (1, "7"))

    error = refused_by(shop, "approved", shop.goods("delivery", (1, "4")))

    assert error.wire_code == "INSUFFICIENT_AVAILABLE"
    assert error.message("zh-CN") == "保温杯 可用量不足：可用 3，需要 4"
    assert [*error.fields] == ["lines.0.qty"]
    shop.approve("delivery", (1, "3"))


def test_who_is_refused_hears_which_documents_hold_it(shop: Shop) -> None:
    reserving_shop(shop, "{product}: {current} of {required} ({holders})")
    shop.approve("receipt", (1, "10"))
    least, most, gone = (shop.approve("order", (1, qty)) for qty in ("2", "4", "1"))
    shop.tell("unapproved", gone)

    def heard() -> str:
        return refused_by(shop, "approved", shop.goods("delivery", (1, "5"))).message("en")

    assert heard() == f"保温杯: 4 of 5 (order {most.id}、order {least.id})"
    shop.records.unseen.add(("order", most.id))
    assert heard() == f"保温杯: 4 of 5 (order {least.id})"
    shop.records.unseen.add(("order", least.id))
    assert heard() == "保温杯: 4 of 5"


def test_an_order_is_delivered_from_its_own_reservation(shop: Shop) -> None:
    reserving_shop(shop)
    shop.approve("receipt", (1, "10"))
    order = shop.approve("order", (1, "7"))
    shop.approve("delivery", (1, "3"))

    shop.approve("delivery", (1, "7"), order=order.id)

    assert shop.qty(1) == 0
    assert shop.balances("reserved") == {(1, 1, order.id): (0,)}


def test_a_document_in_approval_holds_its_goods_until_it_is_decided(shop: Shop) -> None:
    reserving_shop(shop)
    shop.approve("receipt", (1, "10"))
    order = shop.goods("order", (1, "7"))
    shop.tell("submitted", order)
    assert refused_by(shop, "submitted", shop.goods("order", (1, "4"))).wire_code == (
        "INSUFFICIENT_AVAILABLE"
    )

    shop.tell("rejected", order)
    assert shop.balances("reserved") == {(1, 1, order.id): (0,)} == shop.sums("reserved")

    shop.tell("submitted", order)
    shop.tell("approved", order)
    assert shop.balances("reserved") == {(1, 1, order.id): (70000,)} == shop.sums("reserved")
    shop.tell("unapproved", order)
    shop.tell("submitted", order)
    shop.tell("withdrawn", order)
    assert shop.balances("reserved") == {(1, 1, order.id): (0,)} == shop.sums("reserved")


def test_a_document_that_is_approved_at_once_leaves_no_trace_of_approval(shop: Shop) -> None:
    reserving_shop(shop)
    shop.approve("receipt", (1, "10"))
    order = shop.goods("order", (1, "7"))

    shop.tell_all(("submitted", order), ("approved", order))

    from huiliu.ledgers.entry_store import live_entries

    entries = live_entries(shop.ledger("reserved").storage, "order", order.id)
    assert [(one.posting, one.amounts) for one in entries] == [("approved", (70000,))]


def changed(shop: Shop, document: Record, state: Any, *paths: str) -> None:
    record = replace(document, state=state)
    event = RecordEvent("changed", record, dict.fromkeys(paths, (None, None)))
    posting = Posting(event, ACTOR, Cause())
    run_in_transaction(lambda: LedgerPoster().apply_all([posting]))


def test_what_its_approvers_change_is_held_anew(shop: Shop) -> None:
    reserving_shop(shop)
    shop.approve("receipt", (1, "10"))
    order = shop.goods("order", (1, "7"))
    shop.tell("submitted", order)
    order.values["lines"][0]["qty"] = Decimal(2)

    changed(shop, order, "pending", "lines", "lines.qty")

    assert shop.balances("reserved") == {(1, 1, order.id): (20000,)} == shop.sums("reserved")


def test_what_the_system_writes_into_an_approved_document_leaves_its_entries(shop: Shop) -> None:
    receipt = shop.approve("receipt", (1, "10"))

    changed(shop, receipt, "approved", "remark")
    assert shop.qty(1) == 10

    receipt.values["lines"][0]["qty"] = Decimal(4)
    changed(shop, receipt, "approved", "lines", "lines.qty")
    assert shop.qty(1) == 4
    assert shop.sums() == shop.balances()


def test_two_who_lower_one_sum_through_different_rows_do_not_both_get_it(busy_shop: Shop) -> None:
    reserving_shop(busy_shop)
    busy_shop.approve("receipt", (1, "10"))
    records = [busy_shop.goods("order" if n % 2 else "delivery", (1, "4")) for n in range(12)]

    with at_once(12, lambda n: busy_shop.tell("approved", records[n])) as raised:
        pass

    assert {type(error) for error in raised} == {RuleRefused}
    assert len(raised) == 10
    held = sum(amounts[0] for amounts in busy_shop.balances("reserved").values())
    assert busy_shop.qty(1) - Decimal(held).scaleb(-4) == 2


def problems(shop: Shop, design: dict[str, Any]) -> list[tuple[str, str]]:
    found = LedgerPublisher().validate(shop.app, str(design["id"]), design)
    return [(problem.path, problem.code) for problem in found]


def test_mistakes_in_checks_are_pointed_at(shop: Shop) -> None:
    shop.publish(RESERVED)
    check = {
        **AVAILABLE,
        "id": "qty",
        "by": ["product", "batch"],
        "terms": [
            {"measure": "qty", "empty": ["shelf"]},
            {"ledger": "reserved", "measure": "price"},
            {"ledger": "nowhere", "measure": "qty"},
            {"measure": "value"},
        ],
    }

    assert problems(shop, stock(checks=(check,))) == [
        ("checks.0.id", "duplicate_id"),
        ("checks.0.by.1", "no_such_dimension"),
        ("checks.0.terms.0.empty.0", "no_such_dimension"),
        ("checks.0.terms.0.ledger", "no_such_dimension"),
        ("checks.0.terms.1.measure", "no_such_measure"),
        ("checks.0.terms.1.ledger", "no_such_dimension"),
        ("checks.0.terms.2.ledger", "no_such_ledger"),
        ("checks.0.terms.3.ledger", "no_such_dimension"),
        ("checks.0.terms", "other_scale"),
    ]


def test_a_ledger_keeps_what_the_checks_of_others_add_up(shop: Shop) -> None:
    reserving_shop(shop)
    design = deepcopy(RESERVED)
    design["measures"][0]["id"] = "amount"
    for posting in design["postings"]:
        posting["measures"] = {"amount": posting["measures"]["qty"]}

    assert problems(shop, design) == [("", "used_by_check")]


def test_only_a_document_can_post_while_in_approval(shop: Shop) -> None:
    design = stock()
    design["postings"][2]["event"] = "pending"
    assert problems(shop, design) == [("postings.2.event", "not_a_document")]
