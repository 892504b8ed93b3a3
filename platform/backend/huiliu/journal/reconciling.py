"""Accounts and ledgers say the same, in all and for every customer, supplier or bank account."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.exact import to_json
from huiliu.journal.check import MOST_SHOWN, Check, Offender, Status
from huiliu.journal.figures import ZERO, Ledger, is_in
from huiliu.journal.more_checks import ledger_form, named, sees
from huiliu.journal.statement_document import Reconciliation

Key = tuple[Any, ...]
Sums = Mapping[Key, Decimal]


def check(ledger: Ledger, one: Reconciliation, actor: Actor) -> Check:
    """As they are now: an adjustment is dated on the day it was written (7.5.4). Figures and names
    are for who sees all of the other ledger too."""
    books, counted = _books(ledger, one), _counted(ledger, one)
    keys = books.keys() | counted.keys()
    apart = [key for key in keys if books.get(key, ZERO) != counted.get(key, ZERO)]
    status: Status = "blocked" if apart else "ok"
    figures: dict[str, str] = {}
    offenders: list[Offender] = []
    if sees(ledger.app, one.ledger, [one.measure, *one.by.values()], actor):
        figures = {name: to_json(sum(some.values(), ZERO)) for name, some in (
            ("books", books), ("ledger", counted)
        )}  # fmt: skip
        offenders = _parties(ledger, one, apart, actor)
    more = len(apart) - len(offenders) if one.by else 0
    return Check(f"reconcile.{one.id}", one.title, status, figures, tuple(offenders), more)


def _books(ledger: Ledger, one: Reconciliation) -> Sums:
    books = ledger.books
    rows = ports.ledgers().sums_within(
        ledger.app, books.ledger, [books.account, *one.by], None, first=None, last=None
    )
    found: dict[Key, Decimal] = {}
    sign = 1 if one.side == "debit" else -1
    for row in rows:
        if is_in(ledger.code(row[books.account]), one.accounts):
            key = tuple(row[id_] for id_ in one.by)
            net = (row[books.debit] - row[books.credit]) * sign
            found[key] = found.get(key, ZERO) + net
    return found


def _counted(ledger: Ledger, one: Reconciliation) -> Sums:
    per = list(one.by.values())
    rows = ports.ledgers().sums_within(ledger.app, one.ledger, per, None, first=None, last=None)
    return {tuple(row[id_] for id_ in per): row[one.measure] for row in rows}


def _parties(ledger: Ledger, one: Reconciliation, apart: list[Key], actor: Actor) -> list[Offender]:
    if not one.by:
        return []
    dimension = next(iter(one.by.values()))
    form = ledger_form(ledger.app, one.ledger, dimension)
    ids = [key[0] for key in apart]
    return named(ledger.app, form, ids, actor)[:MOST_SHOWN] if form else []
