"""月结: what must be so before a month is closed, and the vouchers that the close writes.

The order is that of jxc-domain 7.6. Whoever closes may ``close`` on the voucher form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import Conflict, Forbidden, NotFound, RuleRefused
from huiliu.core.text import Words, choose
from huiliu.core.transactions import run_in_transaction
from huiliu.journal import book, closing_checks, numbering, reopening
from huiliu.journal.check import Check
from huiliu.journal.closing_plan import Planned, planned
from huiliu.journal.document import JournalDocument
from huiliu.journal.figures import Ledger, readable
from huiliu.journal.lines import Line
from huiliu.journal.months import last_day, require_month
from huiliu.journal.statement_document import Closing
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


def run_steps(
    app: AppRef, key: str, month: str, *, actor: Actor, cause: Cause, only: str | None = None
) -> Checklist:
    """Writes the vouchers of the close, one after the other: each sees the ones before. ``only``:
    this one, which may be one on request; the others of these are left alone."""
    require_month(month, "month")
    journal = _for_action(app, key, actor, "close")
    ids = [one.id for one in planned(_ledger(app, journal), _closing(journal), month)]
    if only is not None and only not in ids:
        raise NotFound
    for id_ in ids if only is None else [only]:
        run_in_transaction(partial(_run, app, journal, month, id_, only is not None, actor, cause))
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
            if one.is_due:
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
    found = () if is_closed else tuple(planned(ledger, _closing(ledger.journal), month))
    waits = reopening.waits_for(ledger.app, ledger.journal, month) if is_closed else ()
    return Checklist(month, is_closed, checks, found, waits)


def _run(
    app: AppRef,
    journal: JournalDocument,
    month: str,
    step: str,
    requested: bool,
    actor: Actor,
    cause: Cause,
) -> None:
    every = planned(_ledger(app, journal), _closing(journal), month)
    one = next(one for one in every if one.id == step)
    if not one.lines or (one.on_request and not requested):
        return
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
