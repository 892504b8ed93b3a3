"""Numbers that the company sets and the formulas of its close use: the rates of surtaxes."""

from __future__ import annotations

from decimal import Decimal

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.exact import parse
from huiliu.core.records import Record
from huiliu.journal.figures import Ledger
from huiliu.journal.months import last_day
from huiliu.journal.statement_document import Closing, Parameter


def parameters(ledger: Ledger, closing: Closing, month: str) -> dict[str, Decimal]:
    return {
        name: _number(_record(ledger.app, one, month), one)
        for name, one in closing.parameters.items()
    }


def _record(app: AppRef, one: Parameter, month: str) -> Record | None:
    access = system_access(Actor(0, app.workspace_id, ""), one.form)
    terms: list[Term | Condition] = [one.where] if one.where is not None else []
    if one.since is not None:
        terms.append(Term(field=one.since, op="lte", value=last_day(month).isoformat()))
    where = Condition(cond=tuple(terms))
    return ports.records().latest(app, one.form, where, by=one.since, access=access)


def _number(record: Record | None, one: Parameter) -> Decimal:
    """A switch counts as 1 or 0."""
    value = record.values.get(one.field) if record else None
    if one.equals is not None and value is not None:
        return Decimal(int(value == one.equals))
    if isinstance(value, bool):
        return Decimal(int(value))
    return value if isinstance(value, Decimal) else parse(one.otherwise)
