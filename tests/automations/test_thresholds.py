"""A line is crossed once, and again only after it was not; buttons are there for whom they are."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from huiliu.core.actor import Actor, Cause
from huiliu.core.errors import NotFound, RuleRefused, StateConflict
from tests.support.office import ACTOR, Office, automation
from workflow_engine.automations.api import buttons, watch
from workflow_engine.automations.models import Run

OVER = {
    "type": "aggregate_threshold",
    "form": "order",
    "filter": {"cond": [{"field": "$state", "op": "eq", "value": "approved"}]},
    "group_by": ["customer"],
    "totals": {"owed": {"fn": "sum", "field": "total"}, "n": {"fn": "count"}},
    "holds": {"cond": [{"field": "owed", "op": "gt", "value": {"field": "customer.credit"}}]},
}
TASK = {
    "type": "create_record",
    "form": "task",
    "values": {
        "customer": {"field": "customer"},
        "note": {"formula": 'CONCATENATE({customer.name}," ",{n})'},
        "amount": {"field": "owed"},
    },
}


def look(office: Office) -> None:
    """Delivers what was told of records, then does the jobs."""
    told, office.events.published = office.events.published, []
    for name, payload in told:
        if name == "record":
            with transaction.atomic():
                watch.on_record(payload)
    office.work()


def notes(office: Office) -> list[tuple[Any, str]]:
    found = sorted(office.all("task"), key=lambda t: t.id)
    return [(t.values["note"], str(t.values["amount"])) for t in found]


def test_a_total_crosses_its_line_once_and_again_after_it_was_back(office: Office) -> None:
    office.publish({**automation("over", "x y", TASK), "trigger": OVER})
    customer = office.create("customer", name="甲公司", credit="100")
    other = office.create("customer", name="乙公司", credit="1000")

    def order(amount: str, of: Any = customer) -> Any:
        made = office.create("order", submit=True, customer=of.uid, total=amount)
        look(office)
        return made

    order("60")
    assert notes(office) == []
    last = order("50")
    order("5")
    order("500", other)
    assert notes(office) == [("甲公司 2", "110.00")]

    office.unapprove(last)
    look(office)
    order("60")
    assert notes(office) == [("甲公司 2", "110.00"), ("甲公司 3", "125.00")]


def test_who_may_not_see_all_of_it_is_not_told_of_a_total(office: Office) -> None:
    from huiliu.notify.models import Notification

    tell = {
        "type": "notify",
        "to": {"roles": ["boss", "sales"]},
        "message": {"zh-CN": "{customer} 欠 {owed}"},
    }
    office.org.roles.update(boss=[1], sales=[3])
    office.grant(3, "order", total="hidden")
    office.publish({**automation("over", "x y", tell), "trigger": OVER})
    customer = office.create("customer", name="甲公司", credit="1")
    office.create("order", submit=True, customer=customer.uid, total="60")
    look(office)
    office.work()
    assert list(Notification.objects.values_list("member_id", flat=True)) == [1]
    assert Notification.objects.get().data == {"customer": "甲公司", "owed": "60"}


BUTTON = {"type": "button", "label": {"zh-CN": "生成任务"}, "roles": ["sales"]}
MAKE = {"type": "create_record", "form": "task", "values": {"note": {"field": "note"}}}
SELLER = Actor(3, 1, "销售员", role_keys=frozenset({"sales"}))


def test_a_button_is_there_for_its_roles_while_its_condition_holds(office: Office) -> None:
    open_ = {"cond": [{"field": "total", "op": "gt", "value": "0"}]}
    office.publish(automation("make", "x order", MAKE, trigger=BUTTON, when=open_))
    order = office.create("order", note="单", total="5")

    assert buttons.shown(office.app, "order", order.uid, actor=ACTOR) == []
    shown = buttons.shown(office.app, "order", order.uid, actor=SELLER)
    assert [(one["key"], one["label"]) for one in shown] == [("make", {"zh-CN": "生成任务"})]
    with pytest.raises(StateConflict):
        press(office, order, ACTOR)

    press(office, order, SELLER)
    assert [(t.values["note"], t.created_by) for t in office.all("task")] == [("单", 3)]
    assert Run.objects.get().by == 3

    office.change(order, total="0")
    assert buttons.shown(office.app, "order", order.uid, actor=SELLER) == []
    with pytest.raises(StateConflict):
        press(office, order, SELLER)
    office.permissions.given["order", 3] = None
    with pytest.raises(NotFound):
        press(office, order, SELLER)


def test_a_button_that_is_refused_changes_nothing(office: Office) -> None:
    must = {
        "type": "find_record",
        "form": "customer",
        "required": True,
        "match": {"cond": [{"field": "name", "op": "eq", "value": "甲"}]},
    }
    office.publish(automation("make", "x order", MAKE, must, trigger=BUTTON))
    order = office.create("order", note="单")
    with pytest.raises(RuleRefused), transaction.atomic():
        press(office, order, SELLER)
    assert (office.all("task"), Run.objects.count()) == ([], 0)


def press(office: Office, order: Any, actor: Actor) -> None:
    cause = Cause("browser")
    buttons.press(office.app, "order", order.uid, "make", actor=actor, cause=cause)
