"""A real Chromium on a real server with the demo company, for each test run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support.live import LiveServer, new_server, prepared_server

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
Open = Callable[..., Page]
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


@pytest.fixture
def open_as(browser: Browser, company: LiveServer) -> Iterator[Open]:
    """``open_as("采购员 李强")`` signs in by the demo button of that name; ``phone=True`` is 390 px
    wide. An error in the browser's console fails the test."""
    contexts = []
    complaints: list[str] = []

    def sign_in(who: str, *, phone: bool = False) -> Page:
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
        context = browser.new_context(viewport=size, locale="zh-CN", base_url=company.url)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/login")
        page.get_by_role("button", name=who).click()
        page.wait_for_url(f"{company.url}/")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []
