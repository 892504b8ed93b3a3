"""Of rows that are offered, those whose record a condition admits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from form_engine.plan import Plan
from form_engine.planning.filtering import filled
from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, FieldValue, Term

Get = Callable[[str], Any]


def admitted(
    app: AppRef,
    plan: Plan,
    path: str,
    where: Condition,
    rows: Sequence[dict[str, Any]],
    known: Mapping[str, Any],
    actor: Actor,
) -> list[dict[str, Any]]:
    """``path``: the reference that names the record; a row that names none is not admitted.
    ``where`` is asked as far as the record says what to compare with."""
    asked = filled(_said(where, known.get), known.get)
    form, column = str(getattr(plan.fields[path], "form", "")), path.rpartition(".")[2]
    named: list[str | bool | None] = [row[column]["id"] for row in rows if row.get(column)]
    if not asked.cond:
        return list(rows)
    if not named:
        return []
    those = Term(field="$id", op="in", value=named)
    access = system_access(actor, form)
    both = Condition(cond=(those, asked))
    found = ports.records().find(app, form, both, access=access, limit=len(named))
    good = {one.uid for one in found}
    return [row for row in rows if row.get(column) and str(row[column]["id"]) in good]


def _said(condition: Condition, get: Get) -> Condition:
    """Without comparisons with fields that are empty."""
    parts = [_said(one, get) if isinstance(one, Condition) else one for one in condition.cond]
    kept = [one for one in parts if not _is_empty(one, get)]
    return Condition(rel=condition.rel, cond=tuple(kept))


def _is_empty(one: Condition | Term, get: Get) -> bool:
    if isinstance(one, Condition):
        return not one.cond
    return isinstance(one.value, FieldValue) and get(one.value.field) in (None, "", [])
