"""关闭 and 反关闭: what is open of an approved document is no longer wanted, or is again.

Whatever hangs on the open quantity follows: a ledger that reserves it lets it go.
"""

from __future__ import annotations

from dataclasses import replace

from form_engine.records import history, store
from form_engine.records.context import Writing, require_state
from form_engine.records.derived import derive
from form_engine.records.effects import announce
from form_engine.records.submitting import require_rev
from form_engine.records.told import write
from huiliu.core.access import Access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import NotFound, StateConflict
from huiliu.core.records import EventName, Record


def close(
    app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause, rev: int | None = None
) -> Record:
    """Refuses nothing but what is closed already."""
    return _turned(app, form, record_id, access, cause, rev, "close", "closed")


def reopen(
    app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause, rev: int | None = None
) -> Record:
    return _turned(app, form, record_id, access, cause, rev, "reopen", "reopened")


def _turned(
    app: AppRef,
    form: str,
    record_id: int,
    access: Access,
    cause: Cause,
    rev: int | None,
    action: str,
    event: EventName,
) -> Record:
    def work() -> Record:
        writing = Writing.on(app, form, access, cause)
        record = writing.load_for(action, record_id)
        execution = writing.plan.document.execution
        if execution is None:
            raise NotFound
        require_state(record, "approved")
        require_rev(record, rev)
        status = record.values.get(execution.status)
        if (status == "closed") == (event == "closed"):
            raise StateConflict(state=str(status))
        wanted = "closed" if event == "closed" else None
        return _derived(writing, record, execution.status, wanted, event)

    return write(app, form, access, work)


def _derived(
    writing: Writing, record: Record, field: str, status: str | None, event: EventName
) -> Record:
    store.set_state(writing.plan, record, "approved", by=writing.actor.member_id, at=writing.at)
    after, changed = derive(writing, record.id, {(field, None): status})
    assert after is not None
    after = replace(after, updated_at=writing.at)
    actor, cause = writing.actor, writing.cause
    history.note(
        writing.plan, after, event, actor=actor, cause=cause, at=writing.at, changed=changed
    )
    announce("changed", after, actor=actor, cause=cause, changed=changed)
    return after
