"""Looks, after commit, whether a balance or a total has crossed a line, and sets off once for it.

One look at a time for each automation: its lock row is held while the numbers are read, so two
postings at the same moment are one crossing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from huiliu.core import events, jobs, ports
from huiliu.core.access import system_access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import NotFound
from huiliu.core.jobs import JobHandle
from huiliu.core.paths import env_of, is_true
from workflow_engine.automations.clock import run_safely
from workflow_engine.automations.models import Alert
from workflow_engine.automations.plan import AutomationPlan, automations_of
from workflow_engine.automations.run import Occasion, subject_of, system_actor
from workflow_engine.automations.typed import of_values_json, values_json

WATCH_JOB = "automation_watch"
MOST_ROWS = 5_000


def on_ledger(payload: Mapping[str, Any]) -> None:
    app = ports.documents().app_by_id(payload["app"])
    for plan in automations_of(app).of_type("ledger_threshold"):
        trigger = plan.document.trigger
        if trigger.ledger == payload["ledger"]:
            keys = payload.get("keys")
            _lock(app, plan)
            rows = ports.ledgers().sums(app, trigger.ledger, trigger.per, keys)
            _compare(app, plan, rows, _cause(payload), whole=False)


def on_record(payload: Mapping[str, Any]) -> None:
    app = ports.documents().app_by_id(payload["app"])
    for plan in automations_of(app).of_type("aggregate_threshold"):
        if plan.document.trigger.form == payload["form"]:
            _lock(app, plan)
            _compare(app, plan, _totals(app, plan), _cause(payload), whole=True)


def set_off(payload: Mapping[str, Any], job: JobHandle) -> None:
    try:
        app = ports.documents().app_by_id(payload["app"])
    except NotFound:
        return
    plan = automations_of(app).by_key.get(payload["automation"])
    if plan is None or not plan.document.enabled:
        return
    actor = system_actor(app)
    values = of_values_json(plan.form.fields, payload["values"])
    record = subject_of(app, plan, values, actor.member_id)
    cause = Cause("automation", payload["depth"], tuple(payload["chain"]))
    run_safely(plan, Occasion(record, "threshold", actor, cause, payload["key"]))


def _totals(app: AppRef, plan: AutomationPlan) -> list[dict[str, Any]]:
    trigger = plan.document.trigger
    return ports.records().totals(
        app,
        trigger.form,
        trigger.filter,
        trigger.group_by,
        {id_: (total.fn, total.field) for id_, total in trigger.totals.items()},
        access=system_access(system_actor(app), trigger.form),
    )


def _compare(
    app: AppRef,
    plan: AutomationPlan,
    rows: Iterable[Mapping[str, Any]],
    cause: Cause,
    *,
    whole: bool,
) -> None:
    """``whole``: a group that is not among the rows has nothing in it any more."""
    mine = Alert.objects.filter(app_id=app.id, automation=plan.key)
    known = {one.key: one for one in mine.exclude(key="")}
    seen: set[str] = set()
    for row in rows:
        key = _key(plan, row)
        seen.add(key)
        alert = known.get(key)
        holds = _holds(app, plan, row)
        if holds and (alert is None or not alert.on):
            _raise(app, plan, key, alert, row, cause)
        elif alert is not None and alert.on and not holds:
            mine.filter(key=key).update(on=False)
    if whole:
        mine.filter(on=True).exclude(key__in=seen).exclude(key="").update(on=False)


def _holds(app: AppRef, plan: AutomationPlan, row: Mapping[str, Any]) -> bool:
    actor = system_actor(app)
    record = subject_of(app, plan, row, actor.member_id)
    get = plan.paths.reader(record).at_record
    return is_true(plan.document.trigger.holds, get, actor, env_of(actor))


def _raise(
    app: AppRef,
    plan: AutomationPlan,
    key: str,
    alert: Alert | None,
    row: Mapping[str, Any],
    cause: Cause,
) -> None:
    times = (alert.times if alert else 0) + 1
    Alert.objects.update_or_create(
        app_id=app.id, automation=plan.key, key=key, defaults={"on": True, "times": times}
    )
    ports.jobs().enqueue(
        WATCH_JOB,
        {
            "app": app.id,
            "automation": plan.key,
            "values": values_json(row),
            "key": f"watch:{key}:{times}",
            "depth": cause.depth,
            "chain": list(cause.chain),
        },
        workspace_id=app.workspace_id,
        key=f"{app.id}:{plan.key}:{key}:{times}",
    )


def _key(plan: AutomationPlan, row: Mapping[str, Any]) -> str:
    """Of the group a row stands for: everything that is not a measure."""
    fields = plan.form.fields
    own = {path: value for path, value in row.items() if not fields[path].is_computed}
    text = json.dumps(values_json(own), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _lock(app: AppRef, plan: AutomationPlan) -> None:
    """Inside the transaction of the event's delivery."""
    Alert.objects.get_or_create(app_id=app.id, automation=plan.key, key="")
    Alert.objects.select_for_update().get(app_id=app.id, automation=plan.key, key="")


def _cause(payload: Mapping[str, Any]) -> Cause:
    cause = payload.get("cause") or {}
    return Cause("automation", cause.get("depth", 0), tuple(cause.get("chain", ())))


jobs.register(WATCH_JOB, set_off)
events.subscribe(events.LEDGER, "automations", on_ledger)
events.subscribe(events.RECORD, "automations", on_record)
