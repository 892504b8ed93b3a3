"""销售毛利: what deliveries and returns come to, by whatever the reader chooses."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound
from huiliu.reports import api as reports
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
_SIDES = (
    ("sales_delivery", "lines", 1),
    ("retail", "lines", 1),
    ("sales_return", "lines", -1),
    ("exchange", "out_lines", 1),
    ("exchange", "return_lines", -1),
)


def ran(demo: Demo, login: str, *by: str) -> reports.Ran:
    today = ports.clock().today("Asia/Shanghai")
    asked = reports.Asked(first=today.replace(year=today.year - 1), last=today, by=by)
    return reports.run(demo.app, "gross_profit", demo.actor(login), asked)


def by_hand(demo: Demo) -> dict[Any, tuple[Decimal, Decimal]]:
    """Customer → revenue and cost, out of the documents themselves."""
    sums: dict[Any, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    approved = Condition(cond=(Term(field="$state", op="eq", value="approved"),))
    for form, rows, sign in _SIDES:
        access = system_access(demo.actor("admin"), form)
        for one in ports.records().find(demo.app, form, approved, access=access, limit=1000):
            for line in one.values[rows]:
                sums[one.values["customer"]][0] += sign * line["net"]
                sums[one.values["customer"]][1] += sign * (line["cost"] or 0)
    return {customer: (net, cost) for customer, (net, cost) in sums.items()}


def test_it_is_what_the_documents_come_to(demo: Demo) -> None:
    found = ran(demo, "boss", "customer")
    wanted = by_hand(demo)
    assert {
        one.cells["customer"]: (one.cells["net"], one.cells["cost"]) for one in found.lines
    } == wanted
    assert found.whole is not None
    net, cost = (sum(amounts) for amounts in zip(*wanted.values(), strict=True))
    assert (found.whole.cells["net"], found.whole.cells["profit"]) == (net, net - cost)
    assert found.whole.cells["margin"] == round((net - cost) / net, 4)


def test_any_dimension_adds_up_to_the_same(demo: Demo) -> None:
    """Invariant I16 of the domain."""
    whole = sum(one.cells["profit"] for one in ran(demo, "boss", "product").lines)
    for by in (("customer",), ("salesperson",), ("store",), ("customer", "product")):
        assert sum(one.cells["profit"] for one in ran(demo, "boss", *by).lines) == whole


@pytest.mark.parametrize("login", ["sales", "chaoyang", "keeper"])
def test_who_may_not_see_costs_sees_no_profit(demo: Demo, login: str) -> None:
    try:
        found = ran(demo, login, "product")
    except NotFound:
        return
    shown = {one.id for one in found.columns}
    assert not shown & {"cost", "profit", "margin"}
    assert all(not {"cost", "profit", "margin"} & set(one.cells) for one in found.lines)
