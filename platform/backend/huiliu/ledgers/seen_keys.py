"""Parts of keys in words, as far as an actor may know what their records are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.ledgers.dimension_titles import words_of
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.storage import NOTHING

Key = tuple[Any, ...]


def seen_keys(
    plan: LedgerPlan, keys: Iterable[Sequence[Any]], actor: Actor
) -> Mapping[Key, dict[str, str | None]]:
    """Key → dimension → words; empty words where the actor may not see what it is, None where there
    is nothing."""
    wanted = [tuple(key) for key in keys]
    said = [_words(plan, place, {key[place] for key in wanted}, actor) for place in _places(plan)]
    ids = [one.id for one in plan.document.dimensions]
    return {
        key: {ids[place]: said[place].get(part) for place, part in enumerate(key)} for key in wanted
    }


def _places(plan: LedgerPlan) -> range:
    return range(len(plan.document.dimensions))


def _words(plan: LedgerPlan, place: int, values: set[Any], actor: Actor) -> Mapping[Any, str]:
    dimension = plan.document.dimensions[place]
    found = values - {NOTHING[plan.storage.dimensions[place].kind]}
    if dimension.type == "reference" and dimension.form:
        seen = ports.records().seen_title
        return {one: seen(plan.app, dimension.form, one, actor) for one in found}
    return {value: words for value, (_, words) in words_of(plan, dimension.id, found).items()}
