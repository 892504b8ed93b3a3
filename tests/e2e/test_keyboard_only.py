"""A leave app from nothing to approved leave, by keys alone: no mouse event is ever sent."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.hands_off_the_mouse import Keyboard

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
FIELDS = (("日期", "开始日期"), ("日期", "结束日期"), ("多行文本", "事由"), ("公式", "天数"))


def _seated(page: Page) -> Keyboard:
    expect(page.get_by_role("button", name="Ctrl K")).to_be_visible()
    return Keyboard(page)


def _design_the_form(page: Page, keys: Keyboard) -> None:
    canvas = page.get_by_role("region", name="表单画布")
    settings = page.get_by_role("complementary", name="属性")
    search = page.get_by_role("textbox", name="搜索字段")
    expect(search).to_be_visible()
    keys.press("F6")
    for kind, title in FIELDS:
        expect(search).to_be_focused()
        keys.type(kind)
        keys.press("Enter", "F6", "Enter")
        keys.write(title)
        expect(canvas.get_by_role("group", name=title)).to_be_visible()
        keys.press("Escape", "Shift+F6")
    days = canvas.get_by_role("group", name="天数，公式")
    keys.press("F6")
    expect(days).to_be_focused()
    keys.press("Alt+ArrowUp", "Enter")
    keys.tab_to(settings.get_by_role("textbox", name="公式"))
    suggested = page.locator(".cm-tooltip-autocomplete li[aria-selected]")
    for typed, field in (("DAYS({结束", "结束日期"), (",{开始", "开始日期")):
        keys.type(typed)
        expect(suggested).to_contain_text(field)
        keys.press("Enter")
    keys.press("End")
    keys.type("+1")
    keys.tab_to(settings.get_by_role("spinbutton", name="小数位数"))
    keys.write("0")
    keys.press("Escape")
    expect(days).to_be_focused()
    expect(canvas.get_by_role("group").nth(2)).to_have_accessible_name("天数，公式")
    keys.press("Escape", "F6")
    keys.tab_to(settings.get_by_role("switch", name="单据"))
    keys.press("Space")


def _publish(page: Page, keys: Keyboard) -> None:
    expect(page.get_by_role("status").filter(has_text="草稿已保存")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("个问题"))).to_have_count(0)
    keys.press("Control+Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("版本说明（选填）")).to_be_focused()
    expect(dialog.get_by_role("button", name="发布")).to_be_enabled()
    keys.press("Enter")
    expect(dialog).to_be_hidden()


def _design_the_flow(page: Page, keys: Keyboard) -> None:
    """Over three days the general manager is asked too."""
    canvas = page.get_by_role("region", name="流程画布")
    panel = page.get_by_role("complementary", name="节点设置")
    expect(canvas.get_by_role("treeitem", name="结束，结束")).to_be_visible()
    keys.press("F6")
    expect(canvas.get_by_role("treeitem", name="发起，发起")).to_be_focused()
    keys.press("Tab", "Enter")
    keys.menu("条件分支")
    expect(canvas.get_by_role("treeitem", name="条件分支，条件分支")).to_be_focused()
    keys.press("ArrowDown", "Enter")
    keys.write("三天以上")
    keys.tab_to(panel.get_by_role("button", name="添加条件"))
    keys.press("Enter")
    keys.choose(panel.get_by_role("combobox", name="字段", exact=True), "天数")
    keys.choose(panel.get_by_role("combobox", name="比较", exact=True), "大于")
    keys.tab_to(panel.get_by_label("值", exact=True).last)
    keys.type("3")
    keys.press("Escape")
    expect(canvas.get_by_role("treeitem", name="三天以上：天数 大于 3")).to_be_focused()
    keys.press("Tab", "Enter")
    keys.menu("审批")
    expect(canvas.get_by_role("treeitem", name="审批，审批", exact=True)).to_be_focused()
    keys.press("Enter")
    keys.write("总经理审批")
    keys.tab_to(panel.get_by_role("button", name="移除发起人的主管"))
    keys.press("Enter")
    keys.tab_to(panel.get_by_role("button", name="添加来源"))
    keys.press("Enter")
    keys.menu("角色")
    keys.choose(panel.get_by_role("combobox", name="角色", exact=True), "总经理")
    keys.press("Escape", "Escape")
    expect(canvas.get_by_role("treeitem", name="总经理审批，审批")).to_contain_text("总经理")


def _give_rights(page: Page, keys: Keyboard) -> None:
    """Everybody asks for leave and sees her own; nobody edits the days."""
    add = page.get_by_role("button", name="添加权限组")
    keys.tab_to(add)
    keys.press("Enter")
    keys.menu("管理本人数据")
    expect(page.get_by_role("button", name="管理本人数据", exact=True)).to_be_focused()
    keys.press("F6")
    keys.tab_to(page.get_by_role("switch", name="所有人"))
    keys.press("Space", "Escape")
    days = page.get_by_role("button", name=re.compile("^天数 · 管理本人数据"))
    keys.tab_to(days, key="ArrowDown")
    keys.press("2")
    expect(days).to_have_text("只读")


def _approve(page: Page, keys: Keyboard) -> None:
    keys.jump("待办")
    keys.tab_to(page.get_by_role("main").get_by_role("link", name=re.compile("请假")))
    keys.press("Enter")
    keys.tab_to(page.get_by_role("button", name="同意", exact=True))
    keys.press("Enter")
    expect(page.get_by_role("main").get_by_role("link", name=re.compile("请假"))).to_have_count(0)


def test_a_leave_app_is_made_and_used_by_keys_alone(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    keys = _seated(admin)
    keys.jump("新建空白应用")
    expect(admin.get_by_label("应用名称")).to_be_focused()
    keys.type("行政")
    keys.press("Enter")
    expect(admin.get_by_role("heading", name="行政")).to_be_visible()
    keys.jump("新建表单", "行政")
    expect(admin.get_by_label("表单名称")).to_be_focused()
    keys.type("请假")
    keys.press("Enter")
    _design_the_form(admin, keys)
    _publish(admin, keys)
    keys.tab_to(admin.get_by_role("button", name="审批流程"), key="Shift+Tab")
    keys.press("Enter")
    _design_the_flow(admin, keys)
    _publish(admin, keys)
    keys.jump("请假 · 权限", "行政")
    _give_rights(admin, keys)
    _publish(admin, keys)

    buyer = open_as("采购员 李强")
    keys = _seated(buyer)
    keys.jump("新建请假", "行政")
    for field, value in (("开始日期", "2026-12-01"), ("结束日期", "2026-12-05")):
        keys.tab_to(buyer.get_by_label(field))
        keys.type(value)
        keys.press("Enter")
    keys.tab_to(buyer.get_by_label("事由"))
    keys.type("回老家")
    expect(buyer.get_by_role("status", name="天数")).to_have_text("5")
    keys.tab_to(buyer.get_by_role("button", name="提交", exact=True))
    keys.press("Enter")
    expect(buyer.get_by_text("审批中").first).to_be_visible()
    for who in ("总经理 陈建国", "采购主管 赵丽"):
        approver = open_as(who)
        _approve(approver, _seated(approver))
    expect(buyer.get_by_text("已审核").first).to_be_visible()
