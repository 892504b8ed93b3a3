"""Values as the database and the wire write them."""

from __future__ import annotations

from datetime import date

from form_engine.document import FormDocument
from tests.form_engine.given import plan_of, save
from tests.support.ordering import WORLD


def test_rows_go_to_the_database_and_come_back(order: FormDocument) -> None:
    plan = plan_of(order)
    values = save(order, {"customer": "c1", "lines": [{"product": "p1", "qty": "1"}]}, world=WORLD)
    assert plan.row(values) == [None, date(2026, 10, 1), 11, "138", None, 350]
    assert plan.sub_rows("lines", values["lines"]) == [[21, 10000, 3500000, "箱", 350]]
    lines = [plan.load_sub("lines", row) for row in plan.sub_rows("lines", values["lines"])]
    assert {**plan.load(plan.row(values)), "lines": lines} == values


class Titles:
    def record(self, form: str, record_id: int) -> tuple[str, str] | None:
        return {11: ("c1", "华东商贸"), 21: ("p1", "苹果")}.get(record_id)

    def member(self, member_id: int) -> tuple[str, str] | None:
        return None

    def department(self, department_id: int) -> tuple[str, str] | None:
        return None


def test_the_wire_form_leaves_hidden_fields_out(order: FormDocument) -> None:
    plan = plan_of(order)
    values = save(order, {"customer": "c1", "lines": [{"product": "p1", "qty": "1"}]}, world=WORLD)
    values["lines"][0]["$row"] = 5
    hidden = {"secret", "lines.price", "phone"}
    written = plan.to_json(values, visible=lambda path: path not in hidden, titles=Titles())
    assert written == {
        "no": None,
        "bill_date": "2026-10-01",
        "customer": {"id": "c1", "title": "华东商贸"},
        "lines": [
            {
                "$row": "5",
                "product": {"id": "p1", "title": "苹果"},
                "qty": "1.0000",
                "unit": "箱",
                "amount": "3.50",
            }
        ],
        "total": "3.50",
    }
    linked = plan.linked([values], visible=lambda path: path != "lines.product")
    assert linked.records == {"customer": {11}}
