"""An automation goes through the lines of a report: 补货建议."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.conditions import ALWAYS
from tests.reports.conftest import REPORT, Office, admin, publish, shop
from tests.support.company import Json

pytestmark = pytest.mark.django_db

WISH: Json = {
    "kind": "form",
    "version": 1,
    "id": "wish",
    "title": {"zh-CN": "补货建议"},
    "fields": [
        {"id": "product", "type": "reference", "form": "product", "label": {"zh-CN": "商品"}},
        {"id": "qty", "type": "number", "scale": 2, "label": {"zh-CN": "数量"}},
    ],
}
LOW: Json = {**REPORT, "where": {"cond": [{"field": "needed", "op": "gt", "value": "0"}]}}


def suggest(*steps: Json) -> Json:
    return {
        "kind": "automation",
        "version": 1,
        "id": "suggest",
        "title": {"zh-CN": "补货建议"},
        "trigger": {"type": "record_approved", "form": "receipt"},
        "steps": [
            {"id": "low", "type": "run_report", "report": "sold", "parameters": {"lead": "20"}},
            {"id": "one", "type": "for_each", "found": "low", "steps": list(steps)},
        ],
    }


UPSERT: Json = {
    "id": "wish",
    "type": "upsert_record",
    "form": "wish",
    "match": {"cond": [{"field": "product", "op": "eq", "value": {"field": "$one.record"}}]},
    "values": {
        "product": {"formula": "{$one.record}"},
        "qty": {"formula": "{$one.needed}-{$one.on_hand}"},
    },
}


def wishes() -> list[tuple[Any, Any]]:
    found = ports.records().find(shop(), "wish", ALWAYS, access=system_access(admin(), "wish"))
    titles = ports.records().titles(shop(), "product", [one.values["product"] for one in found])
    return [(titles[one.values["product"]][1], str(one.values["qty"])) for one in found]


@pytest.fixture
def trading(office: Office) -> Office:
    office.book("receipt", office.company.cup, 20, day=days_ago(5))
    office.book("delivery", office.company.cup, 12, day=days_ago(2))
    publish(LOW)
    publish(WISH)
    return office


def days_ago(days: int) -> str:
    from datetime import timedelta

    return (ports.clock().today("Asia/Shanghai") - timedelta(days=days)).isoformat()


def test_each_line_becomes_a_record_and_the_next_run_replaces_it(trading: Office) -> None:
    publish(suggest(UPSERT))
    trading.book("receipt", trading.company.pen, 1, day=days_ago(1))
    assert wishes() == [("cup", "16.00")]
    trading.book("delivery", trading.company.cup, 1, day=days_ago(1))
    trading.book("receipt", trading.company.pen, 1, day=days_ago(1))
    assert wishes() == [("cup", "19.00")]


def test_a_report_that_is_not_there_is_pointed_at(trading: Office) -> None:
    from huiliu.core.documents import InvalidDocument

    wrong = suggest(UPSERT)
    wrong["steps"][0] = {**wrong["steps"][0], "report": "gone"}
    with pytest.raises(InvalidDocument) as error:
        publish(wrong)
    assert ("steps.0.report", "no_such_report") in [
        (one.path, one.code) for one in error.value.problems
    ]
