"""凭证重新编号: the vouchers of a month in the order of their days, without gaps (7.6, step 11)."""

from __future__ import annotations

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition, Term
from huiliu.core.records import Record
from huiliu.journal.document import JournalDocument
from huiliu.journal.months import first_day, last_day

_MOST = 1_000_000


def renumber(
    app: AppRef, journal: JournalDocument, month: str, *, actor: Actor, cause: Cause
) -> None:
    """Those that count first; what was voided keeps a number behind them."""
    form = journal.voucher
    days = [first_day(month).isoformat(), last_day(month).isoformat()]
    where = Condition(cond=(Term(field=form.date, op="between", value=[*days]),))
    access = system_access(actor, form.form)
    found = ports.records().find(app, form.form, where, access=access, limit=_MOST)

    def place(voucher: Record) -> tuple[bool, object, int]:
        return voucher.state != "approved", voucher.values[form.date], voucher.id

    ordered = sorted(found, key=place)
    ports.records().renumber(app, form.form, ordered, actor=actor, cause=cause)
