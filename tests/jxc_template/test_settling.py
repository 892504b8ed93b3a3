"""核销、费用、其他收入、转账、期初 in the demo company, with their vouchers 16 to 19."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.errors import NotFound, RuleRefused, ValidationFailed
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo
from tests.jxc_template.money import (
    apply,
    left,
    meaning,
    open_items,
    opening,
    refused,
    title,
    uid,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CUSTOMER, OTHER = "customer/2", "customer/5"
SUPPLIER, OTHER_SUPPLIER = "supplier/7", "supplier/8"


def _name(demo: Demo, key: str) -> str:
    record = demo.named(key)
    return title(demo, record.form, record.id)


def _item(demo: Demo, kind: str, amount: str, ref_no: str, **party: str) -> str:
    record = opening(demo, kind, amount, ref_no=ref_no, due_on="2026-08-01", **party)
    return str(demo.now(record).values["item"])


def _settle(demo: Demo, kind: str, **values: Any) -> Record:
    return demo.enter("settlement", "finance", kind=kind, **values)


def test_an_advance_pays_what_a_customer_owes(demo: Demo) -> None:
    item = _item(demo, "ar", "700.00", "S1", customer=CUSTOMER)
    opening(demo, "advance", "500.00", customer=CUSTOMER)

    over = refused(demo, lambda: _advance(demo, item, "500.01"))
    done = _advance(demo, item, "500.00")

    who = _name(demo, CUSTOMER)
    assert over == "OVER_APPLY"
    assert meaning(demo, done) == {("2203", who): "500.00", ("1122", who): "-500.00"}
    assert open_items(demo, "receivable", customer=CUSTOMER)[item] == "200.00"
    assert left(demo, "advance", "amount", customer=CUSTOMER) == "0.00"
    demo.unapprove_record(done, "finance")
    assert left(demo, "advance", "amount", customer=CUSTOMER) == "500.00"
    assert open_items(demo, "receivable", customer=CUSTOMER)[item] == "700.00"


def _advance(demo: Demo, item: str, amount: str) -> Record:
    return _settle(demo, "advance_ar", customer=CUSTOMER, ar_items=apply((item, amount)))


def test_a_prepayment_pays_what_is_owed_to_a_supplier(demo: Demo) -> None:
    item = _item(demo, "ap", "300.00", "S2", supplier=SUPPLIER)
    prepaid = opening(demo, "prepaid", "300.00", supplier=SUPPLIER)
    done = _settle(demo, "prepay_ap", supplier=SUPPLIER, ap_items=apply((item, "300.00")))

    who = _name(demo, SUPPLIER)
    assert meaning(demo, done) == {("220201", who): "300.00", ("1123", who): "-300.00"}
    assert left(demo, "prepaid", "amount", supplier=SUPPLIER) == "0.00"
    assert refused(demo, lambda: demo.unapprove_record(prepaid, "finance")) == "HAS_DOWNSTREAM"


def test_what_both_owe_each_other_is_set_off_in_equal_amounts(demo: Demo) -> None:
    owed = _item(demo, "ar", "120.00", "S3", customer=CUSTOMER)
    owing = _item(demo, "ap", "200.00", "S3", supplier=SUPPLIER)

    def off(receivable: str, payable: str) -> Record:
        return _settle(
            demo,
            "ar_ap",
            customer=CUSTOMER,
            supplier=SUPPLIER,
            ar_items=apply((owed, receivable)),
            ap_items=apply((owing, payable)),
        )

    assert refused(demo, lambda: off("120.00", "120.00")) == "PARTIES_NOT_LINKED"
    demo.set(CUSTOMER, supplier=demo.named(SUPPLIER).uid)
    assert refused(demo, lambda: off("120.00", "119.99")) == "SETTLEMENT_UNEQUAL"
    assert meaning(demo, off("120.00", "120.00")) == {
        ("220201", _name(demo, SUPPLIER)): "120.00",
        ("1122", _name(demo, CUSTOMER)): "-120.00",
    }
    assert open_items(demo, "payable", supplier=SUPPLIER)[owing] == "80.00"


def test_an_item_goes_to_another_customer_with_its_due_date(demo: Demo) -> None:
    item = _item(demo, "ar", "90.00", "S4", customer=CUSTOMER)
    done = _settle(
        demo,
        "ar_transfer",
        customer=CUSTOMER,
        to_customer=OTHER,
        ar_items=apply((item, "40.00")),
    )
    assert meaning(demo, done) == {
        ("1122", _name(demo, OTHER)): "40.00",
        ("1122", _name(demo, CUSTOMER)): "-40.00",
    }
    moved = [
        (dimensions["due"], measures["amount"])
        for dimensions, measures in demo.balances("receivable", customer=OTHER)
        if dimensions["document"] == item
    ]
    assert moved == [("2026-08-01", "40.00")]
    assert open_items(demo, "receivable", customer=CUSTOMER)[item] == "50.00"


def test_an_item_goes_to_another_supplier(demo: Demo) -> None:
    item = _item(demo, "ap", "90.00", "S5", supplier=SUPPLIER)
    done = _settle(
        demo,
        "ap_transfer",
        supplier=SUPPLIER,
        to_supplier=OTHER_SUPPLIER,
        ap_items=apply((item, "90.00")),
    )
    assert meaning(demo, done) == {
        ("220201", _name(demo, SUPPLIER)): "90.00",
        ("220201", _name(demo, OTHER_SUPPLIER)): "-90.00",
    }
    assert open_items(demo, "payable", supplier=OTHER_SUPPLIER)[item] == "90.00"


@pytest.mark.parametrize(
    ("kind", "more", "account"),
    [
        ("bad_debt", {}, "5711"),
        ("waive_ar", {}, "5603"),
        ("waive_ar", {"waive_into": "revenue"}, "5001"),
    ],
)
def test_what_is_given_up_asks_the_general_manager(
    demo: Demo, kind: str, more: dict[str, str], account: str
) -> None:
    item = _item(demo, "ar", "60.00", f"S6{account}", customer=CUSTOMER)
    done = _settle(demo, kind, customer=CUSTOMER, ar_items=apply((item, "60.00")), **more)
    assert done.state == "pending"
    assert open_items(demo, "receivable", customer=CUSTOMER)[item] == "60.00"

    demo.approve(demo.now(done), "boss")

    assert meaning(demo, done) == {
        (account, ""): "60.00",
        ("1122", _name(demo, CUSTOMER)): "-60.00",
    }
    assert item not in open_items(demo, "receivable", customer=CUSTOMER)


def test_an_expense_goes_by_its_item_through_the_head_and_finance(demo: Demo) -> None:
    freight = uid(demo, "income_item", "name", "采购运费")
    done = demo.enter(
        "expense",
        "finance",
        pay_by="account",
        account="money/bank",
        lines=[{"item": freight, "net": "200.00", "tax": "18.00"}],
    )
    demo.approve(demo.now(done), "finance")
    bank = _name(demo, "money/bank")
    assert demo.now(done).state == "approved"
    assert meaning(demo, done) == {
        ("5601", "采购运费"): "200.00",
        ("22210101", ""): "18.00",
        ("1002", bank): "-218.00",
    }


def test_a_buyers_expense_is_on_account_and_above_1000_the_general_managers(demo: Demo) -> None:
    travel = uid(demo, "income_item", "name", "差旅费")
    done = demo.enter("expense", "buyer", lines=[{"item": travel, "net": "1000.01"}])
    for login in ("manager", "finance"):
        assert demo.now(done).state == "pending"
        demo.approve(demo.now(done), login)
    assert demo.now(done).state == "pending"
    demo.approve(demo.now(done), "boss")
    assert meaning(demo, done) == {("5602", "差旅费"): "1000.01", ("2241", ""): "-1000.01"}


def test_other_income_and_transfers_of_money(demo: Demo) -> None:
    item = uid(demo, "income_item", "name", "其他业务收入")
    fee = uid(demo, "income_item", "name", "手续费")
    income = demo.enter(
        "other_income", "finance", item=item, account="money/cash", amount="113.00", tax="13.00"
    )
    moved = demo.enter(
        "money_transfer",
        "finance",
        from_account="money/bank",
        to_account="money/cash",
        amount="50.00",
        fee="1.00",
        fee_item=fee,
    )
    bank, cash = _name(demo, "money/bank"), _name(demo, "money/cash")
    assert meaning(demo, income) == {
        ("1001", cash): "113.00",
        ("5051", "其他业务收入"): "-100.00",
        ("22210107", ""): "-13.00",
    }
    assert meaning(demo, moved) == {
        ("1001", cash): "50.00",
        ("5603", "手续费"): "1.00",
        ("1002", bank): "-51.00",
    }

    def same() -> None:
        demo.enter(
            "money_transfer",
            "finance",
            from_account="money/bank",
            to_account="money/bank",
            amount="1.00",
        )

    assert refused(demo, same) == "SAME_ACCOUNT"


@pytest.mark.parametrize(
    ("kind", "party", "account", "side"),
    [
        ("ar", {"customer": CUSTOMER}, "1122", 1),
        ("ap", {"supplier": SUPPLIER}, "220201", -1),
        ("advance", {"customer": CUSTOMER}, "2203", -1),
        ("prepaid", {"supplier": SUPPLIER}, "1123", 1),
    ],
)
def test_an_opening_item_is_named_after_its_party(
    demo: Demo, kind: str, party: dict[str, str], account: str, side: int
) -> None:
    (key,) = party.values()
    done = opening(demo, kind, "10.00", **party)
    code = demo.named(key).values["code"]
    assert demo.now(done).values["item"] == f"期初-{code}"
    assert meaning(demo, done) == {
        (account, _name(demo, key)): f"{Decimal(10) * side:.2f}",
        ("3104", ""): f"{Decimal(-10) * side:.2f}",
    }


def test_opening_balances_leave_the_difference_in_retained_earnings(demo: Demo) -> None:
    account = {code: uid(demo, "account", "code", code) for code in ("3001", "1122", "1002")}

    def enter(*lines: dict[str, str]) -> Record:
        return demo.enter("opening_account", "finance", lines=list(lines))

    done = enter(
        {"money_account": "money/cash", "debit": "70.00"},
        {"account": account["3001"], "credit": "50.00"},
    )
    assert meaning(demo, done) == {
        ("1001", _name(demo, "money/cash")): "70.00",
        ("3001", ""): "-50.00",
        ("3104", ""): "-20.00",
    }
    wrong = {
        "CONTROL_ACCOUNT": {"account": account["1122"], "debit": "1.00"},
        "MONEY_ACCOUNT_REQUIRED": {"account": account["1002"], "debit": "1.00"},
        "ONE_SIDE_ONLY": {"account": account["3001"], "debit": "1.00", "credit": "1.00"},
    }
    for code, line in wrong.items():
        assert refused(demo, lambda line=line: enter(line)) == code  # type: ignore[misc]


def test_no_more_is_requested_than_is_open_and_a_request_is_paid_once(demo: Demo) -> None:
    item = _item(demo, "ap", "500.00", "R1", supplier=SUPPLIER)

    def ask(amount: str) -> Record:
        request = demo.enter(
            "payment_request", "buyer", supplier=SUPPLIER, lines=apply((item, amount))
        )
        for login in ("manager", "finance"):
            demo.approve(demo.now(request), login)
        return demo.now(request)

    request = ask("300.00")
    assert refused(demo, lambda: ask("200.01"), ("requested",)) == "OVER_APPLY"

    bank = demo.named("money/bank").uid
    payment = demo.push_record(request, "payment.from_request", "finance", account=bank)
    demo.approve(demo.now(payment), "boss")

    assert demo.now(request).values["exec_status"] == "completed"
    assert open_items(demo, "payable", supplier=SUPPLIER)[item] == "200.00"
    assert left(demo, "requested", "amount", supplier=SUPPLIER) == "0.00"
    assert refused(demo, lambda: demo.unapprove_record(request, "finance")) == "HAS_DOWNSTREAM"


def test_a_buyer_does_not_see_accounts_of_money_nor_of_the_supplier(demo: Demo) -> None:
    from huiliu.core import ports

    access = ports.permissions().access(demo.actor("buyer"), demo.app, "payment_request")
    for path in ("account", "bank_account", "bank_name"):
        assert not access.may_see(path)
    with pytest.raises(NotFound):
        ports.permissions().access(demo.actor("buyer"), demo.app, "money_account")


def test_a_bank_line_comes_once_and_is_matched_with_a_document(demo: Demo) -> None:
    values = {
        "account": "money/bank",
        "bank_date": "2026-10-01",
        "amount": "-218.00",
        "bank_ref": "B1",
    }
    demo.enter_plain("bank_line", "finance", **values)
    with pytest.raises(ValidationFailed) as twice:
        demo.enter_plain("bank_line", "finance", **values)
    with pytest.raises(RuleRefused) as alone:
        demo.enter_plain("bank_line", "finance", **{**values, "bank_ref": "B2", "match": "matched"})
    assert [e.code for errors in twice.value.fields.values() for e in errors]
    assert alone.value.wire_code == "MATCH_WITHOUT_DOCUMENT"
