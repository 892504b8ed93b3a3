"""Sums of the general ledger by account, for whoever may see all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import NotFound
from huiliu.journal import book
from huiliu.journal.document import JournalDocument
from huiliu.journal.engine import latest_plan
from huiliu.journal.statement_document import Books, Term

ZERO = Decimal(0)
_MOST_ACCOUNTS = 20_000


@dataclass(frozen=True)
class Account:
    """``title``: without the code, where it begins with it."""

    id: int
    code: str
    title: str


@dataclass(frozen=True)
class Amounts:
    debit: Decimal = ZERO
    credit: Decimal = ZERO

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(self.debit + other.debit, self.credit + other.credit)

    def on(self, side: str) -> Decimal:
        net = self.debit - self.credit
        return net if side == "debit" else -net

    def alone(self, side: str) -> Decimal:
        return self.debit if side == "debit" else self.credit


def readable(app: AppRef, key: str, actor: Actor) -> JournalDocument:
    """The journal, for who sees every row of its ledger with accounts, periods and amounts;
    ``NotFound`` for the others: a sum of some of it would be no report."""
    journal = latest_plan(app).journal(key)
    if journal.books is None:
        raise NotFound
    require_all(app, journal.books, actor)
    return journal


def require_all(app: AppRef, books: Books, actor: Actor) -> None:
    if not sees_all(app, books, actor):
        raise NotFound


def sees_all(app: AppRef, books: Books, actor: Actor, *more: str) -> bool:
    """Every row with accounts, periods and amounts; ``more``: other dimensions too."""
    access = ports.permissions().ledger_access(actor, app, books.ledger)
    wanted = (books.account, books.period, books.debit, books.credit, *more)
    return any(grant.rows is None for grant in access.seeing(wanted))


@dataclass(frozen=True)
class Ledger:
    """The books of one journal; each question is asked once."""

    app: AppRef
    journal: JournalDocument
    books: Books

    @cached_property
    def accounts(self) -> Mapping[int, Account]:
        chart = self.journal.accounts
        access = system_access(Actor(0, self.app.workspace_id, ""), chart.form)
        found = ports.records().find(
            self.app, chart.form, Condition(), access=access, limit=_MOST_ACCOUNTS
        )
        ids = [record.id for record in found]
        titles = ports.records().titles(self.app, chart.form, ids)
        codes = {one.id: str(one.values[chart.code] or "") for one in found}
        return {
            id_: Account(id_, code, titles[id_][1].removeprefix(code).strip())
            for id_, code in codes.items()
        }

    def sums(
        self, first: str | None, last: str | None, by: str | None = None
    ) -> Mapping[tuple[str, object], Amounts]:
        """By code and value of ``by``; months ``first`` to ``last``, both of them too."""
        books = self.books
        per = [books.account, *([by] if by else [])]
        rows = ports.ledgers().sums_within(
            self.app, books.ledger, per, books.period, first=first, last=last
        )
        found: dict[tuple[str, object], Amounts] = {}
        for row in rows:
            key = self.code(row[books.account]), row[by] if by else None
            found[key] = found.get(key, Amounts()) + Amounts(row[books.debit], row[books.credit])
        return found

    def code(self, account: int | None) -> str:
        """Of an account that was deleted nothing is left but that it was there."""
        known = self.accounts.get(account or 0)
        return known.code if known else "?"

    def moved_by_close(
        self, first: str | None, last: str | None, *, step: str | None = None
    ) -> Mapping[str, Amounts]:
        """What the close put on each account in these months, by one step or by all."""
        found: dict[str, Amounts] = {}
        moved = book.moved_by_close(self.app, self.journal.id, first, last, step=step)
        for account, amounts in moved.items():
            code = self.code(account)
            found[code] = found.get(code, Amounts()) + Amounts(*amounts)
        return found


def is_in(code: str, accounts: Sequence[str]) -> bool:
    return any(code.startswith(one) for one in accounts)


def of_term(term: Term, sums: Mapping[tuple[str, object], Amounts]) -> Decimal:
    """``sums`` by the term's own dimension."""
    groups: dict[object, Decimal] = {}
    for (code, value), amounts in sums.items():
        if is_in(code, term.accounts):
            own = amounts.alone(term.side) if term.one_side else amounts.on(term.side)
            groups[value] = groups.get(value, ZERO) + own
    if term.only:
        return sum((amount for amount in groups.values() if amount > 0), ZERO)
    return sum(groups.values(), ZERO)
