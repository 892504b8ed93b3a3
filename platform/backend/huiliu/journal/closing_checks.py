"""What must be so before a month is closed; every check names the documents that offend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.exact import to_json
from huiliu.core.text import Words
from huiliu.journal import more_checks, reconciling
from huiliu.journal.check import MOST_SHOWN, Check, Offender, Status, visible
from huiliu.journal.figures import Ledger
from huiliu.journal.months import first_day, last_day
from huiliu.journal.statement_document import Closing, Equation
from huiliu.journal.statements import compute as lines_of
from huiliu.journal.trial_balance import compute as trial_of

_TITLES: Mapping[str, Words] = {
    "past": {"zh-CN": "已到期间最后一天", "en": "The last day of the month has come"},
    "previous": {"zh-CN": "上期已结账", "en": "The month before is closed"},
    "drafts": {"zh-CN": "没有未审核的单据", "en": "No document waits for its approval"},
    "balanced": {"zh-CN": "试算平衡", "en": "The trial balance balances"},
    "equation": {"zh-CN": "资产负债表平衡", "en": "The balance sheet balances"},
}


def checks(ledger: Ledger, closing: Closing, month: str, actor: Actor) -> Iterator[Check]:
    """In the order of jxc-domain 7.6."""
    yield _past(month, actor)
    yield _previous(ledger.app, month)
    yield _drafts(ledger, month, actor)
    for check in closing.checks:
        yield more_checks.check(ledger, check, month, actor)
    for one in closing.reconcile:
        yield reconciling.check(ledger, one, actor)
    yield _balanced(ledger, month)
    if closing.equation is not None:
        yield _equation(ledger, closing.equation, month)


def _check(id_: str, good: bool, **figures: str) -> Check:
    return Check(id_, _TITLES[id_], "ok" if good else "blocked", figures)


def _past(month: str, actor: Actor) -> Check:
    """On its last day it may be closed: what comes after that is of the next one."""
    today = ports.clock().today(actor.time_zone)
    return _check("past", today >= last_day(month), today=today.isoformat())


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
        shown += visible(ledger.app, form, where, actor) if found else ()
    shown = shown[:MOST_SHOWN]
    status: Status = "blocked" if count else "ok"
    figures = {"count": str(count)}
    return Check("drafts", _TITLES["drafts"], status, figures, tuple(shown), count - len(shown))


def _dated_forms(app: AppRef) -> Iterator[tuple[str, str]]:
    for one in ports.documents().published(app, "form"):
        period = (one.content.get("life") or {}).get("period")
        if one.content.get("document") and period:
            yield one.key, str(period)


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
