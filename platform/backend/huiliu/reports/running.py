"""Runs a report for one reader: records, figures of all of them at once, then formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from huiliu.core import exact, ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import ALWAYS, Condition, Term
from huiliu.core.errors import FieldError, NotFound, TooLarge, ValidationFailed
from huiliu.core.exact import NotExact
from huiliu.core.expressions.formula import Env
from huiliu.core.expressions.results import fitted
from huiliu.core.expressions.values import FormulaError
from huiliu.core.figures import FigureQuery, Key
from huiliu.core.paths import Reader, env_of, is_true
from huiliu.core.records import Record
from huiliu.reports.document import Column, Figure, Parameter
from huiliu.reports.plan import ReportPlan, plan_of
from huiliu.reports.sight import Sight, sight_of

MOST_ROWS = 20_000
"""Records of one run: what one process may hold at once."""
Cells = dict[str, Any]
"""Column → typed value; ``$from``, ``$to`` and parameters too."""


@dataclass(frozen=True)
class Asked:
    """What the reader wants: days (both count), other values of parameters as text."""

    first: date | None = None
    last: date | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    record: Record
    cells: Cells


@dataclass(frozen=True)
class Ran:
    """``columns``: what may be shown. ``given``: the days and parameters it was run with."""

    plan: ReportPlan
    columns: tuple[Column, ...]
    given: Cells
    lines: Sequence[Line]
    sight: Sight


def run(app: AppRef, key: str, actor: Actor, asked: Asked, *, everything: bool = False) -> Ran:
    """``everything``: for an automation, which may read what is designed. Raises NotFound,
    ValidationFailed for a parameter that is no such value, TooLarge."""
    plan = plan_of(app, key)
    sight = sight_of(plan, actor, everything=everything)
    env = env_of(actor)
    given = _given(sight, asked, env)
    records = _records(sight)
    readers = plan.read.readers(records) if records else []
    figures = {
        one.id: _figures(sight, one.figure, readers, given)
        for one in plan.document.columns
        if one.figure is not None and one.id in sight.columns
    }
    lines = [Line(one.record, _cells(sight, one, figures, given, env)) for one in readers]
    wanted = plan.document.where
    kept = [one for one in lines if wanted is None or _holds(wanted, one, actor, env)]
    shown = tuple(one for one in plan.document.columns if one.id in sight.columns)
    return Ran(plan, shown, given, _sorted(plan, kept), sight)


def _given(sight: Sight, asked: Asked, env: Env) -> Cells:
    period = sight.plan.document.period
    first, last = asked.first, asked.last
    if period is not None:
        last = last or (env.today if period.days is None else env.today - timedelta(days=1))
        first = first or _first(period.days, env.today)
    found: Cells = {"$from": first, "$to": last}
    for one in sight.plan.document.parameters:
        text = asked.parameters.get(one.id)
        found[f"${one.id}"] = (
            _value(one, one.value if text is None else text)
            if (text is not None or one.setting is None)
            else _setting(sight, one)
        )
    return found


def _first(days: int | None, today: date) -> date:
    return today.replace(day=1) if days is None else today - timedelta(days=days)


def _value(parameter: Parameter, text: str | None) -> Any:
    if text is None or not text.strip():
        return None
    try:
        match parameter.type:
            case "number":
                return exact.parse(text)
            case "date":
                return date.fromisoformat(text)
            case "switch":
                return text == "true"
            case "text":
                return text
    except (NotExact, ValueError):
        raise ValidationFailed(fields={parameter.id: [FieldError("bad_value")]}) from None


def _setting(sight: Sight, parameter: Parameter) -> Any:
    """Read as the designer meant it: a setting decides, it is not shown."""
    assert parameter.setting is not None
    form = parameter.setting.form
    found = ports.records().find(
        sight.plan.app, form, ALWAYS, access=system_access(sight.actor, form), limit=1, newest=True
    )
    value = found[0].values.get(parameter.setting.field) if found else None
    return _value(parameter, parameter.value) if value is None else value


def _records(sight: Sight) -> list[Record]:
    rows = sight.plan.document.rows
    parts: list[Condition | Term] = [rows.filter] if rows.filter is not None else []
    if sight.plan.form.is_document:
        parts.append(Term(field="$state", op="eq", value="approved"))
    found = ports.records().find(
        sight.plan.app,
        rows.form,
        Condition(cond=tuple(parts)),
        access=sight.access,
        limit=MOST_ROWS + 1,
    )
    if len(found) > MOST_ROWS:
        raise TooLarge(limit=str(MOST_ROWS))
    return found


def _figures(
    sight: Sight, figure: Figure, readers: Sequence[Reader], given: Cells
) -> Mapping[Key, Decimal | date]:
    query = FigureQuery(
        figure.ledger,
        figure.measure,
        [*figure.by],
        [key for one in readers if (key := _key(figure, one)) is not None],
        figure.where,
        figure.postings,
        given["$from"] if figure.over == "period" else None,
        given["$to"] if figure.over != "now" else None,
        figure.part,
    )
    try:
        access = sight.ledger_access(figure.ledger)
    except NotFound:
        return {}
    found = ports.ledgers().figures(sight.plan.app, query, access=access)
    return {key: _signed(figure, amount) for key, amount in found.items()}


def _key(figure: Figure, reader: Reader) -> Key | None:
    """None for a row that lacks a part of it."""
    key = tuple(reader.at_record(path) for path in figure.by.values())
    return None if any(part in (None, "") for part in key) else key


def _signed(figure: Figure, amount: Decimal | date) -> Decimal | date:
    return -amount if figure.negate and isinstance(amount, Decimal) else amount


def _cells(
    sight: Sight,
    reader: Reader,
    figures: Mapping[str, Mapping[Key, Decimal | date]],
    given: Cells,
    env: Env,
) -> Cells:
    cells = dict(given)
    for one in sight.plan.document.columns:
        if one.id not in sight.columns:
            continue
        if one.field is not None:
            cells[one.id] = reader.at_record(one.field)
        elif one.figure is not None:
            cells[one.id] = _figure(one.figure, reader, figures[one.id])
        else:
            value = sight.plan.formulas[one.id].run(cells.get, env)
            cells[one.id] = fitted(value, one.result, one.scale)
    return cells


def _figure(
    figure: Figure, reader: Reader, found: Mapping[Key, Decimal | date]
) -> Decimal | date | None:
    key = _key(figure, reader)
    nothing = None if figure.part == "first" or key is None else Decimal(0)
    return nothing if key is None else found.get(key, nothing)


def _holds(wanted: Condition, line: Line, actor: Actor, env: Env) -> bool:
    return is_true(wanted, line.cells.get, actor, env)


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
