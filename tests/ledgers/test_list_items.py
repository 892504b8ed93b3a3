"""Serial numbers: one entry for each item of a list, in one place at a time."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from huiliu.ledgers.publishing import LedgerPublisher
from tests.support.designs import record
from tests.support.shop import DAY, Shop

_FORM = {
    "kind": "form",
    "version": 1,
    "document": True,
    "fields": [
        {"id": "bill_date", "type": "date"},
        {"id": "warehouse", "type": "reference", "form": "warehouse"},
        {
            "id": "lines",
            "type": "subform",
            "fields": [
                {"id": "product", "type": "reference", "form": "product"},
                {"id": "serials", "type": "codes"},
                {"id": "note", "type": "text"},
            ],
        },
    ],
}


def _posting(form: str, amount: str) -> dict[str, Any]:
    return {
        "id": form,
        "form": form,
        "each": "lines",
        "items": "lines.serials",
        "date": "bill_date",
        "dimensions": {
            "product": "lines.product",
            "serial": "lines.serials",
            "warehouse": "warehouse",
        },
        "measures": {"qty": amount},
    }


SERIALS: dict[str, Any] = {
    "kind": "ledger",
    "version": 1,
    "id": "serials",
    "title": {"zh-CN": "序列号"},
    "dimensions": [
        {"id": "product", "label": {"zh-CN": "商品"}, "type": "reference", "form": "product"},
        {"id": "serial", "label": {"zh-CN": "序列号"}, "type": "text"},
        {"id": "warehouse", "label": {"zh-CN": "仓库"}, "type": "reference", "form": "warehouse"},
    ],
    "measures": [
        {
            "id": "qty",
            "label": {"zh-CN": "在库"},
            "scale": 0,
            "floor": {"code": "SERIAL_NOT_IN_STOCK", "message": {"zh-CN": "{serial} 不在库"}},
        }
    ],
    "postings": [_posting("bought", "1"), _posting("sold", "-1")],
    "checks": [
        {
            "id": "once",
            "label": {"zh-CN": "唯一"},
            "by": ["product", "serial"],
            "terms": [{"measure": "qty", "sign": "-"}],
            "min": "-1",
            "code": "SERIAL_DUPLICATE",
            "message": {"zh-CN": "{serial} 已在库"},
        }
    ],
}


def open_serials(shop: Shop) -> Shop:
    for form in ("bought", "sold"):
        shop.documents.publish(shop.app, {**_FORM, "id": form, "title": {"zh-CN": form}})
    shop.publish(SERIALS)
    return shop


@pytest.fixture
def serials(shop: Shop) -> Shop:
    return open_serials(shop)


def document(shop: Shop, form: str, *lines: list[str] | None, warehouse: int = 1) -> Record:
    shop.last += 1
    rows = [{"$row": n, "product": 1, "serials": one} for n, one in enumerate(lines, 1)]
    values = {"bill_date": DAY, "warehouse": warehouse, "lines": rows}
    return record(form, shop.last, values, app=shop.app)


def approve(shop: Shop, form: str, *lines: list[str] | None, warehouse: int = 1) -> Record:
    made = document(shop, form, *lines, warehouse=warehouse)
    shop.tell("approved", made)
    return made


def held(shop: Shop) -> set[tuple[str, int]]:
    assert shop.balances("serials") == shop.sums("serials")
    return {(key[1], key[2]) for key, (qty,) in shop.balances("serials").items() if qty}


def refused(shop: Shop, *document: Any, **more: Any) -> tuple[str, list[str]]:
    before = held(shop)
    with pytest.raises(RuleRefused) as caught:
        approve(shop, *document, **more)
    assert held(shop) == before
    return caught.value.wire_code, list(caught.value.fields)


def test_each_item_is_an_entry_and_a_line_without_a_list_is_none(serials: Shop) -> None:
    bought = approve(serials, "bought", ["A", "B"], None, ["C"])
    assert held(serials) == {("A", 1), ("B", 1), ("C", 1)}

    sold = approve(serials, "sold", ["B", "A"])
    assert held(serials) == {("C", 1)}

    serials.tell("unapproved", sold)
    serials.tell("unapproved", bought)
    assert held(serials) == set()


def test_what_is_there_does_not_come_again_wherever_it_lies(serials: Shop) -> None:
    approve(serials, "bought", ["A"])

    for warehouse in (1, 2):
        found = refused(serials, "bought", ["B"], ["A"], warehouse=warehouse)
        assert found == ("SERIAL_DUPLICATE", ["lines.1.serials"])


def test_what_left_may_come_again(serials: Shop) -> None:
    approve(serials, "bought", ["A"])
    approve(serials, "sold", ["A"])

    approve(serials, "bought", ["A"], warehouse=2)

    assert held(serials) == {("A", 2)}


def test_what_lies_elsewhere_or_nowhere_does_not_leave(serials: Shop) -> None:
    approve(serials, "bought", ["A"])

    assert refused(serials, "sold", ["A"], warehouse=2)[0] == "SERIAL_NOT_IN_STOCK"
    assert refused(serials, "sold", ["A", "X"]) == ("SERIAL_NOT_IN_STOCK", ["lines.0.serials"])


def test_what_was_sold_is_not_taken_back_from_the_receipt(serials: Shop) -> None:
    bought = approve(serials, "bought", ["A", "B"])
    approve(serials, "sold", ["A"])

    with pytest.raises(RuleRefused) as caught:
        serials.tell("unapproved", bought)

    assert caught.value.wire_code == "SERIAL_NOT_IN_STOCK"
    assert held(serials) == {("B", 1)}


def test_of_many_who_sell_the_same_piece_one_does(busy_shop: Shop) -> None:
    shop = open_serials(busy_shop)
    approve(shop, "bought", ["A", "B"])
    wanted = [document(shop, "sold", ["A"]) for _ in range(8)]
    start, results = threading.Barrier(8), list[str]()

    def sell(one: Record) -> None:
        try:
            start.wait()
            shop.tell("approved", one)
            results.append("ok")
        except RuleRefused as error:
            results.append(error.wire_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=sell, args=(one,)) for one in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(results) == ["SERIAL_NOT_IN_STOCK"] * 7 + ["ok"]
    assert held(shop) == {("B", 1)}


@pytest.mark.parametrize(
    ("items", "code"), [("lines.nothing", "no_such_path"), ("lines.note", "wrong_type")]
)
def test_a_list_that_is_none_is_no_design(serials: Shop, items: str, code: str) -> None:
    bad = {**SERIALS, "postings": [{**SERIALS["postings"][0], "items": items}]}

    found = LedgerPublisher().validate(serials.app, "serials", bad)

    assert ("postings.0.items", code) in [(one.path, one.code) for one in found]
