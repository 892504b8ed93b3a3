"""月结 of the demo company: what 7.6 asks is asked, and a month balances for every party."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Cause
from huiliu.core.errors import RuleRefused
from huiliu.journal import api as journal
from tests.jxc_template.conftest import Demo
from tests.jxc_template.money import apply, found, opening, refused, title, uid

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def _past_month(demo: Demo, back: int) -> str:
    day = ports.clock().today("Asia/Shanghai").replace(day=1)
    for _ in range(back):
        day = (day - timedelta(days=1)).replace(day=1)
    return f"{day:%Y-%m}"


def _in(month: str, day: int) -> str:
    return date(int(month[:4]), int(month[5:]), day).isoformat()


def _status(demo: Demo, month: str) -> dict[str, str]:
    listed = journal.checklist(demo.app, "main", month, demo.actor("finance"))
    return {one.id: one.status for one in listed.checks}


def test_every_check_of_the_specification_is_there(demo: Demo) -> None:
    found = _status(demo, _past_month(demo, 6))
    assert found.keys() >= {
        "past", "previous", "drafts", "check.negative", "check.bank", "check.transit",
        "check.uninvoiced_receipts", "check.uninvoiced_deliveries",
        "reconcile.stock", "reconcile.receivable", "reconcile.payable", "reconcile.advance",
        "reconcile.prepaid", "reconcile.money", "balanced", "equation",
    }  # fmt: skip
    assert {one: status for one, status in found.items() if status != "ok"} == {}


def test_vat_surtax_and_profit_are_worked_out_and_the_month_is_locked(demo: Demo) -> None:
    """VAT 130 − 0; surtax 9.10 + 3.90 + 2.60; all of it once."""
    month = _past_month(demo, 6)
    item = uid(demo, "income_item", "name", "其他业务收入")
    demo.enter(
        "other_income", "finance", bill_date=_in(month, 20), item=item, account="money/cash",
        amount="1130.00", tax="130.00",
    )  # fmt: skip
    closed = journal.close(
        demo.app, "main", month, actor=demo.actor("finance"), cause=Cause("browser")
    )
    assert closed.closed
    written = found(demo, "voucher", ("kind", "eq", "close"))
    totals = [(str(one.values["summary"]), str(one.values["total_debit"])) for one in written]
    assert totals == [
        ("转出未交增值税", "130.00"),
        ("计提附加税", "15.60"),
        ("结转损益", "1000.00"),
    ]
    _, lines = journal.statement(
        demo.app, "main", "profit", demo.actor("finance"), first=month, last=month
    )
    told = {one.line.id: str(one.amount) for one in lines}
    assert (told["taxes"], told["net"]) == ("15.60", "984.40")
    vouchers = found(demo, "voucher", ("bill_date", "lte", _in(month, 28)))
    numbers = sorted(str(one.values["no"]) for one in vouchers)
    assert numbers[0].endswith("-0001")
    with pytest.raises(RuleRefused) as late:
        opening(demo, "ar", "1.00", customer="customer/2", bill_date=_in(month, 20))
    assert late.value.wire_code == "PERIOD_CLOSED"


def _sell_as_a_small_taxpayer(demo: Demo, month: str, **settings: str) -> None:
    """Other business income of 1,000.00 with 10.00 of tax."""
    demo.set("company/1", taxpayer="small", **settings)
    item = uid(demo, "income_item", "name", "其他业务收入")
    demo.enter(
        "other_income", "finance", bill_date=_in(month, 20), item=item, account="money/cash",
        amount="1010.00", tax="10.00",
    )  # fmt: skip


def _close(demo: Demo, month: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The vouchers of the close: summary, and account, debit, credit of each line."""
    journal.close(demo.app, "main", month, actor=demo.actor("finance"), cause=Cause("browser"))
    return [
        (str(one.values["summary"]), [
            (title(demo, "account", row["account"]).partition(" ")[0],
             str(row["debit"] or ""), str(row["credit"] or ""))
            for row in one.values["lines"]
        ])
        for one in found(demo, "voucher", ("kind", "eq", "close"))
    ]  # fmt: skip


def test_a_small_scale_taxpayer_transfers_no_vat_and_owes_surtax_on_it(demo: Demo) -> None:
    """7.3 #23, #24: 222101 has no third level; 10.00 × 7 %, 3 % and 2 %."""
    month = _past_month(demo, 6)
    _sell_as_a_small_taxpayer(demo, month)
    (surtax, lines), (_, _) = _close(demo, month)
    assert surtax == "计提附加税"
    assert lines == [
        ("5403", "1.20", ""), ("222111", "", "0.70"), ("222112", "", "0.30"),
        ("222113", "", "0.20"),
    ]  # fmt: skip


