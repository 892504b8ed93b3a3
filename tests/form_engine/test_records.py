"""The way of a record: create, change, number, submit, approve, undo, delete, restore."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from form_engine.api import records
from form_engine.models import RecordChange
from huiliu.core.actor import Cause
from huiliu.core.errors import (
    Forbidden,
    NotFound,
    RuleRefused,
    StaleRevision,
    StateConflict,
    ValidationFailed,
)
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(company: Company) -> Company:
    company.publish(
        "product",
        [
            {"id": "code", "type": "text", "required": True, "unique": True},
            {"id": "name", "type": "text", "required": True},
            {"id": "price", "type": "money"},
        ],
        title_field="name",
        search=["code", "name"],
    )
    company.publish(
        "order",
        [
            {
                "id": "no",
                "type": "serial",
                "parts": [
                    {"kind": "text", "text": "SO-"},
                    {"kind": "date", "field": "day", "format": "YYYYMMDD"},
                    {"kind": "text", "text": "-"},
                    {"kind": "count", "digits": 3, "reset": "date"},
                ],
            },
            {"id": "day", "type": "date", "required": True},
            {"id": "remark", "type": "text"},
            {
                "id": "lines",
                "type": "subform",
                "min_rows": 1,
                "fields": [
                    {
                        "id": "product",
                        "type": "reference",
                        "form": "product",
                        "required": True,
                        "copy": {"price": "price"},
                    },
                    {"id": "qty", "type": "number", "scale": 4, "required": True},
                    {"id": "price", "type": "money"},
                    {
                        "id": "amount",
                        "type": "formula",
                        "result": "money",
                        "scale": 2,
                        "formula": "{lines.qty}*{lines.price}",
                    },
                ],
            },
            {
                "id": "total",
                "type": "formula",
                "result": "money",
                "scale": 2,
                "formula": "SUM({lines.amount})",
            },
        ],
        document=True,
        title_field="no",
        search=["no", "remark"],
    )
    return company


def test_a_record_is_what_was_given_and_what_follows_from_it(shop: Company) -> None:
    cup = shop.create("product", {"code": "P1", "name": "保温杯", "price": "12.50"})
    order = shop.create("order", {"day": "2026-10-01", "lines": [{"product": cup.uid, "qty": "3"}]})
    read = shop.read(order)
    assert read.state == "draft"
    assert read.rev == 1
    assert read.values["no"] == "SO-20261001-001"
    assert read.values["day"] == date(2026, 10, 1)
    assert read.values["total"] == Decimal("37.50")
    row = read.values["lines"][0]
    assert (row["product"], row["qty"], row["price"], row["amount"]) == (
        cup.id,
        Decimal("3.0000"),
        Decimal("12.50"),
        Decimal("37.50"),
    )
    assert shop.events.names() == ["created", "created"]


def test_numbers_are_counted_per_day_and_a_refused_record_takes_none(shop: Company) -> None:
    cup = shop.create("product", {"code": "P1", "name": "杯"})
    lines = [{"product": cup.uid, "qty": "1", "price": "1"}]
    first = shop.create("order", {"day": "2026-10-01", "lines": lines})
    other = shop.create("order", {"day": "2026-10-02", "lines": lines})
    shop.ledgers.refuse = RuleRefused("NEGATIVE_STOCK", {"en": "no"})
    with pytest.raises(RuleRefused):
        shop.create("order", {"day": "2026-10-01", "lines": lines})
    shop.ledgers.refuse = None
    second = shop.create("order", {"day": "2026-10-01", "lines": lines})
    numbers = [r.values["no"] for r in (first, other, second)]
    assert numbers == ["SO-20261001-001", "SO-20261002-001", "SO-20261001-002"]


def test_a_draft_may_be_incomplete_but_not_be_submitted(shop: Company) -> None:
    draft = shop.create("order", {"remark": "later"})
    with pytest.raises(ValidationFailed) as refused:
        records.submit(shop.app, "order", draft.id, access=shop.system("order"), cause=Cause())
    assert {p: [e.code for e in es] for p, es in refused.value.fields.items()} == {
        "day": ["required"],
        "lines": ["required"],
    }
    assert shop.read(draft).state == "draft"


def test_without_a_flow_a_submitted_document_is_approved_and_posted_last(shop: Company) -> None:
    cup = shop.create("product", {"code": "P1", "name": "杯"})
    shop.ledgers.applied.clear()
    order = shop.create(
        "order",
        {"day": "2026-10-01", "lines": [{"product": cup.uid, "qty": "1", "price": "2"}]},
        submit=True,
    )
    assert order.state == "approved"
    assert [[e.name for e in batch] for batch in shop.ledgers.applied] == [
        ["created", "submitted", "approved"]
    ]
    with pytest.raises(StateConflict):
        records.change(
            shop.app,
            "order",
            order.id,
            {"remark": "x"},
            access=shop.grant("order"),
            cause=Cause(),
        )
    back = records.unapprove(
        shop.app, "order", order.id, access=shop.system("order"), cause=Cause()
    )
    assert back.state == "draft"
    assert [e.name for e in shop.ledgers.applied[-1]] == ["unapproved"]


def test_a_pending_document_waits_for_its_flow(shop: Company) -> None:
    shop.flows.waits = True
    cup = shop.create("product", {"code": "P1", "name": "杯"})
    order = shop.create(
        "order",
        {"day": "2026-10-01", "lines": [{"product": cup.uid, "qty": "1", "price": "2"}]},
        submit=True,
    )
    assert order.state == "pending"
    with pytest.raises(StateConflict):
        shop.change(order, {"remark": "x"})
    shop.change(order, {"remark": "x"}, cause=Cause("flow"))
    rejected = records.decide(
        order.app, order.form, order.id, "rejected", actor=shop.actor(), cause=Cause("flow")
    )
    assert (rejected.state, rejected.values["remark"]) == ("draft", "x")
    with pytest.raises(StateConflict):
        records.decide(
            order.app, order.form, order.id, "approved", actor=shop.actor(), cause=Cause("flow")
        )


def test_who_saw_an_older_revision_changes_nothing(shop: Company) -> None:
    cup = shop.create("product", {"code": "P1", "name": "杯"})
    shop.change(cup, {"name": "杯子"}, rev=1)
    with pytest.raises(StaleRevision):
        shop.change(cup, {"name": "碗"}, rev=1)
    assert shop.read(cup).values["name"] == "杯子"


def test_nothing_changed_is_nothing_written(shop: Company) -> None:
    cup = shop.create("product", {"code": "P1", "name": "杯"})
    same = shop.change(cup, {"name": "杯"})
    assert same.rev == 1
    assert shop.events.names() == ["created"]


def test_rows_keep_their_ids_and_history_says_what_happened_to_them(shop: Company) -> None:
    cup = shop.create("product", {"code": "P1", "name": "杯"})
    order = shop.create(
        "order",
        {
            "day": "2026-10-01",
            "lines": [
                {"product": cup.uid, "qty": "1", "price": "2"},
                {"product": cup.uid, "qty": "2", "price": "2"},
            ],
        },
    )
    first, second = (row["$row"] for row in shop.read(order).values["lines"])
    shop.change(
        order,
        {
            "lines": [
                {"$row": str(second), "qty": "5"},
                {"product": cup.uid, "qty": "7", "price": 1},
            ]
        },
    )
    rows = shop.read(order).values["lines"]
    assert [(row["$row"] == second, row["qty"]) for row in rows] == [
        (True, Decimal("5.0000")),
        (False, Decimal("7.0000")),
    ]
    assert rows[1]["$row"] not in (first, second)
    assert RecordChange.objects.filter(record_id=order.id, event="changed").count() == 1


def test_unique_values_are_kept_unique_by_the_database(shop: Company) -> None:
    first = shop.create("product", {"code": "P1", "name": "杯"})
    with pytest.raises(ValidationFailed) as refused:
        shop.create("product", {"code": "P1", "name": "碗"})
    assert {p: [e.code for e in es] for p, es in refused.value.fields.items()} == {
        "code": ["not_unique"]
    }
    records.remove(shop.app, "product", first.id, access=shop.system("product"), cause=Cause())
    shop.create("product", {"code": "P1", "name": "碗"})
    with pytest.raises(ValidationFailed) as refused:
        records.restore(shop.app, "product", first.id, access=shop.system("product"), cause=Cause())
    assert list(refused.value.fields) == ["code"]


def test_what_was_deleted_is_gone_until_it_is_restored(shop: Company) -> None:
    cup = shop.create("product", {"code": "P1", "name": "杯"})
    system = shop.system("product")
    records.remove(shop.app, "product", cup.id, access=system, cause=Cause())
    with pytest.raises(NotFound):
        shop.read(cup)
    with pytest.raises(NotFound):
        shop.change(cup, {"name": "x"})
    records.restore(shop.app, "product", cup.id, access=system, cause=Cause())
    assert shop.read(cup).values["name"] == "杯"
    assert shop.events.names() == ["created", "deleted", "restored"]


def test_a_document_that_was_submitted_is_voided_not_deleted(shop: Company) -> None:
    shop.flows.waits = True
    cup = shop.create("product", {"code": "P1", "name": "杯"})
    order = shop.create(
        "order",
        {"day": "2026-10-01", "lines": [{"product": cup.uid, "qty": "1", "price": "2"}]},
        submit=True,
    )
    records.decide(
        order.app, order.form, order.id, "rejected", actor=shop.actor(), cause=Cause("flow")
    )
    system = shop.system("order")
    with pytest.raises(Exception, match="Void it"):
        records.remove(shop.app, "order", order.id, access=system, cause=Cause())
    void = records.void(shop.app, "order", order.id, access=system, cause=Cause())
    assert void.state == "void"
    with pytest.raises(StateConflict):
        shop.change(order, {"remark": "x"})


def test_a_new_record_must_be_one_that_a_grant_lets_them_make(shop: Company) -> None:
    mine = {"cond": [{"field": "name", "op": "starts_with", "value": "我的"}]}
    access = shop.grant("product", rows=mine)
    with pytest.raises(Forbidden):
        shop.create("product", {"code": "P1", "name": "别人的"}, access=access)
    made = shop.create("product", {"code": "P2", "name": "我的杯"}, access=access)
    with pytest.raises(Forbidden):
        shop.change(made, {"name": "别人的"}, access=access)
    assert shop.read(made).values["name"] == "我的杯"
    assert records.find(shop.app, "product", _all(), access=shop.system("product")) != []


def test_a_record_out_of_reach_does_not_exist(shop: Company) -> None:
    theirs = shop.create("product", {"code": "P1", "name": "别人的"})
    access = shop.grant(
        "product", rows={"cond": [{"field": "name", "op": "starts_with", "value": "我的"}]}
    )
    with pytest.raises(NotFound):
        shop.read(theirs, access)
    with pytest.raises(NotFound):
        shop.change(theirs, {"name": "我的"}, access=access)


def test_a_hidden_field_is_neither_shown_nor_filled_in(shop: Company) -> None:
    cup = shop.create("product", {"code": "P1", "name": "杯", "price": "9.00"})
    access = shop.grant("product", fields={"price": "hidden"})
    shown = records.to_json(shop.read(cup, access), access=access)
    assert shown["values"] == {"code": "P1", "name": "杯"}
    assert "price" not in shown["fields"]
    with pytest.raises(ValidationFailed) as refused:
        shop.change(cup, {"price": "1"}, access=access)
    assert list(refused.value.fields) == ["price"]


def _all():  # type: ignore[no-untyped-def]
    from huiliu.core.conditions import ALWAYS

    return ALWAYS
