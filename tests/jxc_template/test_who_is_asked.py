"""Whom documents ask: new suppliers, overdue customers, late returns, accounts that changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.errors import HuiliuError, RuleRefused
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, PAN = "warehouse/main", "product/pan"


def asked(demo: Demo, record: Record) -> set[str]:
    """The sign-in names of those who may answer now."""
    people = ("boss", "manager", "finance", "sales_manager", "keeper", "chaoyang", "haidian")
    flows = ports.flows()
    return {one for one in people if flows.rights(demo.now(record), demo.actor(one)) is not None}


def order(demo: Demo, supplier: str) -> Record:
    today = ports.clock().today("Asia/Shanghai").isoformat()
    return demo.enter(
        "purchase_order", "buyer", supplier=supplier, warehouse=MAIN, expected_on=today,
        lines=[{"product": "product/knife", "qty": "1", "price": "30"}],
    )  # fmt: skip


def test_an_order_to_a_new_supplier_asks_finance_until_it_has_delivered(demo: Demo) -> None:
    demo.set("company/1", enabled_on="2026-01-01")
    new = demo.enter_plain("supplier", "buyer", name="新厂", taxpayer="general", terms_days="30")
    first = order(demo, new.uid)
    assert first.values["new_supplier"] is True
    assert asked(demo, first) == {"manager"}
    demo.approve(first, "manager")
    assert asked(demo, first) == {"finance"}
    demo.approve(first, "finance")
    assert demo.now(first).state == "approved"
    received = demo.push_record(demo.now(first), "purchase_receipt.from_order", "keeper")
    demo.approve(received, "keeper")
    assert demo.now(received).state == "approved"
    assert demo.now(new).values["last_receipt_on"] == received.values["bill_date"]
    second = order(demo, new.uid)
    assert second.values["new_supplier"] is False
    demo.approve(second, "manager")
    assert demo.now(second).state == "approved"


def test_a_supplier_from_before_the_start_is_known(demo: Demo) -> None:
    demo.set("company/1", enabled_on="2026-01-01")
    old = demo.enter_plain(
        "supplier", "buyer", name="老厂", taxpayer="general", terms_days="30", since="2025-05-01"
    )
    assert order(demo, old.uid).values["new_supplier"] is False


def sale(demo: Demo, customer: str) -> Record:
    today = ports.clock().today("Asia/Shanghai").isoformat()
    return demo.enter(
        "sales_order", "sales_manager", customer=customer, warehouse=MAIN, deliver_on=today,
        lines=[{"product": "product/knife", "qty": "1", "price": "60"}],
    )  # fmt: skip


def overdue_customer(demo: Demo, **more: Any) -> Record:
    owner = str(demo.actor("sales").member_id)
    customer = demo.enter_plain(
        "customer", "sales_manager", name=f"欠款商{len(more)}", kind="wholesale",
        channel="wholesale", owner=owner, credit_days="30", **more,
    )  # fmt: skip
    today = ports.clock().today("Asia/Shanghai")
    due = (today - timedelta(days=3)).isoformat()
    opening = demo.enter(
        "opening_balance", "finance", kind="ar", customer=customer.uid, amount="500",
        bill_date=due, due_on=due, ref_no=f"Q-{len(more)}",
    )  # fmt: skip
    assert demo.now(opening).state == "approved"
    return customer


def test_an_order_of_an_overdue_customer_asks_the_sales_manager(demo: Demo) -> None:
    demo.set("company/1", auto_order_limit="5000")
    calm = demo.enter_plain(
        "customer", "sales_manager", name="好商", kind="wholesale", channel="wholesale",
        owner=str(demo.actor("sales").member_id),
    )  # fmt: skip
    free = sale(demo, calm.uid)
    assert (free.values["overdue"], demo.now(free).state) == (0, "approved")
    late = sale(demo, overdue_customer(demo).uid)
    assert (late.values["overdue"], demo.now(late).state) == (500, "pending")
    assert "sales_manager" in asked(demo, late)


def test_a_customer_may_be_closed_to_orders_while_overdue(demo: Demo) -> None:
    customer = overdue_customer(demo, overdue_block=True)
    before = demo.numbers("sales_order", "boss")
    with pytest.raises(RuleRefused) as refused:
        sale(demo, customer.uid)
    assert refused.value.wire_code == "CUSTOMER_OVERDUE"
    assert demo.numbers("sales_order", "boss") == before


def test_a_changed_account_of_a_supplier_is_confirmed_by_a_call_back(demo: Demo) -> None:
    supplier = demo.named("supplier/2")
    demo.change(supplier, "boss", bank_account="6222000011112222")
    paid = demo.enter(
        "payment_request", "buyer", supplier="supplier/2", kind="prepay", prepay="100",
        pay_on=ports.clock().today("Asia/Shanghai").isoformat(),
    )  # fmt: skip
    demo.approve(paid, "manager")
    demo.approve(paid, "finance")
    assert asked(demo, paid) == {"boss"}
    with pytest.raises(HuiliuError):
        demo.approve(paid, "boss")
    assert demo.now(paid).state == "pending"
    demo.approve(paid, "boss", called_back="yes")
    assert demo.now(paid).state == "approved"


def back_after(demo: Demo, days: int) -> Record:
    """A pan that comes back so many days after it was sold."""
    today = ports.clock().today("Asia/Shanghai")
    sold = demo.enter(
        "sales_delivery", "boss", customer="customer/1", warehouse=MAIN,
        bill_date=(today - timedelta(days=days)).isoformat(),
        lines=[{"product": PAN, "qty": "1", "price": "100"}],
    )  # fmt: skip
    assert demo.now(sold).state == "approved"
    row = int(str(sold.values["lines"][0]["$row"]))
    return demo.push_record(demo.now(sold), "sales_return.from_delivery", "boss", {row: "1"})


def test_late_returns_ask_the_sales_manager_and_finance(demo: Demo) -> None:
    late = back_after(demo, 8)
    assert late.values["days_since"] == 8
    assert asked(demo, late) == {"sales_manager"}
    demo.approve(late, "sales_manager")
    assert asked(demo, late) == {"finance"}
    soon = back_after(demo, 7)
    demo.approve(soon, "sales_manager")
    assert demo.now(soon).state == "approved"
