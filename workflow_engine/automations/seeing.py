"""What a condition saw, term by term, so that a person can read why it held or did not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition, FieldValue, Term
from huiliu.core.expressions.values import plain
from huiliu.core.forms import FieldShape
from huiliu.core.paths import is_true
from workflow_engine.automations.work import Work


def seen(condition: Condition | None, work: Work) -> list[dict[str, Any]]:
    """One line a term: ``{"field","op","value","saw","holds"}``, and ``against``: what it saw in
    the field that it compares with."""
    return [_seen(term, work) for term in (_terms(condition) if condition else ())]


def _seen(term: Term, work: Work) -> dict[str, Any]:
    told = {
        "field": term.field,
        "op": term.op,
        "value": term.model_dump(mode="json")["value"],
        "saw": _value(term.field, work),
        "holds": is_true(Condition(cond=(term,)), work.get, work.actor, work.env),
    }
    if isinstance(term.value, FieldValue):
        told["against"] = _value(term.value.field, work)
    return told


def _value(path: str, work: Work) -> Any:
    return shown(work.get(path), work.reader.steps.get(path), work)


def shown(value: Any, step: tuple[FieldShape, str] | None, work: Work) -> Any:
    if isinstance(value, list):
        return [shown(one, step, work) for one in value[:50]]
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return "#" if step is None or step[1] else named(value, step[0], work.app)
    return value


def named(value: Any, field: FieldShape, app: AppRef) -> str:
    """The words for an id; "#" where it has none. Of what is no id, itself; of nothing, nothing."""
    match field.type:
        case _ if value is None:
            return ""
        case "reference" if field.form:
            return ports.records().titles(app, field.form, [value]).get(value, ("", "#"))[1]
        case "member":
            return ports.org().names([value]).get(value, "#")
        case "department":
            return ports.org().department_names([value]).get(value, "#")
        case "text" | "date" | "choice":
            return str(value)
        case _:
            return "#"


def _terms(condition: Condition) -> Iterator[Term]:
    for part in condition.cond:
        if isinstance(part, Term):
            yield part
        else:
            yield from _terms(part)
