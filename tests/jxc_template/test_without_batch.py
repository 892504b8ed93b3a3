"""Stock that was there before its product was kept by batch: counted as what has none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.errors import RuleRefused, ValidationFailed
from huiliu.core.records import Record
from huiliu.ledgers import api as ledgers
from huiliu.ledgers.rebuild import differences
from tests.jxc_template.conftest import CAUSE, Demo
from tests.jxc_template.test_batches import at, batch, decided, deliver, held, receive

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, SHOP = "warehouse/main", "warehouse/chaoyang"
BEFORE, NAMED = Decimal(5), Decimal(10)


@pytest.fixture(scope="module")
def salt(demo: Demo) -> Record:
    """5 came and went before batches were switched on, and then it turned out that they had not
    gone; 10 of the batch S1 came after."""
    made = demo.enter_plain(
        "product", "manager", name="海盐", category="category/kitchen", unit="unit/piece",
        tax_rate="0.13", wholesale_price="8", purchase_price="5.65",
    )  # fmt: skip
    receive(demo, made, None, str(BEFORE), produced_on=None)
    gone = deliver(demo, made, str(BEFORE))
    access = system_access(demo.actor("admin"), "product")
    ports.records().change(
        demo.app, "product", made.id, {"batch_flag": True}, access=access, cause=CAUSE
    )
    demo.unapprove_record(gone, "sales_manager")
    receive(demo, made, "S1", str(NAMED))
    return made


@pytest.fixture(autouse=True)
def _nothing_is_wrong(demo: Demo, salt: Record) -> Iterator[None]:
    """Balances are the sums of their entries, and no batch holds what is not in stock."""
    yield
    for ledger in ("stock", "stock_batches"):
        assert differences(ledgers.latest_plan(demo.app).get(ledger)) == []
    assert sum(at(demo, salt).values()) <= in_stock(demo, salt)


def in_stock(demo: Demo, product: Record) -> Decimal:
    return demo.total("stock", "qty", product=product.uid)


def count(demo: Demo, *lines: dict[str, Any], **more: Any) -> Record:
    return demo.enter_plain("stocktake", "keeper", warehouse=MAIN, lines=list(lines), **more)


def unbatched(product: Record, counted: str) -> dict[str, Any]:
    return {"product": product.uid, "unbatched": True, "counted": counted}


def post(demo: Demo, draft: Record) -> Record:
    return decided(demo, demo.submit(draft, "keeper"))


def test_a_full_count_brings_a_line_for_what_has_no_batch(demo: Demo, salt: Record) -> None:
    draft = count(demo, scope="all")

    ours = [row for row in draft.values["lines"] if row["product"] == salt.id]
    s1 = batch(demo, "S1").id
    assert [(r["batch"], r["unbatched"], r["book_qty"]) for r in ours] == [
        (s1, False, NAMED),
        (None, True, BEFORE),
    ]
    assert [r["unbatched"] for r in draft.values["lines"] if r["unbatched"]] == [True]


def test_opening_stock_without_a_batch_comes_once(demo: Demo, salt: Record) -> None:
    """Also where nothing at all in the warehouse has a batch."""
    opened = {"product": salt.uid, "warehouse": SHOP, "qty": "4", "unit_cost": "3"}
    demo.enter_plain("opening_stock", "admin", bill_date="2026-09-30", **opened)

    draft = demo.enter_plain("stocktake", "keeper", warehouse=SHOP, scope="all")

    ours = [row for row in draft.values["lines"] if row["product"] == salt.id]
    assert [(r["batch"], r["unbatched"], r["book_qty"]) for r in ours] == [(None, True, 4)]


def test_the_book_quantity_follows_what_the_line_is_about(demo: Demo, salt: Record) -> None:
    draft = count(demo, {"product": salt.uid})
    (row,) = draft.values["lines"]
    assert row["book_qty"] == BEFORE + NAMED
    for changed, book in (({"unbatched": True}, BEFORE), ({"unbatched": False}, BEFORE + NAMED)):
        draft = demo.change(draft, "keeper", lines=[{"$row": str(row["$row"]), **changed}])
        assert draft.values["lines"][0]["book_qty"] == book


@pytest.mark.parametrize(("counted", "left"), [("3", "3"), ("0", "0"), ("5", "5"), ("7", "7")])
def test_what_has_no_batch_is_counted_by_itself(
    demo: Demo, salt: Record, counted: str, left: str
) -> None:
    taken = post(demo, count(demo, unbatched(salt, counted)))

    there = {"S1": NAMED, "None": Decimal(left)}
    assert at(demo, salt) == {key: qty for key, qty in there.items() if qty}
    assert in_stock(demo, salt) == NAMED + Decimal(left)
    demo.unapprove_record(taken, "boss")
    assert at(demo, salt) == {"S1": NAMED}
    assert in_stock(demo, salt) == NAMED + BEFORE


def test_it_is_counted_again_from_what_was_found(demo: Demo, salt: Record) -> None:
    for counted in ("7", "4", "4", "6"):
        post(demo, count(demo, unbatched(salt, counted)))
        assert at(demo, salt) == {"S1": NAMED, "None": Decimal(counted)}
        assert in_stock(demo, salt) == NAMED + Decimal(counted)


def test_what_had_no_batch_is_given_one_by_counting_both(demo: Demo, salt: Record) -> None:
    s1 = {"product": salt.uid, "batch": batch(demo, "S1").uid, "counted": "14"}
    post(demo, count(demo, s1, unbatched(salt, "1")))

    assert at(demo, salt) == {"S1": NAMED + 4, "None": Decimal(1)}
    assert in_stock(demo, salt) == NAMED + BEFORE


def test_no_more_is_lost_than_has_no_batch(demo: Demo, salt: Record) -> None:
    """Two count the same; whoever comes second finds less than what they counted by."""
    first, second = (count(demo, unbatched(salt, "1")) for _ in range(2))
    post(demo, first)

    with pytest.raises(RuleRefused) as caught:
        post(demo, second)
    assert caught.value.wire_code == "NEGATIVE_STOCK"
    assert at(demo, salt) == {"S1": NAMED, "None": Decimal(1)}
    assert in_stock(demo, salt) == NAMED + 1


def test_what_was_counted_without_a_batch_can_be_sold(demo: Demo, salt: Record) -> None:
    with pytest.raises(RuleRefused):
        deliver(demo, salt, "12")
    post(demo, count(demo, unbatched(salt, str(BEFORE))))

    deliver(demo, salt, "12")
    assert sum(at(demo, salt).values()) == NAMED + BEFORE - 12
    assert sum(held(demo, salt).values()) == NAMED + BEFORE


def test_a_line_that_was_not_counted_takes_nothing_up(demo: Demo, salt: Record) -> None:
    other = {"product": salt.uid, "batch": batch(demo, "S1").uid, "counted": "9"}
    post(demo, count(demo, other, {"product": salt.uid, "unbatched": True}))

    assert at(demo, salt) == {"S1": NAMED - 1}
    assert in_stock(demo, salt) == NAMED + BEFORE - 1


@pytest.mark.parametrize("twice", [0, 1])
def test_what_has_no_batch_is_counted_once(demo: Demo, salt: Record, twice: int) -> None:
    """Not twice, nor beside a line for all of the product."""
    lines = ({"product": salt.uid}, unbatched(salt, "1"))[twice], unbatched(salt, "1")
    with pytest.raises(ValidationFailed) as caught:
        demo.submit(count(demo, *lines), "keeper")
    assert {p: [e.code for e in es] for p, es in caught.value.fields.items()} == {
        "lines.1.product": ["not_unique"]
    }


def test_only_what_is_kept_by_batch_can_be_without(demo: Demo, salt: Record) -> None:
    named = {"product": salt.uid, "batch": batch(demo, "S1").uid, "unbatched": True}
    for line in (named, {"product": "product/mug", "unbatched": True}):
        with pytest.raises(RuleRefused) as caught:
            demo.submit(count(demo, {**line, "counted": "1"}), "keeper")
        assert (caught.value.wire_code, list(caught.value.fields)) == (
            "NOT_WITHOUT_BATCH", ["lines.0.unbatched"],
        )  # fmt: skip
