"""科目余额表: of each account the opening balance, what the months brought, and the closing one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from huiliu.core.actor import Actor, AppRef
from huiliu.journal.figures import Amounts, Ledger, readable
from huiliu.journal.months import month_before, require_month


@dataclass(frozen=True)
class Row:
    """``level`` 0 is an account that none is above. Opening and closing are net, on their side;
    ``year``: turnover since January. ``record``: of the chart, where entries stand."""

    code: str
    title: str
    level: int
    opening: Amounts
    turnover: Amounts
    year: Amounts
    closing: Amounts
    record: int | None = None


@dataclass(frozen=True)
class TrialBalance:
    """``rows`` by code, an account before those below it; ``total`` of the lowest ones, each column
    equal on both sides when the books balance."""

    rows: tuple[Row, ...]
    total: Row


def trial_balance(app: AppRef, key: str, actor: Actor, *, first: str, last: str) -> TrialBalance:
    """Months ``2026-10``, both of them too. NotFound for who does not see all of the ledger."""
    require_month(first, "first")
    require_month(last, "last")
    journal = readable(app, key, actor)
    assert journal.books is not None
    return compute(Ledger(app, journal, journal.books), first, last)


def compute(ledger: Ledger, first: str, last: str) -> TrialBalance:
    before = _by_code(ledger.sums(None, month_before(first)))
    during = _by_code(ledger.sums(first, last))
    year = _by_code(ledger.sums(f"{last[:4]}-01", last))
    codes = {code for some in (before, during, year) for code in some}
    titles = {one.code: one.title for one in ledger.accounts.values()}
    records = {one.code: one.id for one in ledger.accounts.values()}
    rows = [
        replace(
            _row(code, titles, _below(code, before), _below(code, during), _below(code, year)),
            record=records.get(code) if code in codes else None,
        )
        for code in sorted(codes | {up for code in codes for up in _above(code, titles)})
    ]
    leaves = [one for one in rows if one.code in codes]
    return TrialBalance(tuple(rows), _total(before, during, year, leaves))


def _by_code(sums: Mapping[tuple[str, object], Amounts]) -> dict[str, Amounts]:
    return {code: amounts for (code, _), amounts in sums.items()}


def _below(code: str, sums: Mapping[str, Amounts]) -> Amounts:
    found = Amounts()
    for one, amounts in sums.items():
        if one.startswith(code):
            found += amounts
    return found


def _above(code: str, titles: Mapping[str, str]) -> list[str]:
    """The accounts of the chart that it is under, the highest first."""
    return [code[:n] for n in range(1, len(code)) if code[:n] in titles]


def _row(
    code: str, titles: Mapping[str, str], before: Amounts, during: Amounts, year: Amounts
) -> Row:
    level = len(_above(code, titles))
    return Row(code, titles.get(code, ""), level, net(before), during, year, net(before + during))


def net(amounts: Amounts) -> Amounts:
    """On the side where it is more."""
    difference = amounts.debit - amounts.credit
    if difference >= 0:
        return Amounts(debit=difference)
    return Amounts(credit=-difference)


def _total(
    before: Mapping[str, Amounts],
    during: Mapping[str, Amounts],
    year: Mapping[str, Amounts],
    leaves: list[Row],
) -> Row:
    """Balances are net account by account, as they are listed."""
    opening, closing = Amounts(), Amounts()
    for one in leaves:
        had, new = before.get(one.code, Amounts()), during.get(one.code, Amounts())
        opening, closing = opening + net(had), closing + net(had + new)
    return Row("", "", 0, opening, _sum(during), _sum(year), closing)


def _sum(sums: Mapping[str, Amounts]) -> Amounts:
    found = Amounts()
    for amounts in sums.values():
        found += amounts
    return found
