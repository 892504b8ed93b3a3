"""Each line follows from the balance before it, over the ends of statements too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from form_engine.api import append, records
from form_engine.exchange.appending import Appended
from huiliu.core.access import Access, Grant
from huiliu.core.conditions import Condition, Term
from tests.form_engine.conftest import Company
from tests.support.bank_files import line_fields, lines, put_in, told

pytestmark = pytest.mark.django_db


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
    fields: dict[str, Any] = {one["id"]: "edit" for one in line_fields()}

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
