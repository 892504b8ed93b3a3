"""Batches leave by what expires first: split at posting, told from what is there, taken back
whole, and compared with a program of its own."""

from __future__ import annotations

import threading
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiliu.core import ddl
from huiliu.core.actor import Cause
from huiliu.core.errors import RuleRefused
from huiliu.core.ports import Posting
from huiliu.core.records import Record, RecordEvent
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers.posting import LedgerPoster
from huiliu.ledgers.publishing import LedgerPublisher
from tests.support.designs import record
from tests.support.shop import ACTOR, DAY, Shop

_LOT = {
    "kind": "form",
    "version": 1,
    "id": "lot",
    "title": {"zh-CN": "批次"},
    "fields": [
        {"id": "no", "type": "text"},
        {"id": "expires_on", "type": "date"},
        {"id": "frozen", "type": "switch"},
    ],
}
_FORM = {
    "kind": "form",
    "version": 1,
    "document": True,
    "fields": [
        {"id": "bill_date", "type": "date"},
        {"id": "warehouse", "type": "reference", "form": "warehouse"},
        {"id": "to", "type": "reference", "form": "warehouse"},
        {"id": "source", "type": "reference", "form": "issue"},
        {"id": "by_hand", "type": "switch"},
        {
            "id": "lines",
            "type": "subform",
            "fields": [
                {"id": "product", "type": "reference", "form": "product"},
                {"id": "qty", "type": "number", "scale": 4},
                {"id": "lot", "type": "reference", "form": "lot"},
                {"id": "source_line", "type": "number", "scale": 0},
            ],
        },
    ],
}
_EXPIRED = {
    "code": "BATCH_EXPIRED",
    "message": {"zh-CN": "{product} 可用 {current}，需要 {required}，其余已过期"},
}


def _posting(id_: str, form: str, sign: str, lot: Any, warehouse: str = "warehouse") -> Any:
    return {
        "id": id_,
        "form": form,
        "each": "lines",
        "date": "bill_date",
        "dimensions": {"product": "lines.product", "warehouse": warehouse, "lot": lot},
        "measures": {"qty": f"{sign}{{lines.qty}}"},
    }


_FEFO = {
    "given": "lines.lot",
    "first": [
        {
            "by": ["expires_on", "no"],
            "when": {"cond": [{"field": "by_hand", "op": "ne", "value": True}]},
        }
    ],
    "only": {"cond": [{"field": "frozen", "op": "ne", "value": True}]},
    "until": "expires_on",
    "refused": _EXPIRED,
}
LOTS: dict[str, Any] = {
    "kind": "ledger",
    "version": 1,
    "id": "lots",
    "title": {"zh-CN": "批次库存"},
    "dimensions": [
        {"id": "product", "label": {"zh-CN": "商品"}, "type": "reference", "form": "product"},
        {"id": "warehouse", "label": {"zh-CN": "仓库"}, "type": "reference", "form": "warehouse"},
        {"id": "lot", "label": {"zh-CN": "批次"}, "type": "reference", "form": "lot"},
    ],
    "measures": [
        {
            "id": "qty",
            "label": {"zh-CN": "现存量"},
            "scale": 4,
            "floor": {
                "code": "NEGATIVE_STOCK",
                "message": {"zh-CN": "{lot} 现存 {current}，需要 {required}"},
                "past": {"code": "NEGATIVE_STOCK_HISTORY", "message": {"zh-CN": "{date}"}},
            },
        }
    ],
    "postings": [
        _posting("arrived", "arrival", "", "lines.lot"),
        _posting("issued", "issue", "-", _FEFO),
        _posting("left", "move", "-", _FEFO),
        _posting("came", "move", "", {"like": "left"}, "to"),
        _posting(
            "back",
            "back",
            "",
            {
                "given": "lines.lot",
                "of": {"record": "source", "row": "lines.source_line"},
                "refused": {"code": "BATCH_OF_SOURCE", "message": {"zh-CN": "不是该单据的批次"}},
            },
        ),
    ],
}
A, B, C, EXPIRED, FROZEN = 1, 2, 3, 4, 5
_KNOWN = {
    A: ("A", date(2027, 3, 1), False),
    B: ("B", date(2027, 1, 1), False),
    C: ("C", date(2028, 1, 1), False),
    EXPIRED: ("X", date(2026, 9, 30), False),
    FROZEN: ("F", date(2026, 12, 1), True),
}


