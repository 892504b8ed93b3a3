"""The rows that a chosen record brings along: the components of a bill of materials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from form_engine.links.sight import access_to
from form_engine.offer_document import FromRecord
from form_engine.plan import Plan
from form_engine.queries.sources import sources_of
from form_engine.titles import titles_for
from huiliu.core.actor import Actor, AppRef
from huiliu.core.expressions.formula import Formula, FormulaError, parse
from huiliu.core.expressions.results import fitted
from huiliu.core.paths import env_of

Row = dict[str, Any]


def rows_of(
    app: AppRef,
    plan: Plan,
    sub: str,
    offer: FromRecord,
    known: Mapping[str, Any],
    actor: Actor,
    *,
    everything: bool,
) -> list[Row]:
    """Values on the wire by column, as far as the actor sees there what they come from."""
    form, record = str(getattr(plan.fields[offer.record], "form", "")), known.get(offer.record)
    if record is None:
        return []
    formulas = {column: parse(text) for column, text in offer.formulas.items()}
    wanted = {column: f"{offer.rows}.{there}" for column, there in offer.columns.items()}
    start = f"{offer.record}."
    paths = {*wanted.values(), *(p for f in formulas.values() for p in _behind(f, start))}
    if not everything:
        paths = _seen(app, form, record, paths, actor)
    found = sources_of(app, form, offer.rows, [record], paths)
    rows = [_row(plan, sub, wanted, formulas, start, known, one, actor) for one in found.values()]
    return _on_the_wire(app, plan, sub, rows)


def _behind(formula: Formula, start: str) -> list[str]:
    return [ref.removeprefix(start) for ref in formula.refs if ref.startswith(start)]


def _seen(app: AppRef, form: str, record: int, paths: set[str], actor: Actor) -> set[str]:
    here = access_to(app, form, record, actor)
    if here is None or not here.may("view"):
        return set()
    return {path for path in paths if here.may_see(path)}


def _row(
    plan: Plan,
    sub: str,
    wanted: Mapping[str, str],
    formulas: Mapping[str, Formula],
    start: str,
    known: Mapping[str, Any],
    source: Mapping[str, Any],
    actor: Actor,
) -> Row:
    def get(path: str) -> Any:
        return source.get(path.removeprefix(start)) if path.startswith(start) else known.get(path)

    row = {column: source.get(path) for column, path in wanted.items()}
    for column, formula in formulas.items():
        scale = int(getattr(plan.fields[f"{sub}.{column}"], "scale", 0))
        value = fitted(formula.run(get, env_of(actor)), "number", scale)
        row[column] = None if isinstance(value, FormulaError) else value
    return row


def _on_the_wire(app: AppRef, plan: Plan, sub: str, rows: list[Row]) -> list[Row]:
    values = {sub: rows}
    titles = titles_for(app, plan, [values])
    written: list[Row] = plan.to_json(values, visible=lambda _: True, titles=titles)[sub]
    return [{name: value for name, value in row.items() if value is not None} for row in written]
