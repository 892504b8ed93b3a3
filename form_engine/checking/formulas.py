"""Formulas that cannot be read, read what is not there, or wait for each other."""

from __future__ import annotations

from collections.abc import Iterator

from form_engine.checking.forms import MAX_DEPTH, Forms, find
from form_engine.checking.places import Place, places
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.field_type import type_of
from form_engine.planning.computing import CircularFormulas, steps_of
from form_engine.planning.scope import scopes_of
from huiliu.core.expressions.errors import FormulaSyntax
from huiliu.core.expressions.formula import parse
from huiliu.core.ports import Problem
from huiliu.core.text import choose


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    readable = True
    for place in places(form):
        for setting, text in _formulas(place):
            found = list(_formula(form, forms, place, setting, text))
            readable = readable and not any(one.code == "formula_syntax" for one in found)
            yield from found
        yield from _spread(place)
    if readable:
        yield from _circles(form)


def _spread(place: Place) -> Iterator[Problem]:
    """Only an amount can be shared, and only over rows."""
    if getattr(place.config, "spread", None) is None:
        return
    if "." not in place.path:
        yield problem(f"{place.at}.spread", "spread_needs_rows")
    if getattr(place.config, "result", "") not in ("money", "number"):
        yield problem(f"{place.at}.spread", "spread_needs_number")


def _formulas(place: Place) -> Iterator[tuple[str, str]]:
    yield from type_of(place.config).formulas(place.config).items()
    default = place.config.default
    if default is not None and default.formula is not None:
        yield "default.formula", default.formula


def _formula(
    form: FormDocument, forms: Forms, place: Place, setting: str, text: str
) -> Iterator[Problem]:
    yield from formula_problems(form, forms, f"{place.at}.{setting}", text)


def formula_problems(form: FormDocument, forms: Forms, at: str, text: str) -> Iterator[Problem]:
    """Of a formula that reads ``form``."""
    try:
        formula = parse(text)
    except FormulaSyntax as error:
        words = error.own_words or error.words
        yield Problem(at, error.code, words, error.data)
        return
    for path in sorted(formula.refs):
        found = find(form, path, forms)
        if found is None:
            yield problem(at, "unknown_field", path=path)
        elif found.depth > MAX_DEPTH:
            yield problem(at, "too_deep", path=path)
        elif not found.kind.in_formulas:
            yield problem(at, "not_in_formulas", path=path)


def _circles(form: FormDocument) -> Iterator[Problem]:
    try:
        steps_of(scopes_of(form))
    except CircularFormulas as circle:
        names = [choose(form.by_path[path].label, "zh-CN") for path in circle.paths]
        at = next(place for place in places(form) if place.path == circle.paths[0])
        setting = next(name for name, _ in _formulas(at))
        yield problem(f"{at.at}.{setting}", "circular_formulas", cycle=" → ".join(names))
