"""Who looks at many documents anew, and who wants the same goods, never wait in a circle."""

from __future__ import annotations

import threading

import pytest
from django.db import OperationalError, connection

from huiliu.core import transactions
from huiliu.core.actor import Cause
from huiliu.core.ports import Posting
from huiliu.core.records import Record, RecordEvent
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers import clipping
from huiliu.ledgers.posting import LedgerPoster
from tests.ledgers.test_clipping import design, held
from tests.support.at_once import at_once
from tests.support.shop import ACTOR, Shop

pytestmark = pytest.mark.production_only


@pytest.mark.parametrize(("first", "last"), [(1, 2), (2, 1)])
def test_orders_looked_at_anew_take_what_all_of_them_need_at_once(
    busy_shop: Shop, monkeypatch: pytest.MonkeyPatch, first: int, last: int
) -> None:
    """Sums are locked in an order that no document knows: one of the two ways is against it."""
    shop = busy_shop
    shop.publish(design())
    waiting = [shop.approve("order", (product, "3")) for product in (first, last)]
    receipt = shop.goods("receipt", (first, "5"), (last, "5"))
    both = shop.goods("order", (first, "4"), (last, "4"))
    turns = _Turns(monkeypatch)

    def receive() -> None:
        turns.begin()
        postings = [Posting(RecordEvent("approved", receipt), ACTOR, Cause())]
        run_in_transaction(lambda: LedgerPoster().apply_all(postings + _anew(waiting)))

    def order() -> None:
        turns.wait()
        shop.tell("approved", both)

    assert list(at_once(receive, order)) == [None, None]
    assert turns.begun_again == []
    assert held(shop) == {waiting[first - 1].id: 3, both.id: 2}


def _anew(records: list[Record]) -> list[Posting]:
    read = dict.fromkeys(("lines", "warehouse", "bill_date"), (None, None))
    events = [RecordEvent("changed", one, read) for one in records]
    return [Posting(event, ACTOR, Cause(), anew=True) for event in events]


class _Turns:
    """The first one stands still after its first document until the other waits or is done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun_again: list[BaseException] = []
        self._locked, self._clip = threading.Event(), clipping.clip
        self._again = transactions._may_try_again
        self._holder = self._other = 0
        monkeypatch.setattr(clipping, "clip", self._stand_still)
        monkeypatch.setattr(transactions, "_may_try_again", self._may_try_again)

    def begin(self) -> None:
        self._holder = threading.get_ident()

    def wait(self) -> None:
        self._other = connection.connection.info.backend_pid
        assert self._locked.wait(30)

    def _stand_still(self, *given: object) -> None:
        if threading.get_ident() == self._holder and not self._locked.is_set():
            self._locked.set()
            while not self._is_waiting():
                pass
        self._clip(*given)  # type: ignore[arg-type]

    def _may_try_again(self, error: OperationalError) -> bool:
        self.begun_again.append(error)
        return self._again(error)

    def _is_waiting(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self._other])
            return bool(cursor.fetchone()[0])
