"""Hears of what happens at nodes, after commit, and sets off what listens to it: once for each
visit that arrives and for each answer that is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from huiliu.core import events, jobs, ports
from huiliu.core.access import system_access
from huiliu.core.actor import Cause
from huiliu.core.errors import NotFound
from huiliu.core.jobs import JobHandle
from workflow_engine.automations.clock import run_safely
from workflow_engine.automations.plan import automations_of
from workflow_engine.automations.run import Occasion, system_actor
from workflow_engine.models import FlowTask, WorkItem

FLOW_JOB = "automation_flow"
_OPEN = ("pending", "waiting")


def on_task(payload: Mapping[str, Any]) -> None:
    """Inside the delivery of the event: one job for each automation that listens."""
    task = FlowTask.objects.select_related("process").filter(pk=_number(payload["task"])).first()
    if task is None:
        return
    process = task.process
    try:
        app = ports.documents().app_by_id(process.app_id)
    except NotFound:
        return
    for happening, key, by in _happenings(task, payload):
        for plan in automations_of(app).of_type("flow_event"):
            trigger = plan.document.trigger
            at_node = not trigger.nodes or task.node in trigger.nodes
            if trigger.form == process.form and at_node and happening in trigger.on:
                ports.jobs().enqueue(
                    FLOW_JOB,
                    {
                        "app": app.id,
                        "automation": plan.key,
                        "record": process.record_id,
                        "event": f"flow_{happening}",
                        "key": key,
                        "by": by,
                    },
                    workspace_id=app.workspace_id,
                    key=f"{app.id}:{plan.key}:{key}",
                )


def follow(payload: Mapping[str, Any], job: JobHandle) -> None:
    try:
        app = ports.documents().app_by_id(payload["app"])
        plan = automations_of(app).by_key.get(payload["automation"])
        if plan is None or not plan.document.enabled:
            return
        actor = ports.org().actor(payload["by"]) if payload["by"] else system_actor(app)
        access = system_access(actor, plan.form.key)
        record = ports.records().read(app, plan.form.key, payload["record"], access=access)
    except NotFound:
        return
    cause = Cause("automation")
    run_safely(plan, Occasion(record, payload["event"], actor, cause, payload["key"]))


def _happenings(
    task: FlowTask, payload: Mapping[str, Any]
) -> Iterator[tuple[str, str, int | None]]:
    """What happened, a key for it, and who did it."""
    if payload["event"] == "assigned":
        if task.items.exists():
            yield "arrived", f"flow:t{task.pk}:arrived", task.process.initiator_id
        return
    answered = WorkItem.objects.filter(task=task, member_id__in=payload["members"])
    for item in answered.exclude(state__in=_OPEN).filter(acted_at__isnull=False).order_by("id"):
        yield item.state, f"flow:i{item.pk}:{item.state}", item.member_id


def _number(task: str) -> int:
    return int(task.removeprefix("t")) if task.startswith("t") and task[1:].isdigit() else 0


jobs.register(FLOW_JOB, follow)
events.subscribe(events.TASK, "automations", on_task)
