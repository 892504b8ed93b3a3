"""CAMT.053: the XML that banks hand statements out in (ISO 20022)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from form_engine.exchange.bank_entry import BankEntry, Unread, with_balances
from huiliu.core.exact import NotExact, parse
from huiliu.core.safe_xml import Element, UnsafeXml, read

MOST_BYTES = 20_000_000
_MOST_ELEMENTS = 500_000
_SIGN = {"CRDT": 1, "DBIT": -1}
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)


def entries(data: bytes) -> list[BankEntry]:
    """Raises Unread. Only what is booked."""
    try:
        root = read(data, max_bytes=MOST_BYTES, max_elements=_MOST_ELEMENTS)
    except UnsafeXml:
        raise Unread from None
    statements = [one for one in root.walk() if one.name == "Stmt"]
    if root.name != "Document" or not statements:
        raise Unread
    return [entry for one in statements for entry in _statement(one)]


def _statement(statement: Element) -> list[BankEntry]:
    account = _at(statement, "Acct", "Id", "IBAN") or _at(statement, "Acct", "Id", "Othr", "Id")
    booked = [one for one in statement.all("Ntry") if _status(one) == "BOOK"]
    moves = [_entry(account, one) for one in booked]
    return with_balances(moves, _balance(statement, _OPENING), _balance(statement, _CLOSING))


def _status(entry: Element) -> str:
    """Newer versions put a code inside."""
    return _at(entry, "Sts", "Cd") or _at(entry, "Sts") or "BOOK"


def _balance(statement: Element, codes: tuple[str, ...]) -> Decimal | None:
    found = {_at(one, "Tp", "CdOrPrtry", "Cd"): one for one in statement.all("Bal")}
    balance = next((found[code] for code in codes if code in found), None)
    return None if balance is None else _amount(balance)


def _entry(account: str, entry: Element) -> BankEntry:
    amount = _amount(entry)
    details = [one for part in entry.all("NtryDtls") for one in part.all("TxDtls")]
    only = details[0] if len(details) == 1 else Element("", "", {})
    side = "Dbtr" if amount > 0 else "Cdtr"
    return BankEntry(
        account=account,
        day=_day(entry),
        amount=amount,
        balance=None,
        reference=_at(entry, "AcctSvcrRef")
        or _at(only, "Refs", "AcctSvcrRef")
        or _at(entry, "NtryRef"),
        party=_at(only, "RltdPties", side, "Nm") or _at(only, "RltdPties", side, "Pty", "Nm"),
        party_account=_at(only, "RltdPties", f"{side}Acct", "Id", "IBAN")
        or _at(only, "RltdPties", f"{side}Acct", "Id", "Othr", "Id"),
        memo=" ".join(_memo(entry, details)),
    )


def _memo(entry: Element, details: list[Element]) -> Iterator[str]:
    texts = [
        text.text
        for one in details
        for information in one.all("RmtInf")
        for text in information.all("Ustrd")
    ]
    for text in texts or [_at(entry, "AddtlNtryInf")]:
        yield from text.split()


def _amount(of: Element) -> Decimal:
    try:
        return _SIGN[_at(of, "CdtDbtInd")] * parse(_at(of, "Amt"))
    except (KeyError, NotExact):
        raise Unread from None


def _day(entry: Element) -> date:
    booked, valued = _at(entry, "BookgDt", "Dt"), _at(entry, "ValDt", "Dt")
    text = booked or _at(entry, "BookgDt", "DtTm") or valued or _at(entry, "ValDt", "DtTm")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise Unread from None


def _at(element: Element, *names: str) -> str:
    """The text of what is reached by the first of each name; empty where there is none."""
    here: Element | None = element
    for name in names:
        here = here.first(name) if here is not None else None
    return here.text.strip() if here is not None and not here.children else ""
