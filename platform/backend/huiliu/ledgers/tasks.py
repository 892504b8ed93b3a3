"""What the events of one transaction ask of each ledger, worked out before anything is locked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from huiliu.core import ports
from huiliu.core.ports import Posting
from huiliu.core.records import EventName, State
from huiliu.ledgers.costing.sources import with_sources
from huiliu.ledgers.entries import NewEntry, Read, entries_of
from huiliu.ledgers.entry_store import Source
from huiliu.ledgers.plan import LedgerPlan

APPROVED = frozenset({"approved"})
PENDING = frozenset({"pending"})
SAVED = frozenset({"saved"})
POSTS: dict[EventName, frozenset[str]] = {
    "approved": APPROVED,
    "submitted": PENDING,
    "created": SAVED,
    "restored": SAVED,
}
"""Which rules an event of a record runs; ``changed`` depends on its state. The publisher lets a
plain form post only when saved, and a document only while pending and when approved."""
UNDOES: frozenset[EventName] = frozenset({"unapproved", "deleted"})
DECIDES: frozenset[EventName] = frozenset({"approved", "rejected", "withdrawn"})
"""Ends the time in approval, and with it what was posted for that time."""
STANDING: dict[State | None, frozenset[str]] = {
    None: SAVED,
    "pending": PENDING,
    "approved": APPROVED,
}
"""By which rules a record has entries while it is in a state; in the others it has none."""
TOLD: frozenset[EventName] = frozenset({"changed", *POSTS}) | UNDOES | DECIDES


@dataclass(frozen=True)
class Task:
    """``post`` new entries, ``undo`` all that are live, or ``renew``: only what differs."""

    plan: LedgerPlan
    posting: Posting
    source: Source
    kind: Literal["post", "undo", "renew"]
    wanted: list[NewEntry] = field(default_factory=list)


def tasks_of(plan: LedgerPlan, posting: Posting, read: Read) -> Iterator[Task]:
    event, record = posting.event, posting.event.record
    source = _source(posting)
    if event.name in UNDOES or (event.name in DECIDES and record.form in plan.storage.pending):
        yield Task(plan, posting, source, "undo")
    if event.name == "changed":
        yield from _renewal(plan, posting, source, read)
    elif event.name in POSTS:
        wanted = entries_of(plan, record, POSTS[event.name], posting.actor, read)
        if wanted:
            yield Task(plan, posting, source, "post", with_sources(plan, wanted))


def recount_of(plan: LedgerPlan, posting: Posting) -> Task:
    """Whatever is posted of the record becomes what the rules of now say of it."""
    record = posting.event.record
    rules = STANDING.get(record.state, frozenset())
    is_gone = posting.event.name in UNDOES
    wanted = [] if is_gone else entries_of(plan, record, rules, posting.actor)
    return Task(plan, posting, _source(posting), "renew", with_sources(plan, wanted))


def _source(posting: Posting) -> Source:
    record = posting.event.record
    return Source(
        record.form,
        record.id,
        ports.clock().now(),
        posting.actor.member_id,
        at_the_door=posting.cause.depth == 0,
    )


def _renewal(plan: LedgerPlan, posting: Posting, source: Source, read_once: Read) -> Iterator[Task]:
    """Entries follow their record: what its approvers change in a pending document, or the system
    in an approved one, is posted anew, and only if a rule reads it."""
    event, record = posting.event, posting.event.record
    rules = STANDING.get(record.state)
    read = plan.read.get(record.form, frozenset())
    if rules is None or (record.state is not None and not read & event.changed.keys()):
        return
    wanted = entries_of(plan, record, rules, posting.actor, read_once)
    yield Task(plan, posting, source, "renew", with_sources(plan, wanted))
