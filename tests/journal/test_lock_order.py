"""Who counts documents anew, and who takes one of them back, never wait for each other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import OperationalError, connection

from huiliu.core import ports, transactions
from huiliu.core.access import system_access
from huiliu.core.actor import Cause
from huiliu.ledgers import periods, recounting
from huiliu.ledgers.app_lock import Locked
from tests.support.at_once import at_once
from tests.support.books import FORMS, STOCK, Books, Json, open_books

pytestmark = pytest.mark.production_only


class _Job:
    def __init__(self, books: Books) -> None:
        self.workspace_id, self.member_id = books.workspace, books.admin.member_id

    def progress(self, done: int, total: int | None = None, message: str = "") -> None: ...


@pytest.fixture
def busy_books(transactional_db: None) -> Iterator[Books]:
    with open_books() as books:
        yield books


def _design(*, posts: bool) -> Iterator[Json]:
    """Deliveries that learn their costs; they are posted, or not yet."""
    form = deepcopy(next(one for one in FORMS if one["id"] == "delivery"))
    lines = next(one for one in form["fields"] if one["id"] == "lines")
    label = {"zh-CN": "cost", "en": "cost"}
    cost = {"id": "cost", "type": "money", "label": label, "scale": 2, "readonly": True}
    lines["fields"].append(cost)
    total = {"type": "formula", "label": label, "result": "money", "formula": "SUM({lines.cost})"}
    form["fields"].append({"id": "costs", **total})
    ledger = deepcopy(STOCK)
    out = next(one for one in ledger["postings"] if one["id"] == "out")
    out["cost"] = {"rule": "method", "into": "lines.cost"}
    if not posts:
        out["when"] = {"cond": [{"field": "purpose", "op": "eq", "value": "sample"}]}
    yield from (form, ledger)


def test_an_unapproval_and_a_recount_do_not_wait_for_each_other(
    busy_books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one holds its document and wants the lock of the ledgers; the other holds that and has
    something for the document."""
    books = busy_books
    for content in _design(posts=False):
        books.publish(content)
    books.approve("receipt", ("cup", 10, "100.00", "0"), on=1)
    sold = books.approve("delivery", ("cup", 4, "80.00", "0"), on=2)
    for content in _design(posts=True):
        books.publish(content)
    turns = _Turns(monkeypatch)

    def unapprove() -> str:
        access = system_access(books.admin, "delivery")
        with turns.holding():
            done = ports.records().unapprove(
                books.app, "delivery", sold.id, access=access, cause=Cause()
            )
        return str(done.state)

    def recount() -> Any:
        payload = {"app": books.app.id, "ledger": "stock"}
        with turns.counting():
            return recounting.recount_job(payload, _Job(books))

    assert list(at_once(unapprove, recount)) == [
        "draft", {"records": 2, "failed": 0, "refused": []},
    ]  # fmt: skip
    assert turns.begun_again == []
    assert [one.state for one in books.all("delivery")] == ["draft"]


class _Turns:
    """The unapproval stands still between its document and the ledgers until the recount is done
    or waits for somebody."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun_again: list[BaseException] = []
        self._held, self._done = threading.Event(), threading.Event()
        self._holder = self._pid = 0
        self._lock = periods.locked
        self._again = transactions._may_try_again
        monkeypatch.setattr(periods, "locked", self._locked)
        monkeypatch.setattr(transactions, "_may_try_again", self._may_try_again)

    def holding(self) -> Any:
        self._holder = threading.get_ident()
        return _Then(self._held.set)

    def counting(self) -> Any:
        assert self._held.wait(30)
        self._pid = connection.connection.info.backend_pid
        return _Then(self._done.set)

    def _locked(self, app: int) -> Locked:
        """Asked by whoever is to change a document, once it is theirs."""
        if threading.get_ident() == self._holder:
            self._held.set()
            while not self._done.wait(0.02) and not self._is_waiting():
                pass
        return self._lock(app)

    def _may_try_again(self, error: OperationalError) -> bool:
        self.begun_again.append(error)
        return self._again(error)

    def _is_waiting(self) -> bool:
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self._pid])
                return bool(cursor.fetchone()[0])
        finally:
            other.close()


class _Then:
    def __init__(self, act: Callable[[], None]) -> None:
        self.act = act

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None:
        self.act()
