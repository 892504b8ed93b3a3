"""How formulas and conditions read a record under way: by path, in the record or in one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from form_engine.planning.scope import Scope, Scopes
from form_engine.planning.work import Part, Work
from huiliu.core.expressions.conditions import Rows
from huiliu.core.records import Values

Get = Callable[[str], Any]
Through = Mapping[str, tuple[str, str]]
"""Path of this form → (path of the reference in this form, path in the other form)."""


def main_reader(work: Work, scopes: Scopes, through: Through) -> Get:
    """A column of a subform is the list of all rows' values."""
    values, others = work.main.values, work.others

    def get(path: str) -> Any:
        if path in through:
            return far(path)
        if path in values:
            return values[path]
        return _outside(work, path)

    def far(path: str) -> Any:
        reference, rest = through[path]
        sub, _, column = reference.rpartition(".")
        slot = scopes.find(reference)
        assert slot is not None
        known = others.get(slot.form, {})
        if not sub:
            return _value_there(known, values.get(reference), rest)
        return Rows(
            _value_there(known, part.values.get(column), rest) for part in work.rows.get(sub, ())
        )

    return get


def _outside(work: Work, path: str) -> Any:
    sub, _, column = path.partition(".")
    rows = work.rows.get(sub)
    if rows is None:
        return None
    return Rows(part.values.get(column) for part in rows)


def _value_there(known: Mapping[int, Mapping[str, Any]], record_id: Any, path: str) -> Any:
    return None if record_id is None else known.get(record_id, {}).get(path)


class RowReader:
    """Reads in one row at a time: ``lines.qty`` is this row's value."""

    __slots__ = ("get", "move")

    def __init__(
        self, work: Work, scope: Scope, scopes: Scopes, through: Through, outside: Get
    ) -> None:
        own = {slot.path: key for key, slot in scope.slots.items()}
        far = {
            path: (hop[0].removeprefix(scope.prefix), hop[1], slot.form)
            for path, hop in through.items()
            if hop[0].startswith(scope.prefix) and (slot := scopes.find(hop[0])) is not None
        }
        row: Values = {}

        def get_near(path: str) -> Any:
            key = own.get(path)
            return outside(path) if key is None else row[key]

        def get(path: str) -> Any:
            hop = far.get(path)
            if hop is not None:
                column, rest, form = hop
                return _value_there(work.others.get(form, {}), row.get(column), rest)
            key = own.get(path)
            return outside(path) if key is None else row[key]

        def move(part: Part) -> None:
            nonlocal row
            row = part.values

        self.get: Get = get if far else get_near
        self.move: Callable[[Part], None] = move


@dataclass(frozen=True, slots=True)
class Reading:
    """The readers of one save."""

    main: Get
    rows: Mapping[str, RowReader]

    def of(self, part: Part) -> Get:
        """Reads as a condition or formula in this part does."""
        if not part.scope.id:
            return self.main
        reader = self.rows[part.scope.id]
        reader.move(part)
        return reader.get


def reading_of(work: Work, scopes: Scopes, through: Through) -> Reading:
    main = main_reader(work, scopes, through)
    rows = {
        key: RowReader(work, scope, scopes, through, main) for key, scope in scopes.subforms.items()
    }
    return Reading(main, rows)