def _open(shop: Shop) -> Shop:
    for form in (
        _LOT,
        *({**_FORM, "id": i, "title": {"zh-CN": i}} for i in ("arrival", "issue", "move", "back")),
    ):
        shop.documents.publish(shop.app, form)
    for id_, (no, last, frozen) in _KNOWN.items():
        shop.records.known["lot", id_] = {"no": no, "expires_on": last, "frozen": frozen}
    shop.publish(LOTS)
    return shop


@pytest.fixture
def lots(shop: Shop) -> Shop:
    return _open(shop)


def document(
    shop: Shop, form: str, *lines: tuple[str, int | None], day: date = DAY, **more: Any
) -> Record:
    """``lines``: quantity and batch; the columns ``source_line`` count from 1 like the rows."""
    shop.last += 1
    rows = [
        {
            "$row": n,
            "product": more.get("product", 1),
            "qty": Decimal(qty),
            "lot": lot,
            "source_line": more.pop("row", n),
        }
        for n, (qty, lot) in enumerate(lines, 1)
    ]
    values = {"bill_date": day, "warehouse": 1, "lines": rows, **more}
    return record(form, shop.last, values, app=shop.app)


def approve(shop: Shop, form: str, *lines: tuple[str, int | None], **more: Any) -> Record:
    made = document(shop, form, *lines, **more)
    shop.tell("approved", made)
    return made


def held(shop: Shop, warehouse: int = 1, product: int = 1) -> dict[int, Decimal]:
    """By batch, 0 is none; what is empty is left out."""
    assert shop.balances("lots") == shop.sums("lots")
    return {
        key[2]: Decimal(amounts[0]).scaleb(-4)
        for key, amounts in shop.balances("lots").items()
        if key[:2] == (product, warehouse) and amounts[0]
    }


def refused(shop: Shop, act: Any) -> RuleRefused:
    before = shop.balances("lots")
    with pytest.raises(RuleRefused) as caught:
        act()
    assert shop.balances("lots") == before
    return caught.value


def test_what_expires_first_leaves_first_and_a_line_is_split(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B), ("8", C))

    approve(lots, "issue", ("7", None))

    assert held(lots) == {A: Decimal(8), C: Decimal(8)}


def test_lines_of_one_document_do_not_take_the_same_goods(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))

    approve(lots, "issue", ("4", None), ("4", None))

    assert held(lots) == {A: Decimal(7)}


def test_what_has_no_batch_leaves_before_all_others(lots: Shop) -> None:
    approve(lots, "arrival", ("3", None), ("5", B))

    approve(lots, "issue", ("4", None))

    assert held(lots) == {B: Decimal(4)}


def test_what_the_document_says_goes_before_the_order(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))

    approve(lots, "issue", ("4", A), ("6", None))

    assert held(lots) == {A: Decimal(5)}


def test_a_batch_that_has_less_than_is_said_is_refused(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))

    error = refused(lots, lambda: approve(lots, "issue", ("6", B)))

    assert (error.wire_code, list(error.fields)) == ("NEGATIVE_STOCK", ["lines.0.qty"])


def test_expired_and_frozen_batches_stay_and_are_named_when_only_they_are_left(lots: Shop) -> None:
    approve(lots, "arrival", ("9", EXPIRED), ("9", FROZEN), ("2", C))
    approve(lots, "issue", ("1", None))

    error = refused(lots, lambda: approve(lots, "issue", ("2", None)))

    assert held(lots) == {EXPIRED: Decimal(9), FROZEN: Decimal(9), C: Decimal(1)}
    assert (error.wire_code, list(error.fields)) == ("BATCH_EXPIRED", ["lines.0.qty"])
    assert error.data["current"] == "1"
    assert error.data["required"] == "2"


