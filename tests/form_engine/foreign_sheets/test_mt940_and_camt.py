"""Statements in the formats of banks, MT940 and camt.053: whole and exact, or refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from form_engine.exchange.errors import BadWorkbook, SeveralAccounts
from tests.form_engine.conftest import Company
from tests.support.bank_files import lines, put_in

pytestmark = pytest.mark.django_db
MT940 = """{1:F01BANKCNBJ0000000000}{2:I940BANKCNBJXXXXN}{4:
:20:STMT001
:25:6222000011112222
:28C:10/1
:60F:C261001CNY1000,00
:61:2610051005C500,50NTRFINV-77//BANK0001
:86:166?00TRANSFER?20XSCK-20261005-0001?31622299?32BEIJING HUALIAN
:61:2610061006D200,25NMSCNONREF
:86:Rent October
:61:2610071007RC10,00NTRFX//BANK0003
:86:taken back
:62F:C261007CNY1290,25
-}
"""


def test_an_mt940_statement_comes_in_with_its_chain(bank: Company, tmp_path: Path) -> None:
    """What is taken back of a credit goes. A line without a reference gets a digest."""
    assert put_in(bank, tmp_path, MT940).created == 3
    found = lines(bank, "bank_date", "amount", "balance", "counterparty", "memo")
    assert found == [
        (date(2026, 10, 5), Decimal("500.50"), Decimal("1500.50"), "BEIJING HUALIAN",
         "XSCK-20261005-0001"),
        (date(2026, 10, 6), Decimal("-200.25"), Decimal("1300.25"), None, "Rent October"),
        (date(2026, 10, 7), Decimal("-10.00"), Decimal("1290.25"), None, "taken back"),
    ]  # fmt: skip
    references = [ref for (ref,) in lines(bank, "bank_ref")]
    assert (references[0], references[2], len(references[1])) == ("BANK0001", "BANK0003", 32)
    assert put_in(bank, tmp_path, MT940).created == 0


def test_an_mt940_statement_that_does_not_add_up_is_told(bank: Company, tmp_path: Path) -> None:
    done = put_in(bank, tmp_path, MT940.replace("CNY1290,25", "CNY1290,26"))
    assert (done.created, [one.error.code for one in done.errors]) == (2, ["balance_broken"])


ENTRY = """<Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>{status}</Sts>
<BookgDt><Dt>2026-10-05</Dt></BookgDt><AcctSvcrRef>{ref}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties>
<Dbtr><Nm>甲公司</Nm></Dbtr><DbtrAcct><Id><Othr><Id>6222</Id></Othr></Id></DbtrAcct><Cdtr><Pty>
<Nm>物业</Nm></Pty></Cdtr></RltdPties><RmtInf><Ustrd>货款</Ustrd><Ustrd>XSCK-1</Ustrd></RmtInf>
</TxDtls></NtryDtls></Ntry>"""
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">100.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd></Bal><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
<Amt Ccy="CNY">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>{entries}</Stmt></BkToCstmrStmt>
</Document>"""


def _camt(closing: str = "105.50", sides: str = "CRDT DBIT CRDT") -> str:
    rows = zip(
        ("10.00", "4.50", "9.99"), sides.split(), ("BOOK", "BOOK", "PDNG"), "ABC", strict=True
    )
    entries = "".join(
        ENTRY.format(amount=amount, side=side, status=status, ref=ref)
        for amount, side, status, ref in rows
    )
    return CAMT.format(closing=closing, entries=entries)


def test_a_camt_statement_comes_in_with_what_is_booked(bank: Company, tmp_path: Path) -> None:
    assert put_in(bank, tmp_path, _camt()).errors == []
    assert lines(bank, "bank_ref", "amount", "balance", "counterparty", "memo") == [
        ("A", Decimal("10.00"), Decimal("110.00"), "甲公司", "货款 XSCK-1"),
        ("B", Decimal("-4.50"), Decimal("105.50"), "物业", "货款 XSCK-1"),
    ]
    assert lines(bank, "counter_account") == [("6222",), (None,)]


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]>' + _camt().partition("?>")[2],
        _camt().replace("</Document>", ""),
        _camt(sides="CRDT NEITHER CRDT"),
        _camt().replace("4.50", "4.5e0"),
        _camt().replace("2026-10-05", "5.10.2026"),
        "<html><body>登录超时</body></html>",
        MT940.replace(":61:2610061006D200,25", ":61:26D200,25"),
    ],
    ids=["entities", "cut", "side", "amount", "day", "page", "mt940"],
)
def test_a_statement_that_cannot_be_read_is_refused_whole(
    bank: Company, tmp_path: Path, text: str
) -> None:
    with pytest.raises(BadWorkbook):
        put_in(bank, tmp_path, text)
    assert lines(bank, "bank_ref") == []


def test_a_statement_of_several_accounts_is_refused(bank: Company, tmp_path: Path) -> None:
    other = MT940.replace("6222000011112222", "6222000011113333").partition("{4:\n")[2]
    with pytest.raises(SeveralAccounts):
        put_in(bank, tmp_path, MT940.rstrip("-}\n") + "\n" + other)
    assert lines(bank, "bank_ref") == []
