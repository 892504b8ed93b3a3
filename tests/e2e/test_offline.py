"""The network goes and comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def test_a_page_says_that_the_network_is_gone_and_goes_on_when_it_is_back(open_as: Open) -> None:
    page = open_as("采购员 李强")
    page.goto("/apps/jxc/forms/purchase_receipt")
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text="网络已断开")).to_be_visible()
    page.get_by_role("link", name="商品", exact=True).first.click()
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("row").filter(has_text="保温杯").first).to_be_visible()
    expect(page.get_by_text("网络已断开")).to_have_count(0)


def test_a_page_whose_file_does_not_come_keeps_the_navigation(open_as: Open) -> None:
    page = open_as("采购员 李强")
    page.context.set_offline(True)
    page.get_by_role("link", name="待办").last.click()
    expect(page.get_by_role("alert")).to_contain_text("网络已断开")
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("待办")
