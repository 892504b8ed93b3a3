"""Changes a record: only what was given, only if it is still what the writer saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from form_engine.attachments import note_uses
from form_engine.links.keeping import keep_taken
from form_engine.links.locking import lock_sources
from form_engine.links.taking import require_room
from form_engine.records import history, store
from form_engine.records.approved import editable, only_editable
from form_engine.records.context import Writing, require_state
from form_engine.records.differences import differences
from form_engine.records.effects import announce
from form_engine.records.periods import require_open
from form_engine.records.told import write
from form_engine.uses.circles import require_acyclic
from form_engine.uses.guard import require_kept
from huiliu.core.access import Access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import Forbidden, StaleRevision
from huiliu.core.records import Record, Values


def change(
    app: AppRef,
    form: str,
    record_id: int,
    values: Values,
    *,
    access: Access,
    cause: Cause,
    rev: int | None = None,
    found: Callable[[Record], None] = lambda _: None,
) -> Record:
    """A draft or a plain record. A pending document only by its flow; an approved one only by
    the system itself, which keeps sums and states on it (已入库数量), but for the fields that its
    form leaves open. ``found`` is given the record as it was once nobody else could change it."""

    def work() -> Record:
        writing = Writing.on(app, form, access, cause)
        record, here = writing.load_here("edit", record_id)
        found(record)
        _require_open(writing, record)
        if rev is not None and rev != record.rev:
            raise StaleRevision
        final = record.state not in ("draft",)
        settled = record.state == "approved"
        cleaned = writing.clean(values, here, record.values, final=final, settled=settled)
        if settled and not access.everything:
            cleaned = only_editable(writing.plan, record, cleaned)
        else:
            require_open(writing.plan, app, cleaned)
        return write_changes(writing, record, cleaned) or record

    return write(app, form, access, work)


def write_changes(writing: Writing, record: Record, values: Values) -> Record | None:
    """Stores, notes and tells what is different; None when nothing is."""
    plan = writing.plan
    before = record.values
    changed = differences(plan, before, values)
    if not changed:
        return None
    require_kept(record, values, changed, writing.actor)
    require_acyclic(plan, writing.app, values, writing.actor, but=record.id)
    wording = writing.number_and_name(values)
    by = writing.actor.member_id
    store.update(plan, record, values, wording, by=by, at=writing.at)
    after = replace(
        record, values=values, rev=record.rev + 1, version=plan.version, updated_at=writing.at
    )  # fmt: skip
    if not writing.access.everything and not writing.here(record.id, "edit").grants:
        raise Forbidden
    note_uses(plan, record.id, values, before)
    history.note(
        plan,
        after,
        "changed",
        actor=writing.actor,
        cause=writing.cause,
        at=writing.at,
        changed=changed,
    )
    announce("changed", after, actor=writing.actor, cause=writing.cause, changed=changed)
    if record.state == "approved" and plan.document.sources:
        _take_anew(writing, record, after)
    return after


def _take_anew(writing: Writing, record: Record, after: Record) -> None:
    """What the system changes in an approved document takes more or less of its sources."""
    for one in (record, after):
        lock_sources(writing.plan, one, writing.actor, taking=False)
    require_room(writing.plan, after, writing.actor)
    keep_taken(writing, after, before=record.values)


def _require_open(writing: Writing, record: Record) -> None:
    if record.state == "pending" and writing.cause.origin == "flow":
        return
    if record.state == "approved" and (writing.access.everything or editable(writing.plan)):
        return
    require_state(record, None, "draft")
