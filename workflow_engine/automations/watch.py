"""Looks, after commit, whether a balance or a total has crossed a line, and sets off once for it.

Looked at is what was posted or stored, and what depends on a record that was changed: the limit on
a product moves the line of its balances. One look at a time for each automation: its lock row is
held while the numbers are read, so two postings at the same moment are one crossing. What is told
twice changes nothing: only the state of a group is compared with how it was left.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from huiliu.core import events, jobs, ports
from huiliu.core.access import system_access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import NotFound
from huiliu.core.jobs import JobHandle
from huiliu.core.paths import env_of, is_true
from workflow_engine.automations import looks
from workflow_engine.automations.clock import run_safely
from workflow_engine.automations.dependence import ANY
from workflow_engine.automations.models import Alert
from workflow_engine.automations.plan import AutomationPlan, automations_of
from workflow_engine.automations.run import Occasion, subject_of, system_actor
from workflow_engine.automations.typed import of_values_json, values_json

WATCH_JOB = "automation_watch"
MOST_ROWS = 5_000
Row = Mapping[str, Any]


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
    for plan in automations_of(app).by_dependence.get(payload["form"], ()):
        if plan.trigger.name == "aggregate_threshold":
            _lock(app, plan)
            about = looks.groups_about(app, plan, payload["form"], payload["record"])
            _compare(app, plan, _totals(app, plan), _cause(payload), whole=True, about=about)
        elif "created" not in payload["events"]:
            _lock(app, plan)
            rows = _balances_of(app, plan, payload["form"], payload["record"])
            _compare(app, plan, rows, _cause(payload), whole=False)


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


def _balances_of(app: AppRef, plan: AutomationPlan, form: str, record: int) -> Sequence[Row]:
    """Of all that the record may have moved the line for. A balance that nothing was ever posted
    to is nothing, where the record alone says which it is."""
    trigger, ledgers = plan.document.trigger, ports.ledgers()
    fields = plan.depends[form]
    if ANY in fields:
        return list(ledgers.sums(app, trigger.ledger, trigger.per, None))
    rows = [
        row
        for field in sorted(fields)
        for row in ledgers.sums_of(app, trigger.ledger, trigger.per, field, record)
    ]
    own = [path for path, field in plan.form.fields.items() if not field.is_computed]
    if not rows and own == sorted(fields):
        return [{path: record if path in own else Decimal(0) for path in plan.form.fields}]
    return rows


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
    rows: Iterable[Row],
    cause: Cause,
    *,
    whole: bool,
    about: Sequence[Row] | None = None,
) -> None:
    """``whole``: a group that is not among the rows has nothing in it any more. ``about``: of
    which groups the trace says why they do not set it off; None: of all."""
    mine = Alert.objects.filter(app_id=app.id, automation=plan.key)
    known = {one.key: one for one in mine.exclude(key="")}
    seen: set[str] = set()
    quiet: list[tuple[str, Row, bool]] = []
    for row in rows:
        key = _key(plan, row)
        seen.add(key)
        alert = known.get(key)
        holds = _holds(app, plan, row)
        if holds and (alert is None or not alert.on):
            _raise(app, plan, key, alert, row, cause)
            continue
        if alert is not None and alert.on and not holds:
            mine.filter(key=key).update(on=False)
        if about is None or looks.is_about(row, about):
            quiet.append((key, row, holds))
    looks.note(app, plan, quiet, cause)
    if whole:
        mine.filter(on=True).exclude(key__in=seen).exclude(key="").update(on=False)


def _holds(app: AppRef, plan: AutomationPlan, row: Row) -> bool:
    actor = system_actor(app)
    record = subject_of(app, plan, row, actor.member_id)
    get = plan.paths.reader(record).at_record
    return is_true(plan.document.trigger.holds, get, actor, env_of(actor))


def _raise(
    app: AppRef, plan: AutomationPlan, key: str, alert: Alert | None, row: Row, cause: Cause
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


def _key(plan: AutomationPlan, row: Row) -> str:
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
