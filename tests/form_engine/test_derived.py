"""What other engines work out for a record is written into it without being anybody's change."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from form_engine.api import records
from form_engine.models import RecordChange
from huiliu.core.actor import Cause
from huiliu.core.records import Record
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db

MONEY = {"type": "money", "scale": 2}


@pytest.fixture
def sales(company: Company) -> Company:
    company.publish(
        "sale",
        [
            {"id": "cost", **MONEY},
            {
                "id": "lines",
                "type": "subform",
                "fields": [
                    {"id": "net", **MONEY},
                    {"id": "cost", **MONEY},
                    {"id": "profit", "type": "formula", "result": "money", "scale": 2,
                     "formula": "{lines.net}-{lines.cost}"},
                ],
            },
            {"id": "profit", "type": "formula", "result": "money", "scale": 2,
             "formula": "SUM({lines.profit})"},
        ],
        document=True,
    )  # fmt: skip
    return company


def costs(company: Company, sale: Record, given: dict[tuple[str, int | None], Any]) -> Record:
    actor = company.actor()
    records.write_derived(company.app, "sale", sale.id, given, actor=actor, cause=Cause())
    return company.read(sale)


def test_a_cost_is_written_and_the_profit_follows(sales: Company) -> None:
    sale = sales.create("sale", {"lines": [{"net": "10"}, {"net": "20"}]}, submit=True)
    before = sales.read(sale)
    first, second = (row["$row"] for row in before.values["lines"])
    written = RecordChange.objects.count()

    after = costs(sales, sale, {("lines.cost", first): Decimal("4.00"), ("lines.cost", None): None})

    assert [row["cost"] for row in after.values["lines"]] == [Decimal("4.00"), None]
    assert [row["profit"] for row in after.values["lines"]] == [Decimal("6.00"), Decimal("20.00")]
    assert after.values["profit"] == Decimal("26.00")
    assert (after.rev, after.state) == (before.rev, "approved")
    assert RecordChange.objects.count() == written

    both = costs(sales, sale, {("lines.cost", second): Decimal("5.00"), ("cost", None): Decimal(9)})
    assert [row["cost"] for row in both.values["lines"]] == [Decimal("4.00"), Decimal("5.00")]
    assert both.values["cost"] == Decimal("9.00")
    gone = costs(sales, sale, {("lines.cost", None): None, ("cost", None): None})
    assert gone.values == before.values


def test_a_record_that_is_not_there_is_passed_over(sales: Company) -> None:
    actor = sales.actor()
    given = {("cost", None): Decimal(1)}
    records.write_derived(sales.app, "sale", 12345, given, actor=actor, cause=Cause())
