"""What was typed is not lost by a click on a link or on the browser's own buttons."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
NEW = re.compile("/apps/jxc/forms/product/new$")
LIST = re.compile("/apps/jxc/forms/product$")


def test_leaving_a_form_is_asked_about_and_can_be_refused(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    page.goto("/apps/jxc/forms/product")
    page.get_by_role("button", name="新增", exact=True).click()
    expect(page).to_have_url(NEW)
    name = page.get_by_role("textbox", name="商品名称")
    page.go_back()
    expect(page).to_have_url(LIST)
    page.go_forward()
    name.fill("折叠伞")

    question = page.get_by_role("dialog", name="离开当前页面？")
    page.get_by_role("link", name="待办", exact=True).first.click()
    question.get_by_role("button", name="继续填写").click()
    expect(question).to_be_hidden()
    expect(page).to_have_url(NEW)

    page.evaluate("history.back()")
    question.get_by_role("button", name="继续填写").click()
    expect(page).to_have_url(NEW)
    expect(name).to_have_value("折叠伞")

    page.evaluate("history.back()")
    question.get_by_role("button", name="离开", exact=True).click()
    expect(page).to_have_url(LIST)
