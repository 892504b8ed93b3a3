"""The words for the parts of keys: titles of records, names of people, one call per dimension."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from huiliu.core import ports
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.storage import NOTHING

Position = int


def titles_of(plan: LedgerPlan, keys: Iterable[Sequence[Any]]) -> dict[tuple[Position, Any], str]:
    """(position of the dimension, value) → words. Empty values have none."""
    return {place: title for place, (_, title) in ids_and_titles(plan, keys).items()}


def words_of(
    plan: LedgerPlan, dimension: str, values: Iterable[Any]
) -> Mapping[Any, tuple[str, str]]:
    """Values of one dimension → (public id, words)."""
    found = plan.document.dimension[dimension]
    return _words(plan, found.type, found.form or "", sorted(set(values)))


def ids_and_titles(
    plan: LedgerPlan, keys: Iterable[Sequence[Any]]
) -> dict[tuple[Position, Any], tuple[str, str]]:
    """(position of the dimension, value) → (public id, words)."""
    found: dict[tuple[Position, Any], tuple[str, str]] = {}
    columns = list(zip(*keys, strict=True))
    for position, dimension in enumerate(plan.document.dimensions):
        nothing = NOTHING[plan.storage.dimensions[position].kind]
        values = sorted(set(columns[position]) - {nothing}) if columns else []
        for value, words in _words(plan, dimension.type, dimension.form or "", values).items():
            found[position, value] = words
    return found


def _words(
    plan: LedgerPlan, kind: str, form: str, values: list[Any]
) -> Mapping[Any, tuple[str, str]]:
    if not values:
        return {}
    match kind:
        case "reference":
            return ports.records().titles(plan.app, form, values)
        case "member":
            return {i: (str(i), name) for i, name in ports.org().names(values).items()}
        case "department":
            return {i: (str(i), name) for i, name in ports.org().department_names(values).items()}
        case _:
            return {value: (str(value), str(value)) for value in values}
