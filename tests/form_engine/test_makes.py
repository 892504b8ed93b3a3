"""Master records that documents bring along at their approval: found, made, or in the way."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from form_engine.api import publisher, records
from huiliu.core.actor import Cause
from huiliu.core.conditions import Condition
from huiliu.core.errors import RuleRefused, ValidationFailed
from huiliu.core.records import Record
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db
_LOT: list[dict[str, Any]] = [
    {"id": "sku", "type": "text", "required": True},
    {"id": "no", "type": "text", "required": True, "max_length": 5},
    {"id": "day", "type": "date"},
    {"id": "came_with", "type": "text"},
]
_MAKES: list[dict[str, Any]] = [
    {
        "into": "lines.lot",
        "same": {"sku": "lines.sku", "no": "lines.batch"},
        "values": {"day": "lines.day", "came_with": "no"},
        "when": {"cond": [{"field": "kept", "op": "eq", "value": True}]},
        "agree": ["day"],
        "refused": {"code": "LOT_DIFFERS", "message": {"zh-CN": "批次日期不同"}},
    }
]
_RECEIPT: dict[str, Any] = {
    "fields": [
        {"id": "no", "type": "text"},
        {"id": "kept", "type": "switch", "default": {"value": True}},
        {
            "id": "lines",
            "type": "subform",
            "fields": [
                {"id": "sku", "type": "text"},
                {"id": "batch", "type": "text"},
                {"id": "day", "type": "date"},
                {"id": "lot", "type": "reference", "form": "lot", "readonly": True},
            ],
        },
    ],
    "document": True,
    "makes": _MAKES,
}


@pytest.fixture
def shop(company: Company) -> Company:
    return open_shop(company)


def open_shop(company: Company) -> Company:
    company.publish("lot", _LOT, unique=[{"id": "one", "fields": ["sku", "no"]}], title_field="no")
    company.publish("receipt", **_RECEIPT)
    return company


def receive(shop: Company, *lines: tuple[str, str | None], **more: Any) -> Record:
    rows = [{"sku": sku, "batch": batch, "day": "2026-10-01"} for sku, batch in lines]
    return shop.create("receipt", {"no": "R1", "lines": rows, **more}, submit=True)


def lots(shop: Company) -> list[tuple[str, str, str | None]]:
    found = records.find(shop.app, "lot", Condition(), access=shop.system("lot"))
    return [(one.values["sku"], one.values["no"], one.values["came_with"]) for one in found]


def test_a_batch_is_made_once_and_found_again(shop: Company) -> None:
    first = receive(shop, ("P1", "A"), ("P1", "A"), ("P2", "A"))
    second = receive(shop, ("P1", "A"), no="R2")

    assert lots(shop) == [("P1", "A", "R1"), ("P2", "A", "R1")]
    one, same, other = (row["lot"] for row in first.values["lines"])
    assert (one == same, one == other) == (True, False)
    assert [row["lot"] for row in second.values["lines"]] == [one]
    kept = records.read(shop.app, "receipt", first.id, access=shop.system("receipt"))
    assert [row["lot"] for row in kept.values["lines"]] == [one, one, other]


def test_without_a_number_or_where_the_condition_fails_nothing_is_made(shop: Company) -> None:
    empty = receive(shop, ("P1", None))
    loose = receive(shop, ("P1", "A"), kept=False)

    assert lots(shop) == []
    assert [r.values["lines"][0]["lot"] for r in (empty, loose)] == [None, None]


def test_a_draft_makes_nothing(shop: Company) -> None:
    shop.create("receipt", {"lines": [{"sku": "P1", "batch": "A"}]})

    assert lots(shop) == []


def test_a_batch_that_says_something_else_refuses_the_document(shop: Company) -> None:
    receive(shop, ("P1", "A"))

    with pytest.raises(RuleRefused) as refused:
        shop.create(
            "receipt",
            {
                "lines": [
                    {"sku": "P2", "batch": "B"},
                    {"sku": "P1", "batch": "A", "day": "2026-10-02"},
                ]
            },
            submit=True,
        )

    assert (refused.value.wire_code, [*refused.value.fields]) == ("LOT_DIFFERS", ["lines.1.day"])
    assert lots(shop) == [("P1", "A", "R1")]


def test_what_the_new_record_does_not_allow_stands_at_its_value(shop: Company) -> None:
    with pytest.raises((RuleRefused, ValidationFailed)) as refused:
        receive(shop, ("P1", "A"), ("P1", "TOO-LONG"))

    assert [*refused.value.fields] == ["lines.1.batch"]
    assert lots(shop) == []


def test_taken_back_and_approved_again_it_is_the_same_batch(shop: Company) -> None:
    receipt = receive(shop, ("P1", "A"))
    access = shop.system("receipt")
    records.unapprove(shop.app, "receipt", receipt.id, access=access, cause=Cause())
    again = records.submit(shop.app, "receipt", receipt.id, access=access, cause=Cause())

    assert again.values["lines"][0]["lot"] == receipt.values["lines"][0]["lot"]
    assert lots(shop) == [("P1", "A", "R1")]


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_the_same_batch_at_once_share_it(company: Company) -> None:
    shop = open_shop(company)
    start, raised = threading.Barrier(6), list[BaseException]()

    def work() -> None:
        try:
            start.wait()
            receive(shop, ("P1", "A"), ("P2", "B"))
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert raised == []
    assert [lot[:2] for lot in lots(shop)] == [("P1", "A"), ("P2", "B")]
    found = records.find(shop.app, "receipt", Condition(), access=shop.system("receipt"))
    assert len({row["lot"] for one in found for row in one.values["lines"]}) == 2


@pytest.mark.parametrize(
    ("change", "at", "code"),
    [
        ({"into": "lines.sku"}, "makes.0.into", "not_a_reference"),
        ({"same": {"nothing": "lines.sku"}}, "makes.0.same.nothing", "unknown_field"),
        ({"same": {"sku": "lines.nothing"}}, "makes.0.same.sku", "unknown_field"),
        ({"values": {"day": "lines.sku"}, "agree": []}, "makes.0.values.day", "copy_mismatch"),
        ({"agree": ["came_from"]}, "makes.0.agree.0", "unknown_field"),
    ],
)
def test_mistakes_of_the_design_are_told(
    shop: Company, change: dict[str, Any], at: str, code: str
) -> None:
    made = {**_RECEIPT, "makes": [{**_MAKES[0], **change}]}
    content = shop.document("receipt", **made)

    found = publisher.validate(shop.app, "receipt", content)

    assert [(one.path, one.code) for one in found] == [(at, code)]


def test_a_form_without_a_life_brings_nothing_along(shop: Company) -> None:
    content = shop.document("receipt", **{**_RECEIPT, "document": False})

    codes = [one.code for one in publisher.validate(shop.app, "receipt", content)]

    assert codes == ["makes_needs_document"]
