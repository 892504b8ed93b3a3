"""The vouchers that a close would write now: its steps in their order, and 结转损益 among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from huiliu.core.exact import to_scaled
from huiliu.core.text import Words, choose
from huiliu.journal import book
from huiliu.journal.figures import Ledger, is_in
from huiliu.journal.lines import SCALE, Line
from huiliu.journal.months import first_of
from huiliu.journal.parameters import parameters
from huiliu.journal.reckoning import in_order
from huiliu.journal.statement_document import Closing, ClosingStep, Term, Transfer
from huiliu.journal.statements import Figures, Moved, of_formula

MONTH = "month"
"""The name by which every formula of a close knows the number of the month."""


@dataclass(frozen=True)
class Planned:
    """A voucher that the close would write now; without lines there is nothing (more) to do.
    ``on_request``: no close waits for it, somebody asks for it."""

    id: str
    title: Words
    lines: tuple[Line, ...]
    on_request: bool = False

    @property
    def is_due(self) -> bool:
        return bool(self.lines) and not self.on_request


def planned(ledger: Ledger, closing: Closing, month: str) -> Iterator[Planned]:
    """In the order in which they are written."""
    known = parameters(ledger, closing, month) | {MONTH: Decimal(int(month[5:]))}
    for step in closing.steps:
        if not step.after_transfer:
            yield _step(ledger, step, month, known)
    if closing.transfer is not None:
        lines = tuple(_of_transfer(ledger, closing.transfer, month))
        yield Planned(book.TRANSFER, closing.transfer.title, lines)
    for step in closing.steps:
        if step.after_transfer:
            yield _step(ledger, step, month, known)


def _step(ledger: Ledger, step: ClosingStep, month: str, given: dict[str, Decimal]) -> Planned:
    known = dict(given)
    for name, term in step.amounts.items():
        known[name] = _amount(ledger, term, month)
    for name, formula in in_order(step.values):
        known[name] = of_formula(formula, known, step.id)
    is_on = step.when is None or of_formula(f"IF({step.when},1,0)", known, step.id) != 0
    lines = tuple(_lines(step, known)) if is_on else ()
    return Planned(step.id, step.title, lines, step.on_request)


def _amount(ledger: Ledger, term: Term, month: str) -> Decimal:
    match term.of:
        case "balance":
            return Figures(ledger, None, month).of(term)
        case "close":
            return Moved(ledger, month, month).of(term)
        case _:
            return Figures(ledger, first_of(term.span, month), month, moved=False).of(term)


def _lines(step: ClosingStep, known: dict[str, Decimal]) -> Iterator[Line]:
    for entry in step.entries:
        amount = to_scaled(of_formula(entry.amount, known, step.id), SCALE)
        debit, credit = (amount, 0) if entry.side == "debit" else (0, amount)
        if amount:
            yield Line(entry.account, (), choose(step.title, "zh-CN"), debit, credit)


def _of_transfer(ledger: Ledger, transfer: Transfer, month: str) -> Iterator[Line]:
    """Each account's balance on the other side, and what is left of all of them."""
    summary, left = choose(transfer.title, "zh-CN"), 0
    for (code, _), amounts in sorted(ledger.sums(None, month).items(), key=lambda one: one[0][0]):
        net = to_scaled(amounts.on("debit"), SCALE)
        if net and is_in(code, transfer.accounts):
            left += net
            yield Line(code, (), summary, max(-net, 0), max(net, 0))
    if left:
        yield Line(transfer.into, (), summary, max(left, 0), max(-left, 0))
