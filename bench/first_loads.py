"""First loads, until a page can be used: in a browser that is signed in but has no file of ours."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Page

from bench.chromium import beside, sign_in, sign_in_demo
from bench.measure import Row

LOADS = 5
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
# The same of a company whose app has sixty forms, and its largest forms.
DEMO_PAGES = {
    "/apps/jxc": "h1",
    "/apps/jxc/forms/purchase_order": "button:has-text('新增')",
    "/apps/jxc/forms/purchase_receipt/new": "[role=grid]",
    "/apps/jxc/ledgers/stock": "table",
    "/apps/jxc/design/form/purchase_order": ".fd-card >> nth=20",
    "/apps/jxc/design/flow/purchase_order": "[role=treeitem] >> nth=0",
}


def run(server: str) -> list[Row]:
    """On SQLite, as everybody starts: ``server`` is not used."""
    with beside("bench.large_forms") as (browser, url):
        own = _medians(sign_in(browser, url, "designer", "Bench-Designer-1"), PAGES)
    with beside() as (browser, url):
        demo = _medians(sign_in_demo(browser, url, "管理员 王敏"), DEMO_PAGES)
    return [_row("the bench's company", own), _row("the demo company", demo)]


def _row(where: str, medians: Mapping[str, float]) -> Row:
    slowest = max(medians, key=lambda path: medians[path])
    what = f"slowest first load in {where} until usable, nothing cached ({slowest})"
    return Row(what, f"{medians[slowest] / 1000:.2f} s", "", "", "≤ 1.5 s")


def _medians(signed_in: Page, pages: Mapping[str, str]) -> dict[str, float]:
    browser = signed_in.context.browser
    assert browser is not None
    state, url = signed_in.context.storage_state(), signed_in.url
    found = {}
    for path, usable in pages.items():
        context = {"storage_state": state, "base_url": url}
        seen = [_load(browser, context, path, usable) for _ in range(LOADS)]
        found[path] = statistics.median(seen)
        print(
            f"<!-- {path}: {found[path]:.0f} ms ({min(seen):.0f}–{max(seen):.0f}) -->", flush=True
        )
    return found


def _load(browser: Browser, context: Mapping[str, Any], path: str, usable: str) -> float:
    fresh = browser.new_context(locale="zh-CN", **context)
    page = fresh.new_page()
    page.goto(path, wait_until="commit")
    page.locator(usable).first.wait_for()
    ready: float = page.evaluate("() => performance.now()")
    fresh.close()
    return ready