@pytest.mark.parametrize(("limit", "waived"), [("1000.00", True), ("999.99", False)])
def test_vat_is_waived_up_to_the_limit_of_the_month(demo: Demo, limit: str, waived: bool) -> None:
    """7.3 #29: the limit is reached by 1,000.00 of sales and passed by a cent more."""
    month = _past_month(demo, 6)
    _sell_as_a_small_taxpayer(demo, month, vat_free_limit=limit)
    written = _close(demo, month)
    free = ("小规模纳税人免征增值税", [("222101", "10.00", ""), ("5301", "", "10.00")])
    assert (written[0] == free) is waived
    assert ("计提附加税" in [summary for summary, _ in written]) is not waived


def test_finance_and_the_general_manager_open_it_again_together(demo: Demo) -> None:
    month = _past_month(demo, 6)

    def reopen(login: str) -> journal.Checklist:
        return journal.reopen(
            demo.app, "main", month, actor=demo.actor(login), cause=Cause("browser")
        )

    journal.close(demo.app, "main", month, actor=demo.actor("finance"), cause=Cause("browser"))
    assert reopen("finance").waits_for == ("boss",)
    assert not reopen("boss").closed


def test_an_unmatched_bank_line_is_told_and_does_not_block(demo: Demo) -> None:
    month = _past_month(demo, 6)
    demo.enter_plain(
        "bank_line", "finance", account="money/bank", bank_date=_in(month, 3), amount="1.00",
        bank_ref="X1",
    )  # fmt: skip
    assert _status(demo, month)["check.bank"] == "warning"


def test_what_has_no_invoice_yet_is_told_and_does_not_block(demo: Demo) -> None:
    """7.6, row 6. What is returned needs none, and neither does what a supplier never invoices."""
    month = f"{ports.clock().today('Asia/Shanghai'):%Y-%m}"

    def told(check: str) -> set[str]:
        listed = journal.checklist(demo.app, "main", month, demo.actor("finance"))
        (one,) = [one for one in listed.checks if one.id == check]
        assert one.status == "warning"
        assert int(one.figures["count"]) == len(one.offenders) + one.more
        return {form.title for form in one.offenders}

    receipt = demo.named("receipt/0")
    number = str(receipt.values["no"])
    assert number in told("check.uninvoiced_receipts")
    assert all(one.startswith("XSCK-") for one in told("check.uninvoiced_deliveries"))
    access = system_access(demo.actor("admin"), "purchase_receipt")
    ports.records().change(
        demo.app, "purchase_receipt", receipt.id, {"invoice_kind": "none"}, access=access,
        cause=Cause("system"),
    )  # fmt: skip
    assert number not in told("check.uninvoiced_receipts")


@pytest.mark.parametrize("form", ["opening_account", "opening_balance", "opening_stock"])
def test_opening_balances_are_locked_by_the_first_close(demo: Demo, form: str) -> None:
    """M23-M25: they are dated before the company went live, and that lies in a closed period."""
    month = _past_month(demo, 6)
    demo.set("company/1", enabled_on=_in(month, 1))
    before = (date.fromisoformat(_in(month, 1)) - timedelta(days=1)).isoformat()

    def enter(day: str) -> None:
        match form:
            case "opening_account":
                account = uid(demo, "account", "code", "3001")
                rows = [{"account": account, "credit": "1.00"}]
                demo.enter(form, "finance", bill_date=day, lines=rows)
            case "opening_balance":
                opening(demo, "ar", "1.00", customer="customer/2", bill_date=day)
            case _:
                demo.enter_plain(
                    form, "finance", bill_date=day, warehouse="warehouse/main",
                    product="product/cup", qty="1", unit_cost="1",
                )  # fmt: skip

    assert refused(demo, lambda: enter(_in(month, 1))) == "AFTER_ENABLE_DATE"
    journal.close(demo.app, "main", month, actor=demo.actor("finance"), cause=Cause("browser"))
    assert refused(demo, lambda: enter(before)) == "PERIOD_CLOSED"


def test_books_that_differ_for_one_customer_name_them(demo: Demo) -> None:
    """Σ agrees: 5.00 too much here are 5.00 too little there."""
    account = uid(demo, "account", "code", "1122")
    rows = [
        {"account": account, "customer": "customer/2", "debit": "5.00"},
        {"account": account, "customer": "customer/5", "credit": "5.00"},
    ]
    month = _past_month(demo, 6)
    demo.enter("voucher", "finance", bill_date=_in(month, 2), lines=rows)
    listed = journal.checklist(demo.app, "main", month, demo.actor("finance"))
    (check,) = [one for one in listed.checks if one.id == "reconcile.receivable"]
    assert check.status == "blocked"
    names = {demo.named(key).values["name"] for key in ("customer/2", "customer/5")}
    assert {one.title for one in check.offenders} == names


def test_receipts_keep_the_books_equal_to_the_items(demo: Demo) -> None:
    item = str(
        demo.now(opening(demo, "ar", "10.00", customer="customer/2", ref_no="C")).values["item"]
    )
    demo.enter(
        "money_receipt", "finance", customer="customer/2", account="money/bank", amount="12.00",
        apply=apply((item, "10.00")),
    )  # fmt: skip
    status = _status(demo, _past_month(demo, 6))
    assert {one for one, value in status.items() if value != "ok"} == set()
