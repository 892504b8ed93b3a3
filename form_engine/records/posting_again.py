"""Asks the ledgers to look at a document anew, though nothing of it changed: what was reserved only
as far as it was there may take more of it now."""

from __future__ import annotations

from collections.abc import Sequence

from form_engine.catalog import get_plan
from form_engine.records import store
from form_engine.records.effects import post_last
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import NotFound
from huiliu.core.ports import Posting
from huiliu.core.records import RecordEvent
from huiliu.core.transactions import run_in_transaction


def post_again(app: AppRef, form: str, ids: Sequence[int], *, actor: Actor, cause: Cause) -> None:
    """Of approved documents, in this order: after everything else that their transaction posts.
    They are locked in the order of their numbers first: who looks at the last ones first (at
    what a receipt that is taken back sets short) meets who looks at the first ones first."""

    def work() -> None:
        plan = get_plan(app, form)
        store.lock(plan, ids)
        for id_ in ids:
            record = store.find(plan, app, id_)
            if record is None:
                raise NotFound
            if record.state == "approved":
                everything = dict.fromkeys(plan.fields, (None, None))
                event = RecordEvent("changed", record, everything)
                post_last(Posting(event, actor, cause, anew=True))

    run_in_transaction(work)
