"""Ends a record's life and undoes that: recycle bin, void, un-approval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from form_engine.links.downstream import followers, require_no_downstream
from form_engine.links.keeping import keep_taken
from form_engine.links.locking import lock_sources
from form_engine.records import history, store
from form_engine.records.context import Writing, require_state
from form_engine.records.derived import derive
from form_engine.records.effects import announce
from form_engine.records.periods import require_open
from form_engine.records.submitting import require_rev, withdraw
from form_engine.records.told import write
from form_engine.records.undoing import require_rules
from form_engine.uses.guard import require_unused
from huiliu.core.access import Access, system_access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import Conflict, FieldError, ValidationFailed
from huiliu.core.records import EventName, Record, State
from huiliu.core.transactions import run_in_transaction

_WHY = {"zh-CN": "请填写作废原因", "en": "Say why the document is voided"}


class ChangeApplied(Conflict):
    code = "CHANGE_APPLIED"
    words = {
        "zh-CN": "变更已生效，不能反审核，请再做一张变更单",
        "en": "The change is in effect. Make another change order instead",
    }


def _require_undoable(writing: Writing) -> None:
    if writing.plan.document.changes is not None:
        raise ChangeApplied


class WasSubmitted(Conflict):
    """Its number is known to others; voiding keeps it."""

    code = "was_submitted"
    words = {
        "zh-CN": "单据曾经提交，不能删除，请作废。",
        "en": "The document was submitted before. Void it instead of deleting it.",
    }


def remove(app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause) -> None:
    """Into the recycle bin. A document only while it never left its draft."""

    def work() -> None:
        writing = Writing.on(app, form, access, cause)
        record = writing.load_for("delete", record_id)
        require_state(record, None, "draft")
        if record.state is not None and history.was_ever_submitted(writing.plan, record_id):
            raise WasSubmitted
        require_unused(record, writing.actor)
        store.set_deleted(writing.plan, record, by=writing.actor.member_id, at=writing.at)
        _tell(writing, replace(record, rev=record.rev + 1, updated_at=writing.at), "deleted")

    write(app, form, access, work)


def restore(app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause) -> Record:
    """Out of the recycle bin, unless something else took its unique values meanwhile."""

    def work() -> Record:
        writing = Writing.on(app, form, access, cause)
        record = writing.load_for("restore", record_id, deleted=True)
        require_open(writing.plan, app, record.values)
        store.set_restored(writing.plan, record, by=writing.actor.member_id, at=writing.at)
        back = replace(record, rev=record.rev + 1, updated_at=writing.at)
        return _tell(writing, back, "restored")

    return write(app, form, access, work)


def unapprove(
    app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause, rev: int | None = None
) -> Record:
    """Back to a draft, with every effect of the approval undone, or refused by a ledger."""
    moving = _moving(app, form, record_id, access, cause, rev, "unapprove", "approved", "draft")

    def work() -> Record:
        record = moving()
        return _no_longer_counting(Writing.on(app, form, access, cause), record)

    return write(app, form, access, work)


def void(
    app: AppRef,
    form: str,
    record_id: int,
    *,
    access: Access,
    cause: Cause,
    rev: int | None = None,
    reason: str = "",
) -> Record:
    """A draft that counts for nothing any more; its number stays taken. A form that keeps the
    reason wants to hear one, but from the system."""
    moving = _moving(app, form, record_id, access, cause, rev, "void", "draft", "void")

    def work() -> Record:
        record = moving()
        writing = Writing.on(app, form, access, cause)
        life = writing.plan.document.life
        field = life.void_reason if life is not None else None
        if field is None:
            return record
        if not reason.strip() and not access.everything:
            raise ValidationFailed(words=_WHY, fields={field: [FieldError("required")]})
        kept = derive(writing, record_id, {(field, None): reason.strip() or None})[0]
        return replace(record, values=kept.values) if kept else record

    return write(app, form, access, work)


def _no_longer_counting(writing: Writing, record: Record) -> Record:
    """A draft takes nothing of its sources, and is not closed."""
    document = writing.plan.document
    if document.sources:
        keep_taken(writing, record)
    if document.execution is None or record.values.get(document.execution.status) != "closed":
        return record
    return derive(writing, record.id, {(document.execution.status, None): None})[0] or record


def retract(app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause) -> None:
    """Takes back what an automation made, as far as each step of the way back is allowed."""

    def work() -> None:
        record = Writing.on(app, form, access, cause).load(record_id)
        if record.state == "approved":
            record = unapprove(app, form, record_id, access=access, cause=cause)
        if record.state == "pending":
            record = withdraw(app, form, record_id, access=access, cause=cause)
        if record.state == "draft":
            void(app, form, record_id, access=access, cause=cause)
        elif record.state is None:
            remove(app, form, record_id, access=access, cause=cause)

    run_in_transaction(work)


def _take_back_with_it(writing: Writing, record_id: int) -> None:
    """What its approval made goes before it does."""
    app, form = writing.app, writing.plan.document.id
    made = followers(app, form, record_id, states=("draft", "pending", "approved"))
    for one in [one for one in made if one.linked.link.with_source]:
        there = one.linked.form
        access = system_access(writing.actor, there)
        retract(app, there, one.id, access=access, cause=writing.cause)


_EVENTS: dict[str, EventName] = {"unapprove": "unapproved", "void": "voided"}


def _moving(
    app: AppRef,
    form: str,
    record_id: int,
    access: Access,
    cause: Cause,
    rev: int | None,
    action: str,
    before: State,
    after: State,
) -> Callable[[], Record]:
    def work() -> Record:
        writing = Writing.on(app, form, access, cause)
        record = writing.load_for(action, record_id)
        require_state(record, before)
        require_rev(record, rev)
        if before == "approved":
            require_open(writing.plan, app, record.values, posts=True)
            _require_undoable(writing)
            require_rules(writing, record)
            _take_back_with_it(writing, record_id)
            require_no_downstream(app, form, record_id, writing.actor)
            lock_sources(writing.plan, record, writing.actor, taking=False)
        store.set_state(writing.plan, record, after, by=writing.actor.member_id, at=writing.at)
        moved = replace(record, state=after, rev=record.rev + 1, updated_at=writing.at)
        return _tell(writing, moved, _EVENTS[action])

    return work


def _tell(writing: Writing, record: Record, event: EventName) -> Record:
    history.note(
        writing.plan, record, event, actor=writing.actor, cause=writing.cause, at=writing.at
    )  # fmt: skip
    announce(event, record, actor=writing.actor, cause=writing.cause)
    return record
