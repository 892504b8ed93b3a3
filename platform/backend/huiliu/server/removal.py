"""Removes a document and brings it back, with what the engines keep of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.design import api as design
from huiliu.ledgers import api as ledgers
from workflow_engine import api as flows


@dataclass(frozen=True)
class Consequences:
    """Before one says yes: ``records`` and ``runs`` under way that nobody sees any more."""

    named_by: design.NamedBy
    records: int
    runs: int


def consequences(by: Actor, app: AppRef, kind: str, key: str) -> Consequences:
    found = design.what_names(by, app, kind, key)
    of_form = kind == "form"
    records = design.affected_records(app, kind, key) if of_form else 0
    return Consequences(found, records, flows.open_runs(app, key) if of_form else 0)


@transaction.atomic
def remove(by: Actor, app: AppRef, kind: str, key: str) -> None:
    design.remove(by, app, kind, key)
    if kind == "form":
        flows.set_aside(app, key)


@transaction.atomic
def restore(by: Actor, app: AppRef, kind: str, key: str) -> int | None:
    """With all that went along, or not at all: what stays behind is in no list to be restored. The
    number of the job that makes it right, where one is needed: what happened meanwhile was posted
    to no ledger."""
    design.restore(by, app, kind, key)
    if kind == "form":
        flows.take_back(app, key)
    now = ports.documents().app_by_id(app.id)
    if kind == "ledger" and ports.documents().find(now, kind, key) is not None:
        return ledgers.start_recount(now, key, by)
    return None
