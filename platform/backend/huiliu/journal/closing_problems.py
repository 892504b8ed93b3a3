"""What is wrong with the checks and the parameters of a close. Pure; points at every mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huiliu.core.expressions.conditions import paths
from huiliu.core.forms import FormShape, Shapes, find_path, ledger_key
from huiliu.core.ports import Problem
from huiliu.core.text import Words
from huiliu.journal.statement_document import (
    BalanceCheck,
    Closing,
    Parameter,
    Reconciliation,
    RecordCheck,
)

_WORDS: dict[str, Words] = {
    "no_such_form": {"zh-CN": "没有表单“{id}”", "en": 'There is no form "{id}"'},
    "no_such_field": {"zh-CN": "没有字段“{id}”", "en": 'There is no field "{id}"'},
    "not_a_number": {"zh-CN": "“{id}”不是数字", "en": '"{id}" is no number'},
    "not_a_choice": {"zh-CN": "“{id}”不是选项或文本", "en": '"{id}" is no choice and no text'},
    "not_a_date": {"zh-CN": "“{id}”不是日期", "en": '"{id}" is no date'},
    "no_such_ledger": {"zh-CN": "没有台账“{id}”", "en": 'There is no ledger "{id}"'},
    "no_such_dimension": {"zh-CN": "没有维度“{id}”", "en": 'There is no dimension "{id}"'},
    "other_dimension": {"zh-CN": "“{id}”是另一种维度", "en": '"{id}" is of another kind'},
    "no_such_measure": {"zh-CN": "没有指标“{id}”", "en": 'There is no measure "{id}"'},
}
_NUMBERS = frozenset({"number", "money", "switch", "formula"})
_WORDS_OF = frozenset({"choice", "text"})
_DATES = frozenset({"date", "datetime"})


def closing_problems(closing: Closing, books: FormShape, shapes: Shapes) -> Iterator[Problem]:
    for name, parameter in closing.parameters.items():
        yield from _parameter(parameter, f"closing.parameters.{name}", shapes)
    for position, one in enumerate(closing.checks):
        at = f"closing.checks.{position}"
        if isinstance(one, RecordCheck):
            yield from _records(one, at, shapes)
        else:
            yield from _ledger(one, one.by, at, shapes)
    for position, pair in enumerate(closing.reconcile):
        yield from _reconciled(pair, books, f"closing.reconcile.{position}", shapes)


def _problem(at: str, code: str, id_: str) -> Problem:
    return Problem(at, code, _WORDS[code], {"id": id_})


def _parameter(one: Parameter, at: str, shapes: Shapes) -> Iterator[Problem]:
    form = shapes(one.form)
    if form is None:
        yield _problem(f"{at}.form", "no_such_form", one.form)
        return
    field = form.fields.get(one.field)
    if field is None:
        yield _problem(f"{at}.field", "no_such_field", one.field)
    elif field.type not in (_WORDS_OF if one.equals is not None else _NUMBERS):
        code = "not_a_number" if one.equals is None else "not_a_choice"
        yield _problem(f"{at}.field", code, one.field)
    for path in sorted(paths(one.where)) if one.where is not None else ():
        if find_path(form, path, shapes) is None:
            yield _problem(f"{at}.where", "no_such_field", path)
    since = form.fields.get(one.since or "")
    if one.since is not None and (since is None or since.type not in _DATES):
        yield _problem(f"{at}.since", "not_a_date", one.since)


def _records(one: RecordCheck, at: str, shapes: Shapes) -> Iterator[Problem]:
    form = shapes(one.form)
    if form is None:
        yield _problem(f"{at}.form", "no_such_form", one.form)
        return
    for path in sorted(paths(one.where)):
        if find_path(form, path, shapes) is None:
            yield _problem(f"{at}.where", "no_such_field", path)
    date = form.fields.get(one.date)
    if date is None or date.type not in _DATES:
        yield _problem(f"{at}.date", "not_a_date", one.date)


def _reconciled(
    one: Reconciliation, books: FormShape, at: str, shapes: Shapes
) -> Iterator[Problem]:
    yield from _ledger(one, one.by.values(), at, shapes)
    ledger = shapes(ledger_key(one.ledger))
    for id_, theirs in one.by.items():
        ours, there = books.fields.get(id_), ledger.fields.get(theirs) if ledger else None
        if ours is None or ours.is_computed:
            yield _problem(f"{at}.by.{id_}", "no_such_dimension", id_)
        elif there is not None and (ours.type, ours.form) != (there.type, there.form):
            yield _problem(f"{at}.by.{id_}", "other_dimension", theirs)


def _ledger(
    one: BalanceCheck | Reconciliation, by: Iterable[str], at: str, shapes: Shapes
) -> Iterator[Problem]:
    ledger = shapes(ledger_key(one.ledger))
    if ledger is None:
        yield _problem(f"{at}.ledger", "no_such_ledger", one.ledger)
        return
    if one.measure not in ledger.fields or not ledger.fields[one.measure].is_computed:
        yield _problem(f"{at}.measure", "no_such_measure", one.measure)
    for id_ in by:
        if id_ not in ledger.fields or ledger.fields[id_].is_computed:
            yield _problem(f"{at}.by", "no_such_dimension", id_)
