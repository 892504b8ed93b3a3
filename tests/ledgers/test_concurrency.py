"""Many at once: nothing is sold twice, nobody waits in a circle, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

from django.db import connection

from huiliu.core.errors import RuleRefused
from tests.support.shop import Line, Shop


@contextmanager
def at_once(count: int, work: Callable[[int], None]) -> Iterator[list[BaseException]]:
    """Runs ``work`` in ``count`` threads that start together; yields what they raised."""
    start, raised = threading.Barrier(count), list[BaseException]()

    def run(number: int) -> None:
        try:
            start.wait()
            work(number)
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    yield raised


def test_fifty_at_once_from_a_stock_of_twenty_are_exactly_twenty(busy_shop: Shop) -> None:
    busy_shop.approve("receipt", (1, "20"))
    documents = [busy_shop.goods("delivery", (1, "1")) for _ in range(50)]

    with at_once(50, lambda n: busy_shop.tell("approved", documents[n])) as raised:
        pass

    assert [type(error) for error in raised] == [RuleRefused] * 30
    assert busy_shop.qty(1) == 0
    assert busy_shop.sums() == busy_shop.balances()


def test_opposite_orders_and_new_keys_do_not_lock_each_other_out(busy_shop: Shop) -> None:
    products = list(range(1, 9))

    def lines(number: int, turn: int) -> list[Line]:
        wanted = products[: 4 + (number + turn) % 5]
        return [(p, "1") for p in (wanted if number % 2 else reversed(wanted))]

    documents = {
        (n, turn): busy_shop.goods("receipt", *lines(n, turn), warehouse=1 + turn)
        for n in range(8)
        for turn in range(6)
    }

    def work(number: int) -> None:
        for turn in range(6):
            busy_shop.tell("approved", documents[number, turn])

    with at_once(8, work) as raised:
        pass

    assert raised == []
    assert busy_shop.sums() == busy_shop.balances()
    posted = sum(len(document.values["lines"]) for document in documents.values())
    assert sum(amounts[0] for amounts in busy_shop.balances().values()) == posted * 10_000


def test_approvals_and_their_undoing_at_once_leave_what_was_there(busy_shop: Shop) -> None:
    busy_shop.approve("receipt", (1, "100"), (2, "100"), (3, "100"))
    before = busy_shop.balances()
    documents = [busy_shop.goods("delivery", (1 + n % 3, "2"), (3 - n % 3, "1")) for n in range(8)]

    def work(number: int) -> None:
        for _ in range(4):
            busy_shop.tell("approved", documents[number])
            busy_shop.tell("unapproved", documents[number])

    with at_once(8, work) as raised:
        pass

    assert raised == []
    assert busy_shop.balances() == before == busy_shop.sums()


def test_a_publish_in_the_middle_of_postings_loses_none(busy_shop: Shop) -> None:
    from tests.support.stock import STOCK

    dimensions = [*STOCK["dimensions"], {"id": "batch", "label": {"zh-CN": "批次"}, "type": "text"}]
    postings = [
        {**rule, "dimensions": {**rule["dimensions"], "batch": "$state"}}
        for rule in STOCK["postings"][:2]
    ]
    wider = {**STOCK, "dimensions": dimensions, "postings": postings}
    busy_shop.approve("receipt", (1, "5"))
    documents = [busy_shop.goods("receipt", (1, "1")) for _ in range(40)]

    def work(number: int) -> None:
        if number == 0:
            busy_shop.publish(wider)
        for document in documents[number * 10 : number * 10 + 10]:
            busy_shop.tell("approved", document)

    with at_once(4, work) as raised:
        pass

    assert raised == []
    assert busy_shop.sums() == busy_shop.balances()
    assert sum(amounts[0] for amounts in busy_shop.balances().values()) == 45 * 10_000


def test_two_want_twelve_of_eighteen_and_one_gets_them(busy_shop: Shop) -> None:
    busy_shop.approve("receipt", (1, "18"))
    documents = [busy_shop.goods("delivery", (1, "12")) for _ in range(2)]

    with at_once(2, lambda n: busy_shop.tell("approved", documents[n])) as raised:
        pass

    assert [type(error) for error in raised] == [RuleRefused]
    assert busy_shop.qty(1) == Decimal(6)
