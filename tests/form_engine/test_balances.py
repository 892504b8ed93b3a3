"""Fields that learn what a ledger holds: once, as a count needs it, or with each save."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Cause
from huiliu.core.records import Record
from huiliu.design import api as design
from tests.support.books import Books, open_books
from tests.support.shared import made_once

pytestmark = pytest.mark.django_db
Json = dict[str, Any]


def _number(id_: str, scale: int, **more: Any) -> Json:
    label = {"zh-CN": id_, "en": id_}
    return {"id": id_, "type": "number", "label": label, "scale": scale, **more}


def count_form(**more: Any) -> Json:
    key = {"product": "lines.product"}
    of = {"ledger": "stock", "key": key}
    product = {"id": "product", "type": "reference", "form": "product", "label": {"zh-CN": "商品"}}
    rows = [
        product,
        _number("counted", 0),
        _number("book", 0, readonly=True),
        _number("now", 0, readonly=True),
        _number("cost", 6, readonly=True),
    ]
    return {
        "kind": "form", "version": 1, "id": "count", "title": {"zh-CN": "盘点"}, "document": True,
        "fields": [
            {"id": "lines", "type": "subform", "label": {"zh-CN": "明细"}, "fields": rows},
            product,
            _number("held", 0, readonly=True),
        ],
        "balances": [
            {"into": "lines.book", "measure": "qty", **of},
            {"into": "lines.now", "measure": "qty", "when": "always", **of},
            {"into": "lines.cost", "measure": "value", "per": "qty", "when": "always", **of},
            {"into": "held", "measure": "qty", "ledger": "stock", "key": {"product": "product"}},
        ],
        **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def counting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Books]:
    """With a form of what was counted."""
    with made_once(django_db_blocker), open_books() as found:
        found.publish(count_form())
        yield found


@pytest.fixture
def books(counting: Books, db: None) -> Iterator[Books]:
    books = counting.again()
    with ports.bound(clock=books.clock):
        yield books


def change(books: Books, record: Record, **values: Any) -> Record:
    access = system_access(books.admin, "count")
    return ports.records().change(
        books.app, "count", record.id, values, access=access, cause=Cause()
    )


def rows(record: Record, *names: str) -> list[tuple[Any, ...]]:
    def told(value: Any) -> Any:
        return str(value) if isinstance(value, Decimal) else value

    return [tuple(told(row[name]) for name in names) for row in record.values["lines"]]


def test_a_count_is_compared_with_what_lay_there_when_it_began(books: Books) -> None:
    books.approve("receipt", ("cup", 3, "10.00", "0"))
    cup, pen = books.ids["cup"], books.ids["pen"]
    count = books.draft("count", {"lines": [{"product": cup}, {"product": pen}]})
    assert rows(count, "book", "now", "cost") == [("3", "3", "3.333333"), ("0", "0", None)]

    books.approve("receipt", ("cup", 1, "10.00", "0"))
    lines = [{"$row": str(row["$row"]), "counted": "2"} for row in count.values["lines"]]
    later = change(books, count, lines=lines)
    assert rows(later, "counted", "book", "now", "cost") == [
        ("2", "3", "4", "5.000000"),
        ("2", "0", "0", None),
    ]


def test_another_key_is_asked_anew(books: Books) -> None:
    books.approve("receipt", ("cup", 3, "10.00", "0"), ("pen", 7, "7.00", "0"))
    count = books.draft("count", {"product": books.ids["cup"], "lines": []})
    assert count.values["held"] == 3
    assert change(books, count, product=books.ids["pen"]).values["held"] == 7
    assert change(books, count, product=None).values["held"] is None


def test_a_balance_for_some_rows_only(books: Books) -> None:
    content = count_form()
    only = {"cond": [{"field": "lines.counted", "op": "eq", "value": "7"}]}
    value = {**content["balances"][0], "measure": "value", "only": only}
    content["balances"] = [content["balances"][0], value, {**value, "into": "lines.now"}]
    books.publish(content)
    books.approve("receipt", ("cup", 3, "10.00", "0"))
    cup = books.ids["cup"]
    lines = [{"product": cup}, {"product": cup, "counted": "7"}]
    count = books.draft("count", {"lines": lines})
    assert rows(count, "book", "now") == [("3", None), ("10", "10")]

    first, second = (str(row["$row"]) for row in count.values["lines"])
    lines = [{"$row": first, "counted": "7"}, {"$row": second, "counted": "6"}]
    assert rows(change(books, count, lines=lines), "book", "now") == [("10", "10"), ("3", None)]


def test_what_was_approved_keeps_what_it_learnt(books: Books) -> None:
    books.approve("receipt", ("cup", 3, "10.00", "0"))
    count = books.make("count", {"lines": [{"product": books.ids["cup"]}]})
    assert count.state == "approved"
    books.approve("receipt", ("cup", 5, "10.00", "0"))
    access = system_access(books.admin, "count")
    again = ports.records().read(books.app, "count", count.id, access=access)
    assert rows(again, "book", "now") == [("3", "3")]


def test_a_ledger_that_is_not_there_leaves_the_field_empty(books: Books) -> None:
    content = count_form()
    content["balances"][0]["ledger"] = "nowhere"
    content["balances"][1]["key"] = {"place": "lines.product"}
    content["balances"][3]["measure"] = "weight"
    books.publish(content)
    cup = books.ids["cup"]
    count = books.draft("count", {"product": cup, "lines": [{"product": cup}]})
    assert rows(count, "book", "now") == [(None, None)]
    assert count.values["held"] is None


@pytest.mark.parametrize(
    ("at", "wrong", "code"),
    [
        ("balances.0.into", {"into": "lines.nothing"}, "unknown_field"),
        ("balances.0.into", {"into": "lines.product"}, "bad_number"),
        ("balances.0.into", {"into": "lines.counted"}, "not_readonly"),
        ("balances.0.key.product", {"key": {"product": "lines.nothing"}}, "unknown_field"),
        ("balances.0.key.product", {"into": "held"}, "unknown_field"),
        (
            "balances.0.only",
            {"only": {"cond": [{"field": "lines.place", "op": "empty"}]}},
            "unknown_field",
        ),
    ],
)
def test_mistakes_are_pointed_at(books: Books, at: str, wrong: Json, code: str) -> None:
    content = count_form()
    content["balances"][0] |= wrong
    found = design.publisher_of("form").validate(books.app, "count", content)
    assert [(one.path, one.code) for one in found] == [(at, code)]


def test_a_key_may_not_be_empty(books: Books) -> None:
    content = count_form()
    content["balances"][0]["key"] = {}
    found = design.publisher_of("form").validate(books.app, "count", content)
    assert [one.path for one in found] == ["balances.0.key"]
