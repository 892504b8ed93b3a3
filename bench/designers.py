"""How the designers and a large paste feel, in a real Chromium: frames and keys."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from playwright.sync_api import BrowserContext, Page

from bench.chromium import LISTEN, beside, p95, sign_in
from bench.measure import Row

LOGIN, PASSWORD, ROWS = "designer", "Bench-Designer-1", 200
DRAGS, KEYS, PASTES = 6, 120, 5
FRAMES = """() => {
  window.frames_ms = [];
  let last = 0;
  const next = (now) => {
    if (last) window.frames_ms.push(now - last);
    last = now;
    window.watching = requestAnimationFrame(next);
  };
  window.watching = requestAnimationFrame(next);
}"""
# From the event to the paint that shows the last row's number.
PASTE = """([text, rows]) => new Promise((resolve) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const start = performance.now();
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
  document.activeElement.dispatchEvent(event);
  const look = () => {
    if (!document.body.innerText.includes(`共 ${rows} 行`)) return requestAnimationFrame(look);
    const after = new MessageChannel();
    after.port1.onmessage = () => resolve(performance.now() - start);
    after.port2.postMessage(0);
  };
  requestAnimationFrame(look);
})"""


def run(server: str) -> list[Row]:
    """On SQLite: the server takes no part in a frame or a key. ``server`` is not used."""
    with beside("bench.large_forms") as (browser, url):
        page = sign_in(browser, url, LOGIN, PASSWORD)
        frames = _drag(page)
        keys = _type(page)
        pastes = _paste(page.context)
    return [
        Row("a frame of a drag, form of 100 fields", _told(frames), "", "", "p95 ≤ 17 ms"),
        Row(
            f"key to paint in the settings, form of 300 fields, {len(keys)} keys", _told(keys),
            "", "", "p95 ≤ 40 ms",
        ),
        Row(
            f"paste of {ROWS} Excel lines with 5 formulas, until they are painted",
            f"{statistics.median(pastes):.0f} ms (worst of {PASTES}: {max(pastes):.0f})",
            "", "", "≤ 300 ms",
        ),
    ]  # fmt: skip


def _told(given: Sequence[float]) -> str:
    return f"p95 {p95(given):.1f} ms (median {statistics.median(given):.1f} ms of {len(given)})"


def _drag(page: Page) -> list[float]:
    """Cards down and up again over the whole canvas, in steps as a hand makes them."""
    page.goto("/apps/bench/design/form/hundred")
    card = page.locator(".fd-card").nth(2)
    card.wait_for()
    page.evaluate(FRAMES)
    for n in range(DRAGS):
        box = page.locator(".fd-card").nth(2 + n).bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 60, box["y"] + 12)
        page.mouse.down()
        page.mouse.move(box["x"] + 80, box["y"] + 60, steps=4)
        page.evaluate("() => { window.frames_ms = window.frames_ms.slice(0, window.kept ?? 0); }")
        page.mouse.move(box["x"] + 300, 820, steps=40)
        page.mouse.move(box["x"] + 80, 240, steps=40)
        page.evaluate("() => { window.kept = window.frames_ms.length; }")
        page.keyboard.press("Escape")
        page.mouse.up()
    frames: list[float] = page.evaluate("() => window.frames_ms.slice(0, window.kept)")
    return frames


def _type(page: Page) -> list[float]:
    page.goto("/apps/bench/design/form/many")
    page.locator(".fd-card").nth(150).click()
    box = page.get_by_role("complementary", name="属性").get_by_role("textbox", name="标题")
    box.click()
    page.evaluate(LISTEN)
    for n in range(KEYS):
        page.keyboard.press("abcdefgh"[n % 8] if n % 12 else "Backspace")
        page.wait_for_timeout(40)
    paints: list[float] = page.evaluate("() => window.paints")
    if len(paints) < KEYS * 0.9:
        raise RuntimeError(f"{len(paints)} paints of {KEYS} keys were seen")
    return paints


def _paste(context: BrowserContext) -> list[float]:
    row = "\t".join(["文字", "规格", "个", "备注", "3", "412.5", "0.13"])
    found = []
    for _ in range(PASTES):
        page = context.new_page()
        page.goto("/apps/bench/forms/pasted/new")
        page.get_by_role("grid").first.wait_for()
        first = page.get_by_role("gridcell").first
        if first.count() == 0:
            page.get_by_role("button", name="添加一行").click()
        first.click()
        found.append(page.evaluate(PASTE, ["\n".join([row] * ROWS), ROWS]))
        page.close()
    return found
