"""The administrator changes an approval by drag and drop, is told of mistakes, and tries it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.designing import choose_in_menu

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def opened(admin: Page, form: str) -> Locator:
    admin.goto(f"/apps/jxc/design/flow/{form}")
    canvas = admin.get_by_role("region", name="流程画布")
    expect(canvas.get_by_role("treeitem", name=re.compile("，结束$"))).to_be_visible()
    return canvas


def settings(admin: Page) -> Locator:
    return admin.get_by_role("complementary", name="节点设置")


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
