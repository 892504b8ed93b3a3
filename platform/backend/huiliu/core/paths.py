"""Values at the paths of one record: its own, of its rows, and through references.

``Paths`` is compiled once for a published form; ``reader`` fetches what lies behind references in
one call per form and then answers without a query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.conditions import Condition
from huiliu.core.expressions.conditions import Rows, current_values, evaluate
from huiliu.core.expressions.formula import Env
from huiliu.core.forms import ROW_NUMBER, FieldShape, FormShape, split_path
from huiliu.core.records import Record, Values

Get = Callable[[str], Any]
"""The value at a path; many rows' values are ``Rows``, so any other list is one value."""


def env_of(actor: Actor) -> Env:
    """What formulas may know of the world while ``actor`` acts."""
    clock = ports.clock()
    zone = ZoneInfo(actor.time_zone)
    return Env(clock.today(actor.time_zone), clock.now().astimezone(zone), actor.name)


def is_true(condition: Condition, get: Get, actor: Actor, env: Env) -> bool:
    """A condition on what a ``Reader`` reads."""
    current = current_values(actor, env.now, env.today)
    return evaluate(condition, get, current, kinds=lambda _: "json")


@dataclass(frozen=True)
class Paths:
    """The paths somebody will ask for, each split into its own field and the rest."""

    steps: Mapping[str, tuple[FieldShape, str]]

    @classmethod
    def of(cls, form: FormShape, paths: Iterable[str]) -> Paths:
        """Paths that do not exist are left out and read as empty."""
        found = ((path, split_path(form, path)) for path in set(paths))
        return cls({path: step for path, step in found if step is not None})

    def reader(self, record: Record) -> Reader:
        return self.readers([record])[0]

    def readers(self, records: Sequence[Record]) -> list[Reader]:
        """Of records of one app: what lies behind all of them is fetched together."""
        behind = self._behind(records)
        return [Reader(record, self.steps, behind) for record in records]

    def _behind(self, records: Sequence[Record]) -> dict[str, Mapping[int, Mapping[str, Any]]]:
        """Form → id → rest of path → value, for all paths that go through a reference."""
        ids: dict[str, set[int]] = {}
        rests: dict[str, set[str]] = {}
        for first, rest in self.steps.values():
            if rest and first.form:
                for record in records:
                    ids.setdefault(first.form, set()).update(_all_of(record, first))
                rests.setdefault(first.form, set()).add(rest)
        return {
            form: ports.records().values(records[0].app, form, sorted(wanted), sorted(rests[form]))
            for form, wanted in ids.items()
            if wanted
        }


@dataclass(frozen=True)
class Reader:
    """``at_record`` answers for the whole record, ``at_row`` for one row of a subform."""

    record: Record
    steps: Mapping[str, tuple[FieldShape, str]]
    behind: Mapping[str, Mapping[int, Mapping[str, Any]]]

    def rows(self, subform: str) -> list[Values]:
        return self.record.values.get(subform) or []

    def at_record(self, path: str) -> Any:
        return self._at(path, "", {})

    def at_row(self, subform: str, row: Values) -> Get:
        return lambda path: self._at(path, subform, row)

    def _at(self, path: str, subform: str, row: Values) -> Any:
        step = self.steps.get(path)
        if step is None:
            return None
        first, rest = step
        if not first.subform:
            return self._follow(first, rest, _own(self.record, first.path))
        column = first.path.split(".", 1)[1]
        if first.subform == subform:
            return self._follow(first, rest, _cell(row, column))
        rows = self.rows(first.subform)
        return Rows(self._follow(first, rest, _cell(one, column)) for one in rows)

    def _follow(self, first: FieldShape, rest: str, value: Any) -> Any:
        if not rest or value is None:
            return value
        return self.behind.get(first.form, {}).get(value, {}).get(rest)


def _cell(row: Values, column: str) -> Any:
    """The number of a row is one that can be reckoned with, like any other."""
    value = row.get(column)
    return Decimal(value) if column == ROW_NUMBER and value is not None else value


def _all_of(record: Record, field: FieldShape) -> set[int]:
    if field.subform:
        column = field.path.split(".", 1)[1]
        found = [row.get(column) for row in record.values.get(field.subform) or []]
    else:
        found = [_own(record, field.path)]
    return {value for value in found if isinstance(value, int)}


def _own(record: Record, path: str) -> Any:
    if not path.startswith("$"):
        return record.values.get(path)
    return _SYSTEM[path](record)


_SYSTEM: dict[str, Callable[[Record], int | str | datetime | None]] = {
    "$id": lambda record: record.id,
    "$state": lambda record: record.state,
    "$created_at": lambda record: record.created_at,
    "$created_by": lambda record: record.created_by,
    "$created_department": lambda record: record.created_department,
    "$updated_at": lambda record: record.updated_at,
}
