"""A draft tried on records that exist, before it is published: what the page says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.office import APP, FORM, approval, ask_for_leave, flow, open_office

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
MANAGER = approval("manager", "主管审批", "purchase_manager")
BOSS = approval("boss", "总经理审批", "boss")
NOBODY = approval("nobody", "法务审批", "lawyer", empty="stop")


def over(days: int) -> dict[str, Any]:
    return {"cond": [{"field": "days", "op": "gt", "value": str(days)}]}


def by_days(*long: dict[str, Any], days: int = 3) -> dict[str, Any]:
    ways = [{"id": "long", "when": over(days), "nodes": list(long)}, {"id": "else"}]
    return {"id": "by_days", "type": "branch", "branches": ways}


def save_draft(api: BrowserApi, content: dict[str, Any]) -> None:
    one = f"/apps/{APP}/documents/flow/{FORM}/draft"
    api.put(one, {"content": content, "rev": api.get(one)["rev"]})


@pytest.fixture
def admin(open_as: Open) -> Page:
    page = open_as("管理员 王敏")
    open_office(BrowserApi(page), flow(MANAGER))
    return page


def tried(page: Page) -> Locator:
    """What is said of the trial."""
    page.goto(f"/apps/{APP}/design/flow/{FORM}")
    page.get_by_role("button", name="模拟运行").click()
    trial = page.get_by_role("complementary", name="模拟运行")
    trial.get_by_role("button", name="开始模拟").click()
    return trial


def test_each_record_shows_its_way_and_whom_it_asks(admin: Page) -> None:
    api = BrowserApi(admin)
    ask_for_leave(api, "短假", days=1)
    ask_for_leave(api, "长假", days=5)
    save_draft(api, flow(MANAGER, by_days(BOSS)))
    trial = tried(admin)
    long, short = (trial.get_by_role("button", name=name) for name in ("长假", "短假"))
    expect(long).to_contain_text("主管审批 → 总经理审批")
    expect(long).to_contain_text("通过")
    expect(short).to_contain_text("主管审批")
    expect(short).not_to_contain_text("总经理审批")
    long.click()
    steps = trial.get_by_role("listitem").filter(has_text="长假").first
    expect(steps).to_contain_text("赵丽")
    expect(steps).to_contain_text("陈建国")
    assert api.get(f"/apps/{APP}/flows/{FORM}/versions")["items"][0]["version"] == 1


def test_nobody_to_ask_and_what_is_never_reached_are_said(admin: Page) -> None:
    api = BrowserApi(admin)
    ask_for_leave(api, "事假", days=2)
    save_draft(api, flow(by_days(BOSS, days=300), NOBODY))
    trial = tried(admin)
    line = trial.get_by_role("button", name="事假")
    expect(line).to_contain_text("中断")
    expect(trial.get_by_text("这些单据都没有走到：总经理审批")).to_be_visible()
    line.click()
    expect(trial.get_by_text("无人，无法提交").first).to_be_visible()


def test_dead_ends_are_told_in_words_and_nothing_is_tried(admin: Page) -> None:
    api = BrowserApi(admin)
    early = {"id": "early", "type": "end"}
    save_draft(api, flow(early, MANAGER, approval("gone", "无", "boss", fields={"none": "edit"})))
    trial = tried(admin)
    expect(trial.get_by_text("永远不会走到节点“主管审批”")).to_be_visible()
    expect(trial.get_by_text("没有字段“none”")).to_be_visible()
    expect(trial.get_by_text("试走单据")).to_have_count(0)
