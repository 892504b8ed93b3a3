"""采购申请 → 采购订单 → 到货验收 → 采购入库: who is asked, what may come in, at which price."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, CUP, KETTLE = "warehouse/main", "product/glass", "product/kettle"


@pytest.fixture(scope="module", autouse=True)
def prices(demo: Demo, django_db_blocker: Any) -> None:
    """What was paid last: nothing is dear."""
    with django_db_blocker.unblock():
        demo.set(CUP, last_purchase_price="36.16")
        demo.set(KETTLE, last_purchase_price="101.70")


def _request(demo: Demo, cups: str = "240", kettles: str = "60") -> Record:
    return demo.enter(
        "purchase_request", "buyer",
        lines=[
            {"product": CUP, "qty": cups, "price": "36.16", "supplier": "supplier/3"},
            {"product": KETTLE, "qty": kettles, "price": "101.70", "supplier": "supplier/3"},
        ],
    )  # fmt: skip


def _ordered(demo: Demo, request: Record, **more: Any) -> Record:
    return demo.push_record(
        demo.now(request), "purchase_order.from_request", "buyer",
        supplier=demo.named("supplier/3").uid, warehouse=demo.named(MAIN).uid, **more,
    )  # fmt: skip


def _approved_order(demo: Demo) -> Record:
    """The order of the worked example: 14,780.40."""
    request = _request(demo)
    demo.approve(request, "manager")
    demo.approve(request, "boss")
    order = _ordered(demo, request)
    demo.approve(order, "manager")
    demo.approve(order, "boss")
    return demo.now(order)


def _inspected(demo: Demo, order: Record, *lines: tuple[str, str], **more: Any) -> Record:
    rows = [row["$row"] for row in order.values["lines"]]
    return demo.enter(
        "arrival_inspection", "keeper", order=order.uid, supplier="supplier/3", warehouse=MAIN,
        lines=[
            {"order_line": str(row), "product": product, "qty": arrived, "qualified": good,
             **more}
            for row, product, (arrived, good) in zip(rows, (CUP, KETTLE), lines, strict=False)
        ],
    )  # fmt: skip


def test_a_request_is_approved_by_its_amount(demo: Demo) -> None:
    small, middle, large = _request(demo, "1", "1"), _request(demo, "60", "1"), _request(demo)
    assert [str(demo.now(r).values["total"]) for r in (small, middle, large)] == [
        "137.86", "2271.30", "14780.40",
    ]  # fmt: skip
    for request, logins in ((small, ["manager"]), (middle, ["manager"]), (large, ["manager"])):
        assert demo.now(request).state == "pending"
        for login in logins:
            demo.approve(request, login)
    assert [demo.now(r).state for r in (small, middle, large)] == [
        "approved", "approved", "pending",
    ]  # fmt: skip
    demo.approve(large, "boss")
    assert demo.now(large).state == "approved"


def test_an_order_over_ten_thousand_asks_the_general_manager_too(demo: Demo) -> None:
    order = _approved_order(demo)
    assert str(order.values["total"]) == "14780.40"
    assert order.state == "approved"
    request = demo.now_of("purchase_request", order.values["request"])
    assert request.values["exec_status"] == "completed"


def test_a_small_order_as_requested_asks_nobody_again(demo: Demo) -> None:
    request = _request(demo, "10", "10")
    demo.approve(request, "manager")
    assert demo.now(_ordered(demo, request)).state == "approved"


def test_an_order_without_a_request_asks_the_purchase_manager(demo: Demo) -> None:
    order = demo.enter(
        "purchase_order", "buyer", supplier="supplier/2", warehouse=MAIN,
        lines=[{"product": CUP, "qty": "255", "price": "36.00", "tax_rate": "0.09"}],
    )  # fmt: skip
    assert demo.now(order).state == "pending"
    demo.approve(order, "manager")
    assert (demo.now(order).state, str(demo.now(order).values["total"])) == ("approved", "9180.00")


def test_only_what_was_accepted_comes_in_at_the_price_of_the_order(demo: Demo) -> None:
    order = _approved_order(demo)
    arrival = _inspected(demo, order, ("240", "236"), ("60", "60"))
    assert demo.now(arrival).state == "pending"
    demo.approve(arrival, "manager")
    assert demo.now(arrival).state == "approved"
    receipt = demo.push_record(demo.now(arrival), "purchase_receipt.from_inspection", "keeper")
    demo.approve(receipt, "keeper")
    values = demo.now(receipt).values
    assert [str(row["base_qty"]) for row in values["lines"]] == ["236.0000", "60.0000"]
    assert [str(values[key]) for key in ("total_net", "total_tax", "total")] == [
        "12952.00", "1683.76", "14635.76",
    ]  # fmt: skip
    assert (str(values["total_input_tax"]), str(values["stock_value"])) == ("1683.76", "12952.00")
    assert demo.now(order).values["exec_status"] == "partial"


def test_no_more_comes_in_than_was_accepted(demo: Demo) -> None:
    order = _approved_order(demo)
    arrival = _inspected(demo, order, ("240", "236"), disposal="reject")
    demo.approve(arrival, "manager")
    (row,) = (one["$row"] for one in demo.now(arrival).values["lines"])
    with pytest.raises(RuleRefused) as refused:
        demo.push_record(
            demo.now(arrival), "purchase_receipt.from_inspection", "keeper", {row: "237"}
        )
    assert refused.value.wire_code == "OVER_RECEIPT"


def test_rejects_taken_all_the_same_come_in(demo: Demo) -> None:
    order = _approved_order(demo)
    arrival = _inspected(demo, order, ("240", "236"), disposal="concede")
    demo.approve(arrival, "manager")
    assert str(demo.now(arrival).values["lines"][0]["accepted"]) == "240.0000"


def test_no_more_can_be_accepted_than_arrived(demo: Demo) -> None:
    order = _approved_order(demo)
    with pytest.raises(RuleRefused) as refused:
        _inspected(demo, order, ("240", "241"))
    assert refused.value.wire_code == "MORE_QUALIFIED_THAN_ARRIVED"


def test_a_receipt_that_the_keeper_enters_waits_for_the_buyers_prices(demo: Demo) -> None:
    demo.set("product/bowl", purchase_price=None)
    receipt = demo.enter(
        "purchase_receipt", "keeper", supplier="supplier/3", warehouse=MAIN,
        lines=[{"product": "product/bowl", "qty": "3"}],
    )  # fmt: skip
    assert demo.now(receipt).state == "pending"
    for name in ("price", "amount", "net", "tax", "stock_value", "input_tax"):
        assert not demo.sees(receipt, "keeper", f"lines.{name}")
    (row,) = receipt.values["lines"]
    demo.approve(receipt, "buyer", lines=[{"$row": str(row["$row"]), "price": "11.30"}])
    if demo.now(receipt).state == "pending":
        demo.approve(receipt, "manager")
    assert (demo.now(receipt).state, str(demo.now(receipt).values["total"])) == (
        "approved", "33.90",
    )  # fmt: skip


def test_tax_that_is_not_deductible_goes_into_stock(demo: Demo) -> None:
    value = demo.total("stock", "value", product=CUP)
    receipt = demo.enter(
        "purchase_receipt", "buyer", supplier="supplier/3", warehouse=MAIN,
        lines=[{"product": CUP, "qty": "10", "price": "11.30", "deductible": False}],
    )  # fmt: skip
    demo.approve(receipt, "manager")
    assert demo.total("stock", "value", product=CUP) == value + 113
    assert str(demo.now(receipt).values["total_input_tax"]) == "0.00"
