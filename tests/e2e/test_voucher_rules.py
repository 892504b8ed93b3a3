"""Voucher rules are designed in words and pickers, and tried on real documents before they run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def _revenue(page: Page) -> None:
    page.goto("/apps/jxc/design")
    page.get_by_role("link", name="销售收入凭证").click()
    expect(page.get_by_role("heading", name="销售收入凭证")).to_be_visible()


def test_a_rule_reads_as_sentences_and_is_tried_on_a_real_document(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    _revenue(page)
    lines = page.get_by_role("list").filter(has=page.get_by_role("listitem", name="第 1 行分录"))
    expect(lines.get_by_role("listitem").nth(0)).to_contain_text("1122")
    expect(lines.get_by_role("listitem").nth(0)).to_contain_text("合计金额")
    trial = page.get_by_role("complementary", name="试算")
    expect(trial.get_by_role("status").filter(has_text="借贷平衡")).to_be_visible()
    expect(trial.get_by_role("table")).to_contain_text("1122")
    expect(trial.get_by_text("＊").first).to_be_visible()


def test_what_does_not_balance_and_what_is_no_account_is_told_at_its_place(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    _revenue(page)
    trial = page.get_by_role("complementary", name="试算")
    page.get_by_role("button", name="删除第 3 行").click()
    expect(trial.get_by_role("status").filter(has_text="借贷不平")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(trial.get_by_role("status").filter(has_text="借贷平衡")).to_be_visible()
    page.get_by_role("listitem", name="第 1 行分录").get_by_role("button").first.click()
    account = page.get_by_role("combobox", name="会计科目")
    account.fill("9999")
    account.press("Tab")
    wrong = page.get_by_role("listitem", name="第 1 行分录").get_by_role("alert")
    expect(wrong.first).to_contain_text("没有可用的会计科目 9999")
    page.get_by_role("button", name="撤销").click()
    expect(wrong).to_have_count(0)


def test_a_new_rule_is_made_and_published(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    page.goto("/apps/jxc/design")
    page.get_by_role("button", name="新建凭证模板").click()
    page.get_by_role("combobox", name="为哪种单据生成凭证").click()
    page.keyboard.type("报价单")
    page.locator(".ant-select-item-option:visible", has_text="报价单").first.click()
    page.get_by_role("button", name="创建").click()
    expect(page.get_by_role("heading", name="报价单凭证")).to_be_visible()
    for n, code in ((1, "1122"), (2, "5001")):
        page.get_by_role("button", name="添加分录").click()
        line = page.get_by_role("listitem", name=f"第 {n} 行分录")
        account = line.get_by_role("combobox", name="会计科目")
        account.fill(code)
        account.press("Tab")
        line.get_by_role("textbox", name="公式").click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text("{total}")
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    page.get_by_role("button", name="发布").click()
    page.get_by_role("dialog").get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布第 1 版")).to_be_visible()
    page.goto("/apps/jxc/design")
    expect(page.get_by_role("link", name="报价单凭证")).to_be_visible()
