"""Signing in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]


def test_a_language_chosen_before_signing_in_stays(open_as: Open) -> None:
    page = open_as("财务 钱芳")
    page.context.clear_cookies()
    page.goto("/login")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="钱芳").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")


def test_the_next_one_in_the_same_tab_finds_a_list_as_it_is(open_as: Open) -> None:
    page = open_as("采购员 李强")
    page.goto("/apps/jxc/forms/supplier")
    search = page.get_by_placeholder("搜索").first
    search.fill("不让人看见")
    expect(page.get_by_text("没有符合条件的数据")).to_be_visible()
    page.reload()
    expect(search).to_have_value("不让人看见")
    page.get_by_role("button", name="李强的账号菜单").click()
    page.get_by_role("menuitem", name="退出登录").click()
    page.get_by_role("button", name="采购主管 赵丽").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
    page.goto("/apps/jxc/forms/supplier")
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    expect(search).to_have_value("")
