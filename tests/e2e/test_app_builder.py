"""An administrator arranges the navigation, by mouse and by keyboard; members find it so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def drag(page: Page, what: Locator, before: Locator) -> None:
    start, end = what.bounding_box(), before.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 60, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 30, steps=4)
    page.mouse.move(end["x"] + 60, end["y"] + 6, steps=12)
    page.mouse.up()


def test_the_navigation_is_arranged_and_a_role_gets_its_workplace(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/design")
    admin.get_by_role("link", name="编辑导航").click()
    sheet = admin.get_by_role("region", name="导航")
    saved = admin.get_by_role("status").filter(has_text="草稿已保存")

    sheet.get_by_role("group", name="分组 采购").click()
    admin.get_by_role("button", name="添加分组").click()
    name = admin.get_by_role("complementary", name="属性").get_by_label("分组名称")
    name.fill("我的常用")
    line = sheet.get_by_role("group", name="采购入库，表单")
    line.click()
    admin.get_by_label("所在分组").click()
    admin.get_by_title("我的常用").last.click()
    expect(sheet.get_by_role("group", name="分组 我的常用，1 项")).to_be_visible()

    order = sheet.get_by_role("group", name="采购订单，表单")
    drag(admin, order, line)
    lines = sheet.locator("section", has=admin.get_by_text("我的常用")).locator(".ab-name")
    expect(lines).to_have_text(["采购订单", "采购入库"])
    order.focus()
    admin.keyboard.press("Alt+ArrowDown")
    expect(lines).to_have_text(["采购入库", "采购订单"])
    admin.keyboard.press("Delete")
    expect(lines).to_have_text(["采购入库"])
    admin.keyboard.press("Control+z")
    expect(lines).to_have_text(["采购入库", "采购订单"])

    sheet.get_by_role("group", name="应用", exact=True).click()
    admin.get_by_role("radio", name="紫").click()
    admin.get_by_role("button", name="添加工作台").click()
    admin.get_by_label("第 1 条的角色").click()
    admin.keyboard.type("采购员")
    admin.keyboard.press("Enter")
    admin.keyboard.press("Escape")
    admin.get_by_label("第 1 条进入").click()
    admin.keyboard.type("采购入库")
    admin.keyboard.press("Enter")
    expect(saved).to_be_visible()
    admin.get_by_role("button", name="发布", exact=True).click()
    dialog = admin.get_by_role("dialog")
    dialog.get_by_role("button", name="发布").click()
    expect(dialog).to_be_hidden()

    buyer = open_as("采购员 李强")
    buyer.goto("/apps/jxc")
    buyer.wait_for_url("**/apps/jxc/forms/purchase_receipt")
    navigation = buyer.get_by_role("navigation", name="主导航")
    first = navigation.locator(".nav-group").filter(has_text="我的常用")
    expect(first.get_by_role("link")).to_have_text(["采购入库", "采购订单"])
