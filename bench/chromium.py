"""A real Chromium for what is felt: keys, frames, pages."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.measure import environment, python
from bench.starting import up

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


@contextmanager
def beside(company: str = "") -> Iterator[tuple[Browser, str]]:
    """A browser and the address of a server: with the company a module of ours makes, else with the
    demo company."""
    with tempfile.TemporaryDirectory() as folder:
        if company:
            python(company, {**environment("huiliu.server.settings", ""), "HUILIU_DATA": folder})
        with (
            up(Path(folder), "--no-demo" if company else "--demo") as (url, _),
            opened() as browser,
        ):
            yield browser, url


@contextmanager
def opened() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = os.environ.get("HUILIU_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


def sign_in(browser: Browser, url: str, login: str, password: str) -> Page:
    page = _login_page(browser, url)
    page.fill("#login", login)
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")
    return page


def sign_in_demo(browser: Browser, url: str, name: str) -> Page:
    page = _login_page(browser, url)
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"{url}/")
    return page


def _login_page(browser: Browser, url: str) -> Page:
    size = {"width": 1440, "height": 900}
    page = browser.new_context(viewport=size, locale="zh-CN", base_url=url).new_page()
    page.goto("/login")
    return page


def p95(given: Sequence[float]) -> float:
    return sorted(given)[int(len(given) * 0.95)]
