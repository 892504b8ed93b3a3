"""A check by formula is written in the designer and refuses what people hand in a moment later."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.designing import formula, publish
from tests.e2e.office import EVERYBODY, LEAVE, TITLE

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
MESSAGE = "一次最多请三天"


def test_a_check_by_formula_is_written_mended_published_and_kept(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    api = BrowserApi(page)
    api.post("/apps", {"key": "office", "title": TITLE})
    api.publish("office", {**LEAVE, "document": False})
    api.publish("office", EVERYBODY)
    page.goto("/apps/office/design/form/leave")
    settings = page.get_by_role("complementary", name="属性")
    settings.get_by_role("button", name="添加校验").click()
    check = settings.get_by_role("group", name="校验 1")
    check.get_by_role("button", name="移除条件 1").click()
    expect(check.get_by_role("alert")).to_have_text("还没有设置条件：所有数据都会被拒绝")
    check.get_by_text("按公式").click()
    formula(page, "{*2", "天数")
    expect(check.get_by_role("alert")).to_contain_text("结果应为“是”或“否”")
    page.keyboard.type(">6)")
    expect(check.get_by_role("alert").first).to_contain_text("此处不应有")
    page.keyboard.press("Backspace")
    expect(check.get_by_role("alert")).to_have_count(0)
    check.get_by_label("提示", exact=True).fill(MESSAGE)
    publish(page)

    page.goto("/apps/office/forms/leave/new")
    page.get_by_role("textbox", name="天数").fill("4")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text(MESSAGE).first).to_be_visible()
    page.get_by_role("textbox", name="天数").fill("3")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url("**/records/*")
