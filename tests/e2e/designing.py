"""What a hand does in every designer: choose in lists and menus, publish."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def choose(page: Page, within: Locator, label: str, text: str, *, search: bool = False) -> None:
    box = within.get_by_role("combobox", name=label, exact=True).first
    box.click()
    if search:
        box.fill(text)
    page.locator(".ant-select-item-option:visible").get_by_text(text, exact=True).first.click()


def choose_in_menu(page: Page, name: str) -> None:
    """As a hand does it: point first, then click."""
    item = page.get_by_role("menuitem", name=re.compile(f"^{re.escape(name)}( |$)"))
    item.hover()
    item.click()


def publish(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text="草稿已保存")).to_be_visible()
    page.get_by_role("button", name="发布", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="发布").click()
    expect(dialog).to_be_hidden()


def formula(page: Page, text: str, *fields: str) -> None:
    """Types into the editor; each ``{`` is the field that is chosen next from the completion."""
    page.get_by_role("textbox", name="公式", exact=True).click()
    for part, field in zip(text.split("{"), (*fields, ""), strict=True):
        page.keyboard.type(part)
        if field:
            page.keyboard.type("{" + field)
            offered = page.locator(".cm-tooltip-autocomplete li[aria-selected]")
            expect(offered).to_have_text(field)
            page.keyboard.press("Enter")
    page.keyboard.press("End")


def branch_at_the_start(page: Page) -> tuple[Locator, Locator]:
    """From a form's designer into its flow, whose first node is a branch now; its first way is
    chosen. The canvas, and the settings of what is chosen."""
    page.get_by_role("button", name="审批流程").click()
    canvas = page.get_by_role("region", name="流程画布")
    panel = page.get_by_role("complementary", name="节点设置")
    canvas.get_by_role("button", name="在“发起”之后添加节点").click()
    choose_in_menu(page, "条件分支")
    canvas.get_by_role("treeitem", name=re.compile("^条件 1：还没有设置条件")).click()
    return canvas, panel
