"""待办 of two apps: each app counts its own, live, and leads to its own."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.office import APP, approval, ask_for_leave, flow, open_office

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def count_in(page: Page, app: str) -> int:
    return int(BrowserApi(page).get(f"/tasks?box=todo&app={app}")["counts"]["todo"])


def tasks_link(page: Page) -> Locator:
    """In the navigation; the one above it counts those of all apps."""
    return page.get_by_role("navigation").get_by_role("link", name=re.compile("^待办"))


def test_each_app_counts_its_own_and_leads_to_it(open_as: Open) -> None:
    manager = open_as("采购主管 赵丽")
    open_office(
        BrowserApi(open_as("管理员 王敏")),
        flow(approval("manager", "主管审批", "purchase_manager")),
    )
    buyer = BrowserApi(open_as("采购员 李强"))
    ask_for_leave(buyer, "探亲")
    others = count_in(manager, "jxc")

    manager.goto(f"/apps/{APP}")
    expect(tasks_link(manager).first).to_contain_text("1")
    ask_for_leave(buyer, "体检")
    expect(tasks_link(manager).first).to_contain_text("2")  # nobody has reloaded
    manager.goto("/apps/jxc")
    if others:
        expect(tasks_link(manager).first).to_contain_text(str(others))
    else:
        expect(tasks_link(manager).first).not_to_contain_text(re.compile("\\d"))

    manager.goto(f"/apps/{APP}")
    tasks_link(manager).first.click()
    expect(manager).to_have_url(re.compile(f"/tasks\\?app={APP}$"))
    expect(manager.get_by_role("main").get_by_text("行政", exact=True)).to_be_visible()
    expect(manager.get_by_role("search")).to_have_count(0)
    lines = manager.locator(".task-line")
    expect(lines).to_have_count(2)
    lines.first.get_by_role("link").click()
    manager.get_by_role("button", name="返回").click()
    expect(manager).to_have_url(re.compile(f"/tasks\\?app={APP}$"))
    lines.first.get_by_role("link").click()
    manager.get_by_role("button", name="同意").click()
    expect(manager).to_have_url(re.compile(f"/tasks\\?app={APP}$"))
    expect(lines).to_have_count(1)
    manager.goto(f"/apps/{APP}")
    expect(tasks_link(manager).first).to_contain_text("1")
    manager.goto("/tasks")
    expect(manager.locator(".task-line", has_text="请假")).to_have_count(1)
