"""Where a ledger keeps its numbers: physical names, stored with it, never derived.

A dimension or measure that is taken out of the design keeps its column in the entries, and finds
it again when it comes back. The balance table belongs to one *generation*: another set of
dimensions, measures or floors is another balance table, filled from the entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from huiliu.core.ddl import Kind
from huiliu.core.exact import to_scaled
from huiliu.ledgers.allotted import Allotted
from huiliu.ledgers.cost_storage import CostStorage, cost_storage
from huiliu.ledgers.document import LIMIT, DimensionType, Event, LedgerDocument, Measure
from huiliu.ledgers.limits import least

KIND: Mapping[DimensionType, Kind] = {
    "reference": "id",
    "member": "id",
    "department": "id",
    "text": "text",
    "choice": "text",
    "date": "date",
}
NOTHING: Mapping[Kind, Any] = {"id": 0, "text": "", "date": date.min}
"""What stands in a key for an empty value: NULLs would let one key have two rows."""


@dataclass(frozen=True)
class DimensionColumn:
    id: str
    column: str
    kind: Kind
    form: str = ""


@dataclass(frozen=True)
class MeasureColumn:
    id: str
    column: str
    scale: int
    low: int
    """The least scaled amount a balance may have."""


@dataclass(frozen=True)
class LedgerStorage:
    entries: str
    balances: str
    generation: int
    dimensions: tuple[DimensionColumn, ...]
    measures: tuple[MeasureColumn, ...]
    retired: tuple[tuple[str, str, str], ...] = ()
    """Id, column and kind-or-scale of what the design no longer has."""
    forms: frozenset[str] = frozenset()
    """Every form that ever posted here: its records may have entries to undo."""
    pending: frozenset[str] = frozenset()
    """Every form that ever posted while in approval: a decision takes those entries back."""
    dated: bool = False
    """The balance table keeps the last day of each key (``last_on``). Older tables do not."""
    snapshots: str = ""
    """The table of balances at the ends of closed periods, of the same generation."""
    cost: CostStorage | None = None
    sources: bool = False
    """Entries know which one they return a part of, though nothing is costed."""

    @property
    def key_columns(self) -> tuple[str, ...]:
        return tuple(d.column for d in self.dimensions)

    @property
    def measure_columns(self) -> tuple[str, ...]:
        return tuple(m.column for m in self.measures)

    @property
    def all_live(self) -> tuple[str, ...]:
        return (*self.key_columns, *self.measure_columns)

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Also the retired ones: an undo negates them all."""
        return (*self.key_columns, *self.measure_columns, *(c for _, c, _ in self.retired))

    @cached_property
    def value_place(self) -> int | None:
        """Of the measure that costing fills."""
        return self.measure_columns.index(self.cost.value) if self.cost else None

    def as_json(self) -> dict[str, Any]:
        return {
            "entries": self.entries,
            "balances": self.balances,
            "generation": self.generation,
            "dimensions": [[d.id, d.column, d.kind, d.form] for d in self.dimensions],
            "measures": [[m.id, m.column, m.scale, str(m.low)] for m in self.measures],
            "retired": [list(one) for one in self.retired],
            "forms": sorted(self.forms),
            "pending": sorted(self.pending),
            "dated": self.dated,
            "snapshots": self.snapshots,
            "cost": self.cost.as_json() if self.cost else None,
            "sources": self.sources,
        }

    @classmethod
    def of_json(cls, given: Mapping[str, Any]) -> LedgerStorage:
        return cls(
            given["entries"],
            given["balances"],
            given["generation"],
            tuple(DimensionColumn(*one) for one in given["dimensions"]),
            tuple(MeasureColumn(i, c, scale, int(low)) for i, c, scale, low in given["measures"]),
            tuple((a, b, c) for a, b, c in given["retired"]),
            frozenset(given["forms"]),
            frozenset(given.get("pending", ())),
            given.get("dated", False),
            given.get("snapshots", ""),
            CostStorage.of_json(given["cost"]) if given.get("cost") else None,
            given.get("sources", False),
        )


def low_of(measure: Measure) -> int:
    if measure.floor is None:
        return -LIMIT
    return max(-LIMIT, to_scaled(least(measure.floor), measure.scale))


def planned(
    ledger_id: int, before: LedgerStorage | None, document: LedgerDocument, last: int
) -> tuple[LedgerStorage, int]:
    """The storage of a new version: known ids keep their columns, new ids get columns after
    number ``last``."""
    known = _known(before)
    dimensions: list[DimensionColumn] = []
    measures: list[MeasureColumn] = []
    for d in document.dimensions:
        column = known.pop(d.id, ("", ""))[0]
        last, column = (last, column) if column else (last + 1, f"d{last + 1}")
        dimensions.append(DimensionColumn(d.id, column, KIND[d.type], d.form or ""))
    for m in document.measures:
        column = known.pop(m.id, ("", ""))[0]
        last, column = (last, column) if column else (last + 1, f"m{last + 1}")
        measures.append(MeasureColumn(m.id, column, m.scale, low_of(m)))
    retired = tuple((id_, column, kind) for id_, (column, kind) in sorted(known.items()))
    generation = 1
    if before is not None:
        same = before.dated and before.snapshots and before.dimensions == tuple(dimensions)
        generation = before.generation + int(not same or before.measures != tuple(measures))
    storage = LedgerStorage(
        f"l_{ledger_id}_e",
        f"l_{ledger_id}_b_{generation}",
        generation,
        tuple(dimensions),
        tuple(measures),
        retired,
        _forms(document) | (before.forms if before else frozenset()),
        _forms(document, "pending") | (before.pending if before else frozenset()),
        dated=True,
        snapshots=f"l_{ledger_id}_s_{generation}",
        sources=(before is not None and before.sources) or _has_sources(document),
    )
    return replace(storage, cost=_cost(ledger_id, before, storage, document)), last


def _cost(
    ledger_id: int, before: LedgerStorage | None, storage: LedgerStorage, document: LedgerDocument
) -> CostStorage | None:
    """The pools stay while they are made of the same."""
    columns = {d.id: d.column for d in storage.dimensions}
    columns |= {m.id: m.column for m in storage.measures}
    number = before.cost.number if before and before.cost else 0
    same = cost_storage(ledger_id, document.costing, columns, number)
    if before and same == before.cost:
        return same
    return cost_storage(ledger_id, document.costing, columns, max(storage.generation, number + 1))


def _has_sources(document: LedgerDocument) -> bool:
    allotted = (d for p in document.postings for d in p.dimensions.values())
    return any(isinstance(d, Allotted) and d.of is not None for d in allotted)


def _forms(document: LedgerDocument, event: Event | None = None) -> frozenset[str]:
    return frozenset(p.form for p in document.postings if event in (None, p.event))


def _known(before: LedgerStorage | None) -> dict[str, tuple[str, str]]:
    if before is None:
        return {}
    live = {d.id: (d.column, f"{d.kind}:{d.form}") for d in before.dimensions}
    live |= {m.id: (m.column, str(m.scale)) for m in before.measures}
    return live | {id_: (column, kind) for id_, column, kind in before.retired}


def shape_changes(before: LedgerStorage, document: LedgerDocument) -> list[str]:
    """Ids whose kind of value would change: their entries could not be read any more."""
    known = _known(before)
    wanted = {d.id: f"{KIND[d.type]}:{d.form or ''}" for d in document.dimensions}
    wanted |= {m.id: str(m.scale) for m in document.measures}
    return [id_ for id_, kind in wanted.items() if id_ in known and known[id_][1] != kind]
