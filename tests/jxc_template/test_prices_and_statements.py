"""价格表, 报价, 发货通知, 对账: which price counts, what follows, what a statement holds fast."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.errors import HuiliuError, RuleRefused
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, CUP = "warehouse/main", "product/glass"


def _price(demo: Demo, kind: str, price: str, **more: Any) -> None:
    demo.enter_plain(
        "price_list", "sales_manager", name=kind, kind=kind, product=CUP, price=price,
        valid_from="2020-01-01", **more,
    )  # fmt: skip


def _order(demo: Demo, customer: str, qty: str, **line: str) -> Record:
    made = demo.enter(
        "sales_order", "sales_manager", customer=customer, warehouse=MAIN, reserve=False,
        lines=[{"product": CUP, "qty": qty, **line}],
    )  # fmt: skip
    return demo.now(made)


def test_a_customers_price_comes_before_that_of_the_level(demo: Demo) -> None:
    _price(demo, "level", "30", level="normal")
    _price(demo, "customer", "28", customer="customer/5")
    _price(demo, "customer", "25", customer="customer/5", min_qty="10")
    found = [
        _order(demo, customer, qty).values["lines"][0]["price"]
        for customer, qty in (("customer/5", "1"), ("customer/5", "10"), ("customer/7", "10"))
    ]
    assert [str(price) for price in found] == ["28.000000", "25.000000", "30.000000"]


def test_a_price_that_somebody_types_stands(demo: Demo) -> None:
    _price(demo, "customer", "28", customer="customer/5")
    row = _order(demo, "customer/5", "1", price="33").values["lines"][0]
    assert (str(row["price"]), str(row["list_price"])) == ("33.000000", "28.000000")


def test_a_quotation_becomes_an_order(demo: Demo) -> None:
    demo.set("customer/5", credit_days=None)  # who is late on terms is asked about (AF-04)
    made = demo.enter(
        "quotation", "sales_manager", customer="customer/5",
        lines=[{"product": CUP, "qty": "4", "price": "27.5"}],
    )  # fmt: skip
    order = demo.push_record(
        demo.now(made), "sales_order.from_quotation", "sales_manager",
        warehouse=demo.named(MAIN).uid,
    )  # fmt: skip
    assert str(demo.now(order).values["lines"][0]["price"]) == "27.500000"
    assert demo.now(made).values["exec_status"] == "completed"


def test_a_notice_is_delivered_as_its_order(demo: Demo) -> None:
    demo.set("customer/5", credit_days=None)
    order = _order(demo, "customer/5", "4", price="33")
    notice = demo.push_record(order, "delivery_notice.from_order", "sales_manager")
    delivery = demo.push_record(demo.now(notice), "sales_delivery.from_notice", "sales_manager")
    assert demo.now(delivery).state == "approved"
    assert demo.now(order).values["exec_status"] == "completed"
    assert demo.now(notice).values["exec_status"] == "completed"


def _delivered(demo: Demo) -> Record:
    made = demo.enter(
        "sales_delivery", "sales_manager", customer="customer/5", warehouse=MAIN,
        lines=[{"product": CUP, "qty": "1", "price": "33"}],
    )  # fmt: skip
    return demo.now(made)


def _stated(demo: Demo, delivery: Record) -> Record:
    return demo.push_record(delivery, "customer_statement.from_delivery", "finance")


def test_a_document_is_in_one_statement_and_stays_as_it_is(demo: Demo) -> None:
    delivery = _delivered(demo)
    statement = demo.now(_stated(demo, delivery))
    assert (statement.state, str(statement.values["closing"])) == ("approved", "33.00")
    with pytest.raises(HuiliuError):
        _stated(demo, demo.now(delivery))
    with pytest.raises(HuiliuError) as refused:
        demo.unapprove_record(demo.now(delivery), "sales_manager")
    assert refused.value.wire_code == "HAS_DOWNSTREAM"


def test_a_sales_invoice_covers_no_more_than_was_kept(demo: Demo) -> None:
    delivery = _delivered(demo)
    invoice = demo.push_record(delivery, "sales_invoice.from_delivery", "finance")
    values = demo.now(invoice).values
    assert (str(values["total"]), str(values["net"])) == ("33.00", "29.20")
    assert demo.booked(invoice) == {}
    row = delivery.values["lines"][0]["$row"]
    with pytest.raises(RuleRefused) as refused:
        demo.enter(
            "sales_invoice", "finance", customer="customer/5",
            lines=[{"product": CUP, "delivery": delivery.uid, "delivery_line": str(row),
                    "base_qty": "1"}],
        )  # fmt: skip
    assert refused.value.wire_code == "OVER_INVOICE"


def test_a_price_comes_into_force_when_it_is_approved(demo: Demo) -> None:
    def ask(price: str) -> Record:
        return demo.enter(
            "terms_change", "sales", customer="customer/7",
            lines=[{"product": "product/bowl", "price": price}],
        )  # fmt: skip

    demo.set("product/bowl", last_purchase_price="5")
    low = ask("4.9")
    demo.approve(low, "sales_manager")
    assert demo.now(low).state == "pending"
    demo.approve(low, "boss")
    assert demo.now(low).state == "approved"
    demo.unapprove_record(demo.now(low), "boss")

    fair = ask("6.5")
    line = {"product": "product/bowl", "qty": "1"}

    def price() -> str:
        order = demo.enter("sales_order", "sales_manager", customer="customer/7", warehouse=MAIN,
                           reserve=False, lines=[line])  # fmt: skip
        return str(order.values["lines"][0]["price"])

    usual = price()
    demo.approve(fair, "sales_manager")
    assert (demo.now(fair).state, price()) == ("approved", "6.500000")
    demo.unapprove_record(demo.now(fair), "sales_manager")
    assert price() == usual != "6.500000"


def test_a_limit_above_50000_needs_the_general_manager(demo: Demo) -> None:
    def limit() -> str:
        return str(demo.named("customer/7").values["credit_limit"])

    for asked, logins in (("50000", ["sales_manager"]), ("50000.01", ["sales_manager", "boss"])):
        made = demo.enter("terms_change", "sales_manager", kind="credit", customer="customer/7",
                          new_limit=asked)  # fmt: skip
        before = limit()
        for login in logins:
            assert limit() == before
            demo.approve(made, login)
        assert demo.now(made).state == "approved"
        assert limit() == str(made.values["new_limit"])
