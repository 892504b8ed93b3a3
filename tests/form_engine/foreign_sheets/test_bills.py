"""Bills of payment services, and statements of banks, each told from the others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.form_engine.conftest import Company
from tests.support.bank_files import lines, put_in

pytestmark = pytest.mark.django_db
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
