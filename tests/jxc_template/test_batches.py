"""批次: received with their dates, leaving by what expires first, refused when they have expired,
followed from the supplier to the customer and back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import HuiliuError, RuleRefused, ValidationFailed
from huiliu.core.records import Record
from huiliu.reports import api as reports
from tests.jxc_template.conftest import CAUSE, Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, SHOP, BUYER = "warehouse/main", "warehouse/chaoyang", "customer/7"
TODAY = ports.clock().today("Asia/Shanghai")
THERE = {"B1": Decimal(12), "B2": Decimal(10), "OLD": Decimal(5)}
Stock = dict[tuple[str, str], Decimal]


@pytest.fixture(scope="module")
def oil(demo: Demo) -> Record:
    """Keeps for 100 days. There are three batches of it, one of them expired."""
    made = demo.enter_plain(
        "product", "manager", name="花生油", category="category/kitchen", unit="unit/piece",
        tax_rate="0.13", wholesale_price="80", batch_flag=True, shelf_flag=True,
        shelf_life_days="100",
    )  # fmt: skip
    for no, qty, age in (("B1", "12", 50), ("B2", "10", 70), ("OLD", "5", 101)):
        receive(demo, made, no, qty, age)
    return made


def decided(demo: Demo, made: Record) -> Record:
    """Approved by whoever is asked."""
    while demo.now(made).state == "pending":
        people = ("keeper", "buyer", "manager", "sales_manager", "finance", "boss", "chaoyang")
        asked = (p for p in people if ports.flows().rights(demo.now(made), demo.actor(p)))
        demo.approve(demo.now(made), next(asked))
    return demo.now(made)


def receive(
    demo: Demo, oil: Record, batch: str | None, qty: str, age: int = 10, **line: Any
) -> Record:
    produced = (TODAY - timedelta(age)).isoformat()
    row = {"product": oil.uid, "qty": qty, "price": "56.50", "batch": batch}
    made = demo.enter(
        "purchase_receipt", "manager", supplier="supplier/1", warehouse=MAIN,
        lines=[{**row, "produced_on": produced, **line}],
    )  # fmt: skip
    return decided(demo, made)


def deliver(demo: Demo, oil: Record, qty: str, **line: Any) -> Record:
    row = {"product": oil.uid, "qty": qty, "price": "80", **line}
    made = demo.enter("sales_delivery", "sales", customer=BUYER, warehouse=MAIN, lines=[row])
    return decided(demo, made)


def held(demo: Demo, oil: Record) -> Stock:
    """Batch and warehouse or customer → quantity; what is empty left out."""
    found: Stock = {}
    for d, m in demo.balances("stock_batches", product=oil.uid):
        place = str(d["batch"]), str(d["warehouse"] or d["customer"])
        found[place] = found.get(place, Decimal(0)) + Decimal(m["qty"]) + Decimal(m["sold"])
    return {place: amount for place, amount in found.items() if amount}


def at(demo: Demo, oil: Record, key: str = MAIN) -> dict[str, Decimal]:
    """By batch, in a warehouse or with a customer."""
    name = demo.named(key).values["name"]
    return {batch: qty for (batch, place), qty in held(demo, oil).items() if place == name}


def refused(demo: Demo, oil: Record, act: Any) -> tuple[str, list[str]]:
    """Code and places; nothing has changed."""
    before = held(demo, oil), demo.total("stock", "qty", product=oil.uid)
    with pytest.raises(RuleRefused) as caught:
        act()
    assert (held(demo, oil), demo.total("stock", "qty", product=oil.uid)) == before
    return caught.value.wire_code, list(caught.value.fields)


def batch(demo: Demo, no: str) -> Record:
    access = system_access(demo.actor("admin"), "batch")
    this = Condition(cond=(Term(field="no", op="eq", value=no),))
    (found,) = ports.records().find(demo.app, "batch", this, access=access)
    return found


def set_batch(demo: Demo, no: str, **values: Any) -> None:
    access = ports.permissions().access(demo.actor("keeper"), demo.app, "batch")
    one = batch(demo, no)
    ports.records().change(demo.app, "batch", one.id, values, access=access, cause=CAUSE)


def test_a_receipt_makes_its_batch_and_knows_until_when_it_is_good(demo: Demo, oil: Record) -> None:
    receipt = receive(demo, oil, "B3", "7", age=30)

    made = batch(demo, "B3")
    assert made.values["expires_on"] == TODAY - timedelta(30) + timedelta(99)
    assert made.values["receipt_no"] == receipt.values["no"]
    assert receipt.values["lines"][0]["lot"] == made.id
    assert at(demo, oil) == {**THERE, "B3": Decimal(7)}


def test_a_batch_that_comes_again_is_the_same_one(demo: Demo, oil: Record) -> None:
    receive(demo, oil, "B1", "2", age=50)

    assert at(demo, oil) == {**THERE, "B1": Decimal(14)}
    code, places = refused(demo, oil, lambda: receive(demo, oil, "B1", "1", age=49))
    assert (code, places) == ("BATCH_DIFFERS", ["lines.0.produced_on"])


def test_without_a_batch_or_its_dates_nothing_is_received(demo: Demo, oil: Record) -> None:
    code, places = refused(demo, oil, lambda: receive(demo, oil, None, "1"))
    assert (code, places) == ("BATCH_REQUIRED", ["lines.0.batch"])
    undated = partial(receive, demo, oil, "B9", "1", produced_on=None)
    code, places = refused(demo, oil, undated)
    assert (code, places) == ("BATCH_REQUIRED", ["lines.0.expires_on"])


def test_what_expires_first_is_delivered_first_and_comes_back_when_undone(
    demo: Demo, oil: Record
) -> None:
    delivery = deliver(demo, oil, "13")

    assert at(demo, oil) == {"B1": Decimal(9), "OLD": Decimal(5)}
    assert at(demo, oil, BUYER) == {"B1": Decimal(3), "B2": Decimal(10)}
    demo.unapprove_record(delivery, "sales_manager")
    assert at(demo, oil) == THERE
    assert at(demo, oil, BUYER) == {}


def test_an_expired_batch_is_not_sold_but_may_be_issued_otherwise(demo: Demo, oil: Record) -> None:
    old = batch(demo, "OLD").uid

    code, places = refused(demo, oil, lambda: deliver(demo, oil, "1", batch=old))
    assert (code, places) == ("BATCH_EXPIRED", ["lines.0.batch"])
    code, places = refused(demo, oil, lambda: deliver(demo, oil, "23"))
    assert (code, places) == ("BATCH_EXPIRED", ["lines.0.base_qty"])

    lines = [{"product": oil.uid, "qty": "1"}]
    decided(demo, demo.enter("other_out", "keeper", kind="sample", warehouse=MAIN, lines=lines))
    assert at(demo, oil)["OLD"] == 4


def test_a_frozen_batch_stays(demo: Demo, oil: Record) -> None:
    set_batch(demo, "B1", frozen=True)

    code, places = refused(demo, oil, lambda: deliver(demo, oil, "1", batch=batch(demo, "B1").uid))
    assert (code, places) == ("BATCH_FROZEN", ["lines.0.batch"])
    assert refused(demo, oil, lambda: deliver(demo, oil, "11"))[0] == "BATCH_EXPIRED"


def test_by_hand_somebody_says_which(demo: Demo, oil: Record) -> None:
    demo.change(oil, "manager", issue_rule="manual")

    code, places = refused(demo, oil, lambda: deliver(demo, oil, "1"))

    assert (code, places) == ("BATCH_REQUIRED", ["lines.0.batch"])


def test_a_transfer_takes_its_batches_along(demo: Demo, oil: Record) -> None:
    sent = decided(
        demo,
        demo.enter(
            "transfer", "keeper", warehouse=MAIN, to_warehouse=SHOP,
            lines=[{"product": oil.uid, "qty": "11"}],
        ),
    )  # fmt: skip
    both = {"B1": Decimal(1), "B2": Decimal(10)}
    assert at(demo, oil, SHOP) == both
    assert at(demo, oil) == {"B1": Decimal(11), "OLD": Decimal(5)}
    decided(
        demo,
        demo.push_record(
            sent, "transfer_receipt.from_transfer", "chaoyang",
            {sent.values["lines"][0]["$row"]: "11"},
        ),
    )  # fmt: skip
    arrived = [
        (d["batch"], Decimal(m["qty"]))
        for d, m in demo.balances("stock_batches", product=oil.uid, warehouse=SHOP)
        if d["transfer"] is None and Decimal(m["qty"])
    ]
    assert dict(arrived) == both


def test_what_comes_back_is_of_the_batches_that_left(demo: Demo, oil: Record) -> None:
    """Recall: who has it; what came back is no longer theirs."""
    delivery = deliver(demo, oil, "14")
    assert at(demo, oil, BUYER) == {"B2": Decimal(10), "B1": Decimal(4)}
    (row,) = delivery.values["lines"]
    give_back = partial(
        demo.push_record, delivery, "sales_return.from_delivery", "sales", {row["$row"]: "6"}
    )

    decided(demo, give_back())
    assert at(demo, oil, BUYER) == {"B2": Decimal(4), "B1": Decimal(4)}
    decided(demo, give_back())
    assert at(demo, oil, BUYER) == {"B1": Decimal(2)}
    assert demo.total("stock_batches", "qty", product=oil.uid) == demo.total(
        "stock", "qty", product=oil.uid
    )


def test_who_sells_does_not_see_who_else_bought(demo: Demo, oil: Record) -> None:
    rows = demo.balances("stock_batches", "sales", product=oil.uid)

    assert rows
    assert not any({"customer", "sold"} & {*d, *m} for d, m in rows)


def test_what_expires_soon_is_listed_with_its_level(demo: Demo, oil: Record) -> None:
    """Near: a fifth of 100 days; the second level: a third of that."""
    receive(demo, oil, "SOON", "2", age=84)
    receive(demo, oil, "SOONER", "2", age=95)

    asked = reports.Asked(parameters={})
    ran = reports.run(demo.app, "near_expiry", demo.actor("keeper"), asked)

    lines = reports.lines_in_words(ran, ran.lines, "zh-CN")
    assert [(x["no"], x["days"], x["status"], x["level"]) for x in lines] == [
        ("OLD", "-2", "过期", "过期"),
        ("SOONER", "4", "临期", "二级"),
        ("SOON", "15", "临期", "一级"),
    ]


@pytest.mark.parametrize("form", ["other_in", "assembly", "sales_return"])
def test_whatever_comes_in_later_names_its_batch(demo: Demo, oil: Record, form: str) -> None:
    line = {"product": oil.uid, "qty": "1", "price": "1"}
    given: dict[str, dict[str, Any]] = {
        "other_in": {"kind": "return", "lines": [line]},
        "assembly": {"product": oil.uid, "qty": "1",
                     "components": [{"product": "product/mug", "qty": "1"}]},
        "sales_return": {"customer": BUYER, "reason": "quality", "lines": [line]},
    }  # fmt: skip
    before = held(demo, oil)
    with pytest.raises(HuiliuError) as refused:
        demo.enter(form, "boss", warehouse=MAIN, **given[form])
    told = {one.code for found in (refused.value.fields or {}).values() for one in found}
    assert "BATCH_REQUIRED" in told
    assert held(demo, oil) == before


def _count(demo: Demo, *lines: dict[str, Any], **more: Any) -> Record:
    return demo.enter_plain("stocktake", "keeper", warehouse=MAIN, lines=list(lines), **more)


def test_each_batch_is_counted_and_posted_by_itself(demo: Demo, oil: Record) -> None:
    here, whole = at(demo, oil), demo.total("stock", "qty", product=oil.uid)
    one, two = batch(demo, "B1"), batch(demo, "B2")
    rows = [
        {"product": oil.uid, "batch": one.uid, "counted": str(here["B1"] - 2)},
        {"product": oil.uid, "batch": two.uid, "counted": str(here["B2"] + 1)},
    ]
    draft = _count(demo, *rows)
    books = [str(row["book_qty"]) for row in draft.values["lines"]]
    assert books == [str(here["B1"]), str(here["B2"])]

    taken = decided(demo, demo.submit(draft, "keeper"))

    assert at(demo, oil) == {**here, "B1": here["B1"] - 2, "B2": here["B2"] + 1}
    assert demo.total("stock", "qty", product=oil.uid) == whole - 1
    demo.unapprove_record(taken, "boss")
    assert at(demo, oil) == here


def test_a_product_is_counted_whole_or_by_batch(demo: Demo, oil: Record) -> None:
    one = batch(demo, "B1")
    by_batch = {"product": oil.uid, "batch": one.uid}
    for lines in ([{"product": oil.uid}, by_batch], [by_batch, by_batch]):
        with pytest.raises(ValidationFailed) as caught:
            demo.submit(_count(demo, *lines), "keeper")
        assert {p: [e.code for e in es] for p, es in caught.value.fields.items()} == {
            "lines.1.batch": ["not_unique"]
        }


def test_a_full_count_brings_a_line_for_each_batch(demo: Demo, oil: Record) -> None:
    draft = demo.enter_plain("stocktake", "keeper", warehouse=MAIN, scope="all", lines=[])
    ours = [row for row in draft.values["lines"] if row["product"] == oil.id]
    names = {batch(demo, no).id: no for no in at(demo, oil)}
    assert {names[row["batch"]]: row["book_qty"] for row in ours} == at(demo, oil)
    others = [row["product"] for row in draft.values["lines"] if row["batch"] is None]
    assert oil.id not in others
    assert len(others) == len(set(others)) > 0


def test_the_book_quantity_is_that_of_what_the_line_names(demo: Demo, oil: Record) -> None:
    here = at(demo, oil)
    draft = _count(demo, {"product": oil.uid, "batch": batch(demo, "B1").uid})
    row = str(draft.values["lines"][0]["$row"])
    for chosen, book in ((None, sum(here.values())), (batch(demo, "B2").uid, here["B2"])):
        draft = demo.change(draft, "keeper", lines=[{"$row": row, "batch": chosen}])
        assert draft.values["lines"][0]["book_qty"] == book
