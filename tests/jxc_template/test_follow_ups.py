"""What follows a document by itself: drafts of the next one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.conditions import Condition, Term
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo
from workflow_engine.automations.api import runs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, CUP, PAN = "warehouse/main", "product/glass", "product/pan"


def drafts(demo: Demo, form: str, **values: Any) -> list[Record]:
    """Those of the form that are drafts and have these values."""
    terms = (Term(field=name, op="eq", value=one) for name, one in values.items())
    this = Condition(cond=(Term(field="$state", op="eq", value="draft"), *terms))
    access = system_access(demo.actor("admin"), form)
    return list(ports.records().find(demo.app, form, this, access=access, limit=100))


def ordered(demo: Demo) -> Record:
    demo.set(CUP, last_purchase_price="36.16")
    order = demo.enter(
        "purchase_order", "manager", supplier="supplier/3", warehouse=MAIN,
        lines=[{"product": CUP, "qty": "20", "price": "36.16"}],
    )  # fmt: skip
    for login in ("manager", "finance"):
        if ports.flows().rights(demo.now(order), demo.actor(login)) is not None:
            demo.approve(order, login)
    return demo.now(order)


def test_an_accepted_arrival_drafts_its_receipt(demo: Demo) -> None:
    order = ordered(demo)
    row = str(order.values["lines"][0]["$row"])
    arrival = demo.enter(
        "arrival_inspection", "keeper", order=order.uid, supplier="supplier/3", warehouse=MAIN,
        lines=[{"order_line": row, "product": CUP, "qty": "20", "qualified": "18",
                "reject_reason": "damaged", "disposal": "reject"}],
    )  # fmt: skip
    assert drafts(demo, "purchase_receipt", inspection=arrival.uid) == []
    demo.approve(arrival, "manager")
    (receipt,) = drafts(demo, "purchase_receipt", inspection=arrival.uid)
    line = receipt.values["lines"][0]
    assert (line["qty"], line["base_qty"], str(line["price"])) == (18, 18, "36.160000")
    assert receipt.values["order"] == order.id
    demo.unapprove_record(demo.now(arrival), "manager")
    assert drafts(demo, "purchase_receipt", inspection=arrival.uid) == []


def test_an_approved_request_drafts_its_payment(demo: Demo) -> None:
    today = ports.clock().today("Asia/Shanghai").isoformat()
    request = demo.enter("payment_request", "buyer", supplier="supplier/3", kind="prepay",
                         prepay="100", pay_on=today)  # fmt: skip
    for login in ("manager", "finance"):
        demo.approve(demo.now(request), login)
    (payment,) = drafts(demo, "payment", request=request.uid)
    assert (str(payment.values["amount"]), payment.values["apply"]) == ("100.00", [])
    assert payment.values["supplier"] == demo.named("supplier/3").id


def test_an_accepted_quotation_drafts_its_order(demo: Demo) -> None:
    made = demo.enter("quotation", "sales_manager", customer="customer/5",
                      lines=[{"product": CUP, "qty": "4", "price": "27.5"}])  # fmt: skip
    assert drafts(demo, "sales_order", quotation=made.uid) == []
    demo.change(demo.now(made), "sales_manager", accepted_on=date.today().isoformat())
    (order,) = drafts(demo, "sales_order", quotation=made.uid)
    line = order.values["lines"][0]
    assert (line["qty"], str(line["price"])) == (4, "27.500000")
    assert order.values["customer"] == demo.named("customer/5").id


def sold(demo: Demo, **more: Any) -> Record:
    order = demo.enter("sales_order", "boss", customer="customer/1", warehouse=MAIN, **more)
    if demo.now(order).state == "pending":
        demo.approve(order, "sales_manager")
    return demo.now(order)


def test_what_is_short_for_an_order_is_drafted_as_a_request(demo: Demo) -> None:
    category = demo.named("category/kitchen").uid
    new = demo.enter_plain("product", "buyer", name="缺货锅", category=category)
    other = demo.enter("other_in", "boss", kind="gift", warehouse=MAIN,
                       lines=[{"product": new.uid, "qty": "3", "price": "50"}])  # fmt: skip
    demo.approve(other, "finance")
    line = {"product": new.uid, "qty": "5", "price": "100"}
    order = sold(demo, reserve=True, lines=[line, {"product": PAN, "qty": "1", "price": "100"}])
    remark = f"销售订单 {order.values['no']} 缺货"
    (request,) = drafts(demo, "purchase_request", remark=remark)
    assert [(row["product"], row["qty"]) for row in request.values["lines"]] == [(new.id, 2)]
    assert request.values["needed_on"] == order.values["deliver_on"]
    demo.unapprove_record(order, "boss")
    assert drafts(demo, "purchase_request", remark=remark) == []


def test_a_deposit_drafts_a_receipt_of_money(demo: Demo) -> None:
    order = sold(demo, deposit="30", lines=[{"product": PAN, "qty": "1", "price": "100"}])
    remark = f"销售订单 {order.values['no']} 订金"
    (receipt,) = drafts(demo, "money_receipt", remark=remark)
    assert (str(receipt.values["amount"]), receipt.values["apply"]) == ("30.00", [])


def test_a_customer_who_wants_invoices_gets_one_drafted_with_each_delivery(demo: Demo) -> None:
    def delivered() -> Record:
        return demo.enter("sales_delivery", "boss", customer="customer/1", warehouse=MAIN,
                          lines=[{"product": PAN, "qty": "1", "price": "100"}])  # fmt: skip

    def invoices(delivery: Record) -> list[Record]:
        found = drafts(demo, "sales_invoice", customer=demo.named("customer/1").uid)
        return [one for one in found if one.values["lines"][0]["delivery"] == delivery.id]

    assert invoices(delivered()) == []
    demo.set("customer/1", auto_invoice=True)
    delivery = delivered()
    assert demo.now(delivery).state == "approved"
    (invoice,) = invoices(delivery)
    assert str(invoice.values["total"]) == "100.00"


def told(demo: Demo, automation: str) -> int:
    """How often it ran."""
    return len(runs(demo.app, automation, actor=demo.actor("admin"), outcome="done").items)


def test_a_tracking_number_is_told(demo: Demo) -> None:
    delivery = demo.enter("sales_delivery", "boss", customer="customer/1", warehouse=MAIN,
                          lines=[{"product": PAN, "qty": "1", "price": "100"}])  # fmt: skip
    before = told(demo, "delivery_tracked")
    demo.change(demo.now(delivery), "boss", tracking_no="SF100")
    assert told(demo, "delivery_tracked") == before + 1
