"""Public ids in a condition become the internal ids that columns hold. One query per form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from form_engine.field_type import type_of
from form_engine.plan import Plan
from form_engine.queries.ids import ids_of
from form_engine.queries.paths import Source, reference, target_form
from form_engine.uid import is_uid
from huiliu.core.conditions import Condition, Term

NOBODY = "-1"


def with_internal_ids(source: Source, condition: Condition) -> Condition:
    """A record that does not exist is one that no field points at."""
    asked: dict[str, set[str]] = defaultdict(set)
    _collect(source, condition, asked)
    if not asked:
        return condition
    known = {form: ids_of(source.app, form, sorted(uids)) for form, uids in asked.items()}
    return _replaced(source, condition, known)


def _collect(source: Source, condition: Condition, asked: dict[str, set[str]]) -> None:
    for part in condition.cond:
        if isinstance(part, Condition):
            _collect(source, part, asked)
        elif any(is_uid(value) for value in _literals(part)):
            form = _form_at(source, part.field)
            if form is not None:
                asked[form] |= {value for value in _literals(part) if is_uid(value)}


def _replaced(
    source: Source, condition: Condition, known: Mapping[str, Mapping[str, int]]
) -> Condition:
    parts: list[Condition | Term] = []
    for part in condition.cond:
        if isinstance(part, Condition):
            parts.append(_replaced(source, part, known))
        else:
            ids = known.get(_form_at(source, part.field) or "")
            parts.append(part if ids is None else _term(part, ids))
    return Condition(rel=condition.rel, cond=tuple(parts))


def _term(term: Term, ids: Mapping[str, int]) -> Term:
    def internal(value: Any) -> Any:
        return str(ids.get(value, NOBODY)) if is_uid(value) else value

    value: Any = term.value
    if isinstance(value, list):
        return term.model_copy(update={"value": [internal(one) for one in value]})
    return term.model_copy(update={"value": internal(value)})


def _literals(term: Term) -> list[Any]:
    return term.value if isinstance(term.value, list) else [term.value]


def _form_at(source: Source, path: str) -> str | None:
    """The form whose records are at the end of the path; None if it does not end at records."""
    return _target(source, source.plan, path)


def _target(source: Source, plan: Plan, path: str) -> str | None:
    if path == "$id":
        return plan.document.id
    config = plan.fields.get(path)
    if config is not None:
        return target_form(plan, path) if type_of(config).link == "record" else None
    names = path.split(".")
    for length in (1, 2):
        head, rest = ".".join(names[:length]), ".".join(names[length:])
        config = plan.fields.get(head)
        if config is not None and rest and type_of(config).link == "record":
            _, there = reference(source.app, plan, head, path, 3)
            return None if there is None else _target(source, there, rest)
    return None
