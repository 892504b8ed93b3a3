"""One save under way: what was given, what came of it so far, and every complaint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from form_engine.link_document import Link
from form_engine.planning.rights import Rights
from form_engine.planning.scope import Errors, Scope, Slot, complain
from form_engine.resolve import Resolve
from huiliu.core.access import Access
from huiliu.core.errors import FieldError
from huiliu.core.expressions.values import Env
from huiliu.core.records import Values


@dataclass(slots=True)
class Part:
    """The record, or one row of it: ``at`` is its place in error paths (``lines.2.``)."""

    scope: Scope
    at: str
    given: Mapping[str, Any]
    before: Values | None
    values: Values


@dataclass(slots=True)
class Claim:
    """A value given for a field that the giver may not fill in: fine if it is what stands there."""

    part: Part
    slot: Slot
    value: Any


@dataclass(frozen=True, slots=True)
class Followed:
    """A part that follows from a source: ``key`` is the source's number, ``values`` its values by
    path of its form."""

    link: Link
    part: Part
    key: int
    values: Mapping[str, Any]


Place = tuple[str, str]
"""Of a field: the place of its part, and its id. Of a whole subform: its id twice."""
Pending = tuple[Part, Slot, Any, Claim | None]
"""A pointer that waits to be resolved: where, and the public id (or ids of files) so far."""


@dataclass(slots=True)
class Work:
    access: Access
    rights: Rights
    resolve: Resolve
    env: Env
    current: Mapping[str, Any]
    partial: bool
    final: bool
    main: Part
    locked: frozenset[Place] = frozenset()
    """What was given although it is read-only, given the record's other values."""
    rows: dict[str, list[Part]] = field(default_factory=dict)
    """By subform. The dicts in ``main.values`` are the parts' own ``values``."""
    errors: Errors = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Paths without row numbers that have a complaint: nothing is computed or asked on them."""
    claims: list[Claim] = field(default_factory=list)
    pending: dict[tuple[str, str], list[Pending]] = field(default_factory=dict)
    """By ``Slot.group``."""
    others: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    """Values of other records, by form, id and path."""
    wanting: dict[str, list[Part]] = field(default_factory=dict)
    """Parts whose field at this path still waits for its default formula."""
    filled: list[tuple[Part, Slot]] = field(default_factory=list)
    """What default formulas filled in."""
    followed: list[Followed] = field(default_factory=list)
    """What this record follows from, as far as it was looked at."""
    taken_over: set[tuple[str, str]] = field(default_factory=set)
    """Fields that hold what their source says: (place of the part, field)."""
    absent: set[Place] = field(default_factory=set)
    """Fields the record does not have, given its other values: (place of the part, field)."""

    def parts(self, scope: Scope) -> list[Part]:
        return self.rows.get(scope.id, []) if scope.id else [self.main]

    def point(self, part: Part, slot: Slot, value: Any, claim: Claim | None = None) -> None:
        """Remembers a pointer, to be resolved with its like."""
        one = (part, slot, value, claim)
        group = self.pending.get(slot.group)
        if group is None:
            self.pending[slot.group] = [one]
        else:
            group.append(one)

    def complain(self, part: Part, slot: Slot, error: FieldError) -> None:
        complain(self.errors, part.at + slot.id, error)
        self.broken.add(slot.path)
