"""What follows from an event, in the one order that holds for every writer.

In-transaction automations first, then the outbox; the ledgers see all events of the transaction in
one list at its very end, because a balance row that is locked is locked for everybody. Vouchers
come between what ledgers work out and the balances they lock.
"""

from __future__ import annotations

from dataclasses import replace

from form_engine.records.differences import Changed
from huiliu.core import events, ports
from huiliu.core.actor import Actor, Cause
from huiliu.core.ports import Posting
from huiliu.core.records import EventName, Record, RecordEvent
from huiliu.core.transactions import before_commit, take


def announce(
    name: EventName, record: Record, *, actor: Actor, cause: Cause, changed: Changed | None = None
) -> bool:
    """Whether an automation ran, and so may have changed this record or another. The record is
    copied: what happens to it next is another event's."""
    event = RecordEvent(name, replace(record), changed or {})
    ran = ports.automations().run(event, actor=actor, cause=cause)
    posting = Posting(event, actor, cause)
    before_commit(_publish, posting)
    before_commit(_post, posting)
    if ports.vouchers().concerned(record.app, record.form):
        before_commit(_vouch, posting)
    return ran


def post_last(posting: Posting) -> None:
    """For the ledgers alone, after all that the transaction tells them of."""
    before_commit(_post_last, posting)


def _post(postings: list[Posting]) -> None:
    """With what comes last: ledgers weigh all of a transaction together."""
    ports.ledgers().apply_all([*postings, *take(_post_last)])


def _post_last(postings: list[Posting]) -> None:
    ports.ledgers().apply_all([*take(_post), *postings])


def _vouch(postings: list[Posting]) -> None:
    """After the ledgers: by now they know what things cost."""
    ports.vouchers().apply_all(postings)


def _publish(postings: list[Posting]) -> None:
    """Of each record once, however far it came in this transaction."""
    by_record: dict[tuple[int, str, int], list[Posting]] = {}
    for posting in postings:
        record = posting.event.record
        by_record.setdefault((record.app.id, record.form, record.id), []).append(posting)
    for (app, form, record_id), steps in by_record.items():
        last, cause = steps[-1], max((one.cause for one in steps), key=lambda cause: cause.depth)
        ports.events().publish(
            events.RECORD,
            {
                "app": app,
                "form": form,
                "record": record_id,
                "events": [one.event.name for one in steps],
                "rev": last.event.record.rev,
                "by": last.actor.member_id,
                "cause": {"origin": cause.origin, "depth": cause.depth, "chain": list(cause.chain)},
            },
            workspace_id=last.actor.workspace_id,
        )
