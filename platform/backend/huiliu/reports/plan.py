"""A report ready to run: read once for every published state of its app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.errors import FieldError, NotFound, ValidationFailed
from huiliu.core.expressions.conditions import paths
from huiliu.core.expressions.formula import Formula, parse
from huiliu.core.forms import FieldShape, FormShape, find_path, published_shapes
from huiliu.core.paths import Paths
from huiliu.reports.document import Column, ReportDocument, Rows


@dataclass(frozen=True)
class ReportPlan:
    app: AppRef
    document: ReportDocument
    form: FormShape
    """Of the rows; of groups: of the first source."""
    fields: Mapping[str, FieldShape]
    """Column → the field it shows, or the shape of what it computes."""
    formulas: Mapping[str, Formula]
    read: Paths
    """Everything that is read of a record."""

    def grouped_by(self, asked: Sequence[str]) -> tuple[str, ...]:
        """Keys in the order that was asked for, or the report's own. Raises ValidationFailed."""
        rows = self.document.rows
        if isinstance(rows, Rows):
            return ()
        if set(asked) - set(rows.groups[0].keys):
            raise ValidationFailed(fields={"by": [FieldError("bad_value")]})
        return tuple(dict.fromkeys(asked)) or rows.by


@lru_cache(maxsize=256)
def plan_of(app: AppRef, key: str) -> ReportPlan:
    """Raises NotFound. Cached by the app's revision."""
    found = ports.documents().find(app, "report", key)
    shapes = published_shapes(app)
    report = ReportDocument.parse(found.content) if found else None
    form = shapes(_first_form(report)) if report else None
    if report is None or form is None:
        raise NotFound
    wanted = {path for one in report.columns for path in paths_of(one)}
    return ReportPlan(
        app,
        report,
        form,
        {one.id: _shape(one, report, form, app) for one in report.columns},
        {one.id: parse(one.formula) for one in report.columns if one.formula is not None},
        Paths.of(form, wanted),
    )


def _first_form(report: ReportDocument) -> str:
    rows = report.rows
    return rows.form if isinstance(rows, Rows) else rows.groups[0].form


def _shape(column: Column, report: ReportDocument, form: FormShape, app: AppRef) -> FieldShape:
    path = source_path(column, report)
    found = find_path(form, path, published_shapes(app)) if path is not None else None
    if found is not None:
        return found
    is_day = column.figure is not None and column.figure.part == "first"
    kind = "date" if is_day else column.result
    return FieldShape(column.id, kind, scale=column.scale, label=column.label)


def source_path(column: Column, report: ReportDocument) -> str | None:
    """Where a value comes from: in the form of the rows, or in the first source of groups."""
    if isinstance(report.rows, Rows):
        return column.field
    first = report.rows.groups[0]
    if column.key is not None:
        return first.keys.get(column.key)
    return first.totals.get(column.total) if column.total is not None else None


def paths_of(column: Column) -> frozenset[str]:
    """What a column reads of the record itself."""
    if column.field is not None:
        return frozenset({column.field})
    return frozenset(column.figure.by.values()) if column.figure is not None else frozenset()


def needs(plan: ReportPlan, column: str) -> frozenset[str]:
    """The columns that a column is made of, itself too."""
    found, ahead = {column}, [column]
    while ahead:
        formula = plan.formulas.get(ahead.pop())
        for ref in formula.refs if formula else ():
            if ref in plan.document.column and ref not in found:
                found.add(ref)
                ahead.append(ref)
    return frozenset(found)


def decides(plan: ReportPlan) -> frozenset[str]:
    """The columns that decide which rows there are, and in what order."""
    report = plan.document
    named = {*(paths(report.where) if report.where else ()), *(one.column for one in report.sort)}
    return frozenset().union(*(needs(plan, one) for one in named)) if named else frozenset()
