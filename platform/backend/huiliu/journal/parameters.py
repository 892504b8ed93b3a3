"""Numbers that the company sets and the formulas of its close use: the rates of surtaxes."""

from __future__ import annotations

from decimal import Decimal

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition
from huiliu.core.exact import parse
from huiliu.core.records import Record
from huiliu.journal.figures import Ledger
from huiliu.journal.statement_document import Closing


def parameters(ledger: Ledger, closing: Closing) -> dict[str, Decimal]:
    forms = sorted({one.form for one in closing.parameters.values()})
    records = {form: _first(ledger.app, form) for form in forms}
    return {
        name: _number(records[one.form], one.field, one.otherwise)
        for name, one in closing.parameters.items()
    }


def _first(app: AppRef, form: str) -> Record | None:
    access = system_access(Actor(0, app.workspace_id, ""), form)
    found = ports.records().find(app, form, Condition(), access=access, limit=1)
    return found[0] if found else None


def _number(record: Record | None, field: str, otherwise: str) -> Decimal:
    """A switch counts as 1 or 0."""
    value = record.values.get(field) if record else None
    if isinstance(value, bool):
        return Decimal(int(value))
    return value if isinstance(value, Decimal) else parse(otherwise)
