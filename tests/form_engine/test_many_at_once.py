"""Records made together, as an import makes them: all or none, in order, asking once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from form_engine.api import get_plan, records
from form_engine.models import RecordChange, SerialCounter
from form_engine.records.creating import create_many
from huiliu.core.actor import Cause
from huiliu.core.conditions import Condition
from huiliu.core.errors import ValidationFailed
from huiliu.core.records import Record
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(company: Company) -> Company:
    company.publish("product", [{"id": "name", "type": "text"}], title_field="name")
    company.publish(
        "order",
        [
            {"id": "no", "type": "serial", "parts": [{"kind": "count", "digits": 3}]},
            {"id": "key", "type": "text", "unique": True, "required": True},
            {
                "id": "lines",
                "type": "subform",
                "fields": [
                    {"id": "product", "type": "reference", "form": "product"},
                    {"id": "qty", "type": "number", "min": "1"},
                ],
            },
        ],
    )
    return company


def order(key: str, *products: Record, qty: str = "2") -> dict[str, Any]:
    return {"key": key, "lines": [{"product": one.uid, "qty": qty} for one in products]}


def put(shop: Company, *many: dict[str, Any]) -> list[Record]:
    access = shop.system("order")
    return create_many(shop.app, "order", many, access=access, submit=False, cause=Cause("import"))


def stored(shop: Company) -> list[dict[str, Any]]:
    found = records.find(shop.app, "order", Condition(), access=shop.system("order"))
    return [record.values for record in found]


def test_each_gets_its_own_number_rows_and_history(shop: Company) -> None:
    apple, pear = (shop.create("product", {"name": name}) for name in ("苹果", "梨"))
    made = put(shop, order("a", apple, pear), order("b"), order("c", pear))
    assert [one.values["no"] for one in made] == ["001", "002", "003"]
    assert stored(shop) == [one.values for one in made]
    assert [[row["product"] for row in one["lines"]] for one in stored(shop)] == [
        [apple.id, pear.id], [], [pear.id],
    ]  # fmt: skip
    form_id = get_plan(shop.app, "order").form_id
    events = RecordChange.objects.filter(form_id=form_id).order_by("id")
    assert list(events.values_list("record_id", "event")) == [(one.id, "created") for one in made]


@pytest.mark.parametrize("bad", [order("b", qty="0"), order("a"), {}])
def test_one_that_is_refused_takes_all_along(shop: Company, bad: dict[str, Any]) -> None:
    apple = shop.create("product", {"name": "苹果"})
    bad = {**bad, "lines": [{"product": apple.uid, "qty": "0"}]} if bad.get("key") == "b" else bad
    with pytest.raises(ValidationFailed):
        put(shop, order("a", apple), bad)
    assert stored(shop) == []
    assert not SerialCounter.objects.exists()


def test_more_of_them_cost_no_more_questions(shop: Company) -> None:
    apple = shop.create("product", {"name": "苹果"})

    def reads(*many: dict[str, Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            put(shop, *many)
        return sum(one["sql"].startswith("SELECT") for one in captured.captured_queries)

    few = reads(order("a", apple), order("b", apple))
    assert reads(*(order(f"c{n}", apple) for n in range(20))) <= few


def test_what_one_points_at_in_several_forms_is_asked_for_together(company: Company) -> None:
    for form in ("product", "customer"):
        company.publish(form, [{"id": "name", "type": "text"}], title_field="name")
    references = [{"id": f, "type": "reference", "form": f} for f in ("product", "customer")]
    company.publish("sale", references)
    given = {form: company.create(form, {"name": form}).uid for form in ("product", "customer")}

    with CaptureQueriesContext(connection) as captured:
        sale = company.create("sale", given)

    assert sale.values["product"] is not None
    assert sale.values["customer"] is not None
    asked = [one["sql"] for one in captured.captured_queries if "t.uid IN" in one["sql"]]
    assert len(asked) == (1 if connection.vendor == "postgresql" else 2)


def test_one_that_is_gone_among_several_is_complained_of_at_its_place(company: Company) -> None:
    for form in ("product", "customer"):
        company.publish(form, [{"id": "name", "type": "text"}], title_field="name")
    references = [{"id": f, "type": "reference", "form": f} for f in ("product", "customer")]
    company.publish("sale", references)
    apple = company.create("product", {"name": "苹果"})

    with pytest.raises(ValidationFailed) as refused:
        company.create("sale", {"product": apple.uid, "customer": "nobody"})

    assert {path: [e.code for e in errors] for path, errors in refused.value.fields.items()} == {
        "customer": ["no_such_record"]
    }
