"""Conditions on fields that are not there, or compared in a way that they cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from form_engine.checking.answers import may_answer
from form_engine.checking.forms import MAX_DEPTH, Forms, find, is_system
from form_engine.checking.formulas import formula_problems
from form_engine.checking.places import places
from form_engine.checking.words import problem
from form_engine.document import FormDocument, Rule
from huiliu.core.conditions import Condition, CurrentValue, FieldValue, Term
from huiliu.core.expressions.errors import BadCondition
from huiliu.core.expressions.formula import parse
from huiliu.core.expressions.terms import bounds, items, literal
from huiliu.core.ports import Problem


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    for position, rule in enumerate(form.rules):
        yield from _rule(rule, f"rules.{position}", form, forms)
        if rule.field is not None and rule.field not in form.by_path:
            yield problem(f"rules.{position}.field", "unknown_field", path=rule.field)
    for place in places(form):
        for name in ("visible_when", "required_when", "readonly_when"):
            when = getattr(place.config, name)
            if when is not None:
                at = f"{place.at}.{name}"
                yield from condition(when, at, form, form, forms)
                if any(term.field == place.path for _, term in _terms(when, at)):
                    yield problem(at, "reads_itself")


def _rule(rule: Rule, at: str, form: FormDocument, forms: Forms) -> Iterator[Problem]:
    if rule.when is not None:
        if not rule.when.cond:
            yield problem(f"{at}.when", "empty_rule")
        yield from condition(rule.when, f"{at}.when", form, form, forms)
    if rule.formula is None:
        return
    found = list(formula_problems(form, forms, f"{at}.formula", rule.formula))
    yield from found
    for path in sorted(parse(rule.formula).refs) if not found else ():
        read = find(form, path, forms)
        if read is not None and read.kind.link == "record":
            yield problem(f"{at}.formula", "not_in_formulas", path=path)
    if not found and not may_answer(rule.formula, form, forms):
        yield problem(f"{at}.formula", "not_a_question")


def condition(
    given: Condition, at: str, left: FormDocument, right: FormDocument, forms: Forms
) -> Iterator[Problem]:
    """``left`` is the form the condition is about, ``right`` the form of ``{"field": …}``."""
    for place, term in _terms(given, at):
        yield from _left(term, place, left, left is not right, forms)
        if isinstance(term.value, FieldValue) and find(right, term.value.field, forms) is None:
            yield problem(f"{place}.value", "unknown_field", path=term.value.field)


def _terms(given: Condition, at: str) -> Iterator[tuple[str, Term]]:
    for position, part in enumerate(given.cond):
        place = f"{at}.cond.{position}"
        if isinstance(part, Condition):
            yield from _terms(part, place)
        else:
            yield place, part


def _left(
    term: Term, at: str, form: FormDocument, other_form: bool, forms: Forms
) -> Iterator[Problem]:
    if is_system(term.field) and other_form:
        return
    found = find(form, term.field, forms)
    if found is None:
        yield problem(f"{at}.field", "unknown_field", path=term.field)
    elif found.depth > MAX_DEPTH:
        yield problem(f"{at}.field", "too_deep", path=term.field)
    elif term.op not in found.kind.operators_for(found.config):
        yield problem(f"{at}.op", "bad_operator", path=term.field, op=term.op)
    elif (stored := found.kind.storage(found.config)) is not None:
        yield from _value(term, at, stored[0])


def _value(term: Term, at: str, kind: str) -> Iterator[Problem]:
    if isinstance(term.value, FieldValue | CurrentValue) or term.op in ("empty", "not_empty"):
        return
    value: Any = term.value
    try:
        if term.op == "between":
            bounds(term.field, value, kind, UTC)
        elif kind != "id":
            for item in items(value):
                literal(term.field, item, kind, UTC)
    except BadCondition as error:
        yield problem(f"{at}.value", "bad_condition", path=term.field, value=error.data["value"])
