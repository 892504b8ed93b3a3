"""An expense app from nothing; then two employees and two countersigners use it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.designing import branch_at_the_start, choose, choose_in_menu, formula, publish
from tests.e2e.forms import cell, cell_of

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def _new_form(admin: Page) -> str:
    """The key of the app."""
    admin.get_by_role("button", name="新建应用").click()
    admin.get_by_role("menuitem", name="空白应用").click()
    admin.get_by_label("应用名称").fill("费用")
    admin.keyboard.press("Enter")
    admin.get_by_role("button", name="新建表单").first.click()
    admin.get_by_label("表单名称").fill("报销")
    admin.keyboard.press("Enter")
    admin.wait_for_url("**/design/form/form1")
    return admin.url.split("/")[4]


def _add(admin: Page, kind: str, title: str) -> None:
    admin.get_by_role("button", name=f"添加{kind}", exact=True).click()
    settings = admin.get_by_role("complementary", name="属性")
    settings.get_by_role("textbox", name="标题").fill(title)


def _design_the_form(admin: Page) -> None:
    canvas = admin.get_by_role("region", name="表单画布")
    settings = admin.get_by_role("complementary", name="属性")
    _add(admin, "单行文本", "事由")
    _add(admin, "单行文本", "成本中心")
    _add(admin, "子表单", "费用明细")
    _add(admin, "单行文本", "项目")
    _add(admin, "数字", "数量")
    _add(admin, "金额", "单价")
    _fix_the_price_of_allowances(admin, settings)
    _add(admin, "公式", "小计")
    formula(admin, "{*{", "费用明细 · 数量", "费用明细 · 单价")
    canvas.get_by_text("费用明细", exact=True).click()
    _add(admin, "公式", "合计")
    formula(admin, "SUM({)", "费用明细 · 小计")
    canvas.get_by_role("heading", name="报销").click()
    settings.get_by_role("switch", name="单据").click()
    publish(admin)


def _fix_the_price_of_allowances(admin: Page, settings: Locator) -> None:
    settings.get_by_role("button", name="更多设置").click()
    fixed = settings.get_by_role("group", name="只读条件")
    fixed.get_by_role("button", name="添加条件").click()
    choose(admin, fixed, "字段", "费用明细 · 项目", search=True)
    choose(admin, fixed, "比较", "等于")
    fixed.get_by_label("值", exact=True).last.fill("补贴")


def _design_the_flow(admin: Page) -> None:
    """Over 5,000 finance and the general manager sign together."""
    canvas, panel = branch_at_the_start(admin)
    panel.get_by_role("button", name="添加条件").click()
    choose(admin, panel, "字段", "合计", search=True)
    choose(admin, panel, "比较", "大于")
    panel.get_by_label("值", exact=True).last.fill("5000")
    canvas.get_by_role("button", name="在“条件 1”之后添加节点").click()
    choose_in_menu(admin, "审批")
    panel.get_by_role("textbox", name="名称").fill("财务会签")
    panel.get_by_role("button", name="移除发起人的主管").click()
    panel.get_by_role("button", name="添加来源").click()
    choose_in_menu(admin, "角色")
    choose(admin, panel, "角色", "财务", search=True)
    choose(admin, panel, "角色", "总经理", search=True)
    admin.keyboard.press("Escape")
    choose(admin, panel, "多人时", "会签（全部同意）")
    card = canvas.get_by_role("treeitem", name="财务会签，审批")
    expect(card).to_contain_text("财务、总经理")
    expect(card).to_contain_text("会签")
    publish(admin)


def _hide_the_cost_centre(admin: Page, app: str) -> None:
    admin.goto(f"/apps/{app}/forms/form1")
    admin.get_by_role("button", name="设计").click()
    admin.get_by_role("button", name="权限").click()
    admin.get_by_role("button", name="添加权限组").click()
    choose_in_menu(admin, "管理本人数据")
    admin.get_by_role("complementary").get_by_role("switch", name="所有人").click()
    hidden = admin.get_by_role("button", name=re.compile("^成本中心 · 管理本人数据"))
    hidden.press("1")
    expect(hidden).to_have_text("隐藏")
    publish(admin)


def _tell_the_initiator(admin: Page, app: str) -> None:
    admin.goto(f"/apps/{app}")
    admin.get_by_role("link", name="智能助手").click()
    admin.get_by_role("button", name="新建智能助手").first.click()
    admin.get_by_label("名称").fill("通过后通知")
    admin.keyboard.press("Enter")
    panel = admin.get_by_role("complementary", name="设置")
    choose(admin, panel, "什么时候触发", "单据状态变化时")
    choose(admin, panel, "表单", "报销", search=True)
    admin.get_by_role("button", name="在“条件”之后添加步骤").click()
    choose_in_menu(admin, "发送通知")
    panel.get_by_role("textbox", name="内容").fill("报销 {事由} 可以领款了")
    publish(admin)


def _arrange_the_app(admin: Page, app: str) -> None:
    admin.goto(f"/apps/{app}/design/app/app")
    sheet = admin.get_by_role("region", name="导航")
    sheet.get_by_role("group", name="应用", exact=True).click()
    admin.get_by_role("radio", name="橙").click()
    admin.get_by_role("button", name="添加分组").click()
    admin.get_by_role("complementary", name="属性").get_by_label("分组名称").fill("日常")
    admin.get_by_role("button", name="放入导航：报销").click()
    expect(sheet.get_by_role("group", name="分组 日常，1 项")).to_be_visible()
    publish(admin)


def _ask(page: Page, app: str, reason: str) -> None:
    page.goto(f"/apps/{app}/forms/form1/new")
    page.get_by_role("textbox", name="事由").fill(reason)
    expect(page.get_by_text("成本中心")).to_have_count(0)
    page.get_by_role("button", name="添加一行").click()


def _submitted(page: Page, total: str) -> None:
    expect(page.get_by_role("status", name="合计")).to_have_text(total)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("审批中").first).to_be_visible()
    expect(page.get_by_text("成本中心")).to_have_count(0)


def _agree(page: Page, reason: str) -> None:
    page.goto("/tasks")
    task = page.get_by_role("main").get_by_role("link", name=re.compile(reason))
    task.click()
    page.get_by_role("button", name="同意", exact=True).click()
    expect(page).to_have_url(re.compile("/tasks$"))
    expect(page.get_by_role("tab", name="我已处理")).to_be_visible()
    expect(task).to_have_count(0)


def test_an_expense_app_is_made_and_two_employees_use_it(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    app = _new_form(admin)
    _design_the_form(admin)
    _design_the_flow(admin)
    _hide_the_cost_centre(admin, app)
    _tell_the_initiator(admin, app)
    _arrange_the_app(admin, app)

    buyer = open_as("采购员 李强")
    _ask(buyer, app, "出差北京")
    for column, value in (("项目", "机票"), ("数量", "2"), ("单价", "3000")):
        cell(buyer, 1, column, value)
    cell(buyer, 1, "项目", "补贴")
    expect(cell_of(buyer, 1, "单价")).to_have_attribute("aria-readonly", "true")
    expect(cell_of(buyer, 1, "单价")).to_have_text("")
    cell(buyer, 1, "项目", "机票")
    cell(buyer, 1, "单价", "3000")
    expect(buyer.get_by_role("gridcell", name=re.compile("^小计")).first).to_have_text("¥6,000.00")
    _submitted(buyer, "¥6,000.00")
    sales = open_as("销售员 周婷", phone=True)
    _ask(sales, app, "拜访客户")
    line = sales.get_by_role("listitem", name="第 1 行")
    for column, value in (("项目", "餐费"), ("数量", "1"), ("单价", "120")):
        line.get_by_label(column).fill(value)
    _submitted(sales, "¥120.00")

    for who in ("财务 钱芳", "总经理 陈建国"):
        signer = open_as(who, phone=True)
        _agree(signer, "出差北京")
        signer.get_by_role("tab", name="我已处理").click()
        signed = signer.get_by_role("main").get_by_role("link", name=re.compile("出差北京"))
        expect(signed).to_contain_text("财务会签")
    manager = open_as("采购主管 赵丽")
    _agree(manager, "出差北京")
    expect(buyer.get_by_text("已审核").first).to_be_visible()
    buyer.goto("/notifications")
    expect(buyer.get_by_text("报销 出差北京 可以领款了").first).to_be_visible()
