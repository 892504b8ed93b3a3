"""How people answer: quick phrases, a comment that must be there, a signature, many at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.office import APP, approval, ask_for_leave, flow, open_office, record_page

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]


def office(open_as: Open, **node: Any) -> BrowserApi:
    """Where 赵丽 approves; the buyer who asks."""
    open_office(
        BrowserApi(open_as("管理员 王敏")),
        flow(approval("manager", "主管审批", "purchase_manager", **node)),
    )
    return BrowserApi(open_as("采购员 李强"))


def open_task(page: Page, record: str) -> None:
    page.goto(record_page(record))
    page.get_by_role("link", name="去处理").click()
    expect(page).to_have_url(re.compile(r"/tasks/w\d+$"))


def sign(page: Page) -> None:
    """A stroke with the mouse."""
    pad = page.get_by_role("dialog").locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(box["x"] + 20 + 15 * step, box["y"] + 20 + 5 * (step % 3))
    page.mouse.up()


def test_a_quick_phrase_is_the_comment(open_as: Open) -> None:
    buyer = office(open_as, phrases=["同意，请妥善安排工作", "请补充材料"])
    (record,) = ask_for_leave(buyer, "探亲")
    manager = open_as("采购主管 赵丽")
    open_task(manager, record)
    manager.get_by_role("button", name="常用语").click()
    manager.get_by_role("menuitem", name="请妥善安排").click()
    expect(manager.get_by_role("textbox", name="审批意见")).to_have_value("同意，请妥善安排工作")
    manager.get_by_role("button", name="同意", exact=True).click()
    manager.goto(record_page(record))
    expect(manager.get_by_text("已审核")).to_be_visible()
    expect(manager.get_by_text("同意，请妥善安排工作").first).to_be_visible()


@pytest.mark.parametrize("is_phone", [False, True])
def test_a_rejection_needs_a_comment_and_a_yes_a_signature(open_as: Open, is_phone: bool) -> None:
    needs = {"approve": {"signature": "required"}, "reject": {"comment": "required"}}
    buyer = office(open_as, actions=needs)
    refused, granted = ask_for_leave(buyer, f"出游 {is_phone}", f"婚假 {is_phone}")
    manager = open_as("采购主管 赵丽", phone=is_phone)
    open_task(manager, refused)
    manager.get_by_role("button", name="驳回").click()
    dialog = manager.get_by_role("dialog")
    confirm = dialog.get_by_role("button", name="驳回")
    expect(confirm).to_be_disabled()
    dialog.get_by_role("textbox").fill("人手不够")
    confirm.click()
    expect(dialog).to_have_count(0)
    manager.goto(record_page(refused))
    expect(manager.get_by_text("草稿").first).to_be_visible()
    expect(manager.get_by_text("人手不够").first).to_be_visible()

    open_task(manager, granted)
    manager.get_by_role("button", name="同意").click()
    confirm = dialog.get_by_role("button", name="同意")
    expect(confirm).to_be_disabled()
    sign(manager)
    expect(confirm).to_be_enabled()
    confirm.click()
    expect(dialog).to_have_count(0)
    manager.goto(record_page(granted))
    expect(manager.get_by_text("已审核")).to_be_visible()
    assert manager.evaluate("document.documentElement.scrollWidth") <= manager.evaluate(
        "window.innerWidth"
    )


def test_what_needs_a_signature_is_answered_one_by_one(open_as: Open) -> None:
    buyer = office(open_as, actions={"approve": {"signature": "required"}})
    ask_for_leave(buyer, "丧假")
    manager = open_as("采购主管 赵丽")
    manager.goto(f"/tasks?app={APP}")
    line = manager.locator(".task-line", has_text="丧假")
    expect(line).to_contain_text("逐条处理")
    expect(line.get_by_role("checkbox")).to_have_count(0)


def test_many_are_approved_in_the_list_at_once(open_as: Open) -> None:
    buyer = office(open_as)
    records = ask_for_leave(buyer, "调休甲", "调休乙", "调休丙")
    manager = open_as("采购主管 赵丽")
    manager.goto(f"/tasks?app={APP}")
    for one in ("调休甲", "调休丙"):
        manager.get_by_role("checkbox", name=f"选择 {one}").check()
    expect(manager.get_by_text("已选 2 条")).to_be_visible()
    manager.get_by_role("group", name="批量处理").get_by_role("button", name="同意").click()
    dialog = manager.get_by_role("dialog")
    dialog.get_by_role("textbox", name="审批意见").fill("一并同意")
    dialog.get_by_role("button", name="同意").click()
    expect(manager.get_by_text("已处理 2 条")).to_be_visible()
    expect(manager.locator(".task-line", has_text="调休甲")).to_have_count(0)
    expect(manager.locator(".task-line", has_text="调休乙")).to_have_count(1)
    states = [buyer.get(f"/apps/{APP}/forms/leave/records/{record}")["state"] for record in records]
    assert states == ["approved", "pending", "approved"]


def test_a_stand_in_is_asked_in_somebody_s_place(open_as: Open) -> None:
    buyer = office(open_as)
    manager = open_as("采购主管 赵丽")
    manager.goto("/me")
    box = manager.get_by_role("combobox", name="代理人")
    box.click()
    box.fill("孙涛")
    manager.locator(".ant-select-item-option", has_text="孙涛").first.click()
    manager.get_by_placeholder("开始日期").click()
    manager.keyboard.type(f"{date.today()} 00:00")
    manager.keyboard.press("Enter")
    manager.keyboard.type("2099-01-05 18:00")
    manager.keyboard.press("Enter")
    manager.get_by_role("button", name="添加代理").click()
    expect(manager.get_by_text("由 孙涛 代我处理").first).to_be_visible()
    (record,) = ask_for_leave(buyer, "年假")
    deputy = open_as("仓管 孙涛")
    open_task(deputy, record)
    expect(deputy.get_by_role("treeitem", name="主管审批")).to_contain_text("孙涛（代 赵丽）")
    deputy.get_by_role("button", name="同意").click()
    deputy.goto(record_page(record))
    expect(deputy.get_by_text("已审核")).to_be_visible()
    manager.get_by_role("button", name="取消代理 由 孙涛 代我处理").click()
    manager.get_by_role("dialog").get_by_role("button", name="取消代理").click()
    expect(manager.get_by_text("由 孙涛 代我处理")).to_have_count(0)
