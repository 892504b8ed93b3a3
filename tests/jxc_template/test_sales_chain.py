"""销售订单 → 销售出库 → 销售退货: reservations, credit, receivables, costs that sales never see."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiliu.core.errors import HuiliuError, RuleRefused
from huiliu.core.records import Record
from huiliu.ledgers import api as ledgers
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN = "warehouse/main"


def test_an_order_reserves_what_it_has_not_shipped(demo: Demo) -> None:
    assert demo.total("commitment", "reserved", product="product/keyboard") == 10
    assert str(demo.lines("sale/2")["机械键盘"]["open"]) == "10.0000"
    assert demo.named("sale/1").values["exec_status"] == "partial"


def test_reserved_goods_are_not_given_to_somebody_else(demo: Demo) -> None:
    key = {"product": "product/keyboard", "warehouse": MAIN}
    here = demo.total("stock", "qty", **key)
    with pytest.raises(RuleRefused) as refused:
        demo.enter(
            "sales_delivery", "sales", customer="customer/7", warehouse=MAIN,
            lines=[{"product": "product/keyboard", "qty": str(here - 9), "price": "1"}],
        )  # fmt: skip
    assert refused.value.wire_code == "INSUFFICIENT_AVAILABLE"
    assert demo.total("stock", "qty", **key) == here


def test_who_may_see_the_order_hears_that_it_holds_the_goods(demo: Demo) -> None:
    key = {"product": "product/keyboard", "warehouse": MAIN}
    order = demo.named("sale/2").values["no"]
    lines = [{"product": "product/keyboard", "qty": str(demo.total("stock", "qty", **key) - 9)}]
    with pytest.raises(RuleRefused) as refused:
        demo.enter("sales_delivery", "keeper", customer="customer/7", warehouse=MAIN, lines=lines)
    assert refused.value.message("zh-CN").endswith(f"（已锁定：{order}）")


def test_the_order_itself_may_ship_what_it_reserved(demo: Demo) -> None:
    before = demo.total("stock", "qty", product="product/keyboard")
    demo.push("sale/2", "sales_delivery.from_order", "keeper", {"机械键盘": "10"})
    assert demo.total("commitment", "reserved", product="product/keyboard") == 0
    assert demo.total("stock", "qty", product="product/keyboard") == before - 10


def test_more_than_was_ordered_is_not_shipped(demo: Demo) -> None:
    with pytest.raises(RuleRefused) as refused:
        demo.push("sale/3", "sales_delivery.from_order", "keeper", {"电热水壶": "16"})
    assert refused.value.wire_code == "OVER_DELIVERY"
    assert not demo.lines("sale/3")["电热水壶"]["shipped"]


def _large(demo: Demo, login: str = "sales2", **more: bool) -> Record:
    return demo.enter(
        "sales_order", login, customer="customer/2", warehouse=MAIN, reserve=False,
        lines=[{"product": "product/kettle", "qty": "1100", "price": "96"}], **more,
    )  # fmt: skip


def test_an_order_beyond_the_credit_limit_is_refused_until_it_is_overruled(demo: Demo) -> None:
    order = _large(demo)
    demo.approve(order, "sales_manager")
    with pytest.raises(RuleRefused) as refused:
        demo.approve(order, "boss")
    assert refused.value.wire_code == "CREDIT_LIMIT"
    assert demo.now(order).state == "pending"
    overruled = _large(demo, "sales_manager", credit_override=True)
    demo.approve(overruled, "sales_manager")
    demo.approve(overruled, "boss")
    assert demo.now(overruled).state == "approved"


def test_a_salesperson_does_not_overrule_the_limit(demo: Demo) -> None:
    with pytest.raises(HuiliuError) as refused:
        _large(demo, "sales2", credit_override=True)
    assert "credit_override" in refused.value.fields


def test_a_price_below_the_lowest_asks_the_sales_manager(demo: Demo) -> None:
    demo.set("product/kettle", min_price="90")
    order = demo.enter(
        "sales_order", "sales", customer="customer/5", warehouse=MAIN,
        lines=[{"product": "product/kettle", "qty": "1", "price": "89"}],
    )  # fmt: skip
    assert demo.now(order).state == "pending"
    demo.approve(order, "sales_manager")
    assert demo.now(order).state == "approved"


def test_a_return_costs_what_its_delivery_cost(demo: Demo) -> None:
    sent, back = demo.lines("sale/1/delivery/1"), demo.lines("sale/1/return/1")
    for name, row in back.items():
        share = sent[name]["cost"] * row["base_qty"] / sent[name]["base_qty"]
        assert row["cost"] == share.quantize(Decimal("0.01")) > 0
    assert str(demo.named("sale/1/return/1").values["total"]) == "197.00"


def test_deliveries_are_items_to_collect(demo: Demo) -> None:
    delivery = demo.named("sale/1/delivery/1")
    items = {d["document"]: m["amount"] for d, m in demo.balances("receivable")}
    assert items[delivery.values["no"]] == str(delivery.values["total"]) == "2451.00"


def test_a_salesperson_sees_the_debts_of_own_customers_only(demo: Demo) -> None:
    everybody = {d["customer"] for d, _ in demo.balances("receivable")}
    mine = {d["customer"] for d, _ in demo.balances("receivable", "sales")}
    assert "北京华联商贸有限公司" in mine
    assert "天津滨海百货" in everybody - mine


def test_the_books_follow_from_their_entries(demo: Demo) -> None:
    assert ledgers.check_all(demo.app.workspace_id) == 0


def test_a_service_is_sold_without_any_stock(demo: Demo) -> None:
    service = demo.enter_plain("product", "manager", name="安装服务", kind="service",
                               category="category/kitchen", tax_rate="0.06")  # fmt: skip
    lines = [{"product": service.uid, "qty": "1", "price": "106"}]
    made = demo.enter("sales_delivery", "sales_manager", customer="customer/5", warehouse=MAIN,
                      lines=lines)  # fmt: skip
    assert demo.now(made).state == "approved"
    assert demo.balances("stock", product=service.uid) == []
    assert demo.booked(made) == {"1122": "106.00", "22210107": "-6.00", "5001": "-100.00"}
    for form, more in (("purchase_receipt", {"supplier": "supplier/1"}), ("other_in", {})):
        with pytest.raises(HuiliuError) as refused:
            demo.enter(form, "boss", warehouse=MAIN, lines=lines, **more)
        told = {one.code for found in (refused.value.fields or {}).values() for one in found}
        assert "NOT_KEPT_IN_STOCK" in told


def test_a_kit_is_sold_as_its_components(demo: Demo) -> None:
    kit = demo.enter_plain("product", "manager", name="早餐套装", kind="kit",
                           category="category/kitchen")  # fmt: skip
    parts = [{"product": "product/mug", "qty": "2"}, {"product": "product/bowl", "qty": "1"}]
    bom = demo.enter_plain("bom", "buyer", name="早餐套装", product=kit.uid, components=parts)
    before = demo.total("stock", "qty", product="product/mug")
    made = demo.enter("sales_delivery", "sales_manager", customer="customer/5", warehouse=MAIN,
                      kit=bom.uid, kit_qty="3")  # fmt: skip
    mug, bowl = demo.named("product/mug"), demo.named("product/bowl")
    lines = [(row["product"], row["qty"], row["price"]) for row in made.values["lines"]]
    assert lines == [(mug.id, 6, mug.values["wholesale_price"]),
                     (bowl.id, 3, bowl.values["wholesale_price"])]  # fmt: skip
    if demo.now(made).state == "pending":
        demo.approve(made, "sales_manager")
    assert demo.total("stock", "qty", product="product/mug") == before - 6
    with pytest.raises(HuiliuError) as refused:
        demo.enter("sales_delivery", "sales_manager", customer="customer/5", warehouse=MAIN,
                   lines=[{"product": kit.uid, "qty": "1", "price": "60"}])  # fmt: skip
    told = {one.code for found in (refused.value.fields or {}).values() for one in found}
    assert told == {"KIT_NOT_UNPACKED"}
