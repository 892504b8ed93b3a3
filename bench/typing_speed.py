"""From a key to the paint that shows it, in a real Chromium, in a 200 × 12 subform."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bench.measure import Row, environment, python
from bench.starting import up

ROWS, KEYS = 200, 120
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
# A task that is queued while a frame is made runs when the frame has been painted.
LISTEN = """() => {
  window.paints = [];
  window.addEventListener('keydown', (event) => {
    const start = event.timeStamp;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => window.paints.push(performance.now() - start);
      after.port2.postMessage(0);
    });
  }, true);
}"""


def run(server: str) -> list[Row]:
    """On SQLite: the server takes no part in a key. ``server`` is not used."""
    with tempfile.TemporaryDirectory() as folder:
        data = {**environment("huiliu.server.settings", ""), "HUILIU_DATA": folder}
        python("bench.wide_form", data)
        with up(Path(folder), "--no-demo") as (url, _), sync_playwright() as playwright:
            chromium = os.environ.get("HUILIU_CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            paints = _type(browser, url)
            browser.close()
    middle, worst = statistics.median(paints), sorted(paints)[int(len(paints) * 0.95)]
    return [
        Row(
            f"key to paint, {ROWS} × 12 subform, {len(paints)} keys in Chromium",
            f"p95 {worst:.0f} ms (median {middle:.0f} ms)",
            "", "", "p95 ≤ 35 ms",
        )
    ]  # fmt: skip


def _type(browser: Browser, url: str) -> list[float]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page.goto(f"{url}/login")
    page.fill("#login", "typist")
    page.fill("#password", "Bench-Typist-1")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")
    page.goto(f"{url}/apps/bench/forms/wide/new")
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
