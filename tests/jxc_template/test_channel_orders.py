"""渠道订单: a paid order of a shop becomes one sales order, however often it is sent."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record
from tests.jxc_template.conftest import CAUSE, Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def shop(demo: Demo, django_db_blocker: Any) -> str:
    with django_db_blocker.unblock():
        demo.set("customer/6", credit_days=None)  # who is late on terms is asked about (AF-04)
        made = demo.enter_plain(
            "channel_shop", "sales_manager", platform="tmall", shop_name="天猫旗舰店",
            shop_id="T1", customer="customer/6", warehouse="warehouse/main",
        )  # fmt: skip
        for sku, product, ratio in (("S1", "product/glass", "1"), ("S6", "product/bowl", "6")):
            demo.enter_plain(
                "channel_product", "sales_manager", shop=made.uid, platform_item_id="I" + sku,
                platform_sku_id=sku, product=product, ratio=ratio,
            )  # fmt: skip
        return made.uid


def _order(demo: Demo, shop: str, number: str, *skus: str, **more: Any) -> Record:
    items = [{"platform_sku_id": sku, "qty": "2", "price": "60.00"} for sku in skus]
    return demo.enter_plain(
        "channel_order", "sales_manager", shop=shop, platform_order_no=number, items=items, **more
    )


def _sales_order(demo: Demo, record: Record) -> Record | None:
    found = demo.now(record).values["order"]
    if found is None:
        return None
    access = system_access(demo.actor("admin"), "sales_order")
    return ports.records().read(demo.app, "sales_order", found, access=access)


def test_a_paid_order_is_an_approved_sales_order_with_stock_reserved(demo: Demo, shop: str) -> None:
    reserved = demo.total("commitment", "reserved", product="product/bowl")
    made = _order(demo, shop, "TB1", "S1", "S6", order_discount="10.00", platform_discount="5.00")
    order = _sales_order(demo, made)
    assert order is not None
    assert order.state == "approved"
    assert [(str(r["qty"]), str(r["price"])) for r in order.values["lines"]] == [
        ("2.0000", "60.000000"), ("12.0000", "10.000000"),
    ]  # fmt: skip
    assert str(order.values["total"]) == "230.00"
    assert (order.values["channel"], order.values["platform_order_no"]) == ("tmall", "TB1")
    assert str(demo.now(made).values["buyer_pays"]) == "225.00"
    assert demo.total("commitment", "reserved", product="product/bowl") == reserved + 12


def test_a_discount_that_is_too_large_asks_the_sales_manager(demo: Demo, shop: str) -> None:
    made = _order(demo, shop, "TB5", "S1", order_discount="20.00")
    order = _sales_order(demo, made)
    assert order is not None
    assert order.state == "pending"


def test_the_same_order_sent_twice_is_one_order(demo: Demo, shop: str) -> None:
    _order(demo, shop, "TB2", "S1")
    reserved = demo.total("commitment", "reserved")
    with pytest.raises(HuiliuError) as refused:
        _order(demo, shop, "TB2", "S1")
    assert set(refused.value.fields) == {"shop", "platform_order_no"}
    assert demo.total("commitment", "reserved") == reserved


def test_an_item_that_nobody_mapped_waits(demo: Demo, shop: str) -> None:
    made = _order(demo, shop, "TB3", "S1", "S404")
    assert demo.now(made).values["map_status"] == "未匹配"
    assert _sales_order(demo, made) is None


def test_an_order_that_is_not_paid_waits_for_the_payment(demo: Demo, shop: str) -> None:
    made = _order(demo, shop, "TB4", "S1", platform_status="unpaid")
    assert _sales_order(demo, made) is None
    access = ports.permissions().access(demo.actor("sales_manager"), demo.app, "channel_order")
    paid = {"platform_status": "paid"}
    ports.records().change(demo.app, "channel_order", made.id, paid, access=access, cause=CAUSE)
    order = _sales_order(demo, made)
    assert order is not None
    assert order.state == "approved"
