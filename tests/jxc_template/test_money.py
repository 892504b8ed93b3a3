"""收款、付款 in the demo company: open items, advances, money accounts, vouchers 14 and 15."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiliu.core import ports
from huiliu.core.conditions import ALWAYS
from huiliu.core.errors import NotFound
from huiliu.core.records import Record
from huiliu.org import members
from huiliu.org.members import MemberChange
from tests.jxc_template.conftest import Demo
from tests.jxc_template.money import (
    apply,
    left,
    lines,
    meaning,
    net,
    open_items,
    opening,
    refused,
    title,
    uid,
    vouchers,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CUSTOMER, SUPPLIER = "customer/2", "supplier/7"


@pytest.fixture
def owed(demo: Demo) -> str:
    """One open item of 1,000 of a customer; what it is called."""
    return str(
        demo.now(opening(demo, "ar", "1000.00", customer=CUSTOMER, ref_no="A")).values["item"]
    )


@pytest.fixture
def owing(demo: Demo) -> str:
    return str(
        demo.now(opening(demo, "ap", "1000.00", supplier=SUPPLIER, ref_no="A")).values["item"]
    )


def _name(demo: Demo, key: str) -> str:
    record = demo.named(key)
    return title(demo, record.form, record.id)


def _receive(demo: Demo, amount: str, *items: tuple[str, str], **more: str) -> Record:
    return demo.enter(
        "money_receipt",
        "finance",
        customer=CUSTOMER,
        account="money/bank",
        amount=amount,
        apply=apply(*items),
        **more,
    )


def _pay(demo: Demo, amount: str, *items: tuple[str, str], **more: str) -> Record:
    return demo.enter(
        "payment",
        "finance",
        supplier=SUPPLIER,
        account="money/bank",
        amount=amount,
        apply=apply(*items),
        **more,
    )


def test_a_receipt_settles_items_and_keeps_the_rest_as_an_advance(demo: Demo, owed: str) -> None:
    before = demo.total("cash", "balance", account="money/bank")
    fee = uid(demo, "income_item", "name", "平台服务费")

    receipt = _receive(demo, "590.00", (owed, "400.00"), fee="8.00", fee_item=fee, discount="2.00")

    who, bank = _name(demo, CUSTOMER), _name(demo, "money/bank")
    assert receipt.state == "approved"
    assert demo.now(receipt).values["advance"] == Decimal("200.00")
    assert open_items(demo, "receivable", customer=CUSTOMER)[owed] == "600.00"
    assert left(demo, "advance", "amount", customer=CUSTOMER) == "200.00"
    assert demo.total("cash", "balance", account="money/bank") - before == Decimal("590.00")
    assert meaning(demo, receipt) == {
        ("1002", bank): "590.00",
        ("5601", "平台服务费"): "8.00",
        ("5603", "现金折扣"): "2.00",
        ("1122", who): "-400.00",
        ("2203", who): "-200.00",
    }


def test_more_than_is_open_or_than_was_received_is_refused(demo: Demo, owed: str) -> None:
    assert refused(demo, lambda: _receive(demo, "1000.01", (owed, "1000.01"))) == "OVER_APPLY"
    assert refused(demo, lambda: _receive(demo, "10.00", (owed, "10.01"))) == "OVER_APPLY"
    assert refused(demo, lambda: _receive(demo, "-10.00", (owed, "-10.00"))) == "OVER_APPLY"
    assert refused(demo, lambda: _receive(demo, "5.00", ("没有这张单", "5.00"))) == "OVER_APPLY"


def test_an_advance_is_used_and_given_back(demo: Demo, owed: str) -> None:
    had = demo.total("advance", "amount", customer=CUSTOMER)
    first = _receive(demo, "300.00")
    used = _receive(demo, "0.00", (owed, "250.00"), use_advance="250.00")
    back = _receive(demo, "-50.00", use_advance="50.00")

    who, bank = _name(demo, CUSTOMER), _name(demo, "money/bank")
    assert meaning(demo, used) == {("2203", who): "250.00", ("1122", who): "-250.00"}
    assert meaning(demo, back) == {("1002", bank): "-50.00", ("2203", who): "50.00"}
    assert demo.total("advance", "amount", customer=CUSTOMER) == had
    if not had:
        assert refused(demo, lambda: demo.unapprove_record(first, "finance")) == "HAS_DOWNSTREAM"


def test_money_is_given_back_for_a_credit(demo: Demo) -> None:
    credit = opening(demo, "ar", "-80.00", customer=CUSTOMER, ref_no="R")
    item = str(demo.now(credit).values["item"])

    over = refused(demo, lambda: _receive(demo, "-80.01", (item, "-80.01")))
    _receive(demo, "-80.00", (item, "-80.00"))

    assert over == "OVER_APPLY"
    assert item not in open_items(demo, "receivable", customer=CUSTOMER)


def test_what_was_paid_is_not_taken_back_before_the_payment(demo: Demo) -> None:
    """U2; then rule 28: a red voucher, dated today."""
    delivery = demo.named("delivery/117")
    receipt = _receive(demo, "1.00", (str(delivery.values["no"]), "1.00"))

    assert refused(demo, lambda: demo.unapprove("delivery/117", "boss")) == "HAS_DOWNSTREAM"

    demo.unapprove_record(receipt, "finance")
    first, red = vouchers(demo, receipt)
    assert {
        key: f"-{v}" if v[0] != "-" else v[1:] for key, v in net(lines(demo, first)).items()
    } == (net(lines(demo, red)))
    assert red.values["bill_date"] == ports.clock().today("Asia/Shanghai")
    demo.unapprove("delivery/117", "boss")
    assert str(delivery.values["no"]) not in open_items(demo, "receivable", customer=CUSTOMER)


def _hire_a_second_of_finance(demo: Demo) -> None:
    who = MemberChange(name="林静", roles=("finance",))
    members.add(demo.actor("admin"), "second", who)


def test_who_makes_a_payment_does_not_approve_it(demo: Demo, owing: str) -> None:
    """Part 8, segregation: the other of finance is asked; while there is none, the next level."""
    alone = _pay(demo, "1.00", (owing, "1.00"))
    assert ports.flows().rights(demo.now(alone), demo.actor("finance")) is None
    demo.approve(demo.now(alone), "boss")
    assert demo.now(alone).state == "approved"
    _hire_a_second_of_finance(demo)
    payment = _pay(demo, "1.00", (owing, "1.00"))
    for login in ("finance", "boss"):
        assert ports.flows().rights(demo.now(payment), demo.actor(login)) is None
    demo.approve(demo.now(payment), "second")
    assert demo.now(payment).state == "approved"


def test_a_payment_asks_finance_and_above_20000_the_general_manager(demo: Demo, owing: str) -> None:
    _hire_a_second_of_finance(demo)
    small = _pay(demo, "600.00", (owing, "600.00"))
    large = _pay(demo, "20000.01")
    prepaid = _pay(demo, "10000.01")
    for one in (small, large, prepaid):
        demo.approve(demo.now(one), "second")

    assert [demo.now(one).state for one in (small, large, prepaid)] == [
        "approved",
        "pending",
        "pending",
    ]
    demo.approve(demo.now(prepaid), "boss")
    who, bank = _name(demo, SUPPLIER), _name(demo, "money/bank")
    assert meaning(demo, small) == {("220201", who): "600.00", ("1002", bank): "-600.00"}
    assert meaning(demo, prepaid) == {("1123", who): "10000.01", ("1002", bank): "-10000.01"}
    assert open_items(demo, "payable", supplier=SUPPLIER) == {owing: "400.00"}


def test_an_account_is_not_overdrawn_unless_it_may(demo: Demo) -> None:
    def pay() -> None:
        payment = demo.enter(
            "payment",
            "finance",
            supplier=SUPPLIER,
            account="money/cash",
            amount="9000.00",
            apply=[],
        )
        demo.approve(demo.now(payment), "boss")

    assert refused(demo, pay) == "OVERDRAFT"


def test_a_new_bank_account_of_a_supplier_is_for_the_general_manager(demo: Demo) -> None:
    _hire_a_second_of_finance(demo)
    demo.set("supplier/8", bank_account="6222 0000 1111 2222")
    payment = demo.enter(
        "payment", "finance", supplier="supplier/8", account="money/bank", amount="1.00", apply=[]
    )
    demo.approve(demo.now(payment), "second")
    assert demo.now(payment).state == "pending"


@pytest.mark.parametrize("login", ["buyer", "manager", "keeper", "sales", "chaoyang", "admin"])
def test_payments_are_for_finance_and_the_general_manager(demo: Demo, login: str) -> None:
    for form in ("payment", "settlement", "money_transfer", "opening_account"):
        with pytest.raises(NotFound):
            ports.permissions().access(demo.actor(login), demo.app, form)


def test_a_salesperson_sees_the_receipts_of_their_customers_only(demo: Demo, owed: str) -> None:
    receipt = _receive(demo, "1.00", (owed, "1.00"))
    owner = demo.named(CUSTOMER).values["owner"]
    seen = {}
    for login in ("sales", "sales2"):
        access = ports.permissions().access(demo.actor(login), demo.app, "money_receipt")
        some = ports.records().find(demo.app, "money_receipt", ALWAYS, access=access, limit=1000)
        seen[demo.actor(login).member_id] = receipt.id in {one.id for one in some}
    assert seen == {member: member == owner for member in seen}
