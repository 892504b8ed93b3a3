"""One line of a statement, whatever the format it came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


class Unread(ValueError):
    """It is not in the format that it says it is in."""


@dataclass(frozen=True)
class BankEntry:
    """``amount``: what came is positive. ``balance``: after it, worked out from the opening one;
    after the last line what the bank says, so that one that does not follow is told."""

    account: str
    day: date
    amount: Decimal
    balance: Decimal | None
    reference: str = ""
    party: str = ""
    party_account: str = ""
    memo: str = ""


def with_balances(
    entries: list[BankEntry], opening: Decimal | None, closing: Decimal | None
) -> list[BankEntry]:
    from dataclasses import replace

    found, at = [], opening
    for place, one in enumerate(entries, 1):
        at = None if at is None else at + one.amount
        is_last = place == len(entries) and closing is not None
        found.append(replace(one, balance=closing if is_last else at))
    return found
