"""Records that are chosen by themselves: the first that a reference's filter admits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from form_engine.planning.filtering import filled
from form_engine.planning.reading import Reading
from form_engine.planning.scope import Slot
from form_engine.planning.work import Part, Work
from huiliu.core.conditions import Condition

EVERY = Condition(cond=())


def pick(work: Work, slot: Slot, parts: Iterable[Part], reading: Reading) -> None:
    """One question for each filter with other values in it."""
    config: Any = slot.config
    asked: dict[Condition, list[Part]] = defaultdict(list)
    for part in parts:
        if config.readonly or part.values.get(slot.id) is None:
            asked[filled(config.filter or EVERY, reading.of(part))].append(part)
    order = [(one.field, one.desc) for one in config.pick.sort]
    for where, same in asked.items():
        found = work.resolve.first(slot.form, where, order)
        for part in same:
            part.values[slot.id] = found
