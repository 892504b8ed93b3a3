"""Which fields this actor may fill in, and which they may see, on this record."""

from __future__ import annotations

from dataclasses import dataclass

from form_engine.planning.scope import Scopes
from huiliu.core.access import Access


@dataclass(frozen=True, slots=True)
class Rights:
    """By path. ``everything``: the system itself, who also sets read-only fields."""

    editable: frozenset[str]
    visible: frozenset[str]
    everything: bool = False


class RightsOf:
    """Compiled for a form: its paths, and what the system may do."""

    def __init__(self, scopes: Scopes) -> None:
        self._paths = tuple(
            path
            for scope in scopes.all
            for path in ((scope.id,) if scope.id else ())
            + tuple(slot.path for slot in scope.slots.values())
        )
        every = frozenset(self._paths)
        self._system = Rights(every, every, everything=True)

    def __call__(self, access: Access, action: str) -> Rights:
        """``access`` holds only grants that reach the record: the caller has seen to that."""
        if access.everything:
            return self._system
        editable: set[str] = set()
        visible: set[str] = set()
        for grant in access.grants:
            fields = grant.fields
            if action in grant.actions:
                editable.update(path for path in self._paths if fields.get(path) == "edit")
            visible.update(p for p in self._paths if fields.get(p, "hidden") != "hidden")
        return Rights(frozenset(editable), frozenset(visible))
