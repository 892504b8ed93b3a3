"""Documents raise and lower balances, refuse what is not there, and are taken back exactly."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from huiliu.core.errors import RuleRefused
from huiliu.ledgers import entry_store, posting
from huiliu.ledgers.document import LIMIT
from tests.support.designs import record
from tests.support.shop import DAY, Shop


def entry_count(shop: Shop) -> int:
    from huiliu.core import ddl

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {ddl.qualified(shop.plan.storage.entries)}")  # noqa: S608
        return int(cursor.fetchone()[0])


def test_a_receipt_raises_stock_and_value(shop: Shop) -> None:
    shop.approve("receipt", (1, "10"), (2, "2.5"), (1, "1"), price="3.33")

    assert shop.balances() == {(1, 1): (110000, 3663), (2, 1): (25000, 833)}
    assert shop.sums() == shop.balances()
    told = [payload for name, payload in shop.events.published if name == "ledger"]
    assert [(one["ledger"], one["keys"]) for one in told] == [("stock", [[1, 1], [2, 1]])]


def test_a_delivery_of_more_than_there_is_is_refused_in_the_ledgers_words(shop: Shop) -> None:
    shop.approve("receipt", (1, "3"))

    with pytest.raises(RuleRefused) as refused:
        shop.approve("delivery", (2, "1"), (1, "5"))

    assert refused.value.wire_code == "NEGATIVE_STOCK"
    assert refused.value.message("zh-CN") == "保温杯 库存不足：现存 3，需要 5"
    assert refused.value.message("en") == "Not enough 保温杯: 3 on hand, 5 needed"
    assert refused.value.data["shortage"] == "2"
    wire = refused.value.as_json("zh-CN")["fields"]
    assert set(wire) == {"lines.0.qty", "lines.1.qty"}  # type: ignore[call-overload]
    assert wire["lines.0.qty"][0]["message"] == "雨伞 库存不足：现存 0，需要 1"  # type: ignore[index]


def test_two_lines_of_one_product_are_judged_together(shop: Shop) -> None:
    shop.approve("receipt", (1, "3"))

    with pytest.raises(RuleRefused) as refused:
        shop.approve("delivery", (1, "2"), (1, "2.5"))

    assert refused.value.message("zh-CN") == "保温杯 库存不足：现存 3，需要 4.5"


@pytest.mark.parametrize("rows", [3, 30])
def test_few_balances_and_many_are_changed_and_refused_alike(shop: Shop, rows: int) -> None:
    """Few are changed one by one, many by one statement."""
    lines = [(product, f"{product}.5") for product in range(1, rows + 1)]
    shop.approve("receipt", *lines)
    shop.approve("delivery", *lines[1:], day=DAY + timedelta(days=2))
    assert shop.balances() == shop.sums()

    with pytest.raises(RuleRefused) as refused:
        shop.approve("delivery", *((product, "1") for product, _ in lines))

    assert refused.value.wire_code == "NEGATIVE_STOCK"
    assert set(refused.value.fields) == {f"lines.{n}.qty" for n in range(1, rows)}
    assert {key[0]: amounts[0] for key, amounts in shop.balances().items()} == {
        1: 15000, **dict.fromkeys(range(2, rows + 1), 0),
    }  # fmt: skip


def test_what_one_document_brings_another_of_the_same_transaction_may_take(shop: Shop) -> None:
    shop.tell("approved", shop.goods("delivery", (1, "5")), shop.goods("receipt", (1, "5")))

    assert shop.qty(1) == 0
    assert entry_count(shop) == 2


def test_an_undo_is_exact_and_leaves_both_entries(shop: Shop) -> None:
    shop.approve("receipt", (1, "10"), price="1.01")
    before = shop.balances()
    delivery = shop.approve("delivery", (1, "4"), (1, "2"))

    shop.tell("unapproved", delivery)

    assert shop.balances() == before == shop.sums()
    assert entry_count(shop) == 5
    assert entry_store.live_entries(shop.plan.storage, "delivery", delivery.id) == []


def test_an_undo_that_would_leave_less_than_nothing_is_refused(shop: Shop) -> None:
    receipt = shop.approve("receipt", (1, "10"))
    shop.approve("delivery", (1, "4"))

    with pytest.raises(RuleRefused) as refused:
        shop.tell("unapproved", receipt)

    assert refused.value.message("zh-CN") == "保温杯 库存不足：现存 6，需要 10"


def test_an_undo_of_nothing_does_nothing(shop: Shop) -> None:
    shop.tell("unapproved", shop.goods("delivery", (1, "4")))

    assert shop.balances() == {}
    assert entry_count(shop) == 0


def test_a_document_that_was_taken_back_can_be_approved_again(shop: Shop) -> None:
    receipt = shop.approve("receipt", (1, "10"))
    shop.tell("unapproved", receipt)
    shop.tell("approved", receipt)

    assert shop.qty(1) == 10
    assert shop.sums() == shop.balances()


def opening(shop: Shop, qty: str, *, product: int = 2, remark: str = "") -> dict[str, object]:
    return {
        "day": DAY, "product": product, "warehouse": 1, "qty": Decimal(qty), "remark": remark
    }  # fmt: skip


def test_a_plain_record_posts_through_a_reference_when_saved(shop: Shop) -> None:
    shop.tell("created", record("opening", 7, opening(shop, "2"), state=None, app=shop.app))

    assert shop.qty(2) == 24


def test_a_changed_record_is_taken_back_and_posted_anew(shop: Shop) -> None:
    shop.tell("created", record("opening", 7, opening(shop, "2"), state=None, app=shop.app))
    shop.tell(
        "changed", record("opening", 7, opening(shop, "5", product=1), state=None, app=shop.app)
    )

    assert shop.balances() == {(1, 1): (50000, 0), (2, 1): (0, 0)}
    assert entry_count(shop) == 3


def test_a_change_that_posts_the_same_writes_nothing(shop: Shop) -> None:
    shop.tell("created", record("opening", 7, opening(shop, "2"), state=None, app=shop.app))
    changed = opening(shop, "2", remark="盘点")
    shop.tell("changed", record("opening", 7, changed, state=None, app=shop.app))

    assert entry_count(shop) == 1


def test_a_record_that_no_longer_meets_the_condition_is_taken_back(shop: Shop) -> None:
    shop.tell("created", record("opening", 7, opening(shop, "2"), state=None, app=shop.app))
    shop.tell("changed", record("opening", 7, opening(shop, "0"), state=None, app=shop.app))

    assert shop.qty(2) == 0


def test_a_deleted_record_is_undone_and_a_restored_one_is_posted_again(shop: Shop) -> None:
    about = record("opening", 7, opening(shop, "2"), state=None, app=shop.app)
    shop.tell("created", about)
    shop.tell("deleted", about)
    assert shop.qty(2) == 0

    shop.tell("restored", about)
    assert shop.qty(2) == 24
    assert shop.sums() == shop.balances()


def test_an_empty_dimension_is_one_key_and_not_many(shop: Shop) -> None:
    for _ in range(2):
        shop.tell("approved", shop.goods("receipt", (1, "1"), warehouse=None))  # type: ignore[arg-type]

    assert shop.balances() == {(1, 0): (20000, 0)}


def test_a_document_without_a_date_counts_today(shop: Shop) -> None:
    shop.approve("receipt", (1, "1"), day=None)

    live = entry_store.live_entries(shop.plan.storage, "receipt", shop.last)
    assert [entry.date for entry in live] == [date(2026, 10, 1)]


def test_amounts_up_to_the_limit_are_exact_and_beyond_are_refused(shop: Shop) -> None:
    most = str(Decimal(LIMIT).scaleb(-4))
    shop.approve("receipt", (1, most))
    assert shop.balances()[1, 1][0] == LIMIT

    with pytest.raises(RuleRefused) as refused:
        shop.approve("receipt", (1, "0.0001"))
    assert refused.value.wire_code == "LEDGER_AMOUNT"

    with pytest.raises(RuleRefused) as refused:
        shop.approve("receipt", (2, str(Decimal(most) + 1)))
    assert refused.value.wire_code == "LEDGER_AMOUNT"

    with pytest.raises(RuleRefused) as refused:
        shop.approve("receipt", (3, most), (3, most))
    assert refused.value.wire_code == "LEDGER_AMOUNT"


def test_a_formula_that_fails_refuses_the_document(shop: Shop) -> None:
    shop.records.known["product", 2]["factor"] = "zwölf"

    with pytest.raises(RuleRefused) as refused:
        shop.tell("created", record("opening", 7, opening(shop, "2"), state=None, app=shop.app))

    assert refused.value.wire_code == "LEDGER_FORMULA"
    assert refused.value.message("zh-CN") == "台账“即时库存”的“现存量”无法计算：#VALUE"


def test_other_events_leave_ledgers_alone(shop: Shop) -> None:
    document = shop.goods("receipt", (1, "1"))
    for name in ("created", "changed", "submitted", "rejected", "withdrawn", "voided"):
        shop.tell(name, document)  # type: ignore[arg-type]

    assert entry_count(shop) == 0


@pytest.mark.parametrize(("unsent", "sent"), [("warehouse", [1]), ("remark", [])])
def test_a_number_that_is_part_of_a_key_is_given_before_it_is_read(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, unsent: str, sent: list[int]
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(posting, "send_pending", lambda: asked.append(1))
    goods = shop.goods("receipt", (1, "5"))
    goods.unsent = frozenset({unsent})

    shop.tell("approved", goods)

    assert asked == sent
