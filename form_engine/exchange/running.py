"""The chain of balances in a statement: what was there before, and the amount, is what is there
after. Where it is not, a line is missing or is not what the bank wrote. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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


@dataclass(frozen=True)
class Places:
    """Of amount, balance and day in a row."""

    amount: int
    balance: int
    day: int | None = None


Earlier = Callable[[str], Sequence[Move]]
"""The lines that are there already of the last day up to this one."""


def following(
    rows: Iterable[SheetRow], places: Places, earlier: Earlier | None = None
) -> Iterator[SheetRow]:
    """The rows; where the chain breaks, that is wrong at the balance."""
    listed = list(rows)
    moves = in_time(
        (_number(row.cell(places.amount)), _number(row.cell(places.balance))) for row in listed
    )
    found = _breaks(moves)
    if earlier is not None and places.day is not None and moves:
        first = moves[0][0]
        found += _gap(*moves[0], earlier(listed[first].cell(places.day) or ""))
    broken = {one.place: one.told() for one in found}
    for place, row in enumerate(listed):
        wrong = {**row.wrong, places.balance: broken[place]} if place in broken else row.wrong
        yield replace(row, wrong=wrong)


def in_time(moves: Iterable[Move]) -> list[tuple[int, Move]]:
    """With their places, in the order of time: banks print the newest line first or last, whichever
    fits better."""
    onwards = [*enumerate(moves)]
    backwards = onwards[::-1]
    return backwards if len(_breaks(backwards)) < len(_breaks(onwards)) else onwards


def _gap(place: int, first: Move, earlier: Sequence[Move]) -> list[Break]:
    """Nothing is said where the line is there itself, or one that it follows, or one that tells no
    balance. Lines of a day are in no order, so any of them may be the last."""
    amount, balance = first
    before = [one for _, one in earlier if one is not None]
    if amount is None or balance is None or not before or len(before) < len(earlier):
        return []
    if first in earlier or balance - amount in before:
        return []
    return [Break(place, before[0], amount, balance)]


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
