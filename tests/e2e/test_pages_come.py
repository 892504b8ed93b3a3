"""While the file of a page comes, the one before stays; what is asked for last is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
TASKS = "**/assets/TasksPage-*.js"


class Held:
    """Files that do not come until they are let go."""

    def __init__(self, page: Page, files: str) -> None:
        self._routes: list[Route] = []
        page.route(files, lambda route: self._routes.append(route))

    def let_go(self) -> None:
        assert self._routes
        for route in self._routes:
            route.continue_()


def test_the_page_before_stays_until_the_next_one_is_there(open_as: Open) -> None:
    page = open_as("采购员 李强")
    tasks = Held(page, TASKS)
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("工作台")
    page.get_by_role("link", name="待办").last.click()
    expect(page.get_by_role("progressbar")).to_be_attached()
    expect(title).to_have_text("工作台")
    tasks.let_go()
    expect(title).to_have_text("待办")
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_what_was_asked_for_last_is_shown(open_as: Open) -> None:
    page = open_as("采购员 李强")
    tasks = Held(page, TASKS)
    title = page.get_by_role("heading", level=1)
    page.get_by_role("link", name="待办").last.click()
    expect(page.get_by_role("progressbar")).to_be_attached()
    page.get_by_role("link", name="消息").last.click()
    expect(title).to_have_text("消息")
    with page.expect_response(TASKS):
        tasks.let_go()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(title).to_have_text("消息")
    page.get_by_role("link", name="待办").last.click()
    expect(title).to_have_text("待办")


def test_the_first_rows_are_asked_for_while_their_table_still_comes(open_as: Open) -> None:
    page = open_as("采购员 李强")
    table = Held(page, "**/assets/RecordTable-*.js")
    with page.expect_request("**/purchase_order/records/query"):
        page.goto("/apps/jxc/forms/purchase_order", wait_until="commit")
    expect(page.get_by_role("row")).to_have_count(0)
    table.let_go()
    expect(page.get_by_role("row").nth(1)).to_be_visible()


def test_what_was_begun_ahead_is_not_asked_for_again(open_as: Open) -> None:
    page = open_as("采购员 李强")
    page.goto("/apps/jxc")
    expect(page.get_by_role("heading", level=1)).to_have_text("进销存")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url.partition("/api/v1")[2]))
    page.get_by_role("link", name="即时库存").first.click()
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    assert [one for one in asked if "/balances" in one] == [
        "/apps/jxc/ledgers/stock/balances?limit=100"
    ]
