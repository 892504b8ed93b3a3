"""Many writers at once: numbers stay dense, revisions hold, unique stays unique."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from form_engine.api import records
from huiliu.core.actor import Cause
from huiliu.core.errors import HuiliuError, StaleRevision, ValidationFailed
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db(transaction=True)

FIELDS: list[dict[str, Any]] = [
    {
        "id": "no",
        "type": "serial",
        "parts": [{"kind": "text", "text": "N"}, {"kind": "count", "digits": 2}],
    },
    {"id": "code", "type": "text", "unique": True},
    {"id": "sum", "type": "number"},
]


def _at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """What each thread returned, or the coded error it met."""
    results: list[Any] = [None] * count
    start = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            start.wait()
            results[number] = work(number)
        except HuiliuError as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_fifty_at_once_get_fifty_numbers_without_a_gap(company: Company) -> None:
    company.publish("item", FIELDS)
    made = _at_once(50, lambda n: company.create("item", {"code": f"C{n % 40}"}))
    stored = [one for one in made if not isinstance(one, Exception)]
    assert len(stored) == 40
    assert sorted(record.values["no"] for record in stored) == [f"N{n:02}" for n in range(1, 41)]
    refused = [one for one in made if isinstance(one, Exception)]
    assert {type(one) for one in refused} == {ValidationFailed}
    assert {path for one in refused for path in one.fields} == {"code"}


def test_of_ten_who_saw_one_revision_one_wins(company: Company) -> None:
    company.publish("item", FIELDS)
    record = company.create("item", {"code": "A", "sum": "0"})
    results = _at_once(10, lambda n: company.change(record, {"sum": str(n + 1)}, rev=1))
    won = [one for one in results if not isinstance(one, Exception)]
    assert len(won) == 1
    assert {type(one) for one in results if isinstance(one, Exception)} == {StaleRevision}
    assert company.read(record).values["sum"] == won[0].values["sum"]


def test_without_a_revision_every_change_lands(company: Company) -> None:
    company.publish("item", FIELDS)
    record = company.create("item", {"code": "A"})
    _at_once(10, lambda n: company.change(record, {"sum": str(n + 1)}))
    assert company.read(record).rev == 11


def test_a_document_is_decided_once(company: Company) -> None:
    company.publish("bill", [{"id": "remark", "type": "text"}], document=True)
    company.flows.waits = True
    bill = company.create("bill", {"remark": "x"}, submit=True)
    actor = company.actor()
    results = _at_once(
        6,
        lambda n: records.decide(
            bill.app, bill.form, bill.id, "approved", actor=actor, cause=Cause("flow")
        ),
    )
    assert sum(not isinstance(one, Exception) for one in results) == 1
    assert [e.name for batch in company.ledgers.applied for e in batch].count("approved") == 1
