"""The main job in a real browser: goods in, approval, goods out, and a form changed by drag."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.forms import cell, pick, pick_in_cell, stock_of, submit

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]
FORMS = "/apps/jxc/forms"


def _new(page: Page, form: str) -> None:
    page.goto(f"{FORMS}/{form}/new")
    expect(page.get_by_role("grid")).to_be_visible()


def _deliver(page: Page, search: str, product: str, qty: str) -> None:
    _new(page, "sales_delivery")
    pick(page, "客户", "北京华联")
    pick(page, "仓库", "总仓")
    pick_in_cell(page, 1, "商品", search, product)
    cell(page, 1, "数量", qty)


def test_a_receipt_is_entered_approved_on_a_phone_and_raises_stock_on_every_screen(
    open_as: Open,
) -> None:
    buyer = open_as("采购员 李强")
    stock = open_as("仓管 孙涛")
    stock.goto("/apps/jxc/ledgers/stock")
    before = int(stock_of(stock, "玻璃水杯", "总仓").inner_text())

    buyer.get_by_role("link", name="进销存").first.click()
    buyer.get_by_role("link", name="采购入库").first.click()
    buyer.get_by_role("link", name="新增").or_(buyer.get_by_role("button", name="新增")).click()
    pick(buyer, "供应商", "潮州陶瓷厂")
    pick(buyer, "仓库", "总仓")
    pick_in_cell(buyer, 1, "商品", "玻璃", "玻璃水杯")
    cell(buyer, 1, "数量", "40")
    expect(buyer.get_by_role("gridcell", name="金额").first).to_have_text("¥504.00")
    expect(buyer.get_by_role("status", name="合计金额")).to_have_text("¥504.00")
    number = submit(buyer)
    expect(buyer.get_by_text("审批中").first).to_be_visible()

    manager = open_as("采购主管 赵丽", phone=True)
    manager.get_by_role("link", name="待办").last.click()
    manager.get_by_role("link", name=re.compile(number)).click()
    expect(manager.get_by_text("¥504.00").first).to_be_visible()
    expect(manager.get_by_text("玻璃水杯").first).to_be_visible()
    manager.get_by_role("textbox", name="审批意见").fill("数量核对无误")
    manager.get_by_role("button", name="同意").click()
    expect(manager.get_by_role("link", name=re.compile(number))).to_have_count(0)

    expect(stock_of(stock, "玻璃水杯", "总仓")).to_have_text(str(before + 40))
    expect(buyer.get_by_text("已审核").first).to_be_visible()
    expect(buyer.get_by_text("数量核对无误").first).to_be_visible()
    buyer.get_by_role("tab", name="日志").click()
    expect(buyer.get_by_role("tabpanel", name="日志")).to_contain_text("李强")


def test_a_delivery_beyond_stock_is_refused_in_words_and_enough_is_delivered(open_as: Open) -> None:
    sales = open_as("销售员 周婷")
    _deliver(sales, "500ml", "保温杯", "5")
    sales.get_by_role("button", name="提交", exact=True).click()
    expect(sales.get_by_text("保温杯 库存不足", exact=True).first).to_be_visible()
    cell(sales, 1, "数量", "2")
    submit(sales)
    expect(sales.get_by_text("已审核").first).to_be_visible()
    sales.goto("/apps/jxc/ledgers/stock")
    expect(stock_of(sales, "保温杯", "总仓")).to_have_text("1")


def test_a_salesperson_sees_no_purchase_price_and_a_store_manager_only_her_store(
    open_as: Open,
) -> None:
    sales = open_as("销售员 周婷")
    sales.goto(f"{FORMS}/product")
    expect(sales.get_by_role("columnheader", name="批发价")).to_be_visible()
    expect(sales.get_by_text("进价")).to_have_count(0)
    expect(sales.get_by_role("link", name="采购入库")).to_have_count(0)
    manager = open_as("店长 吴磊")
    manager.goto("/apps/jxc/ledgers/stock")
    expect(manager.get_by_text("朝阳店仓").first).to_be_visible()
    expect(manager.get_by_text("总仓")).to_have_count(0)


def test_the_language_is_switched(open_as: Open) -> None:
    buyer = open_as("采购员 李强")
    buyer.get_by_role("button", name="李强的账号菜单").click()
    buyer.get_by_text("English").click()
    expect(buyer.get_by_role("link", name="To do").first).to_be_visible()
    buyer.goto(f"{FORMS}/purchase_receipt")
    expect(buyer.get_by_role("heading", level=1)).to_have_text(re.compile("Purchase receipts"))
