"""Permission groups are designed side by side, by keys, and looked at as others do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]


def _editor(page: Page, form: str) -> None:
    page.goto("/apps/jxc/design")
    page.get_by_role("link", name=f"{form} · 权限", exact=True).click()
    expect(page.get_by_role("heading", name=f"{form} · 权限")).to_be_visible()


def _choose(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.locator(".ant-select-item-option:visible", has_text=text).first.click()


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
