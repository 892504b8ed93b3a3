"""What earlier steps found, made or computed, and how later ones read it: ``$step.path``.

A variable is always records: those that were found, the one a loop is at, or one that never was
stored (the results of a calculation, the answer of another system).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.expressions.conditions import Rows
from huiliu.core.forms import SYSTEM_TYPES, FormShape, Shapes
from huiliu.core.paths import Paths, Reader
from huiliu.core.records import Record, Values
from workflow_engine.automations.typed import of_values_json, values_json

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def split(path: str) -> tuple[str, str] | None:
    """``$find.name`` → ``("find", "name")``; None for a path of the record itself."""
    if not path.startswith("$") or path in SYSTEM_TYPES:
        return None
    name, _, rest = path[1:].partition(".")
    return name, rest


def unstored(app: AppRef, values: Values, by: int, at: datetime = _NEVER) -> Record:
    """Values that look like a record to whoever reads paths."""
    return Record(app, "", 0, "", 0, 0, None, values, by, None, at, at)


@dataclass(frozen=True)
class Variable:
    """``many``: a list was asked for, however many there are."""

    shape: FormShape
    records: tuple[Record, ...]
    many: bool = False
    readers: tuple[Reader, ...] = field(default=(), compare=False)

    @classmethod
    def of(
        cls, shape: FormShape, records: Iterable[Record], wanted: Iterable[str], *, many: bool
    ) -> Variable:
        found = tuple(records)
        paths = Paths.of(shape, {one for one in wanted if one})
        return cls(shape, found, many, tuple(paths.reader(record) for record in found))

    def get(self, rest: str) -> Any:
        if self.many:
            return self._count() if rest == "count" else Rows(self._each(rest))
        return next(iter(self._each(rest)), None)

    def _count(self) -> Any:
        from decimal import Decimal

        return Decimal(len(self.records))

    def _each(self, rest: str) -> list[Any]:
        if not rest:
            return [record.id or None for record in self.records]
        return [reader.at_record(rest) for reader in self.readers]


def as_json(variables: Mapping[str, Variable]) -> dict[str, Any]:
    """Stored records by their ids: they are read again, as they are then."""
    return {name: _as_json(one) for name, one in variables.items()}


def _as_json(variable: Variable) -> dict[str, Any]:
    if variable.shape.key and all(record.id for record in variable.records):
        ids = [record.id for record in variable.records]
        return {"form": variable.shape.key, "ids": ids, "many": variable.many}
    values = [values_json(record.values) for record in variable.records]
    return {"values": values, "many": variable.many}


@dataclass(frozen=True)
class Revival:
    """Makes variables out of what was kept of them."""

    app: AppRef
    actor: Actor
    shapes: Shapes
    known: Mapping[str, FormShape]
    wanted: Mapping[str, frozenset[str]]

    def all(self, stored: Mapping[str, Any]) -> dict[str, Variable]:
        return {name: one for name, s in stored.items() if (one := self._one(name, s)) is not None}

    def _one(self, name: str, stored: Mapping[str, Any]) -> Variable | None:
        shape = self.known.get(name)
        if shape is None:
            return None
        wanted = self.wanted.get(name, frozenset())
        if "ids" in stored:
            records = self._read(stored["form"], stored["ids"])
        else:
            records = [self._typed(shape, values) for values in stored["values"]]
        return Variable.of(shape, records, wanted, many=stored["many"])

    def _read(self, form: str, ids: list[int]) -> list[Record]:
        wanted = Condition(cond=(Term(field="$id", op="in", value=[str(i) for i in ids]),))
        access = system_access(self.actor, form)
        return ports.records().find(self.app, form, wanted, access=access, limit=len(ids) or 1)

    def _typed(self, shape: FormShape, values: Mapping[str, Any]) -> Record:
        typed = of_values_json(shape.fields, values)
        return unstored(self.app, typed, self.actor.member_id)
