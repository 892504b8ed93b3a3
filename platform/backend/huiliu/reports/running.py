"""Runs a report for one reader: what is read, then formulas, then which lines and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from huiliu.core.actor import Actor, AppRef
from huiliu.core.expressions.formula import Env
from huiliu.core.expressions.results import fitted
from huiliu.core.expressions.values import FormulaError
from huiliu.core.paths import env_of, is_true
from huiliu.core.records import Record
from huiliu.reports import of_groups, of_records
from huiliu.reports.asked import Asked, Cells, given
from huiliu.reports.document import Column, Rows
from huiliu.reports.plan import ReportPlan, plan_of
from huiliu.reports.sight import Sight, sight_of

__all__ = ["Asked", "Line", "Ran", "run"]


@dataclass(frozen=True)
class Line:
    """``record``: what it is about; None for a group of documents."""

    record: Record | None
    cells: Cells


@dataclass(frozen=True)
class Ran:
    """``columns``: what may be shown. ``given``: the days and parameters it was run with. ``by``:
    what groups were made by. ``whole``: all groups as one line."""

    plan: ReportPlan
    columns: tuple[Column, ...]
    given: Cells
    by: tuple[str, ...]
    lines: Sequence[Line]
    whole: Line | None
    sight: Sight


def run(app: AppRef, key: str, actor: Actor, asked: Asked, *, everything: bool = False) -> Ran:
    """``everything``: for an automation, which may read what is designed. Raises NotFound,
    ValidationFailed for a parameter that is no such value or a group that is none, TooLarge."""
    plan = plan_of(app, key)
    by = plan.grouped_by(asked.by)
    sight = sight_of(plan, actor, by, everything=everything)
    env = env_of(actor)
    values = given(app, plan.document, asked, actor, env.today)
    wanted = plan.document.where
    lines = [
        Line(record, _computed(sight, {**values, **cells}, env))
        for record, cells in _read(sight, by, values)
    ]
    kept = [one for one in lines if wanted is None or is_true(wanted, one.cells.get, actor, env)]
    shown = tuple(one for one in plan.document.shown if one.id in sight.columns)
    whole = _whole(sight, values, env)
    return Ran(plan, shown, values, by, _sorted(plan, kept), whole, sight)


def _read(sight: Sight, by: Sequence[str], values: Cells) -> list[tuple[Record | None, Cells]]:
    rows = sight.plan.document.rows
    if isinstance(rows, Rows):
        return [*of_records.lines(sight, rows, values)]
    return [(None, cells) for cells in of_groups.lines(sight, rows, by, values)]


def _whole(sight: Sight, values: Cells, env: Env) -> Line | None:
    rows = sight.plan.document.rows
    if isinstance(rows, Rows):
        return None
    found = [*of_groups.lines(sight, rows, (), values)]
    cells = found[0] if found else of_groups.nothing(sight)
    return Line(None, _computed(sight, {**values, **cells}, env))


def _computed(sight: Sight, cells: Cells, env: Env) -> Cells:
    for one in sight.plan.document.columns:
        if one.formula is not None and one.id in sight.columns:
            value = sight.plan.formulas[one.id].run(cells.get, env)
            cells[one.id] = fitted(value, one.result, one.scale)
    return cells


def _sorted(plan: ReportPlan, lines: list[Line]) -> list[Line]:
    """Empty values and errors last, whichever way."""
    for sort in reversed(plan.document.sort):
        filled = [one for one in lines if not _is_empty(one.cells.get(sort.column))]
        empty = [one for one in lines if _is_empty(one.cells.get(sort.column))]
        filled.sort(key=lambda one: one.cells[sort.column], reverse=sort.order == "desc")
        lines = filled + empty
    return lines


def _is_empty(value: Any) -> bool:
    return value is None or isinstance(value, FormulaError)
