"""From a sheet to an app: its columns become fields, its rows records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


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
