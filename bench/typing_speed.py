"""From a key to the paint that shows it, in a real Chromium, in a 200 × 12 subform."""

from __future__ import annotations

import re
import statistics

from playwright.sync_api import Locator, Page

from bench.chromium import LISTEN, beside, p95, sign_in
from bench.measure import Row

ROWS, KEYS = 200, 120


def run(server: str) -> list[Row]:
    """On SQLite: the server takes no part in a key. ``server`` is not used."""
    with beside("bench.wide_form") as (browser, url):
        paints = _type(sign_in(browser, url, "typist", "Bench-Typist-1"))
    middle, worst = statistics.median(paints), p95(paints)
    return [
        Row(
            f"key to paint, {ROWS} × 12 subform, {len(paints)} keys in Chromium",
            f"p95 {worst:.0f} ms (median {middle:.0f} ms)",
            "", "", "p95 ≤ 35 ms",
        )
    ]  # fmt: skip


def _type(page: Page) -> list[float]:
    page.goto("/apps/bench/forms/wide/new")
    _fill(page)
    page.evaluate(LISTEN)
    for n in range(KEYS // 6):
        _cell(page, 2 + n % 8, "qty").click()
        for key in f"{1000 + n * 7}":
            page.keyboard.press(key)
            page.wait_for_timeout(40)
        for key in ("Enter", "ArrowUp"):
            page.keyboard.press(key)
            page.wait_for_timeout(40)
    paints: list[float] = page.evaluate("() => window.paints")
    if len(paints) < KEYS * 0.9:
        raise RuntimeError(f"{len(paints)} paints of {KEYS} keys were seen")
    return paints


def _fill(page: Page) -> None:
    """Pastes the rows from a sheet, as a person would."""
    grid = page.get_by_role("grid").first
    if _cell(page, 1, "t1").count() == 0:
        page.get_by_role("button", name="添加一行").click()
    _cell(page, 1, "t1").click()
    row = "\t".join(["文字", "规格", "个", "备注", "甲", "乙", "3", "12.5", "1"])
    grid.evaluate(
        """(grid, text) => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
          (document.activeElement ?? grid).dispatchEvent(event);
        }""",
        "\n".join([row] * ROWS),
    )
    page.get_by_text(f"共 {ROWS} 行").first.wait_for()
    # Only the rows in sight exist, and a paste ends at the last one.
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Home")


def _cell(page: Page, row: int, column: str) -> Locator:
    line = page.get_by_role("grid").get_by_role("row").filter(
        has=page.get_by_role("rowheader", name=str(row), exact=True)
    )  # fmt: skip
    return line.get_by_role("gridcell", name=re.compile(rf"^{column}(\s|$)"))
