"""What an automation would do: done for real, and taken back before anybody can see it.

The ledgers post at the end of a transaction; so does the end of a dry run, after them. What they
would refuse is therefore known too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import HuiliuError, Malformed, NotFound
from huiliu.core.forms import published_shapes
from huiliu.core.records import Record
from huiliu.core.transactions import Stage, before_commit, run_in_transaction
from workflow_engine.automations.document import AutomationDocument
from workflow_engine.automations.plan import AutomationPlan, automations_of, compiled
from workflow_engine.automations.pointers import NotThere
from workflow_engine.automations.run import Occasion, subject_of, work_for
from workflow_engine.automations.seeing import seen
from workflow_engine.automations.walk import Line, begin, walk
from workflow_engine.automations.work import Work


class _Enough(Exception):
    """Ends the transaction, so that nothing of it stays."""


def dry_run(
    app: AppRef,
    automation: str,
    *,
    actor: Actor,
    record: str = "",
    payload: Any = None,
    content: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What ``trace.rehearsal`` shows. ``record``: the public id of one that ``actor`` may see;
    ``payload``: what another system would send; ``content``: a draft, not what is published."""
    plan = _plan(app, automation, content)
    subject = _subject(app, plan, actor, record, payload)
    occasion = Occasion(subject, "dry_run", actor, Cause("automation", asked_by=actor))
    found: dict[str, Any] = {"error": None}
    try:
        run_in_transaction(lambda: _whole(plan, occasion, found))
    except _Enough:
        pass
    except HuiliuError as error:
        found["error"] = error
    return {"plan": plan, "subject": subject, **found}


def _whole(plan: AutomationPlan, occasion: Occasion, found: dict[str, Any]) -> None:
    work = work_for(plan, occasion, automations_of(occasion.record.app))
    work.is_dry = True
    holds = work.holds(plan.document.when)
    lines: list[Line] = []
    found |= {"seen": seen(plan.document.when, work), "steps": lines}
    found["outcome"] = "done" if holds else "skipped"
    work.ahead = begin(plan.document.steps) if holds else []
    walk(work, lines)
    found["changes"] = _changes(work)
    before_commit(_last, None, stage=Stage.LOCKS)


def _last(_: list[None]) -> None:
    """Behind what the ledgers have left for the same stage."""
    before_commit(_end, None, stage=Stage.LOCKS)


def _end(_: list[None]) -> None:
    raise _Enough


def _changes(work: Work) -> list[dict[str, str]]:
    return [
        {"kind": one.kind, "form": one.form, "field": one.field}
        for one in work.wrote
        if one.kind != "changed" or one.before != one.after
    ]


def _plan(app: AppRef, key: str, content: Mapping[str, Any] | None) -> AutomationPlan:
    if content is None:
        plan = automations_of(app).by_key.get(key)
    else:
        plan = compiled(AutomationDocument.parse(content), 0, published_shapes(app))
    if plan is None:
        raise NotFound
    return plan


def _subject(app: AppRef, plan: AutomationPlan, actor: Actor, record: str, payload: Any) -> Record:
    if plan.is_about_records:
        form = plan.form.key
        access = ports.permissions().access(actor, app, form)
        id_ = ports.records().ids(app, form, [record]).get(record)
        if id_ is None:
            raise NotFound
        return ports.records().read(app, form, id_, access=access)
    try:
        values = plan.trigger.rehearsed(plan.document.trigger, payload, ports.clock().now())
    except NotThere as error:
        raise Malformed(reason=str(error)) from None
    return subject_of(app, plan, values, actor.member_id)
