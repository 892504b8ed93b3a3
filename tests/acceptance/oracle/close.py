"""Month close (7.6): VAT transfer, surtax, profit and loss, statements, lock."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .ledger import balances, under
from .model import Entry, Refused, World
from .money import ZERO, money_text, r2
from .purchase import Answer
from .statements import balance_sheet, profit_and_loss
from .vouchers import write

INCOME, COSTS = ("5001", "5051", "5111", "5301"), ("54", "56", "5711", "5801")
SURTAX = {"city": "222111", "edu": "222112", "local_edu": "222113"}


def month_close(world: World, inputs: dict[str, Any]) -> Answer:
    month = inputs["date"][:7]
    if month in world.closed_months:
        raise Refused("PERIOD_CLOSED")
    payable = _transfer_vat(world, inputs["date"])
    _surtax(world, inputs["date"], inputs["surtax"], payable)
    profit = profit_and_loss(balances(world.vouchers))
    _transfer_profit(world, inputs["date"])
    world.closed_months.add(month)
    return {
        "docs": {},
        "vat_payable": money_text(payable),
        "profit_and_loss": profit,
        "balance_sheet": balance_sheet(world.vouchers),
    }


def _transfer_vat(world: World, date: str) -> Decimal:
    """#23: what is owed of the month; what is to be carried forward stays where it is.

    A small-scale taxpayer owes the balance of 222101, where it stays.
    """
    payable = max(ZERO, -under(balances(world.vouchers), "222101"))
    if world.general:
        entries = [Entry("22210104", dr=payable), Entry("222102", cr=payable)]
        write(world, date, "转出未交增值税", entries, kind="close")
    return payable


def _surtax(world: World, date: str, rates: dict[str, Any], base: Decimal) -> None:
    """#24: each rounded; a halved rate is halved first."""
    half = Decimal("0.5") if rates.get("half_reduction") else Decimal(1)
    taxes = {SURTAX[key]: r2(base * Decimal(rates[key]) * half) for key in SURTAX if key in rates}
    owed = [Entry(account, cr=tax) for account, tax in taxes.items()]
    total = Entry("5403", dr=sum(taxes.values(), ZERO))
    write(world, date, "计提附加税", [total, *owed], kind="close")


def _transfer_profit(world: World, date: str) -> None:
    """#26."""
    entries, profit = [], ZERO
    for account, balance in sorted(balances(world.vouchers).items()):
        if account.startswith((*INCOME, *COSTS)):
            income = account.startswith(INCOME)
            entries.append(Entry(account, dr=-balance) if income else Entry(account, cr=balance))
            profit -= balance
    entries.append(Entry("3103", cr=profit) if profit >= 0 else Entry("3103", dr=-profit))
    write(world, date, "结转损益", entries, kind="close")
