"""Counts what is there already: a ledger that is designed anew takes up the records of its forms.

A publish alone changes what is posted from now on. ``recount`` goes through all records of every
form that posts here, or ever did, a few at a time, and makes their entries what the rules of now
say. What is right already is left alone, so it may be stopped and run again. Of records that were
deleted while nothing was posted, what they had posted is taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from huiliu.core import jobs, ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import ALWAYS
from huiliu.core.errors import HuiliuError, NotFound
from huiliu.core.jobs import JobHandle
from huiliu.core.ports import Posting
from huiliu.core.records import Record, RecordEvent
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers import entry_store
from huiliu.ledgers.app_lock import lock_for_publishing
from huiliu.ledgers.plan import latest_plan
from huiliu.ledgers.posting import recount

RECOUNT_JOB = "ledger_recount"
BATCH = 50
MOST_REFUSED = 20


@dataclass
class Recounted:
    """``refused``: the first records that could not be posted, and why."""

    records: int = 0
    failed: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"records": self.records, "failed": self.failed, "refused": self.refused}


def start_recount(app: AppRef, key: str, actor: Actor) -> int:
    """The job's id. NotFound where the ledger was never published."""
    latest_plan(app).get(key)
    return ports.jobs().enqueue(
        RECOUNT_JOB,
        {"app": app.id, "ledger": key},
        workspace_id=app.workspace_id,
        member_id=actor.member_id,
        queue="long",
    )


def seen_records_of(app: AppRef, forms: Sequence[str], actor: Actor) -> int:
    """How many there are in these forms that the actor sees: a draft may name any form."""
    return sum(_counted(app, form, access) for form, access in _seen(app, forms, actor))


def _seen(app: AppRef, forms: Sequence[str], actor: Actor) -> Iterator[tuple[str, Access]]:
    for form in _there(app, forms):
        with suppress(NotFound):
            yield form, ports.permissions().access(actor, app, form)


def _all_records_of(app: AppRef, forms: Sequence[str], actor: Actor) -> int:
    return sum(_counted(app, form, system_access(actor, form)) for form in _there(app, forms))


def _there(app: AppRef, forms: Sequence[str]) -> list[str]:
    return [form for form in forms if ports.documents().find(app, "form", form) is not None]


def _counted(app: AppRef, form: str, access: Access) -> int:
    counted = {"n": ("count", None)}
    rows = ports.records().totals(app, form, ALWAYS, [], counted, access=access)
    return sum(int(row["n"]) for row in rows)


def recount_job(payload: Mapping[str, Any], job: JobHandle) -> dict[str, Any]:
    app, key = ports.documents().app_by_id(int(payload["app"])), str(payload["ledger"])
    if job.member_id is None or app.workspace_id != job.workspace_id:
        raise NotFound
    actor = ports.org().actor(job.member_id)
    forms = sorted(latest_plan(app).get(key).storage.forms)
    total, done = _all_records_of(app, forms, actor), Recounted()
    there: dict[str, set[int]] = {form: set() for form in _there(app, forms)}
    for batch in _batches(app, forms, actor):
        there[batch[0][0]].update(record for _, record in batch)
        _count(app, key, batch, actor, done)
        job.progress(done.records + done.failed, total)
    for form, records in there.items():
        _take_back_deleted(app, key, form, records, actor)
    return done.as_json()


def _take_back_deleted(app: AppRef, key: str, form: str, there: set[int], actor: Actor) -> None:
    storage = latest_plan(app).get(key).storage
    access = system_access(actor, form)
    for record_id in sorted(entry_store.records_with_live(storage, form) - there):

        def work(id_: int = record_id) -> None:
            lock_for_publishing(app.id)
            with suppress(NotFound):  # made while the others were counted
                record = ports.records().read(app, form, id_, access=access, deleted=True)
                recount(app, key, [Posting(RecordEvent("deleted", record), actor, Cause())])

        run_in_transaction(work)


def _batches(app: AppRef, forms: Sequence[str], actor: Actor) -> Iterator[list[tuple[str, int]]]:
    """Form and id, in the order in which they were made."""
    for form in _there(app, forms):
        last = 0
        while found := _after(app, form, last, actor, BATCH):
            yield [(form, record.id) for record in found]
            last = found[-1].id


def _after(app: AppRef, form: str, last: int, actor: Actor, most: int) -> list[Record]:
    access = system_access(actor, form)
    return ports.records().find(app, form, ALWAYS, access=access, limit=most, after=last)


def _count(
    app: AppRef, key: str, batch: list[tuple[str, int]], actor: Actor, done: Recounted
) -> None:
    """Together; where that is refused, one by one, so that one record keeps out no other."""
    try:
        _post(app, key, batch, actor)
        done.records += len(batch)
    except HuiliuError as error:
        if len(batch) == 1:
            _refused(app, batch[0], error, actor, done)
            return
        for one in batch:
            _count(app, key, [one], actor, done)


def _post(app: AppRef, key: str, batch: list[tuple[str, int]], actor: Actor) -> None:
    """Postings of the app wait: what is read here is what they have posted so far."""

    def work() -> None:
        lock_for_publishing(app.id)
        form, first, last = batch[0][0], batch[0][1], batch[-1][1]
        found = _after(app, form, first - 1, actor, len(batch))
        events = [RecordEvent("changed", one) for one in found if one.id <= last]
        recount(app, key, [Posting(event, actor, Cause()) for event in events])

    run_in_transaction(work)


def _refused(
    app: AppRef, one: tuple[str, int], error: HuiliuError, actor: Actor, done: Recounted
) -> None:
    form, id_ = one
    done.failed += 1
    if len(done.refused) < MOST_REFUSED:
        title = ports.records().seen_title(app, form, id_, actor)
        done.refused.append(
            {"form": form, "title": title, "message": error.message(actor.language)}
        )


jobs.register(RECOUNT_JOB, recount_job, queue="long")
