"""What a save will ask of every record it points at, known when the form is compiled.

The question that turns public ids into internal ones answers this too, so that a save costs one
query for each form it points at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from form_engine.planning.copying import Copies
from form_engine.planning.filtering import Filters, reads_the_record
from form_engine.planning.scope import Scopes
from huiliu.core.conditions import Condition


@dataclass(frozen=True, slots=True)
class Ahead:
    """Of one form: the paths copied and read, and the filters that no value of this record
    changes."""

    paths: tuple[str, ...]
    filters: tuple[Condition, ...]

    def place_of(self, condition: Condition) -> int | None:
        """Of one of ``filters`` itself: equal ones are the same one, and comparing is slow."""
        return next((n for n, one in enumerate(self.filters) if one is condition), None)


NOTHING = Ahead((), ())


def ahead_of(scopes: Scopes, copies: Copies, filters: Filters) -> Mapping[str, Ahead]:
    """By the form pointed at."""
    paths: dict[str, set[str]] = {}
    for level in copies.levels:
        for hop in level:
            paths.setdefault(hop.slot.form, set()).update(hop.paths)
    fixed: dict[str, dict[Condition, None]] = {}
    for slot, condition in filters.by_slot:
        if not reads_the_record(condition.cond):
            fixed.setdefault(slot.form, {})[condition] = None
    forms = {slot.form for scope in scopes.all for slot in scope.slots.values() if slot.form}
    return {
        form: Ahead(tuple(sorted(paths.get(form, ()))), tuple(fixed.get(form, ())))
        for form in forms
    }
