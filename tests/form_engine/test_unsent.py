"""A new record is held back: numbered and sent with the last statements, or when it is read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from form_engine.api import records
from huiliu.core.actor import Cause
from huiliu.core.conditions import Condition
from huiliu.core.errors import ValidationFailed
from huiliu.core.records import Record
from huiliu.core.transactions import run_in_transaction
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(company: Company) -> Company:
    company.publish(
        "order",
        [
            {"id": "no", "type": "serial", "parts": [{"kind": "count", "digits": 3}]},
            {"id": "code", "type": "text", "unique": True},
            {
                "id": "lines",
                "type": "subform",
                "fields": [{"id": "qty", "type": "number", "scale": 4}],
            },
        ],
        document=True,
        title_field="no",
        search=["no"],
    )
    return company


def order(shop: Company, code: str | None = None, *, submit: bool = True) -> Record:
    values: dict[str, Any] = {"lines": [{"qty": "1.5"}, {"qty": "2"}]}
    if code is not None:
        values["code"] = code
    access = shop.system("order")
    return records.create(
        shop.app, "order", values, access=access, submit=submit, cause=Cause("api")
    )


def stored(shop: Company) -> list[Record]:
    return list(records.find(shop.app, "order", Condition(), access=shop.system("order")))


def test_it_is_stored_as_it_was_when_the_transaction_ended(shop: Company) -> None:
    made = order(shop)
    again = records.read(shop.app, "order", made.id, access=shop.system("order"))

    assert (again.values, again.state, again.rev) == (made.values, "approved", 2)
    assert made.values["no"] == "001"
    assert [row["qty"] for row in again.values["lines"]] == [Decimal("1.5"), Decimal(2)]
    assert records.titles(shop.app, "order", [made.id])[made.id][1] == "001"


@pytest.mark.production_only
def test_between_its_number_and_the_commit_lies_one_round_trip(shop: Company) -> None:
    order(shop)
    with CaptureQueriesContext(connection) as captured:
        order(shop)

    sent = [one["sql"] for one in captured]
    (at,) = (n for n, sql in enumerate(sent) if "serialcounter" in sql)
    after = [sql for sql in sent[at + 1 :] if not sql.startswith(("RELEASE", "COMMIT"))]
    assert len(after) == 1
    assert not any(sql.startswith("UPDATE") for sql in sent)


def test_who_reads_in_the_same_transaction_finds_it_numbered(shop: Company) -> None:
    def work() -> list[Any]:
        order(shop, submit=False)
        return [one.values["no"] for one in stored(shop)]

    assert run_in_transaction(work) == ["001"]


def test_numbers_are_given_in_the_order_of_the_records(shop: Company) -> None:
    def work() -> list[Record]:
        return [order(shop, submit=False) for _ in range(3)]

    assert [one.values["no"] for one in run_in_transaction(work)] == ["001", "002", "003"]


def test_a_value_that_another_may_have_is_refused_where_it_is_given(shop: Company) -> None:
    order(shop, "A")
    told: list[str] = []

    def work() -> None:
        order(shop, "B")
        with pytest.raises(ValidationFailed) as refused:
            order(shop, "A")
        told.extend(refused.value.fields)
        raise refused.value

    with pytest.raises(ValidationFailed):
        run_in_transaction(work)
    assert told == ["code"]
    assert [one.values["code"] for one in stored(shop)] == ["A"]
    assert order(shop, "C").values["no"] == "002"


def test_what_is_refused_takes_no_number(shop: Company) -> None:
    def work() -> None:
        order(shop)
        raise KeyError

    with pytest.raises(KeyError):
        run_in_transaction(work)
    assert stored(shop) == []
    assert order(shop).values["no"] == "001"


def test_how_far_a_record_came_is_told_once(shop: Company) -> None:
    order(shop)
    ((name, told),) = shop.events.published
    assert (name, told["events"]) == ("record", ["created", "submitted", "approved"])
    assert told["rev"] == 2
