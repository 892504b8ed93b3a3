"""What is wrong with the books, the statements and the close that a journal describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huiliu.core.expressions.formula import FormulaSyntax, parse
from huiliu.core.forms import FormShape, Shapes, ledger_key
from huiliu.core.ports import Problem
from huiliu.core.text import Words
from huiliu.journal.closing_plan import MONTH
from huiliu.journal.closing_problems import closing_problems
from huiliu.journal.document import JournalDocument
from huiliu.journal.reckoning import in_order
from huiliu.journal.statement_document import ClosingStep, Statement, Term

_WORDS: dict[str, Words] = {
    "no_such_ledger": {"zh-CN": "没有台账“{id}”", "en": 'There is no ledger "{id}"'},
    "no_such_dimension": {"zh-CN": "没有维度“{id}”", "en": 'There is no dimension "{id}"'},
    "no_such_measure": {"zh-CN": "没有指标“{id}”", "en": 'There is no measure "{id}"'},
    "books_needed": {
        "zh-CN": "报表和结账需要指定总账台账",
        "en": "Statements and the close need the general ledger",
    },
    "duplicate_id": {"zh-CN": "标识“{id}”重复", "en": 'The id "{id}" is used twice'},
    "no_such_line": {
        "zh-CN": "上方没有报表行“{id}”",
        "en": 'There is no line "{id}" above',
    },
    "no_such_statement": {"zh-CN": "没有报表“{id}”", "en": 'There is no statement "{id}"'},
    "no_such_amount": {"zh-CN": "没有金额“{id}”", "en": 'There is no amount "{id}"'},
    "bad_formula": {"zh-CN": "公式有误：{reason}", "en": "Mistake in the formula: {reason}"},
}


def statement_problems(document: JournalDocument, shapes: Shapes) -> Iterator[Problem]:
    if document.books is None:
        if document.statements or document.closing:
            yield _problem("books", "books_needed")
        return
    ledger = shapes(ledger_key(document.books.ledger))
    if ledger is None:
        yield _problem("books.ledger", "no_such_ledger", id=document.books.ledger)
        return
    yield from _books(document, ledger)
    yield from _twice("statements", (one.id for one in document.statements))
    for position, one in enumerate(document.statements):
        yield from _statement(one, f"statements.{position}", ledger)
    yield from _closing(document, ledger, shapes)


def _problem(at: str, code: str, /, **data: str) -> Problem:
    return Problem(at, code, _WORDS[code], data)


def _books(document: JournalDocument, ledger: FormShape) -> Iterator[Problem]:
    books = document.books
    assert books is not None
    for name, id_, kind in (
        ("account", books.account, "reference"),
        ("period", books.period, "text"),
        ("debit", books.debit, ""),
        ("credit", books.credit, ""),
    ):
        found = ledger.fields.get(id_)
        if kind and (found is None or found.type != kind):
            yield _problem(f"books.{name}", "no_such_dimension", id=id_)
        if not kind and (found is None or not found.is_computed):
            yield _problem(f"books.{name}", "no_such_measure", id=id_)


def _statement(statement: Statement, at: str, ledger: FormShape) -> Iterator[Problem]:
    known: set[str] = set()
    yield from _twice(f"{at}.lines", (line.id for line in statement.lines))
    for position, line in enumerate(statement.lines):
        here = f"{at}.lines.{position}"
        if line.total is not None:
            yield from _formula(line.total, known, f"{here}.total", "no_such_line")
        for number, term in enumerate(line.terms):
            yield from _term(term, f"{here}.terms.{number}", ledger)
        known.add(line.id)


def _term(term: Term, at: str, ledger: FormShape) -> Iterator[Problem]:
    if term.by is not None:
        found = ledger.fields.get(term.by)
        if found is None or found.is_computed:
            yield _problem(f"{at}.by", "no_such_dimension", id=term.by)


def _closing(document: JournalDocument, ledger: FormShape, shapes: Shapes) -> Iterator[Problem]:
    closing = document.closing
    if closing is None:
        return
    yield from _twice("closing.steps", (step.id for step in closing.steps))
    for position, step in enumerate(closing.steps):
        yield from _step(step, f"closing.steps.{position}", {*closing.parameters}, ledger)
    yield from closing_problems(closing, ledger, shapes)
    yield from _equation(document)


def _step(step: ClosingStep, at: str, parameters: set[str], ledger: FormShape) -> Iterator[Problem]:
    """Every formula knows the parameters, the month, the amounts; a value those that it does
    not help to make."""
    for name, term in step.amounts.items():
        yield from _term(term, f"{at}.amounts.{name}", ledger)
    known = {MONTH, *parameters, *step.amounts}
    for name, formula in in_order(step.values):
        yield from _formula(formula, known, f"{at}.values.{name}", "no_such_amount")
        known.add(name)
    if step.when is not None:
        yield from _formula(step.when, known, f"{at}.when", "no_such_amount")
    for number, entry in enumerate(step.entries):
        yield from _formula(entry.amount, known, f"{at}.entries.{number}.amount", "no_such_amount")


def _equation(document: JournalDocument) -> Iterator[Problem]:
    equation = document.closing.equation if document.closing else None
    if equation is None:
        return
    found = next((one for one in document.statements if one.id == equation.statement), None)
    if found is None:
        yield _problem("closing.equation.statement", "no_such_statement", id=equation.statement)
        return
    ids = {line.id for line in found.lines}
    for name, id_ in (("left", equation.left), ("right", equation.right)):
        if id_ not in ids:
            yield _problem(f"closing.equation.{name}", "no_such_line", id=id_)


def _twice(at: str, ids: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, one in enumerate(ids):
        if one in seen:
            yield _problem(f"{at}.{position}.id", "duplicate_id", id=one)
        seen.add(one)


def _formula(text: str, known: Iterable[str], at: str, missing: str) -> Iterator[Problem]:
    try:
        formula = parse(text)
    except FormulaSyntax as error:
        yield _problem(at, "bad_formula", reason=error.message("zh-CN"))
        return
    for name in sorted(formula.refs - set(known)):
        yield _problem(at, missing, id=name)
