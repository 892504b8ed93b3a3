"""利润表、资产负债表 and whatever else a journal's statements say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound, RuleRefused
from huiliu.core.expressions.formula import Env, FormulaError, parse
from huiliu.core.expressions.results import fitted
from huiliu.core.text import Words
from huiliu.journal import book
from huiliu.journal.figures import ZERO, Amounts, Ledger, of_term, readable
from huiliu.journal.months import require_month
from huiliu.journal.statement_document import Statement, StatementLine, Term

_FORMULA: Words = {
    "zh-CN": "报表行“{line}”无法计算：{error}",
    "en": 'The line "{line}" of the statement cannot be computed: {error}',
}


@dataclass(frozen=True)
class Line:
    """``amount``: of the months asked for, or at their end. ``other``: since January, or at the end
    of last year."""

    line: StatementLine
    amount: Decimal
    other: Decimal


def statement(
    app: AppRef, key: str, wanted: str, actor: Actor, *, first: str, last: str
) -> tuple[Statement, list[Line]]:
    """NotFound for who does not see all of the ledger. Of a report of balances only ``last``
    counts."""
    require_month(first, "first")
    require_month(last, "last")
    journal = readable(app, key, actor)
    found = next((one for one in journal.statements if one.id == wanted), None)
    if found is None or journal.books is None:
        raise NotFound
    return found, compute(Ledger(app, journal, journal.books), found, first, last)


def compute(ledger: Ledger, statement: Statement, first: str, last: str) -> list[Line]:
    january = f"{last[:4]}-01"
    if statement.of == "turnover":
        one = Figures(ledger, first, last, moved=False)
        two = Figures(ledger, january, last, moved=False)
    else:
        end_of_year = f"{int(last[:4]) - 1:04d}-12"
        one, two = Figures(ledger, None, last), Figures(ledger, None, end_of_year)
    amounts, others = _lines(statement, one), _lines(statement, two)
    return [Line(line, amounts[line.id], others[line.id]) for line in statement.lines]


class Figures:
    """What terms are over some months; from ``None`` they are balances. ``moved``: also what the
    transfer of profit and loss moved; a report over periods leaves that out, and no more: the
    taxes that a close works out are costs of its month."""

    def __init__(self, ledger: Ledger, first: str | None, last: str, *, moved: bool = True) -> None:
        self._ledger, self._first, self._last, self._moved = ledger, first, last, moved
        self._asked: dict[str | None, Mapping[tuple[str, object], Amounts]] = {}

    def of(self, term: Term) -> Decimal:
        if term.by not in self._asked:
            self._asked[term.by] = self._sums(term.by)
        return of_term(term, self._asked[term.by])

    def _sums(self, by: str | None) -> Mapping[tuple[str, object], Amounts]:
        sums = dict(self._ledger.sums(self._first, self._last, by))
        if self._moved:
            return sums
        transferred = self._ledger.moved_by_close(self._first, self._last, step=book.TRANSFER)
        for code, moved in transferred.items():
            place = (code, None)
            sums[place] = sums.get(place, Amounts()) + Amounts(-moved.debit, -moved.credit)
        return sums


class Moved(Figures):
    """What the close of some months has moved, and no more than that."""

    def __init__(self, ledger: Ledger, first: str, last: str) -> None:
        super().__init__(ledger, first, last)
        self._months = first, last

    def _sums(self, by: str | None) -> Mapping[tuple[str, object], Amounts]:
        moved = self._ledger.moved_by_close(*self._months)
        return {(code, None): amounts for code, amounts in moved.items()}


def _lines(statement: Statement, figures: Figures) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = {}
    for line in statement.lines:
        if line.total is not None:
            found[line.id] = of_formula(line.total, found, line.id)
        else:
            found[line.id] = sum((figures.of(term) for term in line.terms), ZERO)
    return found


def of_formula(text: str, known: Mapping[str, Decimal], line: str) -> Decimal:
    """An amount of money from others by name."""
    clock = ports.clock()
    env = Env(clock.today("Asia/Shanghai"), clock.now(), "")
    result = fitted(parse(text).run(known.get, env), "money", 2)
    if isinstance(result, FormulaError):
        raise RuleRefused("STATEMENT_FORMULA", _FORMULA, line=line, error=result.code)
    return result if isinstance(result, Decimal) else ZERO
