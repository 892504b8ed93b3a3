"""The front door of the journal."""

from __future__ import annotations

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.exact import from_scaled, to_json
from huiliu.journal.auxiliary import AccountItems, Sides, auxiliaries, auxiliary
from huiliu.journal.book import documents_of, vouchers_of
from huiliu.journal.closing import Checklist, checklist, close, reopen, run_steps
from huiliu.journal.document import JournalDocument
from huiliu.journal.engine import VoucherEngine, latest_plan
from huiliu.journal.figures import readable
from huiliu.journal.lines import SCALE
from huiliu.journal.publishing import JournalPublisher, RulePublisher
from huiliu.journal.statements import statement
from huiliu.journal.trial_balance import Row, trial_balance
from huiliu.journal.trying import Trial, Tried, try_rule

__all__ = [
    "AccountItems",
    "Checklist",
    "Row",
    "Sides",
    "Trial",
    "Tried",
    "auxiliaries",
    "auxiliary",
    "checklist",
    "close",
    "documents_of",
    "journal_publisher",
    "latest_plan",
    "may",
    "money",
    "readable_journals",
    "reopen",
    "rule_publisher",
    "run_steps",
    "statement",
    "trial_balance",
    "try_rule",
    "vouchers",
    "vouchers_of",
]

vouchers = VoucherEngine()
journal_publisher = JournalPublisher()
rule_publisher = RulePublisher()


def readable_journals(app: AppRef, actor: Actor) -> list[JournalDocument]:
    """Those whose general ledger the actor sees all of."""
    found = []
    for key in sorted(latest_plan(app).journals):
        try:
            found.append(readable(app, key, actor))
        except NotFound:
            continue
    return found


def may(app: AppRef, journal: JournalDocument, actor: Actor, action: str) -> bool:
    try:
        return ports.permissions().access(actor, app, journal.voucher.form).may(action)
    except NotFound:
        return False


def money(cents: int) -> str:
    return to_json(from_scaled(cents, SCALE))
