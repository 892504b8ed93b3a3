"""The lines of a form by keyboard and clipboard, as in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.forms import cell_of, pick

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
PASTE = """text => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const event = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', event));
}"""


def _receipt(open_as: Open) -> Page:
    page = open_as("采购员 李强")
    page.goto("/apps/jxc/forms/purchase_receipt/new")
    pick(page, "供应商", "潮州陶瓷厂")
    pick(page, "仓库", "总仓")
    return page


def test_two_hundred_lines_are_pasted_from_excel_by_name_or_code_and_taken_back(
    open_as: Open,
) -> None:
    page = _receipt(open_as)
    names = ["玻璃水杯", "SP00004"]
    lines = [f"{names[i % 2]}\t\t\t\t{i + 1}\t" for i in range(200)]
    lines[7] = "没有的商品\t\t\t\t1\t2"
    cell_of(page, 1, "商品").click()
    page.keyboard.press("Escape")
    page.evaluate(PASTE, "\n".join(lines))
    expect(cell_of(page, 1, "商品")).to_have_text("玻璃水杯")
    expect(cell_of(page, 2, "规格型号")).to_have_text("陶瓷 380ml")
    expect(cell_of(page, 1, "单价")).to_have_text("12.6")
    expect(cell_of(page, 8, "商品")).to_have_text("找不到“没有的商品”")
    expect(page.get_by_text("共 200 行")).to_be_visible()
    expect(page.get_by_role("status", name="合计数量")).to_have_text("20,093")
    page.keyboard.press("Control+z")
    expect(page.get_by_text("共 1 行")).to_be_visible()
    expect(page.get_by_role("status", name="合计数量")).to_have_text("0")
    page.keyboard.press("Control+y")
    expect(page.get_by_text("共 200 行")).to_be_visible()
    expect(page.get_by_role("status", name="合计数量")).to_have_text("20,093")


def test_lines_are_entered_with_the_keyboard_alone(open_as: Open) -> None:
    page = _receipt(open_as)
    page.get_by_role("textbox", name="扫码录入").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("马克")
    # The list of the field before may still be closing.
    chosen = page.locator(".ant-select-item-option-active:visible")
    expect(chosen.filter(has_text="马克杯")).to_be_visible()
    page.keyboard.press("Enter")
    expect(cell_of(page, 1, "单价")).to_have_text("9.2")
    for _ in ("规格型号", "单位", "辅助单位", "数量"):
        page.keyboard.press("Tab")
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    expect(cell_of(page, 1, "含税金额")).to_have_text("¥110.40")
    page.keyboard.press("Control+d")
    expect(page.get_by_text("共 2 行")).to_be_visible()
    expect(page.get_by_role("status", name="合计金额")).to_have_text("¥220.80")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status", name="合计金额")).to_have_text("¥119.60")
    expect(page.get_by_text("共 3 行")).to_be_visible()
    page.keyboard.press("Control+Delete")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+Delete")
    expect(page.get_by_text("共 1 行")).to_be_visible()
    expect(page.get_by_role("status", name="合计金额")).to_have_text("¥9.20")
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("status", name="合计金额")).to_have_text("¥119.60")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("CGRK-"))


def test_tab_leaves_the_lines_at_both_ends(open_as: Open) -> None:
    page = _receipt(open_as)
    before = page.get_by_role("textbox", name="扫码录入")
    before.focus()
    page.keyboard.press("Tab")
    expect(before).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(before).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="添加一行")).to_be_focused()
