"""The administrator changes an approval by drag and drop; documents go the new way at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.forms import cell, pick, pick_in_cell, submit

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def opened(admin: Page, form: str) -> Locator:
    admin.goto(f"/apps/jxc/design/flow/{form}")
    canvas = admin.get_by_role("region", name="流程画布")
    expect(canvas.get_by_role("treeitem", name=re.compile("，结束$"))).to_be_visible()
    return canvas


def settings(admin: Page) -> Locator:
    return admin.get_by_role("complementary", name="节点设置")


def choose(page: Page, within: Locator, label: str, text: str, *, search: bool = False) -> None:
    box = within.get_by_role("combobox", name=label, exact=True)
    box.click()
    if search:
        box.fill(text)
    page.locator(".ant-select-item-option:visible").get_by_text(text, exact=True).click()


def choose_in_menu(page: Page, name: str) -> None:
    """As a hand does it: point first, then click."""
    item = page.get_by_role("menuitem", name=name)
    item.hover()
    item.click()


def publish(admin: Page) -> None:
    expect(admin.get_by_role("status").filter(has_text="草稿已保存")).to_be_visible()
    admin.get_by_role("button", name="发布", exact=True).click()
    dialog = admin.get_by_role("dialog")
    dialog.get_by_role("button", name="发布").click()
    expect(dialog).to_be_hidden()


def test_a_step_over_an_amount_is_added_and_asked_at_once(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    canvas = opened(admin, "purchase_receipt")
    canvas.get_by_role("button", name="在“发起”之后添加节点").click()
    choose_in_menu(admin, "条件分支")
    fork = canvas.get_by_role("treeitem", name="条件分支，条件分支")
    expect(fork).to_be_visible()

    canvas.get_by_role("treeitem", name=re.compile("^条件 1：还没有设置条件")).click()
    panel = settings(admin)
    panel.get_by_role("textbox", name="名称").fill("数量超过 5")
    panel.get_by_role("button", name="添加条件").click()
    choose(admin, panel, "字段", "合计数量", search=True)
    choose(admin, panel, "比较", "大于")
    panel.get_by_label("值", exact=True).last.fill("5")
    way = canvas.get_by_role("treeitem", name="数量超过 5：合计数量 大于 5")
    expect(way).to_be_visible()

    canvas.locator(".fl-way").first.locator(".fl-add").first.click()
    choose_in_menu(admin, "审批")
    panel.get_by_role("textbox", name="名称").fill("总经理加批")
    panel.get_by_role("button", name="移除发起人的主管").click()
    panel.get_by_role("button", name="添加来源").click()
    choose_in_menu(admin, "角色")
    choose(admin, panel, "角色", "总经理", search=True)
    admin.keyboard.press("Escape")
    expect(canvas.get_by_role("treeitem", name="总经理加批，审批")).to_contain_text("总经理")
    publish(admin)

    buyer = open_as("采购员 李强")
    buyer.goto("/apps/jxc/forms/purchase_receipt/new")
    pick(buyer, "供应商", "潮州陶瓷厂")
    pick(buyer, "仓库", "总仓")
    pick_in_cell(buyer, 1, "商品", "玻璃", "玻璃水杯")
    cell(buyer, 1, "数量", "6")
    submit(buyer)
    expect(buyer.get_by_role("tabpanel").first).to_contain_text("总经理加批")


def test_a_node_is_dragged_into_a_way_and_undone_with_a_key(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    canvas = opened(admin, "sales_order")
    before = BrowserApi(admin).get("/apps/jxc/documents/flow/sales_order/draft")["content"]
    canvas.get_by_role("button", name="在“发起”之后添加节点").click()
    choose_in_menu(admin, "抄送")
    card = canvas.get_by_role("treeitem", name="抄送，抄送")
    start, spot = card.bounding_box(), canvas.locator(".fl-way .fl-spot").first.bounding_box()
    assert start is not None
    assert spot is not None
    admin.mouse.move(start["x"] + 40, start["y"] + 12)
    admin.mouse.down()
    admin.mouse.move(start["x"] + 60, start["y"] + 30, steps=5)
    admin.mouse.move(spot["x"] + spot["width"] / 2, spot["y"] + 20, steps=15)
    admin.mouse.up()
    expect(canvas.locator(".fl-way").get_by_role("treeitem", name="抄送，抄送")).to_be_visible()
    admin.keyboard.press("Control+z")
    expect(canvas.locator(".fl-way").get_by_role("treeitem", name="抄送，抄送")).to_have_count(0)
    admin.keyboard.press("Control+z")
    expect(canvas.get_by_role("treeitem", name="抄送，抄送")).to_have_count(0)
    expect(admin.get_by_role("status").filter(has_text="草稿已保存")).to_be_visible()
    after = BrowserApi(admin).get("/apps/jxc/documents/flow/sales_order/draft")["content"]
    assert after == before


def test_a_mistake_is_named_leads_to_its_node_and_stands_in_the_way(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    canvas = opened(admin, "expense")
    canvas.get_by_role("button", name="在“发起”之后添加节点").click()
    choose_in_menu(admin, "抄送")
    settings(admin).get_by_role("button", name="移除发起人本人").click()
    admin.get_by_role("button", name="1 个问题").click()
    canvas.get_by_role("treeitem", name=re.compile("，结束$")).click()
    admin.get_by_role("button", name="1 个问题").click()
    admin.get_by_role("button", name=re.compile("^抄送")).click()
    expect(settings(admin).get_by_role("alert").first).to_be_visible()
    expect(settings(admin).get_by_role("textbox", name="名称")).to_be_visible()
    admin.keyboard.press("Escape")
    admin.get_by_role("button", name="发布", exact=True).click()
    dialog = admin.get_by_role("dialog")
    expect(dialog).to_contain_text("还有 1 个问题")
    expect(dialog.get_by_role("button", name="发布")).to_be_disabled()


def test_a_trial_lights_the_way_of_a_record(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    canvas = opened(admin, "purchase_receipt")
    admin.get_by_role("button", name="模拟运行").click()
    trial = admin.get_by_role("complementary", name="模拟运行")
    trial.get_by_role("button", name="开始模拟").click()
    trial.get_by_role("button", name=re.compile("CGRK-")).first.click()
    expect(canvas.locator(".fl-card.is-passed").first).to_be_visible()
    expect(canvas.locator(".fl-card.is-unlit").first).to_be_visible()
    trial.get_by_role("button", name="结束模拟").click()
    expect(canvas.locator(".is-unlit")).to_have_count(0)
