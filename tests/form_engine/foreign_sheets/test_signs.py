"""Whether an amount came or went: told by a word, a column or the number itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.form_engine.conftest import Company
from tests.support.bank_files import line_fields, lines, put_in, told

pytestmark = pytest.mark.django_db


def test_a_word_or_the_number_itself_may_tell_the_sign(bank: Company, tmp_path: Path) -> None:
    flagged = "日期,流水号,借贷标志,金额\n2026/10/1,F1,借,20\n2026/10/1,F2,贷,30\n"
    signed = "记账日期,流水号,交易金额\n2026年10月2日,S1,-7.5\n"
    assert put_in(bank, tmp_path, flagged).created == 2
    assert put_in(bank, tmp_path, signed).created == 1
    assert lines(bank, "bank_ref", "amount") == [
        ("F1", Decimal("-20.00")), ("F2", Decimal("30.00")), ("S1", Decimal("-7.50")),
    ]  # fmt: skip


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
    bank.publish("line", line_fields(), sheets=[{**one, "amounts": {"amount": signed}}])
    put_in(bank, tmp_path, "日期,编号,方向,数额\n2026-10-01,N1,支出,-20\n")
    assert lines(bank, "amount") == [(Decimal(amount),)]
