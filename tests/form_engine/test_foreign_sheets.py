"""Bank statements and bills of payment services, by the profiles of the template's bank lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from form_engine.api import append, records
from form_engine.exchange.appending import Appended
from form_engine.exchange.errors import BadWorkbook, SeveralAccounts, UnknownColumns
from form_engine.exchange.others_words import Unreadable, day_of, number_of
from huiliu.core.access import Access, Grant
from huiliu.core.conditions import Condition, Term
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db
TEMPLATE = Path(__file__).parents[2] / "jxc_template" / "forms" / "bank_line.json"
TEXTS = ("bank_ref", "counterparty", "counter_account", "memo", "remark")


@pytest.fixture
def bank(company: Company) -> Company:
    company.publish("account", [_field("name", "text")], title_field="name")
    company.publish(
        "line",
        _fields(),
        unique=[{"id": "one_ref", "fields": ["account", "bank_ref"]}],
        sheets=json.loads(TEMPLATE.read_text(encoding="utf-8"))["sheets"],
    )
    company.create("account", {"name": "基本户"})
    return company


def _fields() -> list[dict[str, Any]]:
    return [
        _field("account", "reference", form="account", required=True),
        _field("bank_date", "date", required=True),
        _field("amount", "money", scale=2, required=True),
        _field("balance", "money", scale=2),
        *(_field(one, "text", required=one == "bank_ref") for one in TEXTS),
    ]


def _field(id: str, type: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": type, "label": {"zh-CN": id}, **more}


def put_in(bank: Company, folder: Path, text: str, encoding: str = "utf-8") -> Appended:
    path = folder / "given.csv"
    path.write_bytes(text.encode(encoding))
    (account,) = records.find(bank.app, "account", Condition(), access=bank.system("account"))
    access = bank.system("line")
    values = {"account": account.uid}
    return append(bank.app, "line", path, access=access, is_text=True, values=values)


def lines(bank: Company, *fields: str) -> list[Sequence[Any]]:
    found = records.find(bank.app, "line", Condition(), access=bank.system("line"))
    return [tuple(one.values[field] for field in fields) for one in found]


ALIPAY = """支付宝交易记录明细查询
账号:[me@example.cn]
起始日期:[2026-10-01 00:00:00]    终止日期:[2026-11-01 00:00:00]
-----------------------交易记录明细列表------------------------
交易号     ,商家订单号 ,付款时间 ,交易对方 ,商品名称 ,金额（元）,收/支 ,交易状态 ,备注 ,资金状态 ,
2026100522001\t,T1\t,2026-10-05 09:01:02 ,王先生 ,保温杯 ,88.50 ,收入 ,交易成功 , ,已收入 ,
2026100622002\t,T2\t,2026-10-06 10:00:00 ,快递公司 ,运费 ,12.00 ,支出 ,交易成功 ,十月 ,已支出 ,
2026100722003\t,T3\t,2026-10-07 09:00:00 ,李女士 ,退单 ,9.00 ,支出 ,交易关闭 , , ,
2026100822004\t,T4\t,2026-10-08 09:00:00 ,余额宝 ,转入 ,500.00 , ,交易成功 , ,资金转移 ,
------------------------------------------------------------------------------------
共4笔记录
"""


def test_an_alipay_bill_comes_in_with_its_signs(bank: Company, tmp_path: Path) -> None:
    done = put_in(bank, tmp_path, ALIPAY, "gbk")
    assert (done.created, done.failed, done.errors) == (2, 0, [])
    assert lines(bank, "bank_ref", "bank_date", "amount", "counterparty", "memo", "remark") == [
        ("2026100522001", date(2026, 10, 5), Decimal("88.50"), "王先生", "保温杯", None),
        ("2026100622002", date(2026, 10, 6), Decimal("-12.00"), "快递公司", "运费", "十月"),
    ]


def test_the_same_bill_again_brings_nothing_new(bank: Company, tmp_path: Path) -> None:
    put_in(bank, tmp_path, ALIPAY, "gbk")
    again = put_in(bank, tmp_path, ALIPAY, "utf-8-sig")
    assert (again.created, again.failed) == (0, 2)
    assert len(lines(bank, "bank_ref")) == 2


def test_a_wechat_bill_is_told_from_an_alipay_one(bank: Company, tmp_path: Path) -> None:
    text = (
        "微信支付账单明细,,,\n" * 16
        + "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,交易单号,商户单号,备注\n"
        + '2026-10-09 08:00:00,商户消费,菜场,"蔬菜,水果",支出,"¥1,023.40",零钱,\tW1,\tM1,/\n'
        + "2026-10-09 09:00:00,零钱提现,/,/,/,¥5.00,银行,\tW2,/,/\n"
    )
    assert put_in(bank, tmp_path, text).created == 1
    assert lines(bank, "bank_ref", "amount", "memo") == [("W1", Decimal("-1023.40"), "蔬菜,水果")]


def test_a_bank_without_numbers_gets_a_digest_of_each_row(bank: Company, tmp_path: Path) -> None:
    text = (
        "户名：汇流商贸\t账号：6222\n\n"
        "交易日期\t摘要\t对方户名\t借方发生额\t贷方发生额\t余额\n"
        "20261010\t货款\t北京华联\t\t1,000.00\t1,500.00\n"
        "20261010\t货款\t北京华联\t\t1,000.00\t2,500.00\n"
        "20261011\t房租\t物业\t300.00\t0.00\t2,200.00\n"
        "合计\t\t\t300.00\t2,000.00\t\n"
    )
    done = put_in(bank, tmp_path, text, "utf-16")
    assert (done.created, done.errors) == (3, [])
    found = lines(bank, "bank_date", "amount", "balance", "counterparty", "bank_ref")
    assert [row[:4] for row in found] == [
        (date(2026, 10, 10), Decimal("1000.00"), Decimal("1500.00"), "北京华联"),
        (date(2026, 10, 10), Decimal("1000.00"), Decimal("2500.00"), "北京华联"),
        (date(2026, 10, 11), Decimal("-300.00"), Decimal("2200.00"), "物业"),
    ]
    assert len({row[4] for row in found}) == 3
    assert put_in(bank, tmp_path, text, "utf-16").created == 0


def test_a_word_or_the_number_itself_may_tell_the_sign(bank: Company, tmp_path: Path) -> None:
    flagged = "日期,流水号,借贷标志,金额\n2026/10/1,F1,借,20\n2026/10/1,F2,贷,30\n"
    signed = "记账日期,流水号,交易金额\n2026年10月2日,S1,-7.5\n"
    assert put_in(bank, tmp_path, flagged).created == 2
    assert put_in(bank, tmp_path, signed).created == 1
    assert lines(bank, "bank_ref", "amount") == [
        ("F1", Decimal("-20.00")), ("F2", Decimal("30.00")), ("S1", Decimal("-7.50")),
    ]  # fmt: skip


def test_what_cannot_be_read_is_told_and_not_left_out(bank: Company, tmp_path: Path) -> None:
    text = (
        "记账日期,流水号,交易金额\n"
        "20261002093000,S1,(7.50)\n"
        "2026-10-03,S2,12元3角\n"
        "十月3日,S3,8.00\n"
        "期初,,\n"
    )
    done = put_in(bank, tmp_path, text)
    assert (done.created, done.failed) == (1, 2)
    assert [(one.row, one.column) for one in done.errors] == [(3, "交易金额"), (4, "记账日期")]
    assert lines(bank, "bank_ref", "bank_date", "amount") == [
        ("S1", date(2026, 10, 2), Decimal("-7.50"))
    ]


def test_a_sheet_that_nobody_knows_is_refused_by_its_columns(bank: Company, tmp_path: Path) -> None:
    with pytest.raises(UnknownColumns):
        put_in(bank, tmp_path, "日期,流水号,重量\n2026-10-01,1,2\n")
    with pytest.raises(BadWorkbook):
        put_in(bank, tmp_path, "PK\x03\x04\0\0\0")
    assert lines(bank, "bank_ref") == []


def test_a_profile_fills_only_fields_that_are_entered(bank: Company) -> None:
    form = {
        "kind": "form", "version": 1, "id": "other", "title": {"zh-CN": "其他"},
        "fields": [
            _field("name", "text"),
            _field("sum", "formula", result="text", formula="{name}"),
        ],
        "sheets": [
            {"id": "one", "title": {"zh-CN": "一"}, "columns": {"sum": ["A"], "gone": ["B"]},
             "amounts": {"name": {"plus": ["C"]}}, "digest": "sum", "asks": ["name"]},
            {"id": "one", "title": {"zh-CN": "二"}, "columns": {"name": ["A"]}},
        ],
    }  # fmt: skip
    from form_engine.api import publisher

    found = [(one.path, one.code) for one in publisher.validate(bank.app, "other", form)]
    assert found == [
        ("sheets.0.columns.sum", "unknown_field"),
        ("sheets.0.columns.gone", "unknown_field"),
        ("sheets.0.amounts.name", "bad_number"),
        ("sheets.0.digest", "unknown_field"),
        ("sheets.0.asks.0", "unknown_field"),
        ("sheets.1.id", "duplicate_id"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/1/5 8:00", "2026-01-05"),
        ("20260105", "2026-01-05"),
        ("202601051233", "2026-01-05"),
        ("20260105123300", "2026-01-05"),
        ("合计", None),
        (None, None),
    ],
)
def test_days_as_others_write_them(text: str | None, day: str | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("¥1,234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("+3", "3"),
        ("1.2E+3", "1200"),
        ("（20.00）元", "-20.00"),
        ("-0.5", "-0.5"),
        ("-", None),
        ("合计", None),
        (None, None),
    ],
)
def test_numbers_as_others_write_them(text: str | None, number: str | None) -> None:
    assert number_of(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("text", ["12元3角", "1,5", "1.234,50", "3-4", "壹佰20", "1E+999", "2 笔"])
def test_no_other_number_is_made_of_what_is_not_known(text: str) -> None:
    with pytest.raises(Unreadable):
        number_of(text)


def test_no_day_is_made_of_what_is_not_known() -> None:
    with pytest.raises(Unreadable):
        day_of("10月5日")


def told(done: Appended) -> list[tuple[str, str]]:
    return [(one.cell, one.error.code) for one in done.errors]


def test_a_line_that_does_not_follow_from_the_balance_before_it_is_told(
    bank: Company, tmp_path: Path
) -> None:
    """The others come in: each is compared with what the one before it says is there."""
    text = (
        "日期,流水号,交易金额,余额\n2026-10-01,R1,10.10,110.10\n2026-10-02,R2,-0.10,110.00\n"
        "2026-10-03,R3,5.00,125.00\n2026-10-04,R4,1.00,126.00\n"
    )
    done = put_in(bank, tmp_path, text)
    assert (done.created, told(done)) == (3, [("D4", "balance_broken")])
    assert done.errors[0].error.data == {
        "before": "110.00", "amount": "5.00", "expected": "115.00", "balance": "125.00",
    }  # fmt: skip
    assert [ref for (ref,) in lines(bank, "bank_ref")] == ["R1", "R2", "R4"]


def test_the_chain_is_followed_upwards_where_the_newest_stands_first(
    bank: Company, tmp_path: Path
) -> None:
    text = (
        "日期,流水号,交易金额,余额\n2026-10-04,R4,1.00,116.00\n2026-10-03,R3,5.00,115.00\n"
        "2026-10-02,R2,-0.10,110.00\n"
    )
    assert told(put_in(bank, tmp_path, text)) == []
    broken = text.replace("115.00", "115.01").replace("R", "S").replace("116.00", "116.01")
    assert told(put_in(bank, tmp_path, broken)) == [("D3", "balance_broken")]


def _statement(*rows: str) -> str:
    return "\n".join(["日期,流水号,交易金额,余额", *rows, ""])


OCTOBER = _statement("2026-10-30,R1,10.00,110.00", "2026-10-31,R2,5.00,115.00")


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_statement_goes_on_from_the_last_one_of_the_account(
    bank: Company, tmp_path: Path, newest_first: bool
) -> None:
    november = ["2026-11-02,R3,1.00,117.00", "2026-11-03,R4,1.00,118.00"]
    put_in(bank, tmp_path, OCTOBER)

    done = put_in(bank, tmp_path, _statement(*november[:: -1 if newest_first else 1]))

    assert (done.created, told(done)) == (1, [("D3" if newest_first else "D2", "balance_broken")])
    assert done.errors[0].error.data == {
        "before": "115.00", "amount": "1.00", "expected": "116.00", "balance": "117.00",
    }  # fmt: skip
    between = put_in(bank, tmp_path, _statement("2026-11-01,R5,1.00,116.00"))
    again = put_in(bank, tmp_path, _statement(november[0]))
    assert (between.created, again.created) == (1, 1)


def test_statements_that_overlap_or_are_older_break_no_chain(bank: Company, tmp_path: Path) -> None:
    put_in(bank, tmp_path, OCTOBER)
    overlapping = _statement("2026-10-31,R2,5.00,115.00", "2026-10-31,R3,2.00,117.00")
    done = put_in(bank, tmp_path, overlapping)
    assert (done.created, {code for _, code in told(done)}) == (1, {"not_unique"})
    older = put_in(bank, tmp_path, _statement("2026-09-30,R0,7.00,90.00"))
    same_day = put_in(bank, tmp_path, _statement("2026-10-31,R4,3.00,120.00"))
    assert (older.created, same_day.created, told(same_day)) == (1, 1, [])


def test_only_lines_of_the_same_account_that_tell_a_balance_are_followed(
    bank: Company, tmp_path: Path
) -> None:
    (own,) = records.find(bank.app, "account", Condition(), access=bank.system("account"))
    put_in(bank, tmp_path, OCTOBER)
    other = bank.create("account", {"name": "一般户"})
    path = tmp_path / "november.csv"
    path.write_text(_statement("2026-11-01,S1,1.00,8.00"), encoding="utf-8")

    def done(account: str) -> Appended:
        values, access = {"account": account}, bank.system("line")
        return append(bank.app, "line", path, access=access, is_text=True, values=values)

    assert done(other.uid).created == 1
    assert [code for _, code in told(done("nobody's"))] == ["no_such_record"]
    assert told(done(own.uid)) == [("D2", "balance_broken")]
    by_hand = {"account": own.uid, "bank_date": "2026-10-31", "amount": "1", "bank_ref": "H"}
    bank.create("line", by_hand)
    assert done(own.uid).created == 1


def test_nobody_is_told_a_balance_that_they_do_not_see(bank: Company, tmp_path: Path) -> None:
    (own,) = records.find(bank.app, "account", Condition(), access=bank.system("account"))
    put_in(bank, tmp_path, OCTOBER)
    path = tmp_path / "november.csv"
    path.write_text(_statement("2026-11-01,S1,1.00,8.00"), encoding="utf-8")
    fields: dict[str, Any] = {one["id"]: "edit" for one in _fields()}

    def told_to(shown: dict[str, Any], rows: Condition | None = None) -> list[tuple[str, str]]:
        puts_in = Grant("puts_in", frozenset({"create", "import"}), fields)
        looks = Grant("looks", frozenset({"view"}), shown, rows)
        access = Access(bank.actor(), "line", (puts_in, looks))
        values = {"account": own.uid}
        return told(append(bank.app, "line", path, access=access, is_text=True, values=values))

    only_the_first = Condition(cond=(Term(field="bank_ref", op="eq", value="R1"),))
    assert told_to(fields) == [("D2", "balance_broken")]
    assert told_to({**fields, "balance": "hidden"}) == []
    path.write_text(_statement("2026-11-01,S2,1.00,9.00"), encoding="utf-8")
    assert told_to(fields, only_the_first) == []


def test_a_negative_amount_that_is_said_to_have_gone_is_told(bank: Company, tmp_path: Path) -> None:
    flagged = "日期,流水号,借贷标志,金额\n2026/10/1,F1,借,-20\n2026/10/1,F2,贷,-30\n"
    done = put_in(bank, tmp_path, flagged)
    assert (done.created, told(done)) == (1, [("D2", "sign_unclear")])
    two = "日期,流水号,借方金额,贷方金额\n2026/10/1,T1,-20,\n2026/10/1,T2,20,\n"
    done = put_in(bank, tmp_path, two)
    assert (done.created, told(done)) == (1, [("D2", "sign_unclear")])
    assert lines(bank, "bank_ref", "amount") == [
        ("F2", Decimal("-30.00")), ("T2", Decimal("-20.00")),
    ]  # fmt: skip


@pytest.mark.parametrize(("rule", "amount"), [("same", "-20.00"), ("twice", "20.00")])
def test_a_profile_may_say_what_a_negative_amount_means(
    bank: Company, tmp_path: Path, rule: str, amount: str
) -> None:
    word = {"column": ["方向"], "values": ["支出"]}
    signed = {"plus": ["数额"], "turned": word, "negative": rule}
    columns = {"bank_date": ["日期"], "bank_ref": ["编号"]}
    one = {"id": "own", "title": {"zh-CN": "自定"}, "columns": columns, "asks": ["account"]}
    bank.publish("line", _fields(), sheets=[{**one, "amounts": {"amount": signed}}])
    put_in(bank, tmp_path, "日期,编号,方向,数额\n2026-10-01,N1,支出,-20\n")
    assert lines(bank, "amount") == [(Decimal(amount),)]


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
