"""Conditions name a record by its public id; values in a record are internal ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.forms import FormShape, find_path, published_shapes

NO_RECORD = "-1"

Known = Mapping[tuple[str, str], int]
"""(form, public id) → internal id."""


def with_internal_ids(condition: Condition, form: FormShape, app: AppRef) -> Condition:
    """The same condition, with the records it names by what fields hold of them. One question per
    form; none when no record is named."""
    shapes = published_shapes(app)

    def target(path: str) -> str:
        field = find_path(form, path, shapes)
        return field.form if field is not None and field.type == "reference" else ""

    asked: dict[str, set[str]] = defaultdict(set)
    for term in _terms(condition):
        for literal in _literals(term):
            if there := target(term.field):
                asked[there].add(literal)
    if not asked:
        return condition
    known = {
        (there, uid): number
        for there, uids in asked.items()
        for uid, number in ports.records().ids(app, there, sorted(uids)).items()
    }
    return _replaced(condition, lambda term: _term(term, target(term.field), known))


def _terms(condition: Condition) -> Iterator[Term]:
    for part in condition.cond:
        if isinstance(part, Term):
            yield part
        else:
            yield from _terms(part)


def _literals(term: Term) -> list[str]:
    given = term.value if isinstance(term.value, list) else [term.value]
    return [one for one in given if isinstance(one, str) and one]


def _replaced(condition: Condition, change: Callable[[Term], Term]) -> Condition:
    parts = tuple(
        change(part) if isinstance(part, Term) else _replaced(part, change)
        for part in condition.cond
    )
    return Condition(rel=condition.rel, cond=parts)


def _term(term: Term, there: str, known: Known) -> Term:
    if not there or not _literals(term):
        return term

    def internal(one: Any) -> Any:
        return str(known.get((there, one), NO_RECORD)) if isinstance(one, str) else one

    value = term.value
    changed = [internal(one) for one in value] if isinstance(value, list) else internal(value)
    return term.model_copy(update={"value": changed})
