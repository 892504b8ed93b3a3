"""What is wrong with a report, each with its place in the document. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from huiliu.core.conditions import Condition
from huiliu.core.expressions.conditions import paths
from huiliu.core.expressions.formula import FormulaSyntax, parse
from huiliu.core.forms import LINE_RECORD, FieldShape, FormShape, Shapes, find_path, ledger_key
from huiliu.core.ports import Problem
from huiliu.reports.document import Column, Figure, Groups, ReportDocument
from huiliu.reports.group_problems import group_column, group_problems
from huiliu.reports.wording import problem

DAYS = ("$from", "$to")
_TAKEN = (*DAYS, LINE_RECORD)


def problems(
    report: ReportDocument, shapes: Shapes, ledgers: Mapping[str, Mapping[str, Any]]
) -> list[Problem]:
    """``ledgers``: the published documents by id."""
    rows = report.rows
    if isinstance(rows, Groups):
        found = [*group_problems(rows, report.period is not None, shapes)]
    else:
        form = shapes(rows.form)
        if form is None:
            return [problem("rows.form", "no_such_form", form=rows.form)]
        found = [*_paths(rows.filter, form, "rows.filter", shapes)]
    found += _parameters(report, shapes)
    known = {*_TAKEN, *(f"${one.id}" for one in report.parameters)}
    for position, column in enumerate(report.columns):
        at = f"columns.{position}"
        if column.id in known:
            found.append(problem(f"{at}.id", "twice", id=column.id))
        found += _column(column, report, at, known, shapes, ledgers)
        known.add(column.id)
    return [*found, *_outside(report, known)]


def _parameters(report: ReportDocument, shapes: Shapes) -> Iterator[Problem]:
    for position, one in enumerate(report.parameters):
        if one.setting is None:
            continue
        form = shapes(one.setting.form)
        if form is None or one.setting.field not in form.fields:
            at = f"parameters.{position}.setting"
            yield problem(at, "no_such_path", path=f"{one.setting.form}.{one.setting.field}")


def _column(
    column: Column,
    report: ReportDocument,
    at: str,
    known: set[str],
    shapes: Shapes,
    ledgers: Mapping[str, Mapping[str, Any]],
) -> Iterator[Problem]:
    if column.formula is not None:
        yield from _formula(column.formula, f"{at}.formula", known)
    elif isinstance(report.rows, Groups):
        yield from group_column(column, report.rows, at)
    else:
        form = shapes(report.rows.form)
        assert form is not None
        yield from _read(column, report, form, at, shapes, ledgers)


def _read(
    column: Column,
    report: ReportDocument,
    form: FormShape,
    at: str,
    shapes: Shapes,
    ledgers: Mapping[str, Mapping[str, Any]],
) -> Iterator[Problem]:
    if column.figure is not None:
        yield from _figure(column.figure, report, form, f"{at}.figure", shapes, ledgers)
    elif column.field is None:
        yield problem(at, "not_of_records")
    else:
        field = find_path(form, column.field, shapes)
        if field is None:
            yield problem(f"{at}.field", "no_such_path", path=column.field)
        elif field.subform or field.type == "subform":
            yield problem(f"{at}.field", "rows_of_rows", path=column.field)


def _figure(
    figure: Figure,
    report: ReportDocument,
    form: FormShape,
    at: str,
    shapes: Shapes,
    ledgers: Mapping[str, Mapping[str, Any]],
) -> Iterator[Problem]:
    ledger = shapes(ledger_key(figure.ledger))
    if ledger is None:
        yield problem(f"{at}.ledger", "no_such_ledger", id=figure.ledger)
        return
    measure = ledger.fields.get(figure.measure)
    if measure is None or not measure.is_computed:
        yield problem(f"{at}.measure", "no_such_measure", id=figure.measure)
    for id_, path in figure.by.items():
        yield from _key(ledger.fields.get(id_), id_, find_path(form, path, shapes), path, at)
    if figure.over != "now" and report.period is None:
        yield problem(f"{at}.over", "no_period")
    postings = {one["id"] for one in ledgers[figure.ledger].get("postings", ())}
    for one in figure.postings:
        if one not in postings:
            yield problem(f"{at}.postings", "no_such_posting", id=one)
    yield from _paths(figure.where, ledger, f"{at}.where", shapes)


def _key(
    dimension: FieldShape | None, id_: str, field: FieldShape | None, path: str, at: str
) -> Iterator[Problem]:
    if field is None:
        yield problem(f"{at}.by.{id_}", "no_such_path", path=path)
    elif dimension is None or dimension.is_computed or not _fits(dimension, field):
        yield problem(f"{at}.by.{id_}", "not_its_value", id=id_, path=path)


def _fits(dimension: FieldShape, field: FieldShape) -> bool:
    types = {dimension.type, *(("serial",) if dimension.type == "text" else ())}
    return not field.subform and field.type in types and field.form == dimension.form


def _formula(text: str, at: str, known: set[str]) -> Iterator[Problem]:
    try:
        formula = parse(text)
    except FormulaSyntax as error:
        yield problem(at, "bad_formula", reason=error.message("zh-CN"))
        return
    for path in sorted(formula.refs - known):
        yield problem(at, "not_before", path=path)


def _outside(report: ReportDocument, known: set[str]) -> Iterator[Problem]:
    for path in sorted(paths(report.where)) if report.where else ():
        if path not in known:
            yield problem("where", "no_such_column", path=path)
    for position, one in enumerate(report.sort):
        if one.column not in known:
            yield problem(f"sort.{position}.column", "no_such_column", path=one.column)
    for position, id_ in enumerate(report.show):
        if id_ not in report.column:
            yield problem(f"show.{position}", "no_such_column", path=id_)


def _paths(
    condition: Condition | None, form: FormShape, at: str, shapes: Shapes
) -> Iterator[Problem]:
    for path in sorted(paths(condition)) if condition else ():
        if find_path(form, path, shapes) is None:
            yield problem(at, "no_such_path", path=path)
