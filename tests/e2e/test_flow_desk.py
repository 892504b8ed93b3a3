"""The desk of approvals in a browser: what an approver reads, whom an initiator chooses, what an
administrator does with a run, who stands in for whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.forms import cell, pick, pick_in_cell, submit

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]


def fill_in(buyer: Page, qty: str) -> None:
    buyer.goto("/apps/jxc/forms/purchase_receipt/new")
    pick(buyer, "供应商", "潮州陶瓷厂")
    pick(buyer, "仓库", "总仓")
    pick_in_cell(buyer, 1, "商品", "玻璃", "玻璃水杯")
    cell(buyer, 1, "数量", qty)


def choose_person(page: Page, label: str, name: str, *, typed: str = "") -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(typed or name)
    page.locator(".ant-select-item-option:visible", has_text=name).first.click()


def stock(page: Page) -> int:
    items = BrowserApi(page).get("/apps/jxc/ledgers/stock/balances?limit=1000")["items"]
    keys = [(one["dimensions"]["product"]["title"], one["dimensions"]["warehouse"]["title"])
            for one in items]  # fmt: skip
    quantity: str = items[keys.index(("玻璃水杯", "总仓"))]["measures"]["qty"]
    return int(float(quantity))


def test_an_approver_reads_what_they_need_before_they_decide(open_as: Open) -> None:
    buyer = open_as("采购员 李强")
    fill_in(buyer, "40")
    number = submit(buyer)
    before = stock(buyer)
    manager = open_as("采购主管 赵丽", phone=True)
    manager.goto("/tasks")
    manager.get_by_role("textbox", name="搜索单据、发起人、摘要").fill(number[-6:])
    line = manager.get_by_role("link", name=re.compile(number))
    expect(line).to_contain_text("¥504.00")
    line.click()
    card = manager.locator(".decision-card")
    expect(card).to_contain_text("¥504.00")
    expect(card.get_by_role("row", name=re.compile("玻璃水杯"))).to_contain_text(
        re.compile(rf"{before:,}\D+{before + 40:,}")
    )
    item = BrowserApi(manager).get("/tasks?box=todo")["items"][0]
    manager.goto(f"/apps/jxc/forms/purchase_receipt/records/{item['record']}")
    expect(manager.locator(".decision-card")).to_contain_text("¥504.00")
    manager.get_by_role("link", name="去处理").click()
    expect(manager).to_have_url(re.compile(rf"/tasks/{item['id']}$"))
    buyer.reload()
    expect(buyer.get_by_text("审批中").first).to_be_visible()
    expect(buyer.get_by_text("审批要点")).to_have_count(0)


def test_an_administrator_finds_a_run_ends_it_and_takes_it_up_again(open_as: Open) -> None:
    buyer = open_as("采购员 李强")
    fill_in(buyer, "3")
    number = submit(buyer)
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc")
    admin.get_by_role("link", name="流程管理").click()
    admin.get_by_role("textbox", name="搜索单据标题").fill(number)
    run = admin.get_by_role("listitem").filter(has_text=number)
    expect(run).to_contain_text("赵丽")
    steer(admin, number, "调整负责人")
    choose_person(admin, "新负责人", "孙涛")
    admin.get_by_role("dialog").get_by_role("button", name="调整负责人").click()
    expect(run).to_contain_text("孙涛")
    steer(admin, number, "结束流程")
    confirm = admin.get_by_role("dialog").get_by_role("button", name="结束流程")
    confirm.hover()
    confirm.click()
    expect(admin.get_by_text("没有符合条件的流程")).to_be_visible()
    expect(buyer.get_by_text("草稿").first).to_be_visible()

    choose_option(admin, "状态", "已终止")
    steer(admin, number, "重新激活")
    choose_option(admin, "目标节点", "采购主管审批")
    admin.get_by_role("dialog").get_by_role("button", name="重新激活").click()
    expect(buyer.get_by_text("审批中").first).to_be_visible()
    choose_option(admin, "状态", "进行中")
    expect(run).to_contain_text("赵丽")
    admin.get_by_role("tab", name="用时统计").click()
    expect(admin.get_by_text("按人员")).to_be_visible()


def steer(page: Page, number: str, what: str) -> None:
    page.get_by_role("button", name=f"处理流程 {number}").click()
    page.get_by_role("menuitem", name=what).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def choose_option(page: Page, label: str, text: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.locator(".ant-select-item-option:visible", has_text=text).first.click()


def test_the_initiator_is_asked_who_approves(open_as: Open) -> None:
    let_initiators_choose(BrowserApi(open_as("管理员 王敏")))
    buyer = open_as("采购员 李强")
    fill_in(buyer, "5")
    buyer.get_by_role("button", name="提交", exact=True).click()
    dialog = buyer.get_by_role("dialog")
    expect(dialog).to_contain_text("采购主管审批")
    choose_person(buyer, "采购主管审批", "孙涛")
    dialog.get_by_role("button", name="确定").click()
    expect(buyer.get_by_text("审批中").first).to_be_visible()
    expect(buyer.get_by_role("tabpanel").first).to_contain_text("孙涛")


def let_initiators_choose(api: BrowserApi) -> None:
    flow: dict[str, Any] = api.get("/apps/jxc/documents/flow/purchase_receipt/draft")["content"]
    by_source = next(node for node in flow["nodes"] if node["id"] == "by_source")
    manager = by_source["branches"][-1]["nodes"][0]
    assert manager["id"] == "manager"
    manager["assignees"] = {"chosen": "initiator"}
    api.publish("jxc", flow)


def test_a_stand_in_is_named_for_a_while_and_taken_back(open_as: Open) -> None:
    manager = open_as("采购主管 赵丽")
    manager.goto("/me")
    choose_person(manager, "代理人", "孙涛", typed="st")
    manager.get_by_placeholder("开始日期").click()
    manager.keyboard.type("2099-01-01 09:00")
    manager.keyboard.press("Enter")
    manager.keyboard.type("2099-01-05 18:00")
    manager.keyboard.press("Enter")
    manager.get_by_role("button", name="添加代理").click()
    expect(manager.get_by_text("由 孙涛 代我处理").first).to_be_visible()
    manager.get_by_role("button", name="取消代理 由 孙涛 代我处理").click()
    manager.get_by_role("dialog").get_by_role("button", name="取消代理").click()
    expect(manager.get_by_text("由 孙涛 代我处理")).to_have_count(0)


def test_a_leaver_s_tasks_are_handed_over(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/org")
    admin.get_by_role("textbox", name="搜索姓名或账号").fill("st")
    expect(admin.get_by_role("row")).to_have_count(2)
    leaver = admin.get_by_role("row").filter(has_text="keeper")
    leaver.get_by_role("button", name="交接").click()
    choose_person(admin, "交接给", "李强")
    admin.get_by_role("dialog").get_by_role("button", name="交接").click()
    expect(admin.get_by_text(re.compile("已交接 \\d+ 条待办"))).to_be_visible()
