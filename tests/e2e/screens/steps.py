"""What is opened on a page before its picture is taken, said by its words on the screen."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.e2e.forms import cell, pick, pick_in_cell
from tests.e2e.screens.shot import Step


def _on(role: Any, name: str, *, exact: bool = False, last: bool = False) -> Step:
    def click(page: Page) -> None:
        found = page.get_by_role(role, name=name, exact=exact)
        (found.last if last else found.first).click()

    return click


def tab(name: str) -> Step:
    return _on("tab", name)


def button(name: str, *, exact: bool = False, last: bool = False) -> Step:
    return _on("button", name, exact=exact, last=last)


def link(name: str, *, exact: bool = False) -> Step:
    return _on("link", name, exact=exact)


def item(name: str, *, of: str = "更多") -> Step:
    """Of a menu that a button opens."""

    def choose(page: Page) -> None:
        page.get_by_role("button", name=of).first.click()
        page.get_by_role("menuitem", name=name).click()

    return choose


def entry(name: str) -> Step:
    """Of a menu that is open."""
    return _on("menuitem", name)


def text(words: str, *, last: bool = False) -> Step:
    def click(page: Page) -> None:
        found = page.get_by_text(words, exact=True)
        (found.last if last else found.first).click()

    return click


def see(words: str) -> Step:
    def wait(page: Page) -> None:
        expect(page.get_by_text(words).first).to_be_visible()

    return wait


def key(keys: str) -> Step:
    return lambda page: page.keyboard.press(keys)


def typed(words: str) -> Step:
    return lambda page: page.keyboard.type(words)


def filled(label: str, value: str) -> Step:
    return lambda page: page.get_by_label(label).first.fill(value)


def chosen(label: str, value: str) -> Step:
    """In a list of a combobox."""

    def choose(page: Page) -> None:
        box = page.get_by_role("combobox", name=label).first
        box.click()
        box.fill(value)
        page.locator(".ant-select-item-option:visible", has_text=value).first.click()

    return choose


def record(words: str) -> Step:
    """Opens the first of the list that says so: a row, or on a phone a card."""

    def open_it(page: Page) -> None:
        rows: Locator = page.get_by_role("row").or_(page.locator("button.list-card"))
        rows.filter(has_text=words).first.click()
        page.wait_for_url("**/records/*")

    return open_it


def sheet(name: str, *rows: list[str]) -> Step:
    """An Excel file, chosen where the page asks for one."""

    def choose(page: Page) -> None:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{name}.xlsx"
            book.save(path)
            page.get_by_label("选择文件").set_input_files(path)
            page.wait_for_load_state("networkidle")

    return choose


def removing(name: str) -> Step:
    def ask(page: Page) -> None:
        page.get_by_role("button", name=f"{name}：更多操作").first.click()
        page.get_by_role("menuitem", name="删除").click()

    return ask


def first_checked(page: Page) -> None:
    """The first of the rows, behind the box for all of them."""
    page.get_by_role("checkbox").nth(1).check()


def offline(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text="网络已断开")).to_be_visible()


def on_paper(page: Page) -> None:
    page.emulate_media(media="print")


def delivery(page: Page) -> None:
    """More than there is."""
    pick(page, "客户", "北京华联")
    pick(page, "仓库", "总仓")
    pick_in_cell(page, 1, "商品", "500ml", "保温杯")
    cell(page, 1, "数量", "5")


def receipt(page: Page) -> None:
    pick(page, "供应商", "潮州陶瓷厂")
    pick(page, "仓库", "总仓")
    pick_in_cell(page, 1, "商品", "玻璃", "玻璃水杯")
    cell(page, 1, "数量", "40")
    pick_in_cell(page, 2, "商品", "马克", "马克杯")
    cell(page, 2, "数量", "60")
