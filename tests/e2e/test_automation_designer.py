"""The administrator builds an automation by mouse, tries it, publishes it, and reads its log."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.designing import choose, choose_in_menu, publish

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def try_on_the_first(admin: Page) -> Locator:
    """Answers what the trial says of the first record that is offered."""
    trial = admin.get_by_role("complementary", name="试运行")
    trial.get_by_role("combobox").click()
    admin.locator(".ant-select-item-option:visible").first.click()
    trial.get_by_role("button", name="开始试运行").click()
    return trial.get_by_role("status", name="试运行结果")


def receive(api: BrowserApi, qty: str) -> str:
    """Submits a receipt and answers its number."""

    def called(form: str, name: str) -> str:
        found = api.post(f"/apps/jxc/forms/{form}/records/query", {"search": name, "limit": 1})
        return str(found["items"][0]["id"])

    line = {"product": called("product", "玻璃水杯"), "qty": qty, "price": "3.5"}
    head = {"supplier": called("supplier", "潮州陶瓷厂"), "warehouse": called("warehouse", "总仓")}
    values = {**head, "lines": [line]}
    path = "/apps/jxc/forms/purchase_receipt/records"
    return str(api.post(path, {"values": values, "submit": True})["values"]["no"])


def test_an_automation_is_built_tried_published_and_run(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/automations")
    admin.get_by_role("button", name="新建智能助手").click()
    admin.get_by_label("名称").fill("大批入库登记补货")
    admin.get_by_role("dialog").get_by_role("button", name=re.compile("创.?建")).click()

    panel = admin.get_by_role("complementary", name="设置")
    choose(admin, panel, "什么时候触发", "单据状态变化时")
    choose(admin, panel, "表单", "采购入库", search=True)
    panel.get_by_role("checkbox", name="提交", exact=True).check()
    panel.get_by_role("checkbox", name="审核通过").uncheck()
    condition = admin.get_by_role("treeitem", name=re.compile("^条件："))
    condition.click()
    panel.get_by_role("button", name="添加条件").click()
    choose(admin, panel, "字段", "合计数量", search=True)
    choose(admin, panel, "比较", "大于")
    panel.get_by_label("值", exact=True).last.fill("90000")

    admin.get_by_role("button", name="在“条件”之后添加步骤").click()
    choose_in_menu(admin, "新增数据")
    choose(admin, panel, "新增到", "补货建议", search=True)
    choose(admin, panel, "执行几次", "“商品明细”的每一行执行一次")
    panel.get_by_role("button", name="添加字段").click()
    choose(admin, panel, "填写的字段", "商品", search=True)
    choose(admin, panel, "取自", "商品明细 · 商品", search=True)
    admin.get_by_role("button", name="在“新增数据”之后添加步骤").click()
    choose_in_menu(admin, "发送通知")
    panel.get_by_role("textbox", name="内容").fill("入库 {单据编号} 数量很大")
    expect(admin.get_by_role("button", name=re.compile("个问题"))).to_have_count(0)

    admin.get_by_role("button", name="试运行").click()
    expect(try_on_the_first(admin)).to_contain_text(
        re.compile(r"未执行：合计数量 \S+ > 90000 不成立")
    )
    expect(condition).to_contain_text("> 90000 不成立")
    admin.get_by_role("button", name="结束试运行").click()
    condition.click()
    panel.get_by_label("值", exact=True).last.fill("5")
    publish(admin)

    number = receive(BrowserApi(admin), "6")
    admin.get_by_role("button", name="执行记录").click()
    log = admin.get_by_role("dialog", name="执行记录")
    run = log.get_by_role("article").filter(has_text=number)
    run.get_by_role("button").first.click()
    expect(run).to_contain_text("合计数量 6 > 5 成立")
    expect(run).to_contain_text("新增 1 条“补货建议”")


def test_a_step_is_moved_copied_and_undone_on_a_phone_too(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/design/automation/order_approved")
    first = admin.get_by_role("treeitem", name=re.compile("^步骤 1，"))
    expect(first).to_be_visible()
    path = "/apps/jxc/documents/automation/order_approved/draft"
    before = BrowserApi(admin).get(path)["content"]["steps"]
    first.click()
    admin.keyboard.press("ControlOrMeta+d")
    count = len(before)
    expect(
        admin.get_by_role("tree").get_by_role("treeitem", name=re.compile("^步骤 2，"))
    ).to_be_focused()
    admin.keyboard.press("Alt+ArrowUp")
    expect(admin.get_by_role("status").filter(has_text="草稿已保存")).to_be_visible()
    admin.get_by_role("button", name="撤销").click()
    admin.get_by_role("button", name="撤销").click()
    expect(admin.get_by_role("button", name="撤销")).to_be_disabled()
    expect(admin.get_by_role("status").filter(has_text="草稿已保存")).to_be_visible()
    assert len(BrowserApi(admin).get(path)["content"]["steps"]) == count

    phone = open_as("管理员 王敏", phone=True)
    phone.goto("/apps/jxc/design/automation/order_approved")
    phone.get_by_role("treeitem", name=re.compile("^步骤 1，")).click()
    expect(phone.get_by_role("complementary", name="设置")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_a_node_of_a_flow_takes_any_step(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/design/flow/sales_order")
    admin.get_by_role("button", name="在“发起”之后添加节点").click()
    choose_in_menu(admin, "自动执行")
    panel = admin.get_by_role("complementary", name="节点设置")
    panel.get_by_role("button", name="添加步骤").click()
    choose_in_menu(admin, "修改数据")
    choose(admin, panel, "修改哪张表单", "客户", search=True)
    panel.get_by_role("button", name="添加条件").click()
    choose(admin, panel, "字段", "数据本身", search=True)
    choose(admin, panel, "值", "客户", search=True)
    panel.get_by_role("button", name="添加字段").click()
    choose(admin, panel, "填写的字段", "联系人", search=True)
    choose(admin, panel, "取自", "单据编号", search=True)
    card = admin.get_by_role("treeitem", name="自动执行，自动执行")
    expect(card).to_contain_text("修改数据")
    expect(admin.get_by_role("status").filter(has_text="草稿已保存")).to_be_visible()
    draft = BrowserApi(admin).get("/apps/jxc/documents/flow/sales_order/draft")["content"]
    (step,) = [one for one in draft["nodes"][1]["steps"] if one["type"] == "update_record"]
    assert step["match"] == {"cond": [{"field": "$id", "op": "eq", "value": {"field": "customer"}}]}
    assert step["values"] == {"contact": {"field": "no"}}
