"""What must be so before a month is closed; every check names the documents that offend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound, ValidationFailed
from huiliu.core.exact import to_json
from huiliu.core.records import Record
from huiliu.core.text import Words
from huiliu.journal.figures import ZERO, Ledger, is_in
from huiliu.journal.months import first_day, last_day
from huiliu.journal.statement_document import Closing, Equation, Reconciliation
from huiliu.journal.statements import compute as lines_of
from huiliu.journal.trial_balance import compute as trial_of

Status = Literal["ok", "blocked", "warning"]
MOST_SHOWN = 50
_TITLES: Mapping[str, Words] = {
    "past": {"zh-CN": "期间已经结束", "en": "The month is over"},
    "previous": {"zh-CN": "上期已结账", "en": "The month before is closed"},
    "drafts": {"zh-CN": "没有未审核的单据", "en": "No document waits for its approval"},
    "balanced": {"zh-CN": "试算平衡", "en": "The trial balance balances"},
    "equation": {"zh-CN": "资产负债表平衡", "en": "The balance sheet balances"},
}


@dataclass(frozen=True)
class Offender:
    """A document in the way that the reader may open. Without a title: one they may not see."""

    form: str
    uid: str
    title: str


@dataclass(frozen=True)
class Check:
    """``figures``: what was compared, as text by name."""

    id: str
    title: Words
    status: Status
    figures: Mapping[str, str]
    offenders: tuple[Offender, ...] = ()
    more: int = 0
    """How many documents there are that are not shown."""


def checks(ledger: Ledger, closing: Closing, month: str, actor: Actor) -> Iterator[Check]:
    """In the order of jxc-domain 7.6."""
    yield _past(month, actor)
    yield _previous(ledger.app, month)
    yield _drafts(ledger, month, actor)
    for one in closing.reconcile:
        yield _reconciled(ledger, one, actor)
    yield _balanced(ledger, month)
    if closing.equation is not None:
        yield _equation(ledger, closing.equation, month)


def _check(id_: str, good: bool, **figures: str) -> Check:
    return Check(id_, _TITLES[id_], "ok" if good else "blocked", figures)


def _past(month: str, actor: Actor) -> Check:
    today = ports.clock().today(actor.time_zone)
    return _check("past", today > last_day(month), today=today.isoformat())


def _previous(app: AppRef, month: str) -> Check:
    """The first month that is closed follows none."""
    closed = ports.ledgers().closed_through(app)
    before = first_day(month) - timedelta(days=1)
    return _check("previous", closed is None or closed >= before, closed=str(closed or ""))


def _drafts(ledger: Ledger, month: str, actor: Actor) -> Check:
    """Of every form whose documents may not lie in a closed period."""
    shown: list[Offender] = []
    count = 0
    for form, field in _dated_forms(ledger.app):
        where = Condition(
            cond=(
                Term(field="$state", op="in", value=["draft", "pending"]),
                Term(
                    field=field,
                    op="between",
                    value=[first_day(month).isoformat(), last_day(month).isoformat()],
                ),
            )
        )
        access = system_access(actor, form)
        found = ports.records().find(ledger.app, form, where, access=access, limit=1000)
        count += len(found)
        shown += _visible(ledger.app, form, where, actor) if found else ()
    shown = shown[:MOST_SHOWN]
    status: Status = "blocked" if count else "ok"
    figures = {"count": str(count)}
    return Check("drafts", _TITLES["drafts"], status, figures, tuple(shown), count - len(shown))


def _dated_forms(app: AppRef) -> Iterator[tuple[str, str]]:
    for one in ports.documents().published(app, "form"):
        period = (one.content.get("life") or {}).get("period")
        if one.content.get("document") and period:
            yield one.key, str(period)


def _visible(app: AppRef, form: str, where: Condition, actor: Actor) -> list[Offender]:
    try:
        access = ports.permissions().access(actor, app, form)
    except NotFound:
        return []
    if not all(access.may_see(term.field) for term in where.cond if isinstance(term, Term)):
        return []
    found = ports.records().find(app, form, where, access=access, limit=MOST_SHOWN)
    titled = _titled(app, form, found, access) if found else set()
    titles = ports.records().titles(app, form, [record.id for record in found])
    return [Offender(form, r.uid, titles[r.id][1] if r.id in titled else "") for r in found]


def _titled(app: AppRef, form: str, records: list[Record], access: Access) -> set[int]:
    """Those of the records whose title the reader may see."""
    which = Term(field="$id", op="in", value=[str(record.id) for record in records])
    named = Condition(cond=(which, Term(field="$title", op="not_empty")))
    try:
        found = ports.records().find(app, form, named, access=access, limit=MOST_SHOWN)
    except ValidationFailed:
        return set()
    return {record.id for record in found}


def _reconciled(ledger: Ledger, one: Reconciliation, actor: Actor) -> Check:
    """As they are now: an adjustment is dated on the day it was written (7.5.4). Figures are for
    who sees all of the other ledger too."""
    books = sum(
        (
            amounts.on(one.side)
            for (code, _), amounts in ledger.sums(None, None).items()
            if is_in(code, one.accounts)
        ),
        ZERO,
    )
    rows = ports.ledgers().sums_within(ledger.app, one.ledger, [], None, first=None, last=None)
    counted = sum((row[one.measure] for row in rows), Decimal(0))
    status: Status = "ok" if books == counted else "blocked"
    figures = {"books": to_json(books), "ledger": to_json(counted)}
    if not _sees_all(ledger.app, one, actor):
        figures = {}
    return Check(f"reconcile.{one.id}", one.title, status, figures)


def _sees_all(app: AppRef, one: Reconciliation, actor: Actor) -> bool:
    try:
        access = ports.permissions().ledger_access(actor, app, one.ledger)
    except NotFound:
        return False
    return any(grant.rows is None for grant in access.seeing([one.measure]))


def _balanced(ledger: Ledger, month: str) -> Check:
    total = trial_of(ledger, month, month).total
    sides = (total.opening, total.turnover, total.closing)
    good = all(one.debit == one.credit for one in sides)
    closing = total.closing
    return _check("balanced", good, debit=to_json(closing.debit), credit=to_json(closing.credit))


def _equation(ledger: Ledger, one: Equation, month: str) -> Check:
    statement = next(s for s in ledger.journal.statements if s.id == one.statement)
    amounts = {line.line.id: line.amount for line in lines_of(ledger, statement, month, month)}
    left, right = amounts[one.left], amounts[one.right]
    return _check("equation", left == right, left=to_json(left), right=to_json(right))
