"""What may still be changed of an approved document: the fields its form names, nothing else."""

from __future__ import annotations

from typing import Any

from form_engine.plan import Plan
from form_engine.records.differences import differences
from huiliu.core.errors import StateConflict
from huiliu.core.records import Record, Values


def editable(plan: Plan) -> frozenset[str]:
    """Paths, and the subforms of those that are columns."""
    life = plan.document.life
    paths = life.editable_after_approval if life is not None else ()
    return frozenset(paths) | {path.partition(".")[0] for path in paths}


def only_editable(plan: Plan, record: Record, wanted: Values) -> Values:
    """The record with what of ``wanted`` may be changed. Raises StateConflict for anything else;
    what formulas make of another day stays as it was approved."""
    may = editable(plan)
    kept = dict(record.values)
    for path in differences(plan, record.values, wanted):
        sub, _, column = path.partition(".")
        if plan.fields[path].type == "formula":
            continue
        if path not in may or (not column and _other_rows(plan, record.values, wanted, path)):
            raise StateConflict(state="approved")
        if not column and path not in plan.storage.subforms:
            kept[path] = wanted.get(path)
        elif column:
            kept[sub] = _with_column(kept[sub], wanted[sub], column)
    return kept


def _other_rows(plan: Plan, before: Values, wanted: Values, path: str) -> bool:
    if path not in plan.storage.subforms:
        return False
    rows = [[row.get("$row") for row in values.get(path) or ()] for values in (before, wanted)]
    return rows[0] != rows[1]


def _with_column(rows: list[Any], wanted: list[Any], column: str) -> list[Any]:
    return [{**row, column: other.get(column)} for row, other in zip(rows, wanted, strict=True)]
