"""Automations run inside the save, in their order, all or nothing, and leave a readable trace."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from huiliu.core.errors import RuleRefused
from tests.support.office import ACTOR, Office, automation, of_customer
from workflow_engine.automations.api import runs
from workflow_engine.automations.models import Effect, Run
from workflow_engine.behind import RefusedBehind


def test_an_approved_order_changes_its_customer_and_makes_tasks(office: Office) -> None:
    task = {
        "type": "create_record",
        "form": "task",
        "each": "lines",
        "values": {
            "customer": {"field": "customer"},
            "note": {"formula": 'CONCATENATE({lines.note}," ×",{lines.qty})'},
            "amount": {"formula": "{lines.qty}/3"},
        },
    }
    office.publish(automation("after", "approved order", of_customer(last="{day}"), task))
    customer = office.create("customer", name="甲公司")

    office.create(
        "order",
        submit=True,
        day="2026-10-02",
        customer=customer.uid,
        lines=[{"qty": "2", "note": "杯"}, {"qty": "5", "note": "伞"}],
    )

    assert office.read(customer)["last"] == date(2026, 10, 2)
    tasks = office.all("task")
    assert sorted((t.values["note"], t.values["amount"]) for t in tasks) == [
        ("伞 ×5", Decimal("1.67")),
        ("杯 ×2", Decimal("0.67")),
    ]
    assert {t.values["customer"] for t in tasks} == {customer.id}
    assert {t.created_by for t in tasks} == {ACTOR.member_id}


def test_a_condition_that_does_not_hold_does_nothing_and_says_why(office: Office) -> None:
    when = {
        "cond": [
            {"field": "total", "op": "gt", "value": "100"},
            {"field": "customer", "op": "not_empty"},
        ]
    }
    office.publish(automation("large", "approved order", of_customer(last="{day}"), when=when))
    customer = office.create("customer", name="甲公司")

    office.create("order", submit=True, day="2026-10-02", customer=customer.uid, total="99.50")

    assert office.read(customer)["last"] is None
    item = runs(office.app, "large", actor=ACTOR).items[0]
    assert item["outcome"] == "skipped"
    assert item["steps"] == []
    assert [(s["field"], s["saw"], s["holds"]) for s in item["seen"]] == [
        ("total", "99.5", False),
        ("customer", "甲公司", True),
    ]


def test_they_run_by_order_then_by_id(office: Office) -> None:
    for id_, order in (("b", 20), ("c", 10), ("a", 20)):
        step = {
            "type": "create_record", "form": "task", "values": {"note": {"value": id_}}
        }  # fmt: skip
        office.publish(automation(id_, "created customer", step, order=order))
    office.publish(automation("off", "created customer", step, enabled=False))

    office.create("customer", name="甲公司")

    assert [t.values["note"] for t in sorted(office.all("task"), key=lambda t: t.id)] == [
        "c", "a", "b",
    ]  # fmt: skip


def test_a_change_sets_off_only_what_watches_its_fields(office: Office) -> None:
    step = {"type": "create_record", "form": "task", "values": {"note": {"field": "name"}}}
    watch = {"fields": ["credit"]}
    office.publish(automation("credit", "changed customer", step, trigger=watch))
    customer = office.create("customer", name="甲公司")

    office.change(customer, name="乙公司")
    assert office.all("task") == []
    office.change(customer, credit="5")
    assert [t.values["note"] for t in office.all("task")] == ["乙公司"]


def test_a_step_that_is_refused_refuses_the_save(office: Office) -> None:
    step = {"type": "create_record", "form": "task", "values": {"note": {"value": "x" * 300}}}
    office.publish(automation("bad", "created customer", step))

    with pytest.raises(RefusedBehind) as refused, transaction.atomic():
        office.create("customer", name="甲公司")

    assert refused.value.wire_code == "validation_failed"
    assert office.all("customer") == []
    assert not Run.objects.exists()


def test_a_formula_that_fails_refuses_the_save(office: Office) -> None:
    office.publish(automation("bad", "approved order", of_customer(credit="1/{total}")))
    customer = office.create("customer", name="甲公司")

    with pytest.raises(RuleRefused) as refused:
        office.create("order", submit=True, customer=customer.uid, total="0")

    assert refused.value.wire_code == "AUTOMATION_FORMULA"
    assert "#DIV0" in refused.value.message("zh-CN")


def test_one_that_keeps_setting_itself_off_is_stopped_by_name(office: Office) -> None:
    match = {"cond": [{"field": "$id", "op": "eq", "value": {"field": "$id"}}]}
    more = {"credit": {"formula": "{credit}+1"}}
    step = {"type": "update_record", "form": "customer", "match": match, "values": more}
    office.publish(automation("counter", "changed customer", step))
    customer = office.create("customer", name="甲公司", credit="1")

    with pytest.raises(RuleRefused) as refused, transaction.atomic():
        office.change(customer, name="乙公司")

    assert refused.value.wire_code == "AUTOMATION_LOOP"
    assert refused.value.message("zh-CN").startswith("智能助手“counter”反复触发自己")
    assert office.read(customer)["credit"] == Decimal("1.00")


def test_one_that_settles_may_set_itself_off(office: Office) -> None:
    match = {"cond": [{"field": "$id", "op": "eq", "value": {"field": "$id"}}]}
    fixed = {"credit": {"formula": "LEN({name})"}}
    step = {"type": "update_record", "form": "customer", "match": match, "values": fixed}
    office.publish(automation("length", "changed customer", step))
    customer = office.create("customer", name="甲")

    office.change(customer, name="乙公司")

    assert office.read(customer)["credit"] == Decimal("3.00")


def test_a_chain_that_goes_too_deep_is_stopped(office: Office) -> None:
    step = {"type": "create_record", "form": "task", "values": {"note": {"value": "again"}}}
    office.publish(automation("forever", "created task", step))

    with pytest.raises(RuleRefused) as refused, transaction.atomic():
        office.create("task", note="first")

    assert refused.value.wire_code == "AUTOMATION_DEPTH"
    assert office.all("task") == []


def test_a_trace_shows_values_only_to_who_may_see_them(office: Office) -> None:
    when = {"cond": [{"field": "total", "op": "gt", "value": "1"}]}
    step = {"type": "create_record", "form": "task", "values": {"note": {"value": "x"}}}
    office.publish(automation("large", "approved order", step, when=when))
    order = office.create("order", submit=True, total="50", note="单据")

    item = runs(office.app, "large", actor=ACTOR).items[0]
    assert item["record"] == {"id": order.uid, "title": "单据"}
    assert item["seen"][0]["saw"] == "50"
    assert item["steps"][0]["saw"]["created"] == [office.all("task")[0].uid]

    office.grant(3, "order", total="hidden")
    masked = runs(office.app, "large", actor=office.org.actor(3)).items[0]
    assert masked["seen"][0]["saw"] is None
    office.permissions.given["order", 3] = None
    blind = runs(office.app, "large", actor=office.org.actor(3)).items[0]
    assert (blind["record"], blind["seen"][0]["saw"]) == (None, None)


def test_effects_are_kept_with_the_values_before_and_after(office: Office) -> None:
    office.publish(automation("after", "approved order", of_customer(last="{day}", credit="7")))
    customer = office.create("customer", name="甲公司", credit="2")
    office.create("order", submit=True, day="2026-10-02", customer=customer.uid)

    kept = Effect.objects.order_by("field").values_list("field", "before", "after")
    assert list(kept) == [("credit", "2.00", "7.00"), ("last", None, "2026-10-02")]
