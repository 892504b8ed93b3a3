"""月结: what must be so before a month is closed, and the vouchers that the close writes.

The order is that of jxc-domain 7.6. Whoever closes may ``close`` on the voucher form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import Conflict, Forbidden, RuleRefused
from huiliu.core.exact import to_scaled
from huiliu.core.text import Words, choose
from huiliu.core.transactions import run_in_transaction
from huiliu.journal import book, closing_checks, numbering, reopening
from huiliu.journal.check import Check
from huiliu.journal.document import JournalDocument
from huiliu.journal.figures import Ledger, is_in, readable
from huiliu.journal.lines import SCALE, Line
from huiliu.journal.months import last_day, require_month
from huiliu.journal.parameters import parameters
from huiliu.journal.statement_document import Closing, ClosingStep, Transfer
from huiliu.journal.statements import Figures, Moved, of_formula
from huiliu.journal.writing import Draft, write

_REVERSAL: Words = {"zh-CN": "反结账 {month}", "en": "Reopening of {month}"}
_NOT_READY: Words = {
    "zh-CN": "{month} 还不能结账：{title}",
    "en": "{month} cannot be closed yet: {title}",
}


class NotTheLast(Conflict):
    code = "period_not_last"
    words = {
        "zh-CN": "只能反结账最近一次结账的期间 {closed}",
        "en": "Only the last closed period, {closed}, can be reopened",
    }


@dataclass(frozen=True)
class Planned:
    """A voucher that the close would write now; without lines there is nothing (more) to do."""

    id: str
    title: Words
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Checklist:
    """``closed``: the month is. ``ready``: nothing but planned vouchers stands in the way."""

    month: str
    closed: bool
    checks: tuple[Check, ...]
    planned: tuple[Planned, ...]
    waits_for: tuple[str, ...] = ()
    """Roles of which somebody has yet to agree that the month is opened again."""

    @property
    def ready(self) -> bool:
        return not self.closed and not any(one.status == "blocked" for one in self.checks)


def checklist(app: AppRef, key: str, month: str, actor: Actor) -> Checklist:
    """NotFound for who does not see all of the ledger."""
    require_month(month, "month")
    journal = readable(app, key, actor)
    return _checklist(_ledger(app, journal), month, actor)


def run_steps(app: AppRef, key: str, month: str, *, actor: Actor, cause: Cause) -> Checklist:
    """Writes the vouchers of the close, one after the other: each sees the ones before."""
    require_month(month, "month")
    journal = _for_action(app, key, actor, "close")
    for position in range(len(_closing(journal).steps) + 1):
        run_in_transaction(partial(_run, app, journal, month, position, actor, cause))
    return checklist(app, key, month, actor)


def close(app: AppRef, key: str, month: str, *, actor: Actor, cause: Cause) -> Checklist:
    """Steps first; then all checks once more, while nobody posts, and the lock."""
    require_month(month, "month")
    journal = _for_action(app, key, actor, "close")
    _require_ready(checklist(app, key, month, actor))
    run_steps(app, key, month, actor=actor, cause=cause)

    def check() -> None:
        found = _checklist(_ledger(app, journal), month, actor)
        _require_ready(found)
        for one in found.planned:
            if one.lines:
                raise RuleRefused("CLOSE_NOT_READY", _NOT_READY, month=month, title=_zh(one.title))

        if _closing(journal).renumber:
            numbering.renumber(app, journal, month, actor=actor, cause=cause)
        reopening.forget(app, journal, month)

    ports.ledgers().close(app, last_day(month), actor=actor, check=check)
    return checklist(app, key, month, actor)


def reopen(app: AppRef, key: str, month: str, *, actor: Actor, cause: Cause) -> Checklist:
    """反结账 of the last closed month. Its vouchers are taken back in red, on its last day. Where
    several must agree, nothing happens before the last of them has."""
    require_month(month, "month")
    journal = _for_action(app, key, actor, "reopen")

    def work() -> None:
        if ports.ledgers().closed_through(app) != last_day(month):
            raise not_the_last(app)
        if reopening.agree(app, journal, month, actor):
            return
        ports.ledgers().reopen(app, actor=actor)
        _take_back(app, journal, month, actor, cause)

    run_in_transaction(work)
    return checklist(app, key, month, actor)


def not_the_last(app: AppRef) -> Conflict:
    closed = ports.ledgers().closed_through(app)
    return NotTheLast(closed=closed.isoformat() if closed else "—")


def _for_action(app: AppRef, key: str, actor: Actor, action: str) -> JournalDocument:
    journal = readable(app, key, actor)
    if not ports.permissions().access(actor, app, journal.voucher.form).may(action):
        raise Forbidden
    return journal


def _ledger(app: AppRef, journal: JournalDocument) -> Ledger:
    assert journal.books is not None
    return Ledger(app, journal, journal.books)


def _closing(journal: JournalDocument) -> Closing:
    return journal.closing or Closing()


def _checklist(ledger: Ledger, month: str, actor: Actor) -> Checklist:
    closed = ports.ledgers().closed_through(ledger.app)
    checks = tuple(closing_checks.checks(ledger, _closing(ledger.journal), month, actor))
    is_closed = closed is not None and closed >= last_day(month)
    planned = () if is_closed else tuple(_planned(ledger, month))
    waits = reopening.waits_for(ledger.app, ledger.journal, month) if is_closed else ()
    return Checklist(month, is_closed, checks, planned, waits)


def _planned(ledger: Ledger, month: str) -> Iterator[Planned]:
    closing = _closing(ledger.journal)
    for step in closing.steps:
        yield Planned(step.id, step.title, tuple(_of_step(ledger, step, month)))
    if closing.transfer is not None:
        lines = tuple(_of_transfer(ledger, closing.transfer, month))
        yield Planned(book.TRANSFER, closing.transfer.title, lines)


def _of_step(ledger: Ledger, step: ClosingStep, month: str) -> Iterator[Line]:
    figures = {
        "balance": Figures(ledger, None, month),
        "turnover": Figures(ledger, month, month),
        "close": Moved(ledger, month, month),
    }
    known = parameters(ledger, _closing(ledger.journal), month)
    for name, term in step.amounts.items():
        known[name] = figures[term.of].of(term)
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


def _run(
    app: AppRef, journal: JournalDocument, month: str, position: int, actor: Actor, cause: Cause
) -> None:
    planned = [*_planned(_ledger(app, journal), month)]
    if position < len(planned) and planned[position].lines:
        one = planned[position]
        place = (book.CLOSE, _number(month)), one.id
        draft = Draft(
            journal,
            "close",
            last_day(month),
            choose(one.title, actor.language),
            month,
            one.lines,
            (place,) * len(one.lines),
        )
        write(app, draft, actor=actor, cause=cause)


def _take_back(
    app: AppRef, journal: JournalDocument, month: str, actor: Actor, cause: Cause
) -> None:
    document = book.CLOSE, _number(month)
    summary = choose(_REVERSAL, actor.language).replace("{month}", month)
    lines: list[Line] = []
    of: list[tuple[book.Document, str]] = []
    stands = book.sums_of(app, [document]).get(document, {})
    for (key, rule, account, auxiliaries), amounts in stands.items():
        for debit, credit in ((-amounts[0], 0), (0, -amounts[1])):
            if key == journal.id and (debit or credit):
                lines.append(Line(account, auxiliaries, summary, debit, credit))
                of.append((document, rule))
    if lines:
        draft = Draft(journal, "reversal", last_day(month), summary, month, tuple(lines), tuple(of))
        write(app, draft, actor=actor, cause=cause)


def _require_ready(found: Checklist) -> None:
    blocked = next((one for one in found.checks if one.status == "blocked"), None)
    if blocked is not None:
        title = _zh(blocked.title)
        raise RuleRefused("CLOSE_NOT_READY", _NOT_READY, month=found.month, title=title)


def _zh(words: Words) -> str:
    return choose(words, "zh-CN")


def _number(month: str) -> int:
    """``2026-10`` → 202610, which stands where a document's id does."""
    return int(month.replace("-", ""))