def test_more_than_all_of_it_is_short_and_not_expired(lots: Shop) -> None:
    approve(lots, "arrival", ("2", EXPIRED), ("2", C))

    assert refused(lots, lambda: approve(lots, "issue", ("5", None))).wire_code == "NEGATIVE_STOCK"


def test_a_batch_is_good_on_its_last_day(lots: Shop) -> None:
    approve(lots, "arrival", ("2", EXPIRED), day=date(2026, 9, 1))

    approve(lots, "issue", ("1", None), day=date(2026, 9, 30))

    assert held(lots) == {EXPIRED: Decimal(1)}


def test_an_order_that_does_not_hold_takes_nothing(lots: Shop) -> None:
    """By hand: somebody has to say which."""
    approve(lots, "arrival", ("2", C))

    error = refused(lots, lambda: approve(lots, "issue", ("1", None), by_hand=True))

    assert error.wire_code == "NEGATIVE_STOCK"


def test_taken_back_everything_is_as_it_was(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))
    issue = approve(lots, "issue", ("7", None), ("6", None))

    lots.tell("unapproved", issue)

    assert held(lots) == {A: Decimal(10), B: Decimal(5)}


def test_what_arrived_is_not_taken_back_once_it_was_issued(lots: Shop) -> None:
    first = approve(lots, "arrival", ("5", B))
    approve(lots, "arrival", ("10", A))
    approve(lots, "issue", ("1", None))

    assert refused(lots, lambda: lots.tell("unapproved", first)).wire_code == "NEGATIVE_STOCK"


def test_a_move_takes_its_batches_along(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))

    move = approve(lots, "move", ("7", None), ("1", A), to=2)

    assert held(lots) == {A: Decimal(7)}
    assert held(lots, 2) == {A: Decimal(3), B: Decimal(5)}
    lots.tell("unapproved", move)
    assert (held(lots), held(lots, 2)) == ({A: Decimal(10), B: Decimal(5)}, {})


def test_what_comes_back_is_of_the_batches_that_left(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))
    issue = approve(lots, "issue", ("7", None))

    approve(lots, "back", ("4", None), source=issue.id)
    second = approve(lots, "back", ("3", None), source=issue.id)

    assert held(lots) == {A: Decimal(10), B: Decimal(5)}
    lots.tell("unapproved", second)
    approve(lots, "back", ("2", A), source=issue.id)
    assert held(lots) == {A: Decimal(10), B: Decimal(4)}


def test_another_batch_or_more_of_it_than_left_does_not_come_back(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))
    issue = approve(lots, "issue", ("7", None))

    for line in (("1", C), ("3", A)):
        error = refused(lots, partial(approve, lots, "back", line, source=issue.id))
        assert (error.wire_code, list(error.fields)) == ("BATCH_OF_SOURCE", ["lines.0.qty"])


def test_dated_back_only_what_was_there_and_is_not_needed_later_is_taken(lots: Shop) -> None:
    approve(lots, "arrival", ("5", A), day=DAY)
    approve(lots, "arrival", ("5", B), day=DAY + timedelta(5))
    approve(lots, "issue", ("3", A), day=DAY + timedelta(9))

    approve(lots, "issue", ("2", None), day=DAY + timedelta(2))
    error = refused(lots, lambda: approve(lots, "issue", ("1", None), day=DAY + timedelta(2)))

    assert held(lots) == {B: Decimal(5)}
    assert error.wire_code == "NEGATIVE_STOCK"


def test_an_approved_document_that_changes_keeps_its_batches_where_it_can(lots: Shop) -> None:
    approve(lots, "arrival", ("5", A), ("5", B))
    issue = approve(lots, "issue", ("7", None))
    approve(lots, "arrival", ("5", FROZEN))
    lots.records.known["lot", FROZEN]["frozen"] = False
    entries = _count(lots)

    same = replace(issue, values={**issue.values, "by_hand": None})
    tell_changed(lots, same, {"lines.qty": None})
    assert (held(lots), _count(lots)) == ({A: Decimal(3), FROZEN: Decimal(5)}, entries)

    rows = [{**issue.values["lines"][0], "qty": Decimal(9)}]
    tell_changed(lots, replace(issue, values={**issue.values, "lines": rows}), {"lines.qty": None})
    assert held(lots) == {A: Decimal(5), B: Decimal(1)}


