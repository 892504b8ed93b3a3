"""Opens pages and takes their pictures: small ones for the index, PNG for README files."""

from __future__ import annotations

import base64
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from tests.e2e.screens.shot import LOOKS, PC, PHONE, Shot

FOLDER = Path(__file__).parents[3] / "platform" / "docs" / "reference" / "screens"
QUALITY = 30
SCALE = {PC: 0.75, PHONE: 1}
"""Of all pages, four times each, a screen of a PC in full would be 12 MB."""
LOOK = """async look => {
  localStorage.setItem('huiliu.theme', look);
  dispatchEvent(new StorageEvent('storage', { key: 'huiliu.theme' }));
  const frame = () => new Promise(requestAnimationFrame);
  await document.fonts.ready;
  await frame().then(frame);
}"""
"""As if another tab had chosen it."""
QUIET = """() => new Promise(done => {
  const coming = '.skeleton, [aria-busy=true], .ant-spin-spinning';
  let seen = -1, still = 0;
  const look = () => {
    const asked = performance.getEntriesByType('resource').length;
    const isStill = asked === seen && window.huiliuAsking === 0 && !document.querySelector(coming);
    seen = asked;
    still = isStill ? still + 1 : 0;
    still < 4 ? setTimeout(look, 100) : done();
  };
  look();
})"""
"""Nothing more comes from the server, and nothing on the page says that it waits for something."""
COUNT = """window.huiliuAsking = 0;
const ask = window.fetch;
window.fetch = (...given) => {
  window.huiliuAsking++;
  return ask(...given).finally(() => window.huiliuAsking--);
};"""
WIDTH = "document.documentElement.scrollWidth"


class Camera:
    """One window size; each who comes signs in once. ``complaints`` tells what went wrong."""

    def __init__(self, browser: Browser, url: str, size: tuple[str, int, int]) -> None:
        self._browser, self._url = browser, url
        self.size = size
        self.complaints: list[str] = []
        self._signed_in: dict[str, BrowserContext] = {}

    def take(self, shot: Shot) -> None:
        page = self._open(shot.who)
        try:
            page.goto(shot.path)
            for step in shot.steps_on(self.size):
                settle(page)
                step(page)
            self._shoot(page, shot)
        except (PlaywrightError, AssertionError) as error:
            self._complain(shot, str(error)[:600])
        finally:
            page.context.set_offline(False)
            page.close()

    def _open(self, who: str) -> Page:
        if who not in self._signed_in:
            self._signed_in[who] = self._new_context()
            # Its window stays: one for each page costs two processes more.
            first = self._signed_in[who].new_page()
            if who:
                sign_in(first, who)
        page = self._signed_in[who].new_page()
        page.set_default_timeout(10_000)
        page.add_init_script(COUNT)
        return page

    def _new_context(self) -> BrowserContext:
        _, width, height = self.size
        return self._browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", base_url=self._url,
            timezone_id="Asia/Shanghai", reduced_motion="reduce", has_touch=self.size is PHONE,
        )  # fmt: skip

    def _shoot(self, page: Page, shot: Shot) -> None:
        settle(page)
        for suffix, look in LOOKS:
            page.evaluate(LOOK, look)
            name = f"{shot.name}{self.size[0]}{suffix}"
            (FOLDER / f"{name}.webp").write_bytes(_small(page, self.size))
            if shot.is_in_readme(self.size) and not suffix:
                page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
        page.evaluate(LOOK, "light")
        if (wide := page.evaluate(WIDTH)) > self.size[1]:
            self._complain(shot, f"moves sideways, {wide} px wide")

    def _complain(self, shot: Shot, what: str) -> None:
        self.complaints.append(f"{shot.name}{self.size[0]}: {what}")
        print(self.complaints[-1], flush=True)


def sign_in(page: Page, who: str) -> None:
    page.goto("/login")
    page.get_by_role("button", name=who).click()
    page.wait_for_url("**/")


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate(QUIET)


def _small(page: Page, size: tuple[str, int, int]) -> bytes:
    """Playwright itself has no WebP."""
    _, width, height = size
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": SCALE[size]}
    session = page.context.new_cdp_session(page)
    try:
        taken = session.send(
            "Page.captureScreenshot", {"format": "webp", "quality": QUALITY, "clip": clip}
        )
    finally:
        session.detach()
    return base64.b64decode(taken["data"])
