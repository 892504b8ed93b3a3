"""A run taken up again where it waits: the design of then, the record and the people of now."""

from __future__ import annotations

from functools import lru_cache

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import NotFound
from huiliu.core.records import Record
from workflow_engine.automations.document import AutomationDocument
from workflow_engine.automations.models import Promise, Run, Version
from workflow_engine.automations.plan import AutomationPlan, automations_of, compiled
from workflow_engine.automations.run import Occasion, subject_of, system_actor, work_for
from workflow_engine.automations.typed import of_values_json
from workflow_engine.automations.variables import Revival
from workflow_engine.automations.work import Ahead, Work


def revived(promise: Promise) -> Work | None:
    """None when there is nothing left to do it on."""
    run = promise.run
    try:
        app = ports.documents().app_by_id(run.app_id)
    except NotFound:
        return None
    is_there = ports.documents().find(app, "automation", run.automation) is not None
    plan = _plan(app, run.automation, run.version) if is_there else None
    if plan is None:
        return None
    actor = actor_of(run, app)
    record = subject_record(app, plan, run, actor)
    if record is None:
        return None
    cause = Cause("automation", run.depth, tuple(run.chain))
    occasion = Occasion(record, run.event, actor, cause)
    work = work_for(plan, occasion, automations_of(app))
    _recall(work, promise)
    return work


def _recall(work: Work, promise: Promise) -> None:
    plan = work.plan
    revival = Revival(work.app, work.actor, work.shapes, plan.known, plan.wanted)
    work.run_id = promise.run_id
    work.promise = f"automation:{promise.run_id}:{promise.pk}"
    work.variables = revival.all(promise.variables)
    work.here = Ahead(promise.place, plan.step_at(promise.place), revival.all(promise.items))
    work.ahead = [
        Ahead(place, plan.step_at(place), revival.all(items)) for place, items in promise.rest
    ]


@lru_cache(maxsize=256)
def _plan(app: AppRef, key: str, n: int) -> AutomationPlan | None:
    """Cached by the app's revision and the version, which never changes."""
    version = Version.objects.filter(app_id=app.id, automation=key, n=n).first()
    if version is None:
        return None
    return compiled(AutomationDocument.parse(version.content), n, automations_of(app).shapes)


def actor_of(run: Run, app: AppRef) -> Actor:
    """Who has left since is stood in for: what they had begun goes on."""
    try:
        return ports.org().actor(run.by)
    except NotFound:
        return system_actor(app)


def subject_record(app: AppRef, plan: AutomationPlan, run: Run, actor: Actor) -> Record | None:
    if not run.form:
        values = of_values_json(plan.form.fields, run.subject or {})
        return subject_of(app, plan, values, run.by)
    try:
        access = system_access(actor, run.form)
        return ports.records().read(
            app, run.form, run.record_id, access=access, deleted=run.event == "deleted"
        )
    except NotFound:
        return None
