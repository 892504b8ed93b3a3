"""The chain of balances in a statement: what was there before, and the amount, is what is there
after. Where it is not, a line is missing or is not what the bank wrote. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from form_engine.exchange.others_words import Unreadable, number_of
from form_engine.exchange.sheet import SheetRow
from huiliu.core.errors import FieldError

_BROKEN = {
    "zh-CN": "余额接不上：之前 {before}，本行 {amount}，应为 {expected}，表中为 {balance}。"
    "之前可能缺行",
    "en": "The balance does not follow: {before} before and {amount} here make {expected}, not"
    " {balance}. A line may be missing before this one",
}
Move = tuple[Decimal | None, Decimal | None]
"""Amount and balance of a line; None: not there, or not readable."""


@dataclass(frozen=True)
class Break:
    place: int
    before: Decimal
    amount: Decimal
    balance: Decimal

    def told(self) -> FieldError:
        data = {
            "before": format(self.before, "f"),
            "amount": format(self.amount, "f"),
            "expected": format(self.before + self.amount, "f"),
            "balance": format(self.balance, "f"),
        }
        return FieldError("balance_broken", _BROKEN, data)


def following(rows: Iterable[SheetRow], amount: int, balance: int) -> Iterator[SheetRow]:
    """The rows; where the chain breaks, that is wrong at the balance. ``amount`` and ``balance``
    are places in a row."""
    listed = list(rows)
    moves = [(_number(row.cell(amount)), _number(row.cell(balance))) for row in listed]
    broken = {one.place: one.told() for one in breaks(moves)}
    for place, row in enumerate(listed):
        wrong = {**row.wrong, balance: broken[place]} if place in broken else row.wrong
        yield replace(row, wrong=wrong)


def breaks(moves: Sequence[Move]) -> list[Break]:
    """In the order of time: banks print the newest line first or last, whichever fits better."""
    onwards = _breaks([*enumerate(moves)])
    backwards = _breaks([*enumerate(moves)][::-1])
    return backwards if len(backwards) < len(onwards) else onwards


def _breaks(moves: Sequence[tuple[int, Move]]) -> list[Break]:
    found: list[Break] = []
    before: Decimal | None = None
    for place, (amount, balance) in moves:
        after = None if before is None or amount is None else before + amount
        if before is not None and amount is not None and balance is not None and after != balance:
            found.append(Break(place, before, amount, balance))
        before = after if balance is None else balance
    return found


def _number(text: str | None) -> Decimal | None:
    try:
        return number_of(text)
    except Unreadable:
        return None
