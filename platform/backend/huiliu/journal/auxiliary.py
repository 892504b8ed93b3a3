"""辅助核算余额表: accounts by customer, supplier, department or what else the books keep apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.text import Words
from huiliu.journal.document import JournalDocument
from huiliu.journal.figures import Account, Amounts, Ledger, readable, sees_all
from huiliu.journal.months import month_before, require_month
from huiliu.journal.trial_balance import net

_Sums = Mapping[tuple[str, object], Amounts]


@dataclass(frozen=True)
class Sides:
    """Opening and closing are net, on their side; ``year``: turnover since January."""

    opening: Amounts
    turnover: Amounts
    year: Amounts
    closing: Amounts

    @property
    def is_nothing(self) -> bool:
        parts = (self.opening, self.turnover, self.year, self.closing)
        return all(part == Amounts() for part in parts)


@dataclass(frozen=True)
class Item:
    """``value``: of the dimension, as it is stored; None where a voucher named none."""

    value: object
    sides: Sides


@dataclass(frozen=True)
class AccountItems:
    """``record``: of the chart. The items add up to what the account says in the trial balance."""

    code: str
    title: str
    record: int | None
    sides: Sides
    items: tuple[Item, ...]


def auxiliaries(app: AppRef, journal: JournalDocument, actor: Actor) -> list[tuple[str, Words]]:
    """Dimensions of the general ledger, with their labels, that one sees on all of its rows."""
    books = journal.books
    found = ports.documents().find(app, "ledger", books.ledger) if books else None
    if books is None or found is None:
        return []
    own = {books.account, books.period}
    return [
        (one["id"], one["label"])
        for one in found.content["dimensions"]
        if one["id"] not in own and sees_all(app, books, actor, one["id"])
    ]


def auxiliary(
    app: AppRef, key: str, actor: Actor, *, by: str, first: str, last: str
) -> list[AccountItems]:
    """Months ``2026-10``, both of them too. NotFound for who does not see all of the ledger."""
    require_month(first, "first")
    require_month(last, "last")
    journal = readable(app, key, actor)
    if journal.books is None or by not in dict(auxiliaries(app, journal, actor)):
        raise NotFound
    return compute(Ledger(app, journal, journal.books), by, first, last)


def compute(ledger: Ledger, by: str, first: str, last: str) -> list[AccountItems]:
    before = ledger.sums(None, month_before(first), by)
    during = ledger.sums(first, last, by)
    year = ledger.sums(f"{last[:4]}-01", last, by)
    values: dict[str, set[object]] = {}
    for code, value in {*before, *during, *year}:
        values.setdefault(code, set()).add(value)
    known = {one.code: one for one in ledger.accounts.values()}
    found = [
        _account(known.get(code), code, values[code], (before, during, year))
        for code in sorted(values)
    ]
    return [one for one in found if any(item.value is not None for item in one.items)]


def _account(
    account: Account | None, code: str, values: set[object], sums: tuple[_Sums, _Sums, _Sums]
) -> AccountItems:
    places = {value: (code, value) for value in values}
    items = [Item(value, _sides([place], *sums)) for value, place in places.items()]
    return AccountItems(
        code,
        account.title if account else "",
        account.id if account else None,
        _sides(places.values(), *sums),
        tuple(one for one in items if not one.sides.is_nothing),
    )


def _sides(
    places: Iterable[tuple[str, object]], before: _Sums, during: _Sums, year: _Sums
) -> Sides:
    opening, turnover, since = Amounts(), Amounts(), Amounts()
    for place in places:
        opening += before.get(place, Amounts())
        turnover += during.get(place, Amounts())
        since += year.get(place, Amounts())
    return Sides(net(opening), turnover, since, net(opening + turnover))
