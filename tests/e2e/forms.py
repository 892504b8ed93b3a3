"""How a person fills in a form: picks, cells, and waiting for what she waits for."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def pick(page: Page, label: str, text: str) -> None:
    """Chooses a record in a reference field by searching for it."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(text)
    page.locator(".ant-select-item-option:visible", has_text=text).first.click()


def cell_of(page: Page, row: int, column: str) -> Locator:
    """A cell of the lines: it is called by its column and what stands in it."""
    line = page.get_by_role("grid").get_by_role("row").filter(
        has=page.get_by_role("rowheader", name=str(row), exact=True)
    )  # fmt: skip
    return line.get_by_role("gridcell", name=re.compile(rf"^{re.escape(column)}(\s|$)"))


def cell(page: Page, row: int, column: str, text: str) -> None:
    """Types into a cell of the lines, as into Excel."""
    cell_of(page, row, column).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def pick_in_cell(page: Page, row: int, column: str, search: str, text: str) -> None:
    cell_of(page, row, column).click()
    page.keyboard.type(search)
    page.locator(".ant-select-item-option:visible", has_text=text).first.click()


def submit(page: Page) -> str:
    """Submits and answers the number the document got."""
    page.get_by_role("button", name="提交", exact=True).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("-2")
    return heading.inner_text().strip()


def stock_of(page: Page, product: str, warehouse: str) -> Locator:
    """The quantity on the stock page, as it stands on this screen."""
    exactly = page.get_by_text(product, exact=True)
    row = page.get_by_role("row").filter(has=exactly).filter(has_text=warehouse)
    return row.first.locator("td.num").first
