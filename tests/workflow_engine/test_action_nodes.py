"""Action nodes: steps of automations inside a flow, and how they are taken back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from form_engine.api import records
from huiliu.core import ports
from huiliu.core.errors import HuiliuError
from tests.support.killing import die_everywhere
from tests.support.office import Office, of_customer, open_office
from tests.workflow_engine.test_subflows import Flowing, approval
from workflow_engine import api
from workflow_engine.models import FlowTask, WorkItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def flows() -> Iterator[Flowing]:
    with open_office() as office, ports.bound(flows=api.flows):
        yield Flowing(office)


def action(*steps: dict[str, Any]) -> dict[str, Any]:
    numbered = [{"id": f"s{n}", **step} for n, step in enumerate(steps, 1)]
    return {"id": "act", "type": "action", "steps": numbered}


def customer(office: Office) -> Any:
    return office.create("customer", name="王记", credit="100")


CREDIT = of_customer(credit="{total}")


def test_steps_are_done_when_the_flow_gets_there(flows: Flowing) -> None:
    flows.publish("order", approval(), action(CREDIT), approval("b"))
    them = customer(flows.office)
    order = flows.submit(customer=them.uid, total="30")
    assert flows.office.read(them)["credit"] == Decimal(100)
    flows.answer(order, 2, api.approve)
    assert flows.office.read(them)["credit"] == Decimal(30)
    assert flows.state(order) == "pending"


def test_unapproval_takes_them_back(flows: Flowing) -> None:
    flows.publish("order", action(CREDIT))
    them = customer(flows.office)
    order = flows.submit(customer=them.uid, total="30")
    assert flows.state(order) == "approved"
    flows.office.unapprove(order)
    assert flows.office.read(them)["credit"] == Decimal(100)


@pytest.mark.parametrize("how", ["reject", "withdraw"])
def test_so_does_a_flow_that_ends_otherwise(flows: Flowing, how: str) -> None:
    flows.publish("order", action(CREDIT), approval("b"))
    them = customer(flows.office)
    order = flows.submit(customer=them.uid, total="30")
    assert flows.office.read(them)["credit"] == Decimal(30)
    if how == "reject":
        flows.answer(order, 2, api.reject)
    else:
        access = flows.office.system("order")
        from huiliu.core.actor import Cause

        records.withdraw(flows.office.app, "order", order.id, access=access, cause=Cause())
    assert flows.office.read(them)["credit"] == Decimal(100)


def test_what_a_step_is_refused_the_vote_is_refused(flows: Flowing) -> None:
    """More customers would match than a step may change: nothing of the vote stays."""
    missing = {**of_customer(credit="{total}"), "values": {"name": {"formula": "1/0"}}}
    flows.publish("order", approval(), action(missing))
    them = customer(flows.office)
    order = flows.submit(customer=them.uid, total="30")
    with pytest.raises(HuiliuError):
        flows.answer(order, 2, api.approve)
    assert flows.state(order) == "pending"
    assert WorkItem.objects.get().state == "pending"
    assert not FlowTask.objects.filter(node="act").exists()


def test_a_mistake_in_a_step_is_pointed_at(flows: Flowing) -> None:
    content = {
        "kind": "flow", "version": 1, "id": "f", "form": "order", "title": {"zh-CN": "f"},
        "nodes": [
            {"id": "start", "type": "start"},
            action({**CREDIT, "form": "gone"}),
            {"id": "end", "type": "end"},
        ],
    }  # fmt: skip
    found = api.publisher.validate(flows.office.app, "f", content)
    assert [(one.path, one.code) for one in found] == [("nodes.1.steps.0.form", "no_such_form")]


@pytest.mark.django_db(transaction=True)
def test_a_death_among_the_steps_leaves_neither_them_nor_the_vote(flows: Flowing) -> None:
    flows.publish("order", approval(), action(CREDIT, CREDIT), approval("b"))
    them = customer(flows.office)
    flows.submit(customer=them.uid, total="30")
    item, actor = WorkItem.objects.get().pk, flows.office.org.actor(2)

    def seen() -> Any:
        tasks = FlowTask.objects.order_by("id").values_list("node", "status")
        return flows.office.read(them), list(tasks), WorkItem.objects.get(pk=item).state

    assert die_everywhere(lambda: api.approve(item, actor=actor), seen) > 10
    assert flows.office.read(them)["credit"] == Decimal(30)
    assert FlowTask.objects.filter(node="act").count() == 1
