"""From nothing to data: an app, a form in it, and the first record, without leaving the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def test_an_app_and_its_first_form_are_made_and_used(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.get_by_role("button", name="新建应用").click()
    admin.get_by_role("menuitem", name="空白应用").click()
    admin.get_by_label("应用名称").fill("客户拜访")
    admin.get_by_role("button", name="创建").click()
    admin.wait_for_url("**/apps/app1")

    expect(admin.get_by_text("新建一张表单，拖入字段并发布后")).to_be_visible()
    admin.get_by_role("button", name="新建表单").first.click()
    admin.get_by_label("表单名称").fill("拜访记录")
    admin.get_by_role("button", name="创建").click()
    admin.wait_for_url("**/apps/app1/design/form/form1")
    admin.get_by_role("button", name="添加单行文本").click()
    title = admin.get_by_role("complementary", name="属性").get_by_role("textbox", name="标题")
    title.fill("客户名称")
    expect(admin.get_by_role("status").filter(has_text="草稿已保存")).to_be_visible()
    admin.get_by_role("button", name="发布", exact=True).click()
    dialog = admin.get_by_role("dialog")
    dialog.get_by_role("button", name="发布").click()
    expect(dialog).to_be_hidden()

    admin.goto("/apps/app1")
    admin.get_by_role("main").get_by_role("link", name="拜访记录").click()
    admin.get_by_role("button", name="新增").first.click()
    admin.get_by_role("textbox", name="客户名称").fill("北京华联")
    admin.get_by_role("button", name="保存", exact=True).click()
    expect(admin.get_by_text("北京华联").first).to_be_visible()


def test_a_sheet_becomes_a_form_with_its_rows(open_as: Open, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["客户", "签约日期", "金额", "备注"],
        ["北京华联", "2026-10-01", "1,200.50", "a"],
        ["天津东方", "2026/9/3", "88", ""],
    ):
        book.active.append(row)
    book.save(tmp_path / "合同台账.xlsx")

    admin = open_as("管理员 王敏")
    admin.get_by_role("button", name="新建应用").click()
    admin.get_by_role("menuitem", name="从 Excel 新建").click()
    admin.get_by_label("选择文件").set_input_files(tmp_path / "合同台账.xlsx")
    expect(admin.get_by_label("应用与表单名称")).to_have_value("合同台账")
    guessed = admin.get_by_role("table", name="新表单").locator(".ant-select-content")
    expect(guessed).to_have_text(["单行文本", "日期", "金额", "单行文本"])
    admin.get_by_label("导入“备注”").uncheck()
    admin.get_by_label("列“客户”的字段名称").fill("客户名称")
    admin.get_by_role("button", name="创建并导入 2 行").click()
    expect(admin.get_by_text("已导入 2 条")).to_be_visible()
    admin.get_by_role("dialog").get_by_role("button", name="关闭").last.click()

    admin.wait_for_url("**/forms/form1")
    header = admin.get_by_role("columnheader")
    expect(header.filter(has_text="客户名称")).to_be_visible()
    expect(header.filter(has_text="备注")).to_have_count(0)
    expect(admin.get_by_text("天津东方")).to_be_visible()
    expect(admin.get_by_text("¥1,200.50").first).to_be_visible()
