"""SWIFT MT940: the older format that banks hand statements out in."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from form_engine.exchange.bank_entry import BankEntry, Unread, with_balances

MOST_CHARACTERS = 5_000_000
_STATEMENT = re.compile(r"^(?=:20:)", re.MULTILINE)
_GOES = {"D": -1, "RC": -1, "C": 1, "RD": 1}
"""What is debited goes; a credit that is taken back goes too."""
_STRUCTURED = re.compile(r"(?:\d{3})?\?\d\d")
_PART = re.compile(r"\?(\d\d)([^?]*)")
_NAMES, _ACCOUNT = ("32", "33"), "31"
_PURPOSE = frozenset([*map(str, range(20, 30)), *map(str, range(60, 64))])
logging.getLogger("mt940").setLevel(logging.CRITICAL + 1)
"""It writes what it cannot read into the log: the statement of a customer."""


def entries(text: str) -> list[BankEntry]:
    """Raises Unread."""
    found: list[BankEntry] = []
    for part in _STATEMENT.split(text):
        if part.startswith(":20:"):
            found += _statement(part)
    return found


def _statement(text: str) -> list[BankEntry]:
    import mt940  # only where there is such a file

    try:
        read = mt940.parse(text, processors={"post_transaction_details": []})
    except (ValueError, RuntimeError, ArithmeticError, TypeError, KeyError, AttributeError):
        raise Unread from None
    account = str(read.data.get("account_identification") or "")
    moves = [_entry(account, one.data) for one in read if one.data.get("amount") is not None]
    return with_balances(moves, _balance(read.data, "opening"), _balance(read.data, "closing"))


def _balance(data: Mapping[str, Any], which: str) -> Decimal | None:
    for name in (f"final_{which}_balance", f"intermediate_{which}_balance"):
        if data.get(name) is not None:
            return Decimal(data[name].amount.amount)
    return None


def _entry(account: str, data: Mapping[str, Any]) -> BankEntry:
    parts = _parts(_first(data, "transaction_details"))
    sign, day = _GOES.get(str(data.get("status"))), data.get("date")
    if sign is None or not isinstance(day, date):
        raise Unread
    return BankEntry(
        account=account,
        day=date(day.year, day.month, day.day),
        amount=sign * abs(Decimal(data["amount"].amount)),
        balance=None,
        reference=_first(data, "bank_reference", "customer_reference"),
        party="".join(parts.get(code, "") for code in _NAMES).strip(),
        party_account=parts.get(_ACCOUNT, "").strip(),
        memo=" ".join([*_memo(parts), *_first(data, "extra_details").split()]),
    )


def _parts(details: str) -> dict[str, str]:
    """``166?00TRANSFER?20…``: by the two digits after the mark; a text without marks under ""."""
    text = details.replace("\n", "")
    found = {one[1]: one[2] for one in _PART.finditer(text)}
    return found if _STRUCTURED.match(text) else {"": details}


def _memo(parts: Mapping[str, str]) -> list[str]:
    said = [text for code, text in sorted(parts.items()) if code == "" or code in _PURPOSE]
    return " ".join(said).split()


def _first(data: Mapping[str, Any], *names: str) -> str:
    texts = (str(data.get(name) or "").strip() for name in names)
    return next((text for text in texts if text and text != "NONREF"), "")
