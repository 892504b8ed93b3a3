"""Account balances from vouchers; debit is positive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from .model import Voucher
from .money import ZERO

Balances = dict[str, Decimal]


def balances(vouchers: Iterable[Voucher]) -> Balances:
    sums: Balances = defaultdict(lambda: ZERO)
    for voucher in vouchers:
        for entry in voucher.entries:
            sums[entry.account] += entry.dr - entry.cr
    return sums


def by_aux(vouchers: Iterable[Voucher], account: str) -> Balances:
    sums: Balances = defaultdict(lambda: ZERO)
    for voucher in vouchers:
        for entry in voucher.entries:
            if entry.account == account:
                sums[entry.aux] += entry.dr - entry.cr
    return sums


def under(gl: Balances, *prefixes: str) -> Decimal:
    """Balance of accounts and of all below them."""
    return sum((amount for account, amount in gl.items() if account.startswith(prefixes)), ZERO)
