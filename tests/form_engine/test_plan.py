"""A compiled plan turns what was given into what is stored, or says everything that is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from form_engine.document import FormDocument
from huiliu.core.errors import RuleRefused, ValidationFailed
from tests.form_engine.given import ACTOR, World, access_to, errors_of, form, plan_of, save, system

CUSTOMER = {"id": "customer", "type": "reference", "form": "customer", "copy": {"phone": "phone"}}
LINES: dict[str, Any] = {
    "id": "lines",
    "type": "subform",
    "fields": [
        {
            "id": "product",
            "type": "reference",
            "form": "product",
            "copy": {"price": "sale_price", "unit": "unit"},
        },
        {"id": "qty", "type": "number", "scale": 4, "required": True},
        {"id": "price", "type": "number", "scale": 6},
        {"id": "unit", "type": "text", "readonly": True},
        {
            "id": "amount",
            "type": "formula",
            "result": "money",
            "formula": "{lines.qty}*{lines.price}",
        },
    ],
}
WORLD = World(
    records={"customer": {"c1": 11, "c2": 12}, "product": {"p1": 21, "p2": 22}},
    known={
        "customer": {
            11: {"phone": "138", "level": "a", "$title": "华东"},
            12: {"phone": "139", "level": "b"},
        },
        "product": {
            21: {"sale_price": Decimal("3.5"), "unit": "箱"},
            22: {"sale_price": Decimal("0.1234567"), "unit": "个"},
        },
    },
)


@pytest.fixture
def order() -> FormDocument:
    return form(
        {"id": "no", "type": "serial", "parts": [{"kind": "count"}]},
        {"id": "bill_date", "type": "date", "required": True, "default": {"current": "today"}},
        CUSTOMER,
        {"id": "phone", "type": "text"},
        {"id": "secret", "type": "text"},
        LINES,
        {"id": "total", "type": "formula", "result": "money", "formula": "SUM({lines.amount})"},
    )


def test_computes_rows_then_totals(order: FormDocument) -> None:
    rows = [{"qty": "2", "price": "3.335"}, {"qty": "1", "price": "0.005"}]
    values = save(order, {"lines": rows})
    assert [row["amount"] for row in values["lines"]] == [Decimal("6.67"), Decimal("0.01")]
    assert values["total"] == Decimal("6.68")
    assert values["bill_date"] == date(2026, 10, 1)


def test_reports_every_mistake_with_its_path(order: FormDocument) -> None:
    given = {
        "bill_date": None,
        "customer": "nobody",
        "surprise": 1,
        "lines": [{"qty": "1"}, {"qty": "1.00001"}, {"price": "x"}],
    }
    with pytest.raises(ValidationFailed) as error:
        save(order, given, world=WORLD)
    assert errors_of(error) == {
        "surprise": ["unknown_field"],
        "lines.1.qty": ["too_precise"],
        "lines.2.price": ["bad_value"],
        "customer": ["no_such_record"],
        "bill_date": ["required"],
        "lines.2.qty": ["required"],
    }


def test_a_draft_may_be_incomplete_but_not_wrong(order: FormDocument) -> None:
    assert save(order, {"bill_date": None, "lines": [{}]}, final=False)["bill_date"] is None
    with pytest.raises(ValidationFailed) as error:
        save(order, {"bill_date": "2026-13-01"}, final=False)
    assert errors_of(error) == {"bill_date": ["bad_value"]}


def test_copies_what_a_reference_brings_unless_it_was_given(order: FormDocument) -> None:
    given = {
        "customer": "c1",
        "lines": [{"product": "p1", "qty": "1"}, {"product": "p2", "qty": "1", "price": "9"}],
    }
    values = save(order, given, world=WORLD)
    assert (values["customer"], values["phone"]) == (11, "138")
    assert [row["price"] for row in values["lines"]] == [Decimal("3.5"), Decimal("9")]
    assert [row["unit"] for row in values["lines"]] == ["箱", "个"]
    assert save(order, {"customer": "c1", "phone": "1"}, world=WORLD)["phone"] == "1"


def test_asks_one_question_per_form(order: FormDocument) -> None:
    world = World(records=WORLD.records, known=WORLD.known)
    rows = [{"product": "p1", "qty": "1"}, {"product": "p2", "qty": "1"}] * 5
    save(order, {"customer": "c1", "lines": rows}, world=world)
    assert world.asked == [
        "ids customer",
        "ids product",
        "values customer phone",
        "values product sale_price,unit",
    ]


def test_copies_anew_only_when_the_reference_changes(order: FormDocument) -> None:
    before = save(order, {"customer": "c1"}, world=WORLD) | {"phone": "old"}
    assert save(order, {"customer": "c1"}, world=WORLD, before=before)["phone"] == "old"
    assert save(order, {"secret": "x"}, world=WORLD, before=before)["phone"] == "old"
    assert save(order, {"customer": "c2"}, world=WORLD, before=before)["phone"] == "139"


def test_refuses_fields_the_actor_may_not_fill_in(order: FormDocument) -> None:
    access = access_to(order, phone="view", secret="hidden")
    with pytest.raises(ValidationFailed) as error:
        save(order, {"phone": "1", "secret": "x", "no": "A-1"}, access=access)
    assert errors_of(error) == {
        "secret": ["unknown_field"],
        "phone": ["not_allowed"],
        "no": ["not_allowed"],
    }


def test_lets_a_client_send_back_what_it_was_shown(order: FormDocument) -> None:
    access = access_to(order, phone="view", secret="hidden")
    before = save(order, {"customer": "c1", "secret": "x"}, world=WORLD) | {"no": "A-1"}
    given = {"phone": "138", "no": "A-1", "customer": "c1", "total": "999.00"}
    after = save(order, given, world=WORLD, access=access, before=before)
    assert after == before


def test_a_guess_at_a_hidden_value_learns_nothing(order: FormDocument) -> None:
    access = access_to(order, secret="hidden")
    before = save(order, {"secret": "x"})
    for guess in ("x", "y"):
        with pytest.raises(ValidationFailed) as error:
            save(order, {"secret": guess}, access=access, before=before)
        assert errors_of(error) == {"secret": ["unknown_field"]}


def test_nobody_is_asked_for_a_field_they_cannot_see() -> None:
    document = form({"id": "a", "type": "text", "required": True}, {"id": "b", "type": "text"})
    assert save(document, {"b": "x"}, access=access_to(document, a="hidden"))["a"] is None
    with pytest.raises(ValidationFailed):
        save(document, {"b": "x"})


def test_read_only_fields_are_the_systems(order: FormDocument) -> None:
    given = {"lines": [{"product": "p1", "qty": "1", "unit": "吨"}]}
    with pytest.raises(ValidationFailed) as error:
        save(order, given, world=WORLD)
    assert errors_of(error) == {"lines.0.unit": ["not_allowed"]}
    assert save(order, given, world=WORLD, access=system(order))["lines"][0]["unit"] == "吨"


def test_rows_are_matched_by_their_id_and_keep_what_was_not_given(order: FormDocument) -> None:
    before = save(order, {"lines": [{"product": "p1", "qty": "1"}, {"qty": "2"}]}, world=WORLD)
    before["lines"][0]["$row"], before["lines"][1]["$row"] = 5, 6
    access = access_to(order, lines__price="hidden")
    given = {"lines": [{"qty": "7"}, {"$row": "5", "qty": "3"}]}
    rows = save(order, given, world=WORLD, access=access, before=before)["lines"]
    assert [row.get("$row") for row in rows] == [None, 5]
    assert [row["amount"] for row in rows] == [Decimal("0.00"), Decimal("10.50")]


def test_refuses_a_row_of_another_record(order: FormDocument) -> None:
    before = save(order, {"lines": [{"qty": "2"}]})
    before["lines"][0]["$row"] = 6
    given = {"lines": [{"$row": "6"}, {"$row": "6"}, {"$row": "99", "qty": "1"}]}
    with pytest.raises(ValidationFailed) as error:
        save(order, given, before=before)
    assert errors_of(error) == {
        "lines.1.$row": ["no_such_record"],
        "lines.2.$row": ["no_such_record"],
        "lines.1.qty": ["required"],
    }


def test_rows_may_be_filled_in_where_rows_may_not_be_added(order: FormDocument) -> None:
    before = save(order, {"lines": [{"qty": "2"}]})
    before["lines"][0]["$row"] = 6
    access = access_to(order, lines="view")
    after = save(order, {"lines": [{"$row": "6", "qty": "3"}]}, access=access, before=before)
    assert after["lines"][0]["qty"] == Decimal("3")
    with pytest.raises(ValidationFailed) as error:
        save(order, {"lines": []}, access=access, before=before)
    assert errors_of(error) == {"lines": ["not_allowed"]}


def test_a_hidden_field_is_neither_required_nor_stored() -> None:
    when = {"cond": [{"field": "kind", "op": "eq", "value": "b"}]}
    document = form(
        {"id": "kind", "type": "text"},
        {"id": "rate", "type": "number", "required": True, "visible_when": when},
        {"id": "twice", "type": "formula", "result": "number", "formula": "{rate}*2"},
    )
    values = save(document, {"kind": "a", "rate": "5"})
    assert (values["rate"], values["twice"]) == (None, Decimal("0.00"))
    with pytest.raises(ValidationFailed) as error:
        save(document, {"kind": "b"})
    assert errors_of(error) == {"rate": ["required"]}


def test_a_field_is_required_while_its_condition_holds() -> None:
    urgent = {"cond": [{"field": "kind", "op": "eq", "value": "urgent"}]}
    document = form(
        {"id": "kind", "type": "text"},
        {"id": "why", "type": "text", "required_when": urgent},
    )
    assert save(document, {"kind": "usual"})["why"] is None
    assert save(document, {"kind": "urgent"}, final=False)["why"] is None
    assert save(document, {"kind": "urgent", "why": "断货"})["why"] == "断货"
    with pytest.raises(ValidationFailed) as error:
        save(document, {"kind": "urgent"})
    assert errors_of(error) == {"why": ["required"]}


def test_a_row_and_the_rows_are_required_while_a_condition_holds() -> None:
    broken = {"cond": [{"field": "lines.state", "op": "eq", "value": "broken"}]}
    listed = {"cond": [{"field": "kind", "op": "eq", "value": "listed"}]}
    document = form(
        {"id": "kind", "type": "text"},
        {
            "id": "lines", "type": "subform", "required_when": listed, "fields": [
                {"id": "state", "type": "text", "label": {"zh-CN": "状态"}},
                {"id": "cause", "type": "text", "label": {"zh-CN": "原因"},
                 "required_when": broken}]},
    )  # fmt: skip
    assert save(document, {"kind": "short"})["lines"] == []
    with pytest.raises(ValidationFailed) as error:
        save(document, {"kind": "listed"})
    assert errors_of(error) == {"lines": ["required"]}
    with pytest.raises(ValidationFailed) as error:
        save(document, {"lines": [{"state": "whole"}, {"state": "broken"}]})
    assert errors_of(error) == {"lines.1.cause": ["required"]}


def test_a_formula_error_stops_a_final_save_only() -> None:
    document = form(
        {"id": "a", "type": "number"},
        {"id": "b", "type": "formula", "result": "number", "formula": "1/{a}"},
        {"id": "c", "type": "formula", "result": "number", "formula": "{b}+1"},
    )
    assert save(document, {"a": "0"}, final=False)["b"] is None
    with pytest.raises(ValidationFailed) as error:
        save(document, {"a": "0"})
    assert errors_of(error) == {"b": ["formula_error"]}
    assert error.value.fields["b"][0].data == {"error": "#DIV0"}


def test_a_rule_speaks_with_its_own_code_and_words() -> None:
    rule = {
        "id": "future",
        "when": {"cond": [{"field": "day", "op": "gt", "value": {"current": "today"}}]},
        "code": "FUTURE_DATE",
        "message": {"zh-CN": "{day} 晚于今天"},
        "field": "day",
    }
    document = form({"id": "day", "type": "date"}, rules=[rule])
    with pytest.raises(ValidationFailed) as error:
        save(document, {"day": "2026-10-02"})
    assert isinstance(error.value, RuleRefused)
    assert error.value.as_json("zh-CN") == {
        "code": "FUTURE_DATE",
        "message": "2026-10-02 晚于今天",
        "data": {"day": "2026-10-02"},
        "fields": {
            "day": [{"code": "FUTURE_DATE", "day": "2026-10-02", "message": "2026-10-02 晚于今天"}]
        },
    }
    assert save(document, {"day": "2026-10-02"}, final=False)["day"] == date(2026, 10, 2)


def test_a_rule_on_a_column_is_asked_row_by_row(order: FormDocument) -> None:
    rule = {
        "id": "dear",
        "when": {
            "cond": [
                {"field": "lines.price", "op": "gt", "value": "5"},
                {"field": "lines.qty", "op": "gt", "value": "1"},
            ]
        },
        "code": "TOO_DEAR",
        "message": {"zh-CN": "太贵"},
        "field": "lines.price",
    }  # fmt: skip
    document = form(LINES, rules=[rule])
    rows = [{"qty": "1", "price": "9"}, {"qty": "2", "price": "1"}, {"qty": "2", "price": "9"}]
    with pytest.raises(ValidationFailed) as error:
        save(document, {"lines": rows})
    assert errors_of(error) == {"lines.2.price": ["TOO_DEAR"]}


def test_a_chosen_record_must_pass_the_filter() -> None:
    same = {"cond": [{"field": "level", "op": "eq", "value": {"field": "level"}}]}
    document = form({"id": "level", "type": "text"}, {**CUSTOMER, "copy": {}, "filter": same})
    assert save(document, {"level": "a", "customer": "c1"}, world=WORLD)["customer"] == 11
    with pytest.raises(ValidationFailed) as error:
        save(document, {"level": "b", "customer": "c1"}, world=WORLD)
    assert errors_of(error) == {"customer": ["no_such_record"]}


@pytest.mark.parametrize(("name", "is_one"), [("华东", True), ("华北", False)])
def test_a_filter_may_name_several_values(name: str, is_one: bool) -> None:
    among = {"cond": [{"field": "name", "op": "in", "value": ["华南", name]}]}
    document = form({"id": "customer", "type": "reference", "form": "customer", "filter": among})
    world = World(records={"customer": {"c1": 11}}, known={"customer": {11: {"name": "华东"}}})
    if is_one:
        assert save(document, {"customer": "c1"}, world=world)["customer"] == 11
    else:
        with pytest.raises(ValidationFailed) as error:
            save(document, {"customer": "c1"}, world=world)
        assert errors_of(error) == {"customer": ["no_such_record"]}


def test_formulas_read_through_references_and_read_references_as_titles() -> None:
    document = form(
        {"id": "customer", "type": "reference", "form": "customer"},
        {"id": "t", "type": "formula", "result": "text", "formula": "{customer}&{customer.phone}"},
    )
    assert save(document, {"customer": "c1"}, world=WORLD)["t"] == "华东138"


def test_defaults_fill_what_was_not_given() -> None:
    document = form(
        {"id": "who", "type": "member", "default": {"current": "member"}},
        {"id": "where", "type": "department", "default": {"current": "department"}},
        {"id": "at", "type": "datetime", "default": {"current": "now"}},
        {"id": "due", "type": "date", "default": {"formula": "{start}+30"}},
        {"id": "start", "type": "date", "default": {"formula": "TODAY()"}},
        {"id": "rate", "type": "number", "default": {"value": "0.13"}},
        {"id": "active", "type": "switch"},
    )
    assert save(document, {"rate": None}) == {
        "who": ACTOR.member_id,
        "where": 3,
        "at": datetime(2026, 10, 1, 8, 30, tzinfo=UTC),
        "due": date(2026, 10, 31),
        "start": date(2026, 10, 1),
        "rate": None,
        "active": False,
    }


def test_a_value_that_became_illegal_stays_until_it_is_changed() -> None:
    old = form({"id": "a", "type": "number", "scale": 4})
    new = form({"id": "a", "type": "number", "scale": 4, "max": "10"}, {"id": "b", "type": "text"})
    before = save(old, {"a": "12.5"})
    assert save(new, {"a": "12.5000", "b": "x"}, before=before)["a"] == Decimal("12.5")
    with pytest.raises(ValidationFailed):
        save(new, {"a": "12.6"}, before=before)


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


DISCOUNTED = form(
    {"id": "off", "type": "money"},
    {"id": "lines", "type": "subform", "fields": [
        {"id": "listed", "type": "money"},
        {"id": "share", "type": "formula", "result": "money", "formula": "{off}",
         "spread": "{lines.listed}"},
        {"id": "amount", "type": "formula", "result": "money",
         "formula": "{lines.listed}-{lines.share}"},
    ]},
    {"id": "total", "type": "formula", "result": "money", "formula": "SUM({lines.amount})"},
)  # fmt: skip


def test_an_amount_of_the_record_is_shared_over_its_rows() -> None:
    stored = save(DISCOUNTED, {"off": "20", "lines": [{"listed": "1308"}, {"listed": "359.4"}]})
    assert [str(row["share"]) for row in stored["lines"]] == ["15.69", "4.31"]
    assert [str(row["amount"]) for row in stored["lines"]] == ["1292.31", "355.09"]
    assert str(stored["total"]) == "1647.40"


def test_without_rows_nothing_is_shared() -> None:
    assert save(DISCOUNTED, {"off": "20", "lines": []})["total"] == Decimal("0.00")


def _priced(**more: Any) -> FormDocument:
    price = {"id": "row", "type": "reference", "form": "price", "copy": {"price": "amount"},
             "pick": {"sort": [{"field": "least", "desc": True}]},
             "filter": {"cond": [{"field": "least", "op": "lte", "value": {"field": "qty"}}]},
             **more}  # fmt: skip
    return form({"id": "qty", "type": "number"}, price, {"id": "price", "type": "number"})


PRICES = World(
    records={"price": {"p1": 1, "p10": 2, "p100": 3}},
    known={
        "price": {
            1: {"least": Decimal(1), "amount": Decimal(9)},
            2: {"least": Decimal(10), "amount": Decimal(8)},
            3: {"least": Decimal(100), "amount": Decimal(7)},
        }
    },
)


@pytest.mark.parametrize(("qty", "row", "price"), [("5", 1, 9), ("10", 2, 8), ("500", 3, 7)])
def test_the_first_record_a_filter_admits_is_picked(qty: str, row: int, price: int) -> None:
    stored = save(_priced(), {"qty": qty}, world=PRICES)
    assert (stored["row"], stored["price"]) == (row, price)


def test_what_somebody_chose_is_not_picked_over() -> None:
    stored = save(_priced(), {"qty": "500", "row": "p1"}, world=PRICES)
    assert (stored["row"], stored["price"]) == (1, 9)


def test_a_read_only_reference_is_picked_anew_at_every_save() -> None:
    document = _priced(readonly=True)
    before = save(document, {"qty": "5"}, world=PRICES)
    stored = save(document, {"qty": "50"}, world=PRICES, before=before)
    assert (stored["row"], stored["price"]) == (2, 8)


def test_nothing_is_picked_where_nothing_fits() -> None:
    stored = save(_priced(), {"qty": "0.5"}, world=PRICES)
    assert (stored["row"], stored["price"]) == (None, None)


def test_a_record_the_filter_does_not_admit_is_refused_in_the_forms_words() -> None:
    words = {"zh-CN": "已停用", "en": "Disabled"}
    document = form(
        {"id": "customer", "type": "reference", "form": "customer",
         "filter": {"cond": [{"field": "status", "op": "eq", "value": "enabled"}]},
         "refused": {"code": "MASTER_DISABLED", "message": words}},
    )  # fmt: skip
    world = World(records={"customer": {"c1": 1}}, known={"customer": {1: {"status": "disabled"}}})
    with pytest.raises(RuleRefused) as refused:
        save(document, {"customer": "c1"}, world=world)
    assert refused.value.wire_code == "MASTER_DISABLED"
    assert set(refused.value.fields) == {"customer"}


def test_a_switch_may_start_with_a_formula() -> None:
    on = {"id": "on", "type": "switch", "default": {"formula": "{qty}>5"}}
    document = form({"id": "qty", "type": "number"}, on)
    assert [save(document, {"qty": qty})["on"] for qty in ("6", "5")] == [True, False]
    assert save(document, {"qty": "6", "on": False})["on"] is False


def test_a_default_that_reads_nothing_is_there_when_a_record_is_picked() -> None:
    day = {"id": "qty", "type": "number", "default": {"formula": "5+5"}}
    fields = [day, *_priced().fields[1:]]
    document = form(day, *[one.model_dump(by_alias=True, exclude_unset=True) for one in fields[1:]])
    assert save(document, {}, world=PRICES)["row"] == 2
