"""What balances must never become: below a floor in the past, below what others have reserved."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from huiliu.core.access import Access, Grant, system_access
from huiliu.core.actor import Cause
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import RuleRefused
from huiliu.core.ports import Posting
from huiliu.core.records import Record, RecordEvent
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers import at_keys
from huiliu.ledgers.balance_list import BalanceQuery, list_balances
from huiliu.ledgers.check_columns import check_amounts, shown_checks
from huiliu.ledgers.models import Ledger
from huiliu.ledgers.plan import plan_of
from huiliu.ledgers.posting import LedgerPoster
from huiliu.ledgers.publishing import LedgerPublisher
from huiliu.ledgers.rebuild import differences
from huiliu.ledgers.sight import Sight
from tests.ledgers.test_concurrency import at_once
from tests.support.shop import ACTOR, Shop, open_shop
from tests.support.stock import STOCK

RESERVED: dict[str, Any] = {
    "kind": "ledger",
    "version": 1,
    "id": "reserved",
    "title": {"zh-CN": "锁定量"},
    "dimensions": [
        *STOCK["dimensions"],
        {"id": "order", "label": {"zh-CN": "订单"}, "type": "reference", "form": "order"},
    ],
    "measures": [{"id": "qty", "label": {"zh-CN": "锁定量"}, "scale": 4}],
    "postings": [
        {
            "id": event,
            "form": form,
            "event": event if form == "order" else "approved",
            "each": "lines",
            "date": "bill_date",
            "dimensions": {"product": "lines.product", "warehouse": "warehouse", "order": order},
            "measures": {"qty": formula},
            "when": {"cond": [{"field": "order", "op": "not_empty"}]} if form != "order" else None,
        }
        for event, form, order, formula in (
            ("pending", "order", "$id", "{lines.qty}"),
            ("approved", "order", "$id", "{lines.qty}"),
            ("used", "delivery", "order", "-{lines.qty}"),
        )
    ],
}
AVAILABLE: dict[str, Any] = {
    "id": "available",
    "label": {"zh-CN": "可用量"},
    "by": ["product", "warehouse"],
    "terms": [{"measure": "qty"}, {"ledger": "reserved", "measure": "qty", "sign": "-"}],
    "code": "INSUFFICIENT_AVAILABLE",
    "message": {"zh-CN": "{product} 可用量不足：可用 {current}，需要 {required}"},
}
PAST = {
    "code": "NEGATIVE_STOCK_HISTORY",
    "message": {"zh-CN": "{product} 在 {date} 库存不足：当时 {current}，需要 {required}"},
}


def stock(*, past: bool = True, checks: tuple[Mapping[str, Any], ...] = ()) -> dict[str, Any]:
    design = deepcopy(STOCK)
    if past:
        design["measures"][0]["floor"]["past"] = PAST
    return {**design, "checks": list(checks)}


def dated_shop(shop: Shop) -> Shop:
    shop.publish(stock())
    return shop


def reserving_shop(shop: Shop, message: str | None = None) -> Shop:
    words = AVAILABLE["message"] if message is None else {"zh-CN": message, "en": message}
    shop.publish(RESERVED)
    shop.publish(stock(checks=({**AVAILABLE, "message": words},)))
    return shop


def day(number: int) -> date:
    return date(2026, 10, number)


def refused_by(shop: Shop, event: Any, *records: Record) -> RuleRefused:
    before = shop.balances()
    with pytest.raises(RuleRefused) as refused, transaction.atomic():
        shop.tell(event, *records)
    assert shop.balances() == before == shop.sums()
    return refused.value


def test_a_document_dated_back_may_not_take_what_later_ones_used(shop: Shop) -> None:
    dated_shop(shop)
    shop.approve("receipt", (1, "10"), day=day(1))
    shop.approve("delivery", (1, "8"), day=day(5))
    shop.approve("receipt", (1, "10"), day=day(9))

    error = refused_by(shop, "approved", shop.goods("delivery", (1, "3"), day=day(3)))

    assert error.wire_code == "NEGATIVE_STOCK_HISTORY"
    assert error.message("zh-CN") == "保温杯 在 2026-10-05 库存不足：当时 2，需要 3"
    assert error.data["shortage"] == "1"
    assert [*error.fields] == ["lines.0.qty"]
    shop.approve("delivery", (1, "2"), day=day(3))
    shop.approve("delivery", (1, "10"), day=day(9))


def test_what_is_short_today_is_said_before_what_was_short_then(shop: Shop) -> None:
    dated_shop(shop)
    shop.approve("receipt", (1, "5"), day=day(5))

    error = refused_by(shop, "approved", shop.goods("delivery", (1, "6"), day=day(3)))

    assert error.wire_code == "NEGATIVE_STOCK"


def test_a_receipt_cannot_be_taken_back_that_was_used_before_the_next_came(shop: Shop) -> None:
    dated_shop(shop)
    receipt = shop.approve("receipt", (1, "5"), day=day(1))
    shop.approve("delivery", (1, "4"), day=day(1))
    shop.approve("receipt", (1, "9"), day=day(2))

    error = refused_by(shop, "unapproved", receipt)

    assert error.wire_code == "NEGATIVE_STOCK_HISTORY"
    assert error.message("zh-CN") == "保温杯 在 2026-10-01 库存不足：当时 1，需要 5"


def test_what_was_taken_back_was_never_there(shop: Shop) -> None:
    dated_shop(shop)
    shop.approve("receipt", (1, "5"), day=day(1))
    shop.tell("unapproved", shop.approve("delivery", (1, "5"), day=day(2)))
    shop.approve("delivery", (1, "1"), day=day(3))

    shop.approve("delivery", (1, "4"), day=day(1))

    assert shop.qty(1) == 0


def test_a_record_that_only_moves_to_a_later_day_is_judged_between(shop: Shop) -> None:
    dated_shop(shop)

    def opening(on: int) -> Record:
        values = {"day": day(on), "product": 1, "warehouse": 1, "qty": Decimal(4)}
        return replace(shop.goods("opening"), id=77, values=values, state=None)

    shop.tell("created", opening(1))
    shop.approve("delivery", (1, "4"), day=day(3))

    error = refused_by(shop, "changed", opening(4))
    assert error.wire_code == "NEGATIVE_STOCK_HISTORY"
    shop.tell("changed", opening(2))
    assert shop.sums() == shop.balances()


def test_an_older_balance_table_gets_its_days_with_the_next_publish(shop: Shop) -> None:
    ledger = Ledger.objects.get()
    ledger.storage = {key: part for key, part in ledger.storage.items() if key != "dated"}
    ledger.save()
    plan_of.cache_clear()
    shop.approve("receipt", (1, "5"), day=day(3))
    shop.approve("receipt", (1, "5"), day=day(1))
    shop.approve("delivery", (1, "7"), day=day(4))
    assert shop.qty(1) == 3

    dated_shop(shop)
    assert shop.qty(1) == 3
    error = refused_by(shop, "approved", shop.goods("delivery", (1, "6"), day=day(2)))
    assert error.wire_code == "NEGATIVE_STOCK"
    shop.approve("receipt", (1, "9"), day=day(9))
    error = refused_by(shop, "approved", shop.goods("delivery", (1, "6"), day=day(2)))
    assert error.wire_code == "NEGATIVE_STOCK_HISTORY"


moves = st.lists(
    st.tuples(st.booleans(), st.integers(1, 2), st.integers(1, 5), st.integers(1, 9)), max_size=20
)


@settings(max_examples=25)
@given(moves, st.lists(st.integers(0, 19), max_size=6))
def test_no_moment_of_the_past_is_ever_below_the_floor(
    db: None, story: list[tuple[bool, int, int, int]], undone: list[int]
) -> None:
    """The oracle adds up every prefix of the documents in the order of days and approvals."""

    def holds(posted: list[tuple[Record, int]]) -> bool:
        sums: dict[int, int] = {}
        for document, _number in sorted(posted, key=lambda p: (p[0].values["bill_date"], p[1])):
            sign = 1 if document.form == "receipt" else -1
            for row in document.values["lines"]:
                sums[row["product"]] = sums.get(row["product"], 0) + sign * int(row["qty"])
                if sums[row["product"]] < 0:
                    return False
        return True

    def accepted(shop: Shop, event: Any, document: Record) -> bool:
        try:
            with transaction.atomic():
                shop.tell(event, document)
        except RuleRefused:
            return False
        return True

    with transaction.atomic(), open_shop() as shop:
        dated_shop(shop)
        posted: list[tuple[Record, int]] = []
        for number, (is_in, product, qty, on) in enumerate(story):
            form = "receipt" if is_in else "delivery"
            document = shop.goods(form, (product, str(qty)), day=day(on))
            wanted = holds([*posted, (document, number)])
            assert accepted(shop, "approved", document) == wanted
            posted += [(document, number)] if wanted else []
        for place in undone:
            if posted:
                one = posted[place % len(posted)]
                rest = [other for other in posted if other is not one]
                wanted = holds(rest)
                assert accepted(shop, "unapproved", one[0]) == wanted
                posted = rest if wanted else posted
        assert differences(shop.plan) == []
        transaction.set_rollback(True)


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


def test_what_is_available_can_be_learnt_too(shop: Shop) -> None:
    reserving_shop(shop)
    shop.approve("receipt", (1, "10"))
    shop.approve("order", (1, "7"))
    keys = [{"warehouse": 1, "product": product} for product in (1, 2)]

    assert at_keys.amounts(shop.app, "stock", keys) == [
        {"qty": Decimal(10), "value": Decimal(0), "available": Decimal(3)},
        {"qty": Decimal(0), "value": Decimal(0), "available": Decimal(0)},
    ]
    assert at_keys.amounts(shop.app, "stock", [{"product": 1}]) == [
        {"qty": Decimal(10), "value": Decimal(0)}
    ]
    assert at_keys.amounts(shop.app, "nowhere", keys) == [{}, {}]
    assert at_keys.amounts(shop.app, "stock", [{"place": 1}]) == [{}]


def _on_the_way() -> dict[str, Any]:
    """A transit is a dimension of its own: empty for what lies in the warehouse."""
    design = stock(checks=({**AVAILABLE, "terms": [{"measure": "qty", "empty": ["transit"]}]},))
    transit = {"id": "transit", "label": {"zh-CN": "在途"}, "type": "reference", "form": "order"}
    design["dimensions"].append(transit)
    for posting in design["postings"]:
        posting["dimensions"]["transit"] = None
    design["postings"][0]["dimensions"]["transit"] = "order"
    return design


def test_goods_on_their_way_are_neither_here_nor_available(shop: Shop) -> None:
    shop.publish(_on_the_way())

    shop.approve("receipt", (1, "5"), order=9)
    assert refused_by(shop, "approved", shop.goods("delivery", (1, "1"))).wire_code == (
        "NEGATIVE_STOCK"
    )
    assert shop.balances() == {(1, 1, 9): (50000, 0)}
    assert balances_of(shop) == [("product-1", {"id": "order-9", "title": "order 9"}, {})]


def test_what_was_on_its_way_and_has_arrived_is_not_listed(shop: Shop) -> None:
    shop.publish(_on_the_way())
    sent = shop.approve("receipt", (1, "5"), order=9)
    shop.approve("receipt", (1, "2"))
    assert [checks for *_, checks in balances_of(shop)] == [{"available": "2.0000"}, {}]

    shop.tell("unapproved", sent)
    assert [checks for *_, checks in balances_of(shop)] == [{"available": "2.0000"}]


def balances_of(shop: Shop, *, but: str = "") -> list[tuple[str, Any, dict[str, str]]]:
    """Product, what it is on its way by, checks: for who sees all ledgers ``but`` one."""
    shop.permissions.given[but, ACTOR.member_id] = None
    page = list_balances(shop.plan, system_access(ACTOR, "stock"), BalanceQuery())
    return [
        (one["dimensions"]["product"]["id"], one["dimensions"].get("transit"), one["checks"])
        for one in page.items
    ]


def test_what_is_available_stands_beside_what_is_there(shop: Shop) -> None:
    reserving_shop(shop)
    shop.approve("receipt", (1, "10"), (2, "5"))
    shop.approve("order", (1, "7"))

    assert balances_of(shop) == [
        ("product-1", None, {"available": "3.0000"}),
        ("product-2", None, {"available": "5.0000"}),
    ]
    assert balances_of(shop, but="reserved") == [("product-1", None, {}), ("product-2", None, {})]


def test_a_check_that_discloses_is_shown_to_who_sees_the_row_alone(shop: Shop) -> None:
    """可用量 for a salesperson, who sees neither what is there nor what is reserved."""
    shop.publish(RESERVED)
    shop.publish(stock(checks=({**AVAILABLE, "discloses": True},)))
    shop.approve("receipt", (1, "10"), (2, "5"))
    shop.approve("order", (1, "7"))
    shop.permissions.given["reserved", ACTOR.member_id] = None
    dimensions = dict.fromkeys((one["id"] for one in STOCK["dimensions"]), "view")
    only_the_first = Condition(cond=(Term(field="product", op="in", value=["1"]),))

    def seen(rows: Condition | None) -> list[tuple[Any, Any]]:
        grant = Grant("sales", frozenset({"view"}), dimensions, rows)
        page = list_balances(shop.plan, Access(ACTOR, "stock", (grant,)), BalanceQuery())
        return [(one["measures"], one["checks"]) for one in page.items]

    assert seen(None) == [({}, {"available": "3.0000"}), ({}, {"available": "5.0000"})]
    assert seen(only_the_first) == [({}, {"available": "3.0000"})]

    def asked(rows: Condition | None, product: int) -> dict[str, str]:
        grant = Grant("sales", frozenset({"view"}), dimensions, rows)
        sight = Sight(shop.plan, Access(ACTOR, "stock", (grant,)))
        return check_amounts(sight, shown_checks(sight), [(product, 1)])[0]

    assert [asked(None, product) for product in (1, 2, 3)] == [
        {"available": "3.0000"}, {"available": "5.0000"}, {"available": "0.0000"}
    ]  # fmt: skip
    assert [asked(only_the_first, product) for product in (1, 2, 3)] == [
        {"available": "3.0000"}, {}, {}
    ]  # fmt: skip


def only_available(shop: Shop, *products: str) -> None:
    """The buyer of this shop sees of its stock which goods there are, and no reservations."""
    shop.publish(RESERVED)
    shop.publish(stock(checks=({**AVAILABLE, "discloses": True},)))
    dimensions = dict.fromkeys((one["id"] for one in STOCK["dimensions"]), "view")
    rows = Condition(cond=(Term(field="product", op="in", value=[*products]),))
    grant = Grant("sales", frozenset({"view"}), dimensions, rows)
    shop.permissions.given["stock", ACTOR.member_id] = Access(ACTOR, "stock", (grant,))
    shop.permissions.given["reserved", ACTOR.member_id] = None


def test_a_refusal_discloses_what_is_available_and_not_what_is_there(shop: Shop) -> None:
    only_available(shop, "1")
    shop.approve("receipt", (1, "10"), (2, "10"))
    shop.approve("order", (1, "7"), (2, "7"))

    def heard(product: int, qty: str) -> tuple[str, str, list[str]]:
        error = refused_by(shop, "approved", shop.goods("delivery", (product, qty)))
        told = error.message("zh-CN"), sorted({*error.data} - {"product", "warehouse"})
        return error.wire_code, *told

    figures = ["current", "holders", "required", "shortage"]
    assert heard(1, "4") == ("INSUFFICIENT_AVAILABLE", "保温杯 可用量不足：可用 3，需要 4", figures)
    assert heard(2, "4") == ("INSUFFICIENT_AVAILABLE", "雨伞 可用量不足", [])
    assert heard(3, "4") == ("NEGATIVE_STOCK", "毛巾 库存不足", [])
    assert heard(1, "11") == ("NEGATIVE_STOCK", "保温杯 库存不足", [])


def test_goods_on_their_way_that_are_not_shown_hide_nothing_of_what_is_here(shop: Shop) -> None:
    design = _on_the_way()
    design["checks"][0]["discloses"] = True
    shop.publish(design)
    shop.approve("receipt", (1, "5"), order=9)
    shop.approve("receipt", (1, "2"))
    shown = dict.fromkeys((one["id"] for one in design["dimensions"]), "view")
    here = Condition(cond=(Term(field="transit", op="empty"),))
    access = Access(ACTOR, "stock", (Grant("sales", frozenset({"view"}), shown, here),))

    page = list_balances(shop.plan, access, BalanceQuery())

    assert [(one["measures"], one["checks"]) for one in page.items] == [
        ({}, {"available": "2.0000"})
    ]


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
