"""Brings a document into its approval, and takes the approval's word on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from form_engine.links.changing import apply_changes
from form_engine.links.keeping import keep_taken
from form_engine.links.locking import lock_sources
from form_engine.links.taking import Others, require_room
from form_engine.records import history, store
from form_engine.records.changing import write_changes
from form_engine.records.context import Writing, require_state
from form_engine.records.effects import announce
from form_engine.records.making import make
from form_engine.records.periods import require_open
from form_engine.records.told import checked_for, write
from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import NotFound, StaleRevision
from huiliu.core.records import EventName, Record, State, Values
from huiliu.core.transactions import run_in_transaction

_DECISIONS: dict[str, State] = {"approved": "approved", "rejected": "draft", "withdrawn": "draft"}


def submit(
    app: AppRef,
    form: str,
    record_id: int,
    *,
    access: Access,
    cause: Cause,
    rev: int | None = None,
    values: Values | None = None,
) -> Record:
    """A draft that is complete goes to its approvers; without a flow it is approved at once."""

    def work() -> Record:
        writing = Writing.on(app, form, access, cause)
        foresee(writing)
        record, here = writing.load_here("submit", record_id)
        require_state(record, "draft")
        require_rev(record, rev)
        if writing.plan.document.sources:
            lock_sources(writing.plan, record, writing.actor, taking=False)
        cleaned = writing.clean(values or {}, here, record.values, final=True)
        require_open(writing.plan, app, cleaned)
        changed = write_changes(writing, record, cleaned)
        pending = _moved(writing, changed or record, "pending")
        return start_flow(writing, pending, checked=changed is None, locked=True)[0]

    return write(app, form, access, work)


def foresee(writing: Writing) -> None:
    """What a submit must ask goes along with what is asked next."""
    form = writing.plan.document.id
    ports.ledgers().foresee(writing.app, form)
    ports.flows().foresee(writing.app, form)


def start_flow(
    writing: Writing, record: Record, *, checked: bool, locked: bool = False
) -> tuple[Record, bool]:
    """The document is pending and stored. Tells so, and starts its flow, or decides at once.
    ``checked``: it was checked in this transaction, and nothing was written since but itself;
    ``locked``: while its sources were locked. Returns also whether anything else may have been
    written meanwhile."""
    sources = writing.plan.document.sources
    ran = _tell(writing, record, "submitted")
    started = ports.flows().start(record, actor=writing.actor, cause=writing.cause)
    if started:
        record = _again(writing, record)
        if sources and record.state == "pending":
            require_room(writing.plan, record, writing.actor)
        return record, True
    if checked and not ran and (locked or not sources):
        return _approve_at_once(writing, record)
    return _decide(writing, record, "approved"), True


def _approve_at_once(writing: Writing, record: Record) -> tuple[Record, bool]:
    """What ``decide`` would read and check again is what was just written and checked."""
    plan = writing.plan
    require_open(plan, writing.app, record.values, posts=True)
    known: Others = {}
    if plan.document.sources:
        with checked_for(record, writing.actor):
            lock_sources(plan, record, writing.actor)
            known = require_room(plan, record, writing.actor)
    approved = _moved(writing, make(writing, record), "approved")
    ran = _tell(writing, approved, "approved")
    if plan.document.sources:
        _take(writing, approved, known)
    return approved, ran or bool(plan.document.sources)


def _take(writing: Writing, approved: Record, known: Others) -> None:
    """Its sources learn what it took of them, and what it changes is changed."""
    keep_taken(writing, approved, known)
    apply_changes(writing, approved)


def approve_without_flow(writing: Writing, draft: Record) -> Record:
    """A document that the system itself makes, through every check of an approval."""
    pending = _moved(writing, draft, "pending")
    _tell(writing, pending, "submitted")
    return _decide(writing, pending, "approved")


def take_up(record: Record, *, actor: Actor, cause: Cause) -> Record:
    """A run that was over goes on: its draft is pending again, as if it had been submitted, but
    starts no flow. It must be complete, as when it was."""

    def work() -> Record:
        access = system_access(actor, record.form)
        writing = Writing.on(record.app, record.form, access, cause)
        draft = writing.load(record.id)
        require_state(draft, "draft")
        writing.clean({}, access, draft.values, final=True)
        pending = _moved(writing, draft, "pending")
        _tell(writing, pending, "submitted")
        return _again(writing, pending)

    return run_in_transaction(work)


def decide(
    app: AppRef, form: str, record_id: int, event: str, *, actor: Actor, cause: Cause
) -> Record:
    """A flow's word on a pending document. Approval checks everything once more, as it is now."""
    if event not in _DECISIONS:
        raise ValueError(f"a flow cannot say '{event}'")

    def work() -> Record:
        writing = Writing.on(app, form, system_access(actor, form), cause)
        pending = writing.load(record_id)
        require_state(pending, "pending")
        known: Others = {}
        if event == "approved":
            with checked_for(pending, actor):
                pending, known = _checked_again(writing, pending)
                pending = make(writing, pending)
        decided = _moved(writing, pending, _DECISIONS[event])
        name: Any = event
        _tell(writing, decided, name)
        if event == "approved" and writing.plan.document.sources:
            _take(writing, decided, known)
        return decided

    return run_in_transaction(work)


