"""Permission groups are designed side by side, looked at as others do, and explained."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.support.live import LiveServer

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]
PASSWORD = "olive-kettle-9"


def _editor(page: Page, form: str) -> None:
    page.goto("/apps/jxc/design")
    page.get_by_role("link", name=f"{form} · 权限", exact=True).click()
    expect(page.get_by_role("heading", name=f"{form} · 权限")).to_be_visible()


def _choose(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.locator(".ant-select-item-option:visible", has_text=text).first.click()


def _published_without_cost(page: Page) -> None:
    """A group for the inspectors, by mouse: everything but the cost."""
    page.get_by_role("button", name="添加权限组").click()
    page.get_by_role("menuitem", name="查看全部数据 只查看").click()
    settings = page.get_by_role("complementary", name="设置")
    settings.get_by_role("textbox", name="名称").fill("质检员查看")
    settings.get_by_role("combobox", name="角色").click()
    _choose(page, "质检员")
    cost = page.get_by_role("button", name="参考进价 · 质检员查看")
    expect(cost).to_have_text("只读")
    cost.click()
    expect(cost).to_have_text("隐藏")
    page.get_by_role("button", name="发布").click()
    dialog = page.get_by_role("dialog", name="发布权限")
    expect(dialog.get_by_role("listitem").filter(has_text="陈静")).to_contain_text("可以：查看")
    dialog.get_by_role("button", name="发布").click()
    expect(dialog).to_be_hidden()


def test_a_role_that_may_not_see_the_cost(
    open_as: Open, browser: Browser, company: LiveServer
) -> None:
    page = open_as("管理员 王敏")
    api = BrowserApi(page)
    api.post("/roles", {"key": "inspector", "name": "质检员"})
    member = {"login": "chenjing", "name": "陈静", "password": PASSWORD, "roles": ["inspector"]}
    api.post("/members", member)
    _editor(page, "商品")
    _published_without_cost(page)

    page.get_by_role("button", name="为什么").click()
    why = page.get_by_role("dialog", name="为什么")
    why.get_by_role("combobox", name="成员").click()
    _choose(page, "陈静")
    why.get_by_role("combobox", name="字段").click()
    _choose(page, "参考进价")
    told = why.get_by_role("status").filter(has_text="陈静")
    expect(told).to_contain_text("陈静不能查看“参考进价”")
    reason = told.get_by_role("listitem").filter(has_text="质检员查看")
    expect(reason).to_contain_text("“质检员查看”看不到“参考进价”")
    expect(reason).to_contain_text("通过角色“质检员”加入")

    context = browser.new_context(locale="zh-CN", base_url=company.url)
    theirs = context.new_page()
    theirs.goto("/login")
    theirs.get_by_label("账号").fill("chenjing")
    theirs.get_by_label("密码").fill(PASSWORD)
    theirs.get_by_role("button", name="登录", exact=True).click()
    theirs.wait_for_url(f"{company.url}/")
    theirs.goto("/apps/jxc/forms/product")
    theirs.get_by_role("row").nth(1).get_by_role("link").click()
    expect(theirs.get_by_text("零售价", exact=True)).to_be_visible()
    expect(theirs.get_by_text("参考进价")).to_have_count(0)
    context.close()


def test_by_keys_undone_and_looked_at_before_it_holds(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    _editor(page, "销售出库")
    number = page.get_by_role("button", name="单据编号 · 财务查看")
    number.focus()
    page.keyboard.press("ArrowDown")
    day = page.get_by_role("button", name="单据日期 · 财务查看")
    expect(day).to_be_focused()
    page.keyboard.press("1")
    expect(day).to_have_text("隐藏")
    page.keyboard.press("Control+z")
    expect(day).to_have_text("只读")
    page.keyboard.press("Control+Shift+z")
    expect(day).to_have_text("隐藏")

    page.get_by_role("button", name="以他人身份查看").click()
    seen = page.get_by_role("dialog", name="以他人身份查看")
    seen.get_by_text("角色", exact=True).click()
    seen.get_by_role("combobox", name="角色").click()
    _choose(page, "财务")
    expect(seen.get_by_role("columnheader", name="客户")).to_be_visible()
    expect(seen.get_by_role("columnheader", name="单据日期")).to_have_count(0)
    seen.get_by_text("已发布", exact=True).click()
    expect(seen.get_by_role("columnheader", name="单据日期")).to_be_visible()
