"""Statements in the formats of banks (MT940, CAMT.053) as a sheet with a header of its own."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from form_engine.exchange import camt_file, mt940_file
from form_engine.exchange.bank_entry import BankEntry, Unread
from form_engine.exchange.errors import BadWorkbook, SeveralAccounts, WorkbookTooHeavy

HEADER = ("$date", "$reference", "$amount", "$balance", "$party", "$party_account", "$memo")
"""Words that no other sheet has, for profiles to name."""
_IS_XML = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<")
_IS_MT940 = re.compile(r"\A\s*(?:\{1:|:20:)")
_OPENING = re.compile(r"^:60[FM]:", re.MULTILINE)
_DIGITS = 10
Rows = list[list[str | None]]


def is_xml(path: Path) -> bool:
    with path.open("rb") as given:
        return _IS_XML.match(given.read(200)) is not None


def is_mt940(text: str) -> bool:
    return _IS_MT940.match(text) is not None and _OPENING.search(text) is not None


def camt_rows(path: Path) -> Rows:
    if path.stat().st_size > camt_file.MOST_BYTES:
        raise WorkbookTooHeavy
    return _rows(lambda: camt_file.entries(path.read_bytes()))


def mt940_rows(text: str) -> Rows:
    if len(text) > mt940_file.MOST_CHARACTERS:
        raise WorkbookTooHeavy
    return _rows(lambda: mt940_file.entries(text))


def _rows(read: Callable[[], list[BankEntry]]) -> Rows:
    try:
        entries = read()
    except Unread:
        raise BadWorkbook from None
    if len({one.account for one in entries}) > 1:
        raise SeveralAccounts
    named = Counter(one.reference for one in entries)
    return [[*HEADER], *(_row(one, named[one.reference] == 1) for one in entries)]


def _row(one: BankEntry, is_unique: bool) -> list[str | None]:
    cells = (
        one.day.isoformat(),
        one.reference if one.reference and is_unique else _named(one),
        format(one.amount, "f"),
        "" if one.balance is None else format(one.balance, "f"),
        one.party,
        one.party_account,
        one.memo,
    )
    return [cell or None for cell in cells]


def _named(one: BankEntry) -> str:
    """Of a line that its bank gave no reference, or one that others have too: with a digest, so
    that the same line is the same again. The balance tells two that look alike apart."""
    said = "\x1f".join(
        (one.account, str(one.day), str(one.amount), str(one.balance), one.party, one.memo)
    )
    digest = hashlib.sha256(said.encode()).hexdigest()[: _DIGITS if one.reference else 32]
    return f"{one.reference}-{digest}" if one.reference else digest
