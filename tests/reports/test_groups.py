"""Reports over groups: what documents of several forms come to, by what they have in common."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.documents import InvalidDocument
from tests.reports.conftest import Office, publish
from tests.reports.test_running import day
from tests.support.company import Json

pytestmark = pytest.mark.django_db


def source(form: str, **more: Any) -> Json:
    return {
        "form": form,
        "date": "day",
        "keys": {"product": "lines.product", "day": "day", "note": "note"},
        "totals": {"qty": "lines.qty", "amount": "lines.amount"},
        **more,
    }


TRADE: Json = {
    "kind": "report",
    "version": 1,
    "id": "trade",
    "title": {"zh-CN": "出入库分析", "en": "Trade"},
    "rows": {
        "groups": [source("delivery"), source("receipt", minus=True)],
        "by": ["product"],
    },
    "period": {},
    "columns": [
        {"id": "product", "label": {"en": "Product"}, "key": "product"},
        {"id": "day", "label": {"en": "Day"}, "key": "day"},
        {"id": "note", "label": {"en": "Note"}, "key": "note"},
        {"id": "qty", "label": {"en": "Pieces"}, "total": "qty"},
        {"id": "amount", "label": {"en": "Amount"}, "total": "amount"},
        {"id": "price", "label": {"en": "A piece"}, "formula": "{amount}/{qty}", "scale": 2},
    ],
    "sort": [{"column": "qty"}],
}


@pytest.fixture
def trading(office: Office) -> Office:
    """Two receipts, three deliveries (one long ago); 2.50 a piece."""
    cup, pen = office.company.cup, office.company.pen
    office.book("receipt", cup, 20, day=day(0))
    office.book("receipt", pen, 9, day=day(0))
    office.book("delivery", cup, 12, day=day(0), note="a")
    office.book("delivery", cup, 2, day=day(0), note="b")
    publish(TRADE)
    return office


def lines(office: Office, query: str = "", role: str = "clerk") -> Any:
    answer = office.get(f"/reports/trade?from={day(0)}&to={day(0)}{query}", role)
    assert answer.status_code == 200, answer.content
    found = answer.json()  # type: ignore[attr-defined]
    return [one["cells"] for one in found["items"]], found["whole"]["cells"]


def test_what_was_added_and_taken_away_by_product(trading: Office) -> None:
    assert lines(trading) == (
        [
            {"product": "pen", "qty": "-9", "amount": "-22.50", "price": "2.50"},
            {"product": "cup", "qty": "-6", "amount": "-15.00", "price": "2.50"},
        ],
        {"qty": "-15", "amount": "-37.50", "price": "2.50"},
    )


def test_the_reader_chooses_what_groups_are_made_by(trading: Office) -> None:
    found, whole = lines(trading, "&by=day,note")
    assert found == [
        {"day": day(0), "qty": "-29", "amount": "-72.50", "price": "2.50"},
        {"day": day(0), "note": "b", "qty": "2", "amount": "5.00", "price": "2.50"},
        {"day": day(0), "note": "a", "qty": "12", "amount": "30.00", "price": "2.50"},
    ]
    assert whole == {"qty": "-15", "amount": "-37.50", "price": "2.50"}
    assert trading.get("/reports/trade?by=colour").status_code == 422


def test_only_approved_documents_of_the_period_count(trading: Office) -> None:
    trading.book("delivery", trading.company.cup, 1, day=day(40))
    draft = {"lines": [{"product": trading.company.cup, "qty": "3", "price": "2.50"}]}
    headers = {"Authorization": f"Bearer {trading.company.clerk}"}
    trading.client.post(
        "/api/v1/apps/shop/forms/delivery/records",
        {"values": draft, "submit": False},
        content_type="application/json",
        headers=headers,
    )
    assert lines(trading)[1]["qty"] == "-15"
    answer = trading.get(f"/reports/trade?from={day(40)}&to={day(0)}").json()  # type: ignore[attr-defined]
    assert answer["whole"]["cells"]["qty"] == "-14"


def test_no_documents_are_a_whole_of_nothing(trading: Office) -> None:
    answer = trading.get(f"/reports/trade?from={day(9)}&to={day(8)}").json()  # type: ignore[attr-defined]
    assert answer["items"] == []
    assert answer["whole"]["cells"] == {"qty": "0", "amount": "0", "price": "#DIV0"}


def test_a_sum_of_which_a_part_is_hidden_is_hidden(trading: Office) -> None:
    """The guest sees no prices, and no deliveries at all."""
    assert trading.get("/reports/trade", "guest").status_code == 404
    publish({**TRADE, "rows": {"groups": [source("receipt")], "by": ["product"]}})
    found, whole = lines(trading, role="guest")
    assert found == [{"product": "pen", "qty": "9"}, {"product": "cup", "qty": "20"}]
    assert whole == {"qty": "29"}
    by_amount = {"where": {"cond": [{"field": "lines.amount", "op": "gt", "value": "1"}]}}
    publish({**TRADE, "rows": {"groups": [source("receipt", **by_amount)], "by": ["product"]}})
    assert trading.get("/reports/trade", "guest").status_code == 404


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rows": {"groups": [source("gone")], "by": ["product"]}}, "no_such_form"),
        ({"rows": {"groups": [source("receipt")], "by": ["colour"]}}, "no_such_key"),
        ({"rows": {"groups": [source("receipt", totals={"qty": "note"})], "by": ["note"]}},
         "not_a_number"),
        ({"rows": {"groups": [source("receipt"), source("delivery", keys={"product": "note"})],
                   "by": ["product"]}}, "other_keys"),
        ({"rows": {"groups": [
            source("receipt"),
            source("delivery", keys={"product": "note", "day": "day", "note": "note"}),
        ], "by": ["product"]}}, "other_type"),
        ({"rows": {"groups": [source("receipt", totals={"qty": "total", "amount": "total"})],
                   "by": ["product"]}}, "two_subforms"),
        ({"rows": {"groups": [source("receipt", date="note")], "by": ["note"]}}, "not_a_date"),
        ({"columns": [{"id": "x", "label": {"en": "x"}, "field": "name"}], "sort": []},
         "not_of_groups"),
        ({"columns": [{"id": "x", "label": {"en": "x"}, "total": "name"}], "sort": []},
         "no_such_total"),
    ],
)  # fmt: skip
def test_mistakes_are_pointed_at(office: Office, change: Json, code: str) -> None:
    with pytest.raises(InvalidDocument) as error:
        publish({**TRADE, **change})
    assert code in [one.code for one in error.value.problems]
