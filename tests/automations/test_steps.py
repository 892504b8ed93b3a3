"""Steps that find, compute, choose, repeat, and write: in one transaction, taken back exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from huiliu.core.errors import RuleRefused
from tests.support.office import ACTOR, Office, automation
from workflow_engine.automations.api import runs
from workflow_engine.automations.models import Run
from workflow_engine.behind import RefusedBehind

OF_CUSTOMER = {"cond": [{"field": "customer", "op": "eq", "value": {"field": "customer"}}]}
LINES = [{"qty": "2", "note": "杯"}, {"qty": "5", "note": "伞"}, {"qty": "9", "note": "灯"}]


def task(note: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "create_record", "form": "task", "values": {"note": {"formula": note}}, **more
    }  # fmt: skip


def notes(office: Office) -> list[str]:
    return [str(t.values["note"]) for t in sorted(office.all("task"), key=lambda t: t.id)]


def test_a_loop_over_rows_computes_and_chooses_for_each(office: Office) -> None:
    choose = {
        "id": "which",
        "type": "branch",
        "cases": [
            {
                "when": {"cond": [{"field": "$double.n", "op": "gt", "value": "12"}]},
                "steps": [{"id": "big", **task('CONCATENATE("多 ",{$row.note})')}],
            }
        ],
        "otherwise": [{"id": "small", **task('CONCATENATE({$row.note}," ",{$double.n})')}],
    }
    double = {
        "id": "double",
        "type": "calculate",
        "values": {"n": {"formula": "{$row.qty}*2", "scale": 0}},
    }
    loop = {
        "id": "row",
        "type": "for_each",
        "rows": "lines",
        "when": {"cond": [{"field": "$row.qty", "op": "gt", "value": "2"}]},
        "steps": [double, choose],
    }
    office.publish({**automation("loop", "approved order"), "steps": [loop]})

    office.create("order", submit=True, lines=LINES)

    assert notes(office) == ["伞 10", "多 灯"]
    steps = runs(office.app, "loop", actor=ACTOR).items[0]["steps"]
    assert [(s["id"], s["place"]) for s in steps] == [
        ("row", "steps.0"),
        ("double", "steps.0.steps.0"),
        ("which", "steps.0.steps.1"),
        ("small", "steps.0.steps.1.otherwise.0"),
        ("double", "steps.0.steps.0"),
        ("which", "steps.0.steps.1"),
        ("big", "steps.0.steps.1.cases.0.steps.0"),
    ]
    assert steps[0]["saw"] == {"times": 2}


def test_what_was_found_is_read_by_later_steps(office: Office) -> None:
    find = {"type": "find_record", "form": "task", "many": True, "match": OF_CUSTOMER}
    one = {
        "type": "find_record",
        "form": "customer",
        "match": {"cond": [{"field": "$id", "op": "eq", "value": {"field": "customer"}}]},
    }
    say = task('CONCATENATE({$s2.name}," ",{$s1.count}," ",SUM({$s1.amount}))')
    office.publish(automation("sums", "approved order", find, one, say))
    customer = office.create("customer", name="甲公司")
    for amount in ("1.50", "2"):
        office.create("task", customer=customer.uid, amount=amount, note="x")
    office.create("task", amount="100", note="别人的")

    office.create("order", submit=True, customer=customer.uid)

    assert notes(office)[-1] == "甲公司 2 3.5"


def test_a_loop_over_found_records_changes_each_and_is_undone(office: Office) -> None:
    find = {"type": "find_record", "form": "task", "many": True, "match": OF_CUSTOMER}
    by_id = {"cond": [{"field": "$id", "op": "eq", "value": {"field": "$s2"}}]}
    change = {
        "id": "change",
        "type": "update_record",
        "form": "task",
        "match": by_id,
        "values": {"amount": {"formula": "{$s2.amount}+{total}"}},
    }
    loop = {"type": "for_each", "found": "s1", "steps": [change]}
    office.publish(automation("each", "approved order", find, loop))
    customer = office.create("customer", name="甲公司")
    tasks = [office.create("task", customer=customer.uid, amount=a, note=a) for a in ("1", "2")]

    order = office.create("order", submit=True, customer=customer.uid, total="10")
    assert [office.read(t)["amount"] for t in tasks] == [Decimal("11.00"), Decimal("12.00")]

    office.unapprove(order)
    assert [office.read(t)["amount"] for t in tasks] == [Decimal("1.00"), Decimal("2.00")]


def test_upsert_changes_what_matches_and_makes_what_does_not(office: Office) -> None:
    by_note = {"cond": [{"field": "note", "op": "eq", "value": {"field": "lines.note"}}]}
    step = {
        "type": "upsert_record",
        "form": "task",
        "each": "lines",
        "match": by_note,
        "values": {"note": {"field": "lines.note"}, "amount": {"field": "lines.qty"}},
    }
    office.publish(automation("keep", "approved order", step))
    office.create("task", note="伞", amount="1")

    order = office.create("order", submit=True, lines=LINES[:2])
    found = {t.values["note"]: t.values["amount"] for t in office.all("task")}
    assert found == {"伞": Decimal("5.00"), "杯": Decimal("2.00")}

    office.unapprove(order)
    found = {t.values["note"]: t.values["amount"] for t in office.all("task")}
    assert found == {"伞": Decimal("1.00")}


def test_what_was_deleted_comes_back_at_un_approval(office: Office) -> None:
    step = {"type": "delete_record", "form": "task", "match": OF_CUSTOMER}
    office.publish(automation("clean", "approved order", step))
    customer = office.create("customer", name="甲公司")
    kept = office.create("task", note="别人的")
    gone = office.create("task", customer=customer.uid, note="待办", amount="3")

    order = office.create("order", submit=True, customer=customer.uid)
    assert [t.id for t in office.all("task")] == [kept.id]

    office.unapprove(order)
    assert office.read(gone)["amount"] == Decimal("3.00")


def test_a_pushed_draft_holds_the_rows_that_are_still_open(office: Office) -> None:
    push = {
        "type": "push_document",
        "form": "order",
        "values": {"customer": {"field": "customer"}, "note": {"value": "下推"}},
        "rows": {
            "lines": {
                "of": "lines",
                "when": {"cond": [{"field": "lines.qty", "op": "gt", "value": "2"}]},
                "values": {"qty": {"formula": "{lines.qty}-1"}, "note": {"field": "lines.note"}},
            }
        },
    }
    only = {"cond": [{"field": "note", "op": "ne", "value": "下推"}]}
    office.publish(automation("push", "approved order", push, when=only))
    customer = office.create("customer", name="甲公司")

    order = office.create("order", submit=True, customer=customer.uid, note="源", lines=LINES)
    draft = next(o for o in office.all("order") if o.values["note"] == "下推")
    rows = [(row["note"], row["qty"]) for row in draft.values["lines"]]
    assert (draft.state, rows) == ("draft", [("伞", Decimal("4.00")), ("灯", Decimal("8.00"))])

    office.unapprove(order)
    assert [o.state for o in office.all("order") if o.id == draft.id] == ["void"]
    empty = office.create("order", submit=True, note="空", lines=LINES[:1])
    assert [o.values["note"] for o in office.all("order")].count("下推") == 1
    assert empty.state == "approved"


def test_a_found_draft_is_submitted_and_taken_back(office: Office) -> None:
    drafts = {
        "cond": [
            {"field": "$state", "op": "eq", "value": "draft"},
            {"field": "customer", "op": "eq", "value": {"field": "customer"}},
        ]
    }
    find = {"type": "find_record", "form": "order", "many": True, "match": drafts}
    office.publish(
        automation(
            "send",
            "approved order",
            find,
            {"type": "start_flow", "of": "s1"},
            when={"cond": [{"field": "note", "op": "eq", "value": "先"}]},
        )
    )
    customer = office.create("customer", name="甲公司")
    draft = office.create("order", customer=customer.uid, note="后")

    def state() -> list[str | None]:
        return [o.state for o in office.all("order") if o.id == draft.id]

    order = office.create("order", submit=True, customer=customer.uid, note="先")
    assert state() == ["approved"]

    office.unapprove(order)
    assert state() == ["draft"]


def test_nothing_found_refuses_where_it_must_not_be(office: Office) -> None:
    find = {"type": "find_record", "form": "task", "match": OF_CUSTOMER, "required": True}
    office.publish(automation("must", "approved order", find, task('"x"')))

    with pytest.raises(RuleRefused) as refused, transaction.atomic():
        office.create("order", submit=True)

    assert refused.value.wire_code == "AUTOMATION_NOTHING_FOUND"
    assert (office.all("order"), office.all("task")) == ([], [])


def test_it_may_write_no_more_than_its_member_where_that_is_said(office: Office) -> None:
    own = {"acts_as": {"rights": "own"}}
    office.publish(automation("mine", "created customer", task('"x"'), **own))
    office.grant(ACTOR.member_id, "task")

    with pytest.raises(RefusedBehind) as refused, transaction.atomic():
        office.create("customer", name="甲公司")

    assert refused.value.wire_code == "forbidden"
    assert (office.all("customer"), Run.objects.count()) == ([], 0)


def test_states_and_deletion_set_off_what_listens(office: Office) -> None:
    steps = {"type": "state_changed", "steps": ["voided", "unapproved"]}
    say = task('CONCATENATE("态 ",{$state})')
    office.publish(automation("states", "x order", say, trigger=steps))
    office.publish(automation("gone", "deleted customer", task("{name}")))
    order = office.create("order", submit=True)
    assert notes(office) == []

    office.unapprove(order)
    office.remove(office.create("customer", name="甲公司"))

    assert notes(office) == ["态 draft", "甲公司"]
