"""What is wrong with a report over groups. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from huiliu.core.expressions.conditions import paths
from huiliu.core.forms import FieldShape, FormShape, Shapes, find_path
from huiliu.core.ports import Problem
from huiliu.reports.document import Column, Groups, Source
from huiliu.reports.wording import problem

_NUMBERS = frozenset({"number", "money"})


def group_problems(rows: Groups, has_period: bool, shapes: Shapes) -> Iterator[Problem]:
    first = rows.groups[0]
    types = _types(first, shapes)
    for position, source in enumerate(rows.groups):
        at = f"rows.groups.{position}"
        form = shapes(source.form)
        if form is None:
            yield problem(f"{at}.form", "no_such_form", form=source.form)
            continue
        if set(source.keys) != set(first.keys) or set(source.totals) != set(first.totals):
            yield problem(at, "other_keys")
        yield from _source(source, form, at, types, shapes)
        if has_period and source.date is None:
            yield problem(f"{at}.date", "no_such_path", path="")
    for one in rows.by:
        if one not in first.keys:
            yield problem("rows.by", "no_such_key", id=one)


def group_column(column: Column, rows: Groups, at: str) -> Iterator[Problem]:
    first = rows.groups[0]
    if column.key is not None:
        if column.key not in first.keys:
            yield problem(f"{at}.key", "no_such_key", id=column.key)
    elif column.total is not None:
        if column.total not in first.totals:
            yield problem(f"{at}.total", "no_such_total", id=column.total)
    else:
        yield problem(at, "not_of_groups")


def _source(
    source: Source,
    form: FormShape,
    at: str,
    types: dict[str, tuple[str, str]],
    shapes: Shapes,
) -> Iterator[Problem]:
    used: set[str] = set()
    for id_, path in source.keys.items():
        found = find_path(form, path, shapes)
        used |= {found.subform} if found and found.subform else set()
        if found is None:
            yield problem(f"{at}.keys.{id_}", "no_such_path", path=path)
        elif types.get(id_, _kind(found)) != _kind(found):
            yield problem(f"{at}.keys.{id_}", "other_type", path=path)
    for id_, path in source.totals.items():
        here = f"{at}.totals.{id_}"
        yield from _total(form.fields.get(path), path, here)
    subforms = {path.partition(".")[0] if "." in path else "" for path in source.totals.values()}
    if len(subforms | used) > 1 and not (used <= subforms and len(subforms) == 1):
        yield problem(at, "two_subforms")
    yield from _rest(source, form, at, shapes)


def _total(found: FieldShape | None, path: str, at: str) -> Iterator[Problem]:
    if found is None:
        yield problem(at, "no_such_path", path=path)
    elif found.type not in _NUMBERS:
        yield problem(at, "not_a_number", path=path)


def _rest(source: Source, form: FormShape, at: str, shapes: Shapes) -> Iterator[Problem]:
    if source.date is not None:
        found = form.fields.get(source.date)
        if found is None or found.type != "date":
            yield problem(f"{at}.date", "not_a_date", path=source.date)
    for path in sorted(paths(source.where)) if source.where else ():
        if find_path(form, path, shapes) is None:
            yield problem(f"{at}.where", "no_such_path", path=path)


def _types(source: Source, shapes: Shapes) -> dict[str, tuple[str, str]]:
    form = shapes(source.form)
    found = (
        {id_: find_path(form, path, shapes) for id_, path in source.keys.items()} if form else {}
    )
    return {id_: _kind(one) for id_, one in found.items() if one is not None}


def _kind(field: FieldShape) -> tuple[str, str]:
    return field.type, field.form
