"""The administrator changes a form by drag and drop; people use it a moment later."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.forms import cell, pick, pick_in_cell, submit

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]


def _drag(page: Page, what: Locator, onto: Locator) -> None:
    """As a hand does it: press, move a little, move there, let go."""
    start, end = what.bounding_box(), onto.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 20, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 40, steps=6)
    page.mouse.move(end["x"] + 10, end["y"] + 15, steps=20)
    page.mouse.up()


def test_options_are_written_one_after_the_other(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/design/form/service_ticket")
    settings = admin.get_by_role("complementary", name="属性")
    options = settings.get_by_role("textbox", name=re.compile("^选项 "))
    admin.get_by_role("button", name="添加单选").click()
    expect(options).to_have_count(3)
    options.first.press("Enter")
    expect(options.nth(1)).to_be_focused()
    admin.keyboard.type("在外")
    admin.keyboard.press("Enter")
    expect(options.nth(2)).to_be_focused()
    admin.keyboard.type("在家")
    settings.get_by_role("button", name="添加选项").click()
    expect(options.nth(5)).to_be_focused()
    options.first.click()
    expect(options).to_have_count(5)
    assert [one.input_value() for one in options.all()][:3] == ["选项1", "在外", "在家"]


def test_a_field_is_dragged_in_another_renamed_and_both_are_used_at_once(open_as: Open) -> None:
    sales = open_as("销售员 周婷")
    sales.goto("/apps/jxc/forms/sales_delivery")
    old = sales.get_by_role("row").filter(has_text="XSCK-").first.inner_text()

    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/forms/sales_delivery")
    admin.get_by_text("设计表单").click()
    canvas = admin.get_by_role("region", name="表单画布")
    carrier = canvas.get_by_role("group", name="承运商，单行文本")
    _drag(admin, admin.get_by_role("button", name="添加单行文本"), carrier)
    title = admin.get_by_role("complementary", name="属性").get_by_role("textbox", name="标题")
    title.fill("门牌号")
    canvas.get_by_text("承运商", exact=True).click()
    title.fill("物流公司")
    expect(canvas.get_by_role("group", name="门牌号，单行文本")).to_be_visible()
    expect(admin.get_by_role("status").filter(has_text="草稿已保存")).to_be_visible()
    admin.get_by_role("button", name="发布", exact=True).click()
    dialog = admin.get_by_role("dialog")
    expect(dialog).to_contain_text("门牌号")
    expect(dialog).to_contain_text("物流公司")
    dialog.get_by_role("button", name="发布").click()
    expect(dialog).to_be_hidden()

    sales.goto("/apps/jxc/forms/sales_delivery/new")
    pick(sales, "客户", "北京华联")
    pick(sales, "仓库", "总仓")
    sales.get_by_role("textbox", name="门牌号").fill("8 号楼")
    sales.get_by_role("textbox", name="物流公司").fill("顺丰")
    pick_in_cell(sales, 1, "商品", "数据线", "数据线")
    cell(sales, 1, "数量", "1")
    submit(sales)
    expect(sales.get_by_text("8 号楼").first).to_be_visible()
    sales.goto("/apps/jxc/forms/sales_delivery")
    expect(sales.get_by_role("row").filter(has_text=old.split()[0])).to_contain_text(old.split()[0])
