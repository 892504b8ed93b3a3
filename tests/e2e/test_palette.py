"""Ctrl-K: by keys alone to a form, to a new document, and to a record by its number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def test_one_goes_everywhere_by_keys(open_as: Open) -> None:
    buyer = open_as("采购员 李强")
    words = buyer.get_by_role("combobox", name="搜索与命令")
    expect(buyer.get_by_role("button", name="Ctrl K")).to_be_visible()
    buyer.keyboard.press("Control+k")
    expect(words).to_be_focused()
    buyer.keyboard.type("采购订单")
    first = buyer.get_by_role("option").first
    expect(first).to_have_text("采购订单进销存")
    expect(first).to_have_attribute("aria-selected", "true")
    buyer.keyboard.press("Enter")
    buyer.wait_for_url("**/apps/jxc/forms/purchase_order")
    number = buyer.get_by_text("CGDD").first.inner_text()

    buyer.keyboard.press("Control+k")
    buyer.keyboard.type("新建采购订单")
    expect(first).to_have_text("新建采购订单进销存")
    buyer.keyboard.press("Enter")
    buyer.wait_for_url("**/purchase_order/new")

    buyer.keyboard.press("Control+k")
    buyer.keyboard.type(number)
    found = buyer.get_by_role("group", name="数据").get_by_role("option").filter(has_text=number)
    expect(found.first).to_contain_text("采购订单")
    buyer.keyboard.press("Enter")
    buyer.wait_for_url("**/purchase_order/records/*")
    expect(buyer.get_by_role("heading", level=1)).to_contain_text(number)

    buyer.keyboard.press("Control+k")
    expect(buyer.get_by_role("group", name="最近使用").get_by_role("option").first).to_contain_text(
        "新建采购订单"
    )
    buyer.keyboard.press("Escape")
    expect(words).to_have_count(0)
