"""How the designers and a large paste feel, in a real Chromium: frames, keys, and first loads."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.measure import Row, environment, python
from bench.starting import up
from bench.typing_speed import FLAGS, LISTEN

LOGIN, PASSWORD, ROWS = "designer", "Bench-Designer-1", 200
DRAGS, KEYS, PASTES, LOADS = 6, 120, 5, 3
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
# Route → what can be used when the page is there.
PAGES = {
    "/": "h1",
    "/apps/bench/forms/pasted": "button:has-text('新增')",
    "/apps/bench/forms/pasted/new": "[role=grid]",
    "/apps/bench/design/form/hundred": ".fd-card >> nth=99",
    "/apps/bench/design/flow/hundred": "[role=treeitem] >> nth=0",
    "/apps/bench/design/permission/pasted": "table",
    "/apps/bench/design/app/app": "h1",
    "/tasks": "h1",
    "/org": "h1",
}


def run(server: str) -> list[Row]:
    """On SQLite: the server takes no part in a frame or a key. ``server`` is not used."""
    with _chromium() as (browser, url):
        page = _signed_in(browser, url)
        frames = _drag(page)
        keys = _type(page)
        pastes = _paste(page.context)
        slowest, ready = _first_loads(browser, url)
    return [
        Row("a frame of a drag, form of 100 fields", _p95(frames), "", "", "p95 ≤ 17 ms"),
        Row(
            f"key to paint in the settings, form of 300 fields, {len(keys)} keys", _p95(keys),
            "", "", "p95 ≤ 40 ms",
        ),
        Row(
            f"paste of {ROWS} Excel lines with 5 formulas, until they are painted",
            f"{statistics.median(pastes):.0f} ms (worst of {PASTES}: {max(pastes):.0f})",
            "", "", "≤ 300 ms",
        ),
        Row(
            f"slowest first load until usable, nothing cached ({slowest})", f"{ready / 1000:.2f} s",
            "", "", "≤ 1.5 s",
        ),
    ]  # fmt: skip


def _p95(given: Sequence[float]) -> str:
    worst = sorted(given)[int(len(given) * 0.95)]
    return f"p95 {worst:.1f} ms (median {statistics.median(given):.1f} ms of {len(given)})"


@contextmanager
def _chromium() -> Iterator[tuple[Browser, str]]:
    with tempfile.TemporaryDirectory() as folder:
        data = {**environment("huiliu.server.settings", ""), "HUILIU_DATA": folder}
        python("bench.large_forms", data)
        with up(Path(folder), "--no-demo") as (url, _), sync_playwright() as playwright:
            chromium = os.environ.get("HUILIU_CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            yield browser, url
            browser.close()


def _signed_in(browser: Browser, url: str) -> Page:
    size = {"width": 1440, "height": 900}
    page = browser.new_context(viewport=size, locale="zh-CN", base_url=url).new_page()
    page.goto("/login")
    page.fill("#login", LOGIN)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")
    return page


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


def _first_loads(browser: Browser, url: str) -> tuple[str, float]:
    """Each in a browser that has never seen a file of ours but is signed in."""
    state = _signed_in(browser, url).context.storage_state()
    medians = {}
    for path, usable in PAGES.items():
        seen = []
        for _ in range(LOADS):
            context = browser.new_context(storage_state=state, base_url=url, locale="zh-CN")
            page = context.new_page()
            page.goto(path, wait_until="commit")
            page.locator(usable).first.wait_for()
            seen.append(page.evaluate("() => performance.now()"))
            context.close()
        medians[path] = statistics.median(seen)
        print(f"<!-- {path}: {medians[path]:.0f} ms -->", flush=True)
    slowest = max(medians, key=lambda path: medians[path])
    return slowest, medians[slowest]
