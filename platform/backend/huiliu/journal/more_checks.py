"""What a journal itself asks of a month before it is closed: no such records, no such balances."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound
from huiliu.core.exact import parse
from huiliu.core.text import Words
from huiliu.journal.check import MOST_SHOWN, Check, Offender, Status, visible
from huiliu.journal.figures import Ledger
from huiliu.journal.months import first_day, last_day
from huiliu.journal.statement_document import BalanceCheck, RecordCheck

_MOST = 100_000


def check(ledger: Ledger, one: RecordCheck | BalanceCheck, month: str, actor: Actor) -> Check:
    if isinstance(one, RecordCheck):
        return _records(ledger.app, one, month, actor)
    return _balances(ledger.app, one, actor)


def _told(
    one: RecordCheck | BalanceCheck, count: int, shown: list[Offender], title: Words
) -> Check:
    bad: Status = "warning" if one.warn else "blocked"
    shown = shown[:MOST_SHOWN]
    figures = {"count": str(count)}
    status: Status = bad if count else "ok"
    return Check(f"check.{one.id}", title, status, figures, tuple(shown), count - len(shown))


def _records(app: AppRef, one: RecordCheck, month: str, actor: Actor) -> Check:
    last = (last_day(month) - timedelta(days=one.days)).isoformat()
    first = first_day(month).isoformat() if one.in_month else None
    dated = Term(field=one.date, op="between", value=[first, last])
    where = Condition(cond=(dated, one.where))
    found = ports.records().find(
        app, one.form, where, access=system_access(actor, one.form), limit=_MOST
    )
    shown = visible(app, one.form, where, actor) if found else []
    return _told(one, len(found), shown, one.title)


def _balances(app: AppRef, one: BalanceCheck, actor: Actor) -> Check:
    rows = ports.ledgers().sums_within(app, one.ledger, one.by, None, first=None, last=None)
    low = parse(one.min)
    below = [row for row in rows if row[one.measure] < low]
    return _told(one, len(below), _named(app, one, below, actor) if below else [], one.title)


def _named(
    app: AppRef, one: BalanceCheck, rows: list[dict[str, Any]], actor: Actor
) -> list[Offender]:
    """The records in the first dimension, where it names records and the actor may open them."""
    form = ledger_form(app, one.ledger, one.by[0])
    if form is None or not sees(app, one.ledger, [one.measure, *one.by], actor):
        return []
    return named(app, form, [row[one.by[0]] for row in rows], actor)


def named(app: AppRef, form: str, ids: list[int | None], actor: Actor) -> list[Offender]:
    """Records as far as the actor may open them."""
    wanted = sorted({id_ for id_ in ids if id_})
    if not wanted:
        return []
    uids = [uid for uid, _ in ports.records().titles(app, form, wanted).values()]
    return visible(app, form, Condition(cond=(Term(field="$id", op="in", value=[*uids]),)), actor)


def ledger_form(app: AppRef, ledger: str, dimension: str) -> str | None:
    """The form whose records stand in a dimension."""
    document = ports.documents().find(app, "ledger", ledger)
    for one in document.content["dimensions"] if document else ():
        if one["id"] == dimension:
            return str(one["form"]) if one.get("form") else None
    return None


def sees(app: AppRef, ledger: str, columns: list[str], actor: Actor) -> bool:
    """Whether the actor sees these columns on every row of a ledger."""
    try:
        access = ports.permissions().ledger_access(actor, app, ledger)
    except NotFound:
        return False
    return any(grant.rows is None for grant in access.seeing(columns))
