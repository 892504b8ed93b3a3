"""The books of the demo company: what its documents made of them, in the browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]
BOOKS = "/apps/jxc/journals/main"


def _from_january(page: Page) -> None:
    """The sample documents lie in the last months, also across a new year."""
    page.get_by_label("起始月份").fill("2020-01")


def _sides(page: Page) -> list[str]:
    return page.locator("tfoot td.num").all_inner_texts()


def test_an_accountant_reads_the_trial_balance(open_as: Open) -> None:
    page = open_as("财务 钱芳")
    page.goto(BOOKS)
    _from_january(page)
    table = page.get_by_role("table", name="科目余额表")
    expect(table.get_by_text("应收账款")).to_be_visible()
    expect(table.get_by_text("应付货款")).to_be_visible()
    _, _, debit, credit, *_, end_debit, end_credit = _sides(page)
    assert debit == credit != ""
    assert end_debit == end_credit != ""

    page.get_by_role("tab", name="辅助核算余额表").click()
    by_customer = page.get_by_role("table", name="辅助核算余额表")
    by_customer.get_by_role("button", name="北京华联商贸有限公司").first.click()
    expect(page.get_by_role("dialog").get_by_role("link", name="记-").first).to_be_visible()


def test_the_statements_are_there(open_as: Open) -> None:
    page = open_as("财务 钱芳")
    page.goto(BOOKS)
    page.get_by_role("tab", name="资产负债表").click()
    table = page.get_by_role("table", name="资产负债表")
    assets = table.get_by_role("row", name="资产合计", exact=False).first
    both = table.get_by_role("row", name="负债和所有者权益合计")
    expect(assets).to_be_visible()
    amounts = assets.locator("td.num").all_inner_texts()
    assert amounts == both.locator("td.num").all_inner_texts()
    page.get_by_role("tab", name="利润表").click()
    expect(page.get_by_role("table", name="利润表").get_by_text("四、净利润")).to_be_visible()


def test_the_close_says_what_is_in_its_way(open_as: Open) -> None:
    page = open_as("财务 钱芳")
    page.goto(BOOKS)
    page.get_by_role("tab", name="月结").click()
    expect(page.get_by_text("已到期间最后一天")).to_be_visible()
    expect(page.get_by_role("button", name="结账", exact=True)).to_be_disabled()
    expect(page.get_by_text("资产负债表平衡")).to_be_visible()
    uninvoiced = page.get_by_role("listitem").filter(has_text="销售出库都已开票")
    expect(uninvoiced.get_by_role("link")).to_have_count(12)
    uninvoiced.get_by_role("button", name="显示更多").click()
    expect(uninvoiced.get_by_role("link")).to_have_count(50)
    expect(uninvoiced).to_contain_text("还有")


def test_a_phone_shows_them_without_moving_sideways(open_as: Open) -> None:
    page = open_as("财务 钱芳", phone=True)
    page.goto(BOOKS)
    _from_january(page)
    expect(page.get_by_role("table", name="科目余额表")).to_be_visible()
    for tab in ("资产负债表", "月结"):
        page.get_by_role("tab", name=tab).click()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390


def test_a_salesperson_finds_no_books(open_as: Open) -> None:
    page = open_as("销售员 周婷")
    page.goto("/apps/jxc")
    expect(page.get_by_role("link", name="销售出库").first).to_be_visible()
    assert page.get_by_role("link", name="账务报表").count() == 0
    page.goto(BOOKS)
    expect(page.get_by_role("alert")).to_be_visible()
