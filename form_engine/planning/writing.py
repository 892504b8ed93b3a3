"""Typed values in the shape they have on the wire, without what the reader may not see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from form_engine.field_type import Titles
from form_engine.planning.scope import Scope, Scopes, Slot
from huiliu.core.records import Values

Visible = Callable[[str], bool]
Write = Callable[[Any], Any] | None


@dataclass
class Linked:
    """What records point at: the ids whose titles somebody must fetch before writing them."""

    records: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    members: set[int] = field(default_factory=set)
    departments: set[int] = field(default_factory=set)


class Writing:
    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes

    def writer(self, visible: Visible, titles: Titles) -> Callable[[Mapping[str, Any]], Values]:
        """For many records read with the same rights: asks about each field once."""
        main = _writers(self._scopes.main, visible, titles)
        subforms = [
            (scope.id, _writers(scope, visible, titles))
            for scope in self._scopes.subforms.values()
            if visible(scope.id)
        ]

        def write(values: Mapping[str, Any]) -> Values:
            out = _written(main, values)
            for key, writers in subforms:
                if key in values:
                    out[key] = [_row(writers, row) for row in values[key] or ()]
            return out

        return write

    def linked(self, records: Iterable[Mapping[str, Any]], visible: Visible) -> Linked:
        found = Linked()
        links = [(scope, _links(scope, visible)) for scope in self._scopes.all]
        for values in records:
            for scope, slots in links:
                for row in values.get(scope.id) or () if scope.id else (values,):
                    _collect(found, slots, row)
        return found


def _writers(scope: Scope, visible: Visible, titles: Titles) -> list[tuple[str, Write]]:
    return [
        (key, slot.kind.json_writer(slot.config, titles) if slot.link else slot.write)
        for key, slot in scope.slots.items()
        if visible(slot.path)
    ]


def _written(writers: list[tuple[str, Write]], values: Mapping[str, Any]) -> Values:
    return {
        key: value if (value := values[key]) is None or write is None else write(value)
        for key, write in writers
        if key in values
    }


def _row(writers: list[tuple[str, Write]], row: Mapping[str, Any]) -> Values:
    row_id = row.get("$row")
    written = _written(writers, row)
    return written if row_id is None else {"$row": str(row_id), **written}


def _links(scope: Scope, visible: Visible) -> list[Slot]:
    if scope.id and not visible(scope.id):
        return []
    return [s for s in scope.slots.values() if s.stored == "id" and visible(s.path)]


def _collect(found: Linked, slots: list[Slot], row: Mapping[str, Any]) -> None:
    for slot in slots:
        value = row.get(slot.id)
        if value is None:
            continue
        if slot.link == "record":
            found.records[slot.form].add(value)
        elif slot.link == "member":
            found.members.add(value)
        else:
            found.departments.add(value)
