"""Takes back what the steps of an approval did: exactly, or not at all with a reason.

A value that a later run has written over is not put back on top of it: the later run is told
instead that the value before it was ours before. So it does not matter which of two documents is
un-approved first.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import NotFound
from huiliu.core.forms import FieldShape
from huiliu.core.records import Record, RecordEvent
from workflow_engine.automations import errors
from workflow_engine.automations.models import Effect, Promise, Run
from workflow_engine.automations.plan import AppAutomations
from workflow_engine.automations.typed import is_same, of_json
from workflow_engine.behind import behind, sees_all

_FAR = 100
"""So many writes are looked at; those who look at the same moment are fewer."""


def undo(event: RecordEvent, *, actor: Actor, cause: Cause, app: AppAutomations) -> None:
    record = event.record
    runs = Run.objects.filter(
        app_id=record.app.id,
        form=record.form,
        record_id=record.id,
        event="approved",
        outcome__in=("done", "failed"),
    )
    ids = list(runs.select_for_update().order_by("id").values_list("id", flat=True))
    if not ids:
        return
    effects = list(
        Effect.objects.filter(run__in=ids, undone=False).select_related("run").order_by("-id")
    )
    _lock(record.app, effects, actor)
    for effect in effects:
        link = f"{effect.run.automation}#{record.id}"
        deeper = cause.deeper(link, cause.asker(actor))
        words = errors.titled(errors.REFUSED, _title(effect, app))
        with behind(record.app, app.shapes(effect.form), words, deeper.asked_by):
            _take_back(record.app, effect, actor, deeper, app)
    Effect.objects.filter(pk__in=[effect.pk for effect in effects]).update(undone=True)
    waiting = Promise.objects.filter(run__in=ids, state=Promise.State.WAITING)
    stopped = set(waiting.exclude(rest=[]).values_list("run_id", flat=True))
    waiting.filter(run__in=stopped).update(state=Promise.State.CANCELLED)
    touched = {effect.run_id for effect in effects} | stopped
    Run.objects.filter(pk__in=touched).update(outcome="undone")


def _lock(app: AppRef, effects: Sequence[Effect], actor: Actor) -> None:
    """What was changed, in the order in which an approval changes it: taken back from its end, it
    would be locked the other way round, and an approval and an un-approval wait for each other."""
    changed = [one for one in reversed(effects) if one.kind == Effect.Kind.CHANGED]
    steps = list(dict.fromkeys((one.run_id, one.step) for one in changed))
    in_order = sorted(changed, key=lambda one: (steps.index((one.run_id, one.step)), one.record_id))
    for form, record in dict.fromkeys((one.form, one.record_id) for one in in_order):
        with suppress(NotFound):
            access = system_access(actor, form)
            ports.records().read(app, form, record, access=access, lock=True)


def _take_back(
    app: AppRef, effect: Effect, actor: Actor, cause: Cause, plans: AppAutomations
) -> None:
    match effect.kind:
        case Effect.Kind.CHANGED:
            _put_back(app, effect, actor, cause, plans)
        case Effect.Kind.MADE:
            _retract(app, effect, actor, cause)
        case Effect.Kind.REMOVED:
            access = system_access(actor, effect.form)
            ports.records().restore(app, effect.form, effect.record_id, access=access, cause=cause)
        case Effect.Kind.SUBMITTED:
            _recall(app, effect, actor, cause)


def _recall(app: AppRef, effect: Effect, actor: Actor, cause: Cause) -> None:
    """A document that was submitted is a draft again."""
    access = system_access(actor, effect.form)
    record = _find(app, effect, access)
    if record is None:
        return
    take_back = {"approved": ports.records().unapprove, "pending": ports.records().withdraw}
    undo_it = take_back.get(str(record.state))
    if undo_it is not None:
        undo_it(app, effect.form, effect.record_id, access=access, cause=cause)


def _retract(app: AppRef, effect: Effect, actor: Actor, cause: Cause) -> None:
    access = system_access(actor, effect.form)
    if _find(app, effect, access) is not None:
        ports.records().retract(app, effect.form, effect.record_id, access=access, cause=cause)


def _put_back(
    app: AppRef, effect: Effect, actor: Actor, cause: Cause, plans: AppAutomations
) -> None:
    shape = plans.shapes(effect.form)
    field = shape.fields.get(effect.field) if shape else None
    if field is None:
        return  # the design no longer has it
    access = system_access(actor, effect.form)
    record = _find(app, effect, access)
    if record is None:
        return
    effect.refresh_from_db(fields=["before"])  # whoever was taken back while we waited told it
    later = _written_over(effect)
    if later is not None:
        later.before = effect.before
        later.save(update_fields=["before"])
    elif effect.before == effect.after:
        return  # it was so before
    elif is_same(record.values.get(effect.field), of_json(field, effect.after)):
        values = {effect.field: of_json(field, effect.before)}
        ports.records().change(
            app, effect.form, effect.record_id, values, access=access, cause=cause
        )
    else:
        asker = cause.asked_by
        knows = asker is not None and shape is not None and sees_all(asker, app, shape)
        raise errors.changed_since(_title(effect, plans), _label(field), effect.form, knows=knows)


def _find(app: AppRef, effect: Effect, access: Access) -> Record | None:
    """None when somebody has removed it since. Asked before anything is written: an error inside
    a write ends the whole transaction. Locked: nobody writes between our look and what we do."""
    try:
        return ports.records().read(app, effect.form, effect.record_id, access=access, lock=True)
    except NotFound:
        return None


def _written_over(effect: Effect) -> Effect | None:
    """The next run's write to the same field that found there what this one left. A run between
    them that had nothing to change looked at the record without waiting for anybody."""
    following = Effect.objects.filter(
        app_id=effect.app_id,
        form=effect.form,
        record_id=effect.record_id,
        field=effect.field,
        undone=False,
        pk__gt=effect.pk,
    ).order_by("pk")
    return next((one for one in following[:_FAR] if one.before == effect.after), None)


def _title(effect: Effect, plans: AppAutomations) -> dict[str, str]:
    plan = plans.by_key.get(effect.run.automation)
    return dict(plan.document.title) if plan else {"en": effect.run.automation}


def _label(field: FieldShape) -> dict[str, str]:
    return dict(field.label or {"en": field.path})
