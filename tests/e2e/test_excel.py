"""Excel out of a list and back into it, and the way out of the recycle bin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]


def _choose(page: Page, item: str) -> None:
    page.get_by_role("button", name="更多").first.click()
    page.get_by_role("menuitem", name=item).click()


def _download(page: Page, into: Path) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="下载文件").click()
    download.value.save_as(into)
    page.get_by_role("dialog").get_by_role("button", name="关闭").last.click()


def test_what_a_list_shows_is_exported_and_imported_again(open_as: Open, tmp_path: Path) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/forms/purchase_receipt")
    before = admin.get_by_text("共 26 条").first
    expect(before).to_be_visible()
    _choose(admin, "导出 Excel")
    _download(admin, tmp_path / "receipts.xlsx")
    _choose(admin, "导入 Excel")
    admin.get_by_label("选择文件").set_input_files(tmp_path / "receipts.xlsx")
    expect(admin.get_by_text("已导入 26 条")).to_be_visible()
    expect(admin.get_by_text("共 52 条").first).to_be_visible()


def test_a_template_has_columns_and_no_rows(open_as: Open, tmp_path: Path) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/forms/supplier")
    _choose(admin, "导入 Excel")
    admin.get_by_role("button", name="下载模板").click()
    _download(admin, tmp_path / "template.xlsx")
    _choose(admin, "导入 Excel")
    admin.get_by_label("选择文件").set_input_files(tmp_path / "template.xlsx")
    expect(admin.get_by_text("表格中没有可导入的数据。")).to_be_visible()


def test_an_empty_recycle_bin_says_so_and_lets_one_out(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/forms/supplier")
    expect(admin.get_by_role("grid").or_(admin.get_by_role("table")).first).to_be_visible()
    _choose(admin, "回收站")
    expect(admin.get_by_text("回收站是空的")).to_be_visible()
    expect(admin.get_by_text("试试调整搜索词或筛选条件。")).to_have_count(0)
    admin.get_by_role("button", name="离开回收站").last.click()
    expect(admin.get_by_text("回收站是空的")).to_have_count(0)
    expect(admin.get_by_role("button", name="新增")).to_be_visible()
