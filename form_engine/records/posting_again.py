"""Asks the ledgers to look at a document anew, though nothing of it changed: what was reserved only
as far as it was there may take more of it now."""

from __future__ import annotations

from form_engine.catalog import get_plan
from form_engine.records import store
from form_engine.records.effects import post_last
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import NotFound
from huiliu.core.ports import Posting
from huiliu.core.records import RecordEvent
from huiliu.core.transactions import run_in_transaction


def post_again(app: AppRef, form: str, record_id: int, *, actor: Actor, cause: Cause) -> None:
    """Of an approved document: after everything else that its transaction posts."""

    def work() -> None:
        plan = get_plan(app, form)
        record = store.find(plan, app, record_id, lock=True)
        if record is None:
            raise NotFound
        if record.state == "approved":
            everything = dict.fromkeys(plan.fields, (None, None))
            event = RecordEvent("changed", record, everything)
            post_last(Posting(event, actor, cause, anew=True))

    run_in_transaction(work)
