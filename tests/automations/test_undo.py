"""Un-approval takes back exactly what the steps did, or refuses and changes nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.support.office import Office, automation, of_customer
from workflow_engine.automations.models import Run

STEP = {"type": "create_record", "form": "task", "values": {"note": {"value": "回访"}}}


@pytest.fixture
def customer(office: Office) -> Record:
    step = of_customer(last="{day}", credit="{total}")
    office.publish(automation("after", "approved order", step, STEP))
    return office.create("customer", name="甲公司", credit="1")


def order(office: Office, customer: Record, day: str, total: str = "5") -> Record:
    return office.create("order", submit=True, day=day, customer=customer.uid, total=total)


def test_made_records_go_and_changed_fields_come_back(office: Office, customer: Record) -> None:
    approved = order(office, customer, "2026-10-02")
    assert len(office.all("task")) == 1

    office.unapprove(approved)

    assert office.all("task") == []
    assert office.read(customer)["last"] is None
    assert office.read(customer)["credit"] == Decimal("1.00")
    assert [run.outcome for run in Run.objects.all()] == ["undone"]


def test_approving_again_after_an_undo_does_it_again(office: Office, customer: Record) -> None:
    from form_engine.api import records
    from huiliu.core.actor import Cause

    approved = order(office, customer, "2026-10-02")
    office.unapprove(approved)
    records.submit(office.app, "order", approved.id, access=office.system("order"), cause=Cause())

    assert office.read(customer)["last"] == date(2026, 10, 2)
    assert len(office.all("task")) == 1


def test_a_field_changed_by_hand_since_refuses_by_its_name(
    office: Office, customer: Record
) -> None:
    approved = order(office, customer, "2026-10-02")
    office.change(customer, credit="9")

    with pytest.raises(RuleRefused) as refused, transaction.atomic():
        office.unapprove(approved)

    assert refused.value.wire_code == "AUTOMATION_CHANGED_SINCE"
    assert "“credit”" in refused.value.message("zh-CN")
    assert len(office.all("task")) == 1
    assert office.read(customer)["last"] == date(2026, 10, 2)


@pytest.mark.parametrize("first", [0, 1, 2])
def test_documents_may_be_taken_back_in_any_order(
    office: Office, customer: Record, first: int
) -> None:
    days = ["2026-10-02", "2026-10-03", "2026-10-04"]
    orders = [order(office, customer, day, str(n)) for n, day in enumerate(days, 7)]

    office.unapprove(orders.pop(first))
    days.pop(first)
    assert office.read(customer)["last"] == date.fromisoformat(days[-1])
    office.unapprove(orders.pop(0))
    assert office.read(customer)["last"] == date.fromisoformat(days[1])
    office.unapprove(orders.pop(0))
    assert office.read(customer)["last"] is None
    assert office.read(customer)["credit"] == Decimal("1.00")


@pytest.mark.parametrize("first", [0, 1])
def test_what_two_documents_say_stays_until_both_are_taken_back(
    office: Office, customer: Record, first: int
) -> None:
    orders = [order(office, customer, "2026-10-02") for _ in range(2)]

    office.unapprove(orders.pop(first))
    assert office.read(customer)["last"] == date(2026, 10, 2)
    assert office.read(customer)["credit"] == Decimal("5.00")
    office.unapprove(orders.pop())
    assert office.read(customer)["last"] is None
    assert office.read(customer)["credit"] == Decimal("1.00")


def test_what_a_document_found_there_already_is_not_put_back(
    office: Office, customer: Record
) -> None:
    office.change(customer, credit="5", last="2026-10-02")
    approved = order(office, customer, "2026-10-02")
    office.change(customer, credit="9")

    office.unapprove(approved)

    assert office.read(customer)["credit"] == Decimal("9.00")
    assert office.read(customer)["last"] == date(2026, 10, 2)


def test_a_made_record_that_somebody_removed_is_no_obstacle(
    office: Office, customer: Record
) -> None:
    from form_engine.api import records
    from huiliu.core.actor import Cause

    approved = order(office, customer, "2026-10-02")
    task = office.all("task")[0]
    records.remove(office.app, "task", task.id, access=office.system("task"), cause=Cause())

    office.unapprove(approved)

    assert office.read(customer)["last"] is None


def test_a_submitted_document_that_was_made_is_taken_back_with_its_own_effects(
    office: Office, customer: Record
) -> None:
    follow = {
        "type": "create_record",
        "form": "order",
        "submit": True,
        "values": {"customer": {"field": "customer"}, "total": {"value": "0"}},
    }
    office.publish(
        automation(
            "follow",
            "approved order",
            follow,
            when={"cond": [{"field": "total", "op": "gt", "value": "100"}]},
        )
    )
    approved = order(office, customer, "2026-10-02", "500")
    assert [o.state for o in office.all("order")].count("approved") == 2

    office.unapprove(approved)

    assert sorted(str(o.state) for o in office.all("order")) == ["draft", "void"]
    assert office.read(customer)["credit"] == Decimal("1.00")
    assert office.all("task") == []
