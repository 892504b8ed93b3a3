"""From codes to records of the chart of accounts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.journal.document import Accounts


def ids_of(app: AppRef, chart: Accounts, codes: Collection[str], actor: Actor) -> Mapping[str, int]:
    """Code → internal id, of the accounts that exist and may be posted to."""
    if not codes:
        return {}
    named = Term(field=chart.code, op="in", value=[*sorted(codes)])
    where = Condition(cond=(named, *((chart.usable,) if chart.usable else ())))
    access = system_access(actor, chart.form)
    found = ports.records().find(app, chart.form, where, access=access, limit=len(codes) * 2)
    return {record.values[chart.code]: record.id for record in found}
