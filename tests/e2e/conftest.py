"""A real Chromium on a real server with the demo company, for each test run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from tests.support.live import LiveServer, new_server, prepared_server

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
Open = Callable[..., Page]
SESSION = "huiliu_session"
FRESH = """if (!sessionStorage.getItem('test')) {
  localStorage.clear();
  sessionStorage.setItem('test', 'begun');
}"""
# What somebody else's action brings goes through the jobs: on a busy machine that takes a while.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("HUILIU_CHROMIUM") or shutil.which("chromium")
    if found is None:
        assert "CI" not in os.environ, "CI must have Chromium"
        pytest.skip("no Chromium on this machine (set HUILIU_CHROMIUM)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The demo company some time after it was installed, when the jobs its documents left have been
    done: made once, and copied for each file of tests."""
    with prepared_server(tmp_path_factory.mktemp("untouched"), "--demo") as server:
        server.tell("tests.support.settling")
        yield server


@pytest.fixture(scope="module")
def company(
    tmp_path_factory: pytest.TempPathFactory, untouched: LiveServer
) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("browser")
    with new_server(folder, like=untouched, **_large()) as server:
        server.start("--demo")
        yield server


def _large() -> dict[str, str]:
    """Beside PostgreSQL the production processes: web, worker and beat, with Redis."""
    redis = os.environ.get("HUILIU_TEST_REDIS_URL", "")
    return {"HUILIU_REDIS_URL": redis} if os.environ.get("HUILIU_DATABASE_URL") else {}


class Browsers:
    """A browser for each visitor of a company: who comes again is still signed in, and the pages
    need not be fetched and compiled anew. What an earlier test kept in it is gone."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url
        self._contexts: dict[tuple[str, bool], BrowserContext] = {}

    def open(self, who: str, *, phone: bool) -> Page:
        context = self._contexts.get((who, phone)) or self._new(who, phone=phone)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.add_init_script(FRESH)
        if any(cookie["name"] == SESSION for cookie in context.cookies()):
            page.goto("/")
        else:
            page.goto("/login")
            page.get_by_role("button", name=who).click()
        page.wait_for_url(f"{self._url}/")
        page.get_by_role("heading").first.wait_for()
        return page

    def _new(self, who: str, *, phone: bool) -> BrowserContext:
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
        # A click in the middle of a dialog's coming may land beside the button it aimed at.
        context = self._browser.new_context(
            viewport=size, locale="zh-CN", base_url=self._url, reduced_motion="reduce"
        )
        context.new_page()  # keeps its window open: a window for each page costs two processes more
        self._contexts[who, phone] = context
        return context

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()


@pytest.fixture(scope="module")
def browsers(browser: Browser, company: LiveServer) -> Iterator[Browsers]:
    browsers = Browsers(browser, company.url)
    yield browsers
    browsers.close()


class Asked:
    """What a page asked the server: where its test fails, one sees what was refused, and what had
    no answer yet."""

    def __init__(self, page: Page) -> None:
        self._open: set[Request] = set()
        page.on("request", self._asked)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)
        page.on("response", self._refused)

    def _asked(self, request: Request) -> None:
        self._open.add(request)

    def _answered(self, request: Request) -> None:
        self._open.discard(request)

    def _refused(self, answer: Response) -> None:
        if answer.status >= 400:
            print(answer.status, answer.request.method, answer.url)

    def tell(self) -> None:
        for request in self._open:
            print("no answer yet:", request.method, request.url)


@pytest.fixture
def open_as(browsers: Browsers) -> Iterator[Open]:
    """``open_as("采购员 李强")`` signs in by the demo button of that name; ``phone=True`` is 390 px
    wide. An error in the browser's console fails the test."""
    pages: list[tuple[Page, Asked]] = []
    complaints: list[str] = []

    def sign_in(who: str, *, phone: bool = False) -> Page:
        page = browsers.open(who, phone=phone)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        pages.append((page, Asked(page)))
        return page

    yield sign_in
    for page, asked in pages:
        asked.tell()
        page.context.set_offline(False)
        page.close()
    assert complaints == []