def tell_changed(shop: Shop, after: Record, changed: dict[str, Any]) -> None:
    posting = Posting(RecordEvent("changed", after, changed), ACTOR, Cause())
    run_in_transaction(lambda: LedgerPoster().apply_all([posting]))


def _count(shop: Shop) -> int:
    table = ddl.qualified(shop.ledger("lots").storage.entries)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608
        return int(cursor.fetchone()[0])


Issue = tuple[int, int]
"""Quantity, and how many days after the first."""


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    arrivals=st.lists(
        st.tuples(st.sampled_from([0, A, B, C, EXPIRED]), st.integers(1, 9)), max_size=8
    ),
    issues=st.lists(st.integers(1, 12), max_size=8),
)
def test_against_a_simple_program(lots: Shop, arrivals: list[Issue], issues: list[int]) -> None:
    """Piece by piece: of what may go, the piece whose last day comes first. A product of its own
    for each example."""
    product = lots.last + 100
    pieces: list[int] = []
    for lot, qty in arrivals:
        approve(lots, "arrival", (str(qty), lot or None), product=product)
        pieces += [lot] * qty
    for qty in issues:
        act = partial(approve, lots, "issue", (str(qty), None), product=product)
        good = sorted((p for p in pieces if p != EXPIRED), key=_last_day)
        if len(good) < qty:
            code = "BATCH_EXPIRED" if len(pieces) >= qty else "NEGATIVE_STOCK"
            assert refused(lots, act).wire_code == code
            continue
        act()
        for piece in good[:qty]:
            pieces.remove(piece)
    assert held(lots, product=product) == {p: Decimal(pieces.count(p)) for p in {*pieces}}


def _last_day(lot: int) -> date:
    return _KNOWN[lot][1] if lot else date.min


def test_many_at_once_take_different_goods_or_are_refused(busy_shop: Shop) -> None:
    """20 pieces in three batches, 30 who want one: nobody is refused while there is some."""
    shop = _open(busy_shop)
    approve(shop, "arrival", ("7", A), ("7", B), ("6", C))
    wanted = [document(shop, "issue", ("1", None)) for _ in range(30)]
    results: list[str] = []

    def issue(one: Record) -> None:
        try:
            shop.tell("approved", one)
            results.append("ok")
        except RuleRefused as error:
            results.append(error.wire_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=(one,)) for one in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["NEGATIVE_STOCK"] * 10 + ["ok"] * 20
    assert held(shop) == {}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"first": [{"by": ["nothing"]}]}, "no_such_path"),
        ({"first": [{"by": ["no"]}], "until": "no"}, "not_a_date"),
        (
            {"first": [{"by": ["no"]}], "only": {"cond": [{"field": "x", "op": "empty"}]}},
            "no_such_path",
        ),
        ({"like": "left"}, "not_before"),
        ({"of": {"record": "nobody"}}, "no_such_path"),
        ({"of": {"record": "bill_date"}}, "wrong_type"),
        ({"given": "lines.product", "first": [{"by": ["no"]}]}, "wrong_type"),
    ],
)
def test_mistakes_of_the_design_are_told(lots: Shop, change: Any, code: str) -> None:
    design = deepcopy(LOTS)
    design["postings"][1]["dimensions"]["lot"] = change

    found = LedgerPublisher().validate(lots.app, "lots", design)

    assert [(one.code, one.path.startswith("postings.1.dimensions.lot")) for one in found] == [
        (code, True)
    ]


def test_a_ledger_with_costs_is_not_split(lots: Shop) -> None:
    design = deepcopy(LOTS)
    design["measures"].append({"id": "value", "label": {"zh-CN": "金额"}})
    design["costing"] = {
        "method": "moving_average",
        "quantity": "qty",
        "value": "value",
        "scope": ["product"],
    }

    codes = {one.code for one in LedgerPublisher().validate(lots.app, "lots", design)}

    assert "costed" in codes