def _decide(writing: Writing, record: Record, event: EventName) -> Record:
    return decide(
        record.app, record.form, record.id, event, actor=writing.actor, cause=writing.cause
    )


def _checked_again(writing: Writing, pending: Record) -> tuple[Record, Others]:
    """As it is now. What it takes of its sources is worked out while they are locked; also what
    others took of them."""
    plan = writing.plan
    require_open(plan, writing.app, pending.values, posts=True)
    if not plan.document.sources:
        writing.clean({}, writing.access, pending.values, final=True)
        return pending, {}
    lock_sources(plan, pending, writing.actor)
    cleaned = writing.clean({}, writing.access, pending.values, final=True)
    if any(link.shares for link in plan.document.links):
        pending = write_changes(writing, pending, cleaned) or pending
    return pending, require_room(plan, pending, writing.actor)


def withdraw(
    app: AppRef,
    form: str,
    record_id: int,
    *,
    access: Access,
    cause: Cause,
    rev: int | None = None,
    comment: str = "",
) -> Record:
    """The submitter takes a pending document back, as far as its flow allows."""

    def work() -> Record:
        writing = Writing.on(app, form, access, cause)
        # The flow locks its run first and the record after it, as every approver does.
        record = writing.load_for("withdraw", record_id, lock=False)
        require_state(record, "pending")
        require_rev(record, rev)
        if access.everything:
            ports.flows().retract(record, actor=writing.actor)
        else:
            ports.flows().withdraw(record, actor=writing.actor, comment=comment)
        record = _again(writing, record)
        if record.state != "pending":
            return record
        return decide(app, form, record_id, "withdrawn", actor=writing.actor, cause=cause)

    return run_in_transaction(work)


def require_rev(record: Record, rev: int | None) -> None:
    if rev is not None and rev != record.rev:
        raise StaleRevision


def _moved(writing: Writing, record: Record, state: State) -> Record:
    store.set_state(
        writing.plan, record, state, by=writing.actor.member_id, at=writing.at
    )  # fmt: skip
    return replace(record, state=state, rev=record.rev + 1, updated_at=writing.at)


def _tell(writing: Writing, record: Record, event: EventName) -> bool:
    """Whether an automation ran."""
    history.note(
        writing.plan, record, event, actor=writing.actor, cause=writing.cause, at=writing.at
    )  # fmt: skip
    return announce(event, record, actor=writing.actor, cause=writing.cause)


def _again(writing: Writing, record: Record) -> Record:
    found = store.find(writing.plan, writing.app, record.id)
    if found is None:
        raise NotFound
    return found
