"""A dry run shows what would happen, also what would be refused, and leaves nothing behind."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.errors import NotFound, RuleRefused
from tests.support.office import ACTOR, Office, automation, of_customer
from workflow_engine.automations.api import dry_run, rehearsal
from workflow_engine.automations.models import Effect, Promise, Run

TASK = {"type": "create_record", "form": "task", "values": {"note": {"field": "note"}}}
TELL = {"type": "notify", "to": {"creator": True}, "message": {"zh-CN": "{note}"}}


def rehearse(office: Office, actor: Any = ACTOR, **more: Any) -> dict[str, Any]:
    found = dry_run(office.app, "try", actor=actor, **more)
    return rehearsal(office.app, found, actor=actor)


def state(office: Office) -> tuple[Any, ...]:
    return (
        [(t.id, t.rev, t.values) for t in office.all("task")],
        [(c.id, c.rev, c.values) for c in office.all("customer")],
        Run.objects.count() + Effect.objects.count() + Promise.objects.count(),
    )


def test_it_shows_every_step_and_changes_nothing(office: Office) -> None:
    wait = {"type": "wait", "days": 1}
    step = of_customer(last="{day}")
    office.publish(automation("try", "changed order", step, TASK, TELL, wait, TASK))
    customer = office.create("customer", name="甲公司")
    order = office.create("order", day="2026-10-02", customer=customer.uid, note="单")
    before = state(office)

    found = rehearse(office, record=order.uid)

    assert state(office) == before
    assert [(s["outcome"], s["text"]) for s in found["steps"]] == [
        ("done", "“customer”匹配 1 条，修改 1 条"),
        ("done", "新增 1 条“task”"),
        ("foreseen", "提交后执行：通知了 采购员"),
        ("foreseen", "提交后执行：等到 2026-10-02 10:00"),
        ("done", "新增 1 条“task”"),
    ]
    assert [(c["kind"], c["form"], c["field"]) for c in found["changes"]] == [
        ("changed", "customer", "last"),
        ("made", "task", ""),
        ("made", "task", ""),
    ]
    assert (found["outcome"], found["record"]["title"]) == ("done", "单")


def test_it_says_why_it_would_not_run(office: Office) -> None:
    when = {"cond": [{"field": "total", "op": "gt", "value": "40"}]}
    office.publish(automation("try", "changed order", TASK, when=when))
    order = office.create("order", total="10")
    found = rehearse(office, record=order.uid)
    assert (found["text"], found["steps"]) == ("未执行：total 10 > 40 不成立", [])


def test_what_the_ledgers_would_refuse_is_told(office: Office) -> None:
    office.publish(automation("try", "changed order", {**TASK, "form": "task"}))
    order = office.create("order", note="单")
    before = state(office)
    office.ledgers.refuse = RuleRefused("NEGATIVE_STOCK", {"zh-CN": "库存不足"})

    found = rehearse(office, record=order.uid)

    office.ledgers.refuse = None
    assert state(office) == before
    assert (found["outcome"], found["text"]) == ("failed", "失败：库存不足")


def test_a_draft_may_be_tried_and_a_hidden_record_may_not(office: Office) -> None:
    order = office.create("order", note="单", total="7")
    when = {"cond": [{"field": "total", "op": "gt", "value": "40"}]}
    draft = automation("try", "changed order", TASK, when=when)
    sales = office.org.actor(3)
    office.grant(3, "order", total="hidden")

    found = rehearse(office, actor=sales, record=order.uid, content=draft)
    assert found["text"] == "未执行：total ••• > 40 不成立"

    office.permissions.given["order", 3] = None
    with pytest.raises(NotFound):
        rehearse(office, actor=sales, record=order.uid, content=draft)


def test_what_another_system_would_send_may_be_tried(office: Office) -> None:
    trigger = {"type": "http_received", "fields": {"note": {"pointer": "/n"}}}
    office.publish({**automation("try", "x y", TASK), "trigger": trigger})
    found = rehearse(office, payload={"n": "收到"})
    assert (found["steps"][0]["outcome"], office.all("task")) == ("done", [])
