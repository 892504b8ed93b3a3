"""来源与下推 is designed among the settings of a form, and tried on a real source first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def test_a_link_is_shown_changed_tried_and_published(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    page.goto("/apps/jxc/design/form/purchase_receipt")
    page.get_by_role("button", name="采购订单（按行）").click()
    link = page.get_by_role("dialog", name="来源与下推")
    expect(link.get_by_role("table", name="试算").get_by_role("row").nth(1)).to_be_visible()
    expect(link.get_by_role("table").first).to_contain_text("始终一致")
    button = link.get_by_label("下推按钮名称")
    button.fill("收货入库")
    link.get_by_role("button", name="关闭").first.click()
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    page.get_by_role("button", name="发布").click()
    page.get_by_role("dialog").get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布第")).to_be_visible()

    buyer = open_as("采购员 李强")
    buyer.goto("/apps/jxc/forms/purchase_order")
    buyer.get_by_role("row").filter(has_text="部分执行").first.click()
    expect(buyer.get_by_text("收货入库").first).to_be_visible()


def test_a_new_source_says_what_is_missing_where_it_is_missing(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    page.goto("/apps/jxc/design/form/service_ticket")
    page.get_by_role("button", name="添加来源").click()
    link = page.get_by_role("dialog", name="来源与下推")
    expect(link.get_by_role("alert").filter(has_text="还没有填写").first).to_be_visible()
    link.get_by_label("来源单据").click()
    page.keyboard.type("零售单")
    page.locator(".ant-select-item-option:visible", has_text="零售单").first.click()
    expect(link.get_by_text("记录来源单据的字段")).to_be_visible()
    expect(link.get_by_role("alert").first).to_be_visible()
    link.get_by_role("button", name="新建这个字段").first.click()
    expect(
        link.locator(".ant-select-selection-item, .ant-select-content")
        .filter(has_text="零售单")
        .nth(1)
    ).to_be_visible()
