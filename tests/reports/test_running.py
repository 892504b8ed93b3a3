"""What a report says, and to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Cause
from huiliu.reports import api as reports
from tests.reports.conftest import REPORT, Office, admin, publish, shop

pytestmark = pytest.mark.django_db


def day(ago: int) -> str:
    return (ports.clock().today("Asia/Shanghai") - timedelta(days=ago)).isoformat()


@pytest.fixture
def trading(office: Office) -> Office:
    """Twenty cups came long ago; eight went within the last ten days, one today, one before."""
    cup = office.company.cup
    office.book("receipt", cup, 20, day=day(40))
    office.book("delivery", cup, 1, day=day(30))
    office.book("delivery", cup, 5, day=day(10))
    office.book("delivery", cup, 3, day=day(1))
    office.book("delivery", cup, 1, day=day(0))
    return office


CUP = {"name": "cup", "on_hand": "10", "sold": "8", "needed": "5.60"}
PEN = {"name": "pen", "on_hand": "0", "sold": "0", "needed": "0.00"}


def test_a_line_is_a_record_its_figures_and_what_is_made_of_them(trading: Office) -> None:
    found = trading.report()
    assert [one["cells"] for one in found["items"]] == [CUP, PEN]
    assert [one["record"] for one in found["items"]] == [
        trading.company.cup,
        trading.company.pen,
    ]
    assert (found["first"], found["last"], found["total"]) == (day(10), day(1), 2)
    assert [one["id"] for one in found["columns"]] == ["name", "on_hand", "sold", "needed"]
    assert found["parameters"] == [
        {"id": "lead", "title": "Lead time", "type": "number", "value": "7"}
    ]


def test_a_delivery_that_is_taken_back_was_never_sold(trading: Office) -> None:
    last = trading.book("delivery", trading.company.cup, 2, day=day(2))
    assert trading.lines()[0]["sold"] == "10"
    headers = {"Authorization": f"Bearer {trading.company.clerk}"}
    path = f"/api/v1/apps/shop/forms/delivery/records/{last['id']}/actions/unapprove"
    answer = trading.client.post(path, "{}", content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.content
    assert trading.lines() == [CUP, PEN]


def test_whoever_looks_may_ask_for_other_days_and_other_values(trading: Office) -> None:
    asked = f"&from={day(40)}&to={day(0)}&p.lead=10"
    assert trading.lines(asked)[0] == {**CUP, "sold": "10", "needed": "10.00"}
    answer = trading.get("/reports/sold?p.lead=many")
    assert answer.status_code == 422
    assert b"lead" in answer.content


def test_what_there_was_at_the_end_of_the_period(trading: Office) -> None:
    columns: list[dict[str, Any]] = [dict(one) for one in REPORT["columns"]]
    columns[1] = {**columns[1], "figure": {**columns[1]["figure"], "over": "until"}}
    publish({**REPORT, "columns": columns})
    assert trading.lines(f"&from={day(40)}&to={day(10)}")[0]["on_hand"] == "14"


def test_a_figure_is_money_where_its_column_says_so(trading: Office) -> None:
    columns: list[dict[str, Any]] = [dict(one) for one in REPORT["columns"]]
    columns[1]["result"] = "money"
    publish({**REPORT, "columns": columns})
    types = {one["id"]: one["type"] for one in trading.report()["columns"]}
    assert (types["on_hand"], types["sold"]) == ("money", "number")


def test_only_lines_that_matter_in_the_order_of_the_report(trading: Office) -> None:
    trading.book("receipt", trading.company.pen, 3, day=day(3))
    publish({**REPORT, "sort": [{"column": "on_hand", "order": "asc"}]})
    assert [one["name"] for one in trading.lines()] == ["pen", "cup"]
    publish({**REPORT, "where": {"cond": [{"field": "on_hand", "op": "lt", "value": "5"}]}})
    assert [one["name"] for one in trading.lines()] == ["pen"]


def test_what_matters_to_the_reader_comes_first(trading: Office) -> None:
    publish({**REPORT, "show": ["needed", "name", "daily"]})
    columns = [one["id"] for one in trading.report()["columns"]]
    assert columns == ["needed", "name", "on_hand", "sold"]


def test_pages_of_lines(trading: Office) -> None:
    answer = trading.get("/reports/sold?limit=1&offset=1").json()  # type: ignore[attr-defined]
    assert [one["cells"]["name"] for one in answer["items"]] == ["pen"]
    assert answer["total"] == 2


def test_a_figure_of_a_ledger_one_may_not_see_is_not_there_nor_what_is_made_of_it(
    trading: Office,
) -> None:
    found = trading.report(role="guest")
    assert [one["id"] for one in found["columns"]] == ["name"]
    assert [one["cells"] for one in found["items"]] == [{"name": "cup"}, {"name": "pen"}]


@pytest.mark.parametrize(
    "more",
    [
        {"where": {"cond": [{"field": "on_hand", "op": "gt", "value": "5"}]}},
        {"where": {"cond": [{"field": "needed", "op": "gt", "value": "5"}]}},
        {"sort": [{"column": "needed"}]},
    ],
)
def test_a_hidden_figure_decides_nothing(trading: Office, more: dict[str, Any]) -> None:
    publish({**REPORT, **more})
    assert trading.get("/reports/sold", "guest").status_code == 404
    assert trading.get("/reports/sold").status_code == 200


def test_figures_count_only_what_the_reader_reaches(trading: Office) -> None:
    publish(
        {
            "kind": "permission",
            "version": 1,
            "id": "guest_stock",
            "ledger": "stock",
            "title": {"zh-CN": "guest"},
            "members": {"roles": ["guest"]},
            "actions": ["view"],
            "rows": {"cond": [{"field": "product.name", "op": "eq", "value": "pen"}]},
        }
    )
    trading.book("receipt", trading.company.pen, 3, day=day(3))
    found = {one["name"]: one["on_hand"] for one in trading.lines(role="guest")}
    assert found == {"cup": "0", "pen": "3"}


def test_it_stands_in_the_navigation_of_those_who_may_read_it(trading: Office) -> None:
    def kinds(role: str) -> set[str]:
        groups = trading.get("", role).json()["navigation"]  # type: ignore[attr-defined]
        return {item["kind"] for group in groups for item in group["items"]}

    assert "report" in kinds("clerk")
    publish({**REPORT, "sort": [{"column": "needed"}]})
    assert "report" not in kinds("guest")
    assert trading.get("/reports/gone").status_code == 404


def test_many_records_cost_no_more_statements(
    trading: Office, django_assert_max_num_queries: Any
) -> None:
    actor, app = admin(), shop()
    access = system_access(actor, "product")
    for n in range(30):
        values = {"name": f"p{n}"}
        ports.records().create(
            app, "product", values, access=access, submit=True, cause=Cause("system")
        )
    reports.run(app, "sold", actor, reports.Asked(), everything=True)
    with django_assert_max_num_queries(4):
        ran = reports.run(app, "sold", actor, reports.Asked(), everything=True)
    assert len(ran.lines) == 32
