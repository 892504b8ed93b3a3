"""Writes what things cost into the documents that want to know: 成本 of a sale, at its approval.

The document that is posted learns it in the same transaction. Others, whose costs it changed, learn
it right after, each alone: their rows are not locked here, where everybody waits. So do those that
a recount counts anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from huiliu.core import events, ports
from huiliu.core.actor import Actor, Cause
from huiliu.core.exact import from_scaled
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers import entry_store
from huiliu.ledgers.costing.revaluations import changes_of
from huiliu.ledgers.models import Revaluation
from huiliu.ledgers.plan import LedgerPlan, latest_plan

Document = tuple[str, int]
Places = dict[tuple[str, int | None], Decimal | None]


def write(plan: LedgerPlan, documents: Mapping[Document, tuple[Actor, Cause]]) -> None:
    """Into each document what its live entries cost; nothing where it has none any more."""
    for (form, record), (actor, cause) in documents.items():
        if form in plan.told:
            _write(plan, form, record, actor, cause)


def tell_later(plan: LedgerPlan, documents: Mapping[Document, tuple[Actor, Cause]]) -> None:
    records = [[form, record] for form, record in documents if form in plan.told]
    if records:
        by = next(actor.member_id for actor, _ in documents.values())
        payload = {"app": plan.app.id, "ledger": plan.key, "records": records, "by": by}
        ports.events().publish(events.RECOUNTED, payload, workspace_id=plan.app.workspace_id)


def write_told(payload: Mapping[str, Any]) -> None:
    """Hears ``ledger_recounted``."""
    app = ports.documents().app_by_id(payload["app"])
    plan, actor = latest_plan(app).get(payload["ledger"]), ports.org().actor(payload["by"])
    for form, record in payload["records"]:
        if form in plan.told:
            _write_alone(plan, form, record, actor)


def write_later(payload: Mapping[str, Any]) -> None:
    """Hears ``ledger_revalued``. Reads the costs as they are now, so a repeat is harmless."""
    app = ports.documents().app_by_id(payload["app"])
    plan = latest_plan(app).get(payload["ledger"])
    who = Revaluation.objects.filter(id=payload["revaluation"]).values_list("by", flat=True).first()
    if not plan.told or who is None:
        return
    actor = ports.org().actor(who)
    changes = changes_of(plan, payload["revaluation"])
    for form, record in sorted({(c.form, c.record) for c in changes if c.form in plan.told}):
        _write_alone(plan, form, record, actor)


def _write_alone(plan: LedgerPlan, form: str, record: int, actor: Actor) -> None:
    run_in_transaction(lambda: _write(plan, form, record, actor, Cause()))


def _write(plan: LedgerPlan, form: str, record: int, actor: Actor, cause: Cause) -> None:
    live = entry_store.live_entries(plan.storage, form, record)
    places = _places(plan, form, ((e.posting, e.line, e.amounts) for e in live))
    ports.records().write_derived(plan.app, form, record, places, actor=actor, cause=cause)


def _places(
    plan: LedgerPlan, form: str, entries: Iterable[tuple[str, int | None, tuple[int, ...]]]
) -> Places:
    """By path and row; the path alone stands for every row that has no entry."""
    place = plan.storage.value_place
    assert place is not None
    scale = plan.storage.measures[place].scale
    found: dict[tuple[str, int | None], int] = {}
    for posting, line, amounts in entries:
        path = plan.told[form].get(posting)
        if path is not None:
            where = path, line if "." in path else None
            found[where] = found.get(where, 0) + amounts[place]
    nothing: Places = {(path, None): None for path in plan.told[form].values()}
    return nothing | {where: from_scaled(abs(value), scale) for where, value in found.items()}


events.subscribe(events.REVALUED, "ledger_costs", write_later)
events.subscribe(events.RECOUNTED, "ledger_costs", write_told)
