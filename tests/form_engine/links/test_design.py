"""Links as a form designs them: mistakes at their place, and who is shown what."""

from __future__ import annotations

from typing import Any

import pytest

from form_engine.api import form_view, get_plan, publisher, values_schema
from tests.form_engine.conftest import Company
from tests.support.trade import ORDER, RECEIPT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"form": "nothing"}, "links.0.form", "unknown_form"),
        ({"record": "supplier"}, "links.0.record", "unknown_field"),
        ({"row": "lines.qty"}, "links.0.row", "bad_row_field"),
        ({"row": None}, "links.0.row", "row_and_lines"),
        ({"into": "lines.qty"}, "links.0.into", "not_readonly"),
        ({"into": "over_pct"}, "links.0.into", "bad_number"),
        ({"quantity": "supplier"}, "links.0.quantity", "bad_number"),
        ({"limit": "{lines.gone}"}, "links.0.limit", "unknown_field"),
        ({"limit": "1 +"}, "links.0.limit", "formula_syntax"),
        ({"same": {"lines.qty": "lines.sku"}}, "links.0.same.lines.qty", "copy_mismatch"),
        ({"form": "receipt"}, "links", "follows_itself"),
    ],
)
def test_a_link_that_cannot_work_is_told_at_its_place(
    trade: Company, change: dict[str, Any], path: str, code: str
) -> None:
    link = {**RECEIPT["links"][0], **change}
    content = trade.document("receipt", **{**RECEIPT, "links": [link]})
    found = publisher.validate(trade.app, "receipt", content)
    assert (path, code) in [(one.path, one.code) for one in found]


def test_a_source_keeps_the_fields_that_others_take_from(trade: Company) -> None:
    content = trade.document("order", **ORDER)
    rows = next(one for one in content["fields"] if one["id"] == "lines")
    rows["fields"] = [one for one in rows["fields"] if one["id"] != "gross"]
    found = publisher.validate(trade.app, "order", content)
    assert [(one.path, one.code, one.data) for one in found] == [
        ("fields", "breaks_link", {"form": "receipt", "link": "from_order"})
    ]


def test_an_execution_status_needs_its_options(trade: Company) -> None:
    content = trade.document("order", **ORDER)
    content["execution"] = {"status": "supplier", "open": "no", "executed": ["lines.received"]}
    found = publisher.validate(trade.app, "order", content)
    assert [(one.path, one.code) for one in found] == [
        ("execution.status", "bad_status_field"), ("execution", "bad_number"),
    ]  # fmt: skip


def test_the_schema_says_how_a_source_is_named(trade: Company) -> None:
    schema = values_schema(get_plan(trade.app, "receipt").document)
    link = {"id": "from_order", "form": "order", "lines": "lines"}
    assert schema["properties"]["order"]["x-link"] == link
    lines = schema["properties"]["lines"]["anyOf"][0]["items"]
    assert lines["properties"]["order_line"]["x-link"] == link


def test_who_sees_a_form_is_not_told_how_much_may_be_taken(trade: Company) -> None:
    document = get_plan(trade.app, "receipt").document
    rights: dict[str, Any] = dict.fromkeys(document.by_path, "view")
    assert form_view(document, rights)["links"] == [
        {
            "id": "from_order", "title": {"zh-CN": "采购入库", "en": "Receive"}, "form": "order",
            "lines": "lines", "record": "order", "row": "lines.order_line",
        }
    ]  # fmt: skip
    del rights["order"]
    assert form_view(document, rights)["links"] == []
    del rights["lines.order_line"]
    rights["order"] = "view"
    assert "row" not in form_view(document, rights)["links"][0]
