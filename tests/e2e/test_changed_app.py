"""The administrator changes the installed 进销存: a field, an approval, a role without costs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.designing import branch_at_the_start, choose, choose_in_menu, publish
from tests.e2e.forms import cell, pick, pick_in_cell, submit
from tests.support.live import LiveServer

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
PASSWORD = "olive-kettle-9"


def _add_a_field(admin: Page) -> None:
    admin.goto("/apps/jxc/design/form/purchase_order")
    admin.get_by_role("button", name="添加单行文本", exact=True).click()
    settings = admin.get_by_role("complementary", name="属性")
    settings.get_by_role("textbox", name="标题").fill("到货要求")
    publish(admin)


def _add_a_step(admin: Page) -> None:
    """Above 50,000 the general manager is asked first."""
    canvas, panel = branch_at_the_start(admin)
    panel.get_by_role("textbox", name="名称").fill("五万以上")
    panel.get_by_role("button", name="添加条件").click()
    choose(admin, panel, "字段", "合计金额", search=True)
    choose(admin, panel, "比较", "大于")
    panel.get_by_label("值", exact=True).last.fill("50000")
    expect(canvas.get_by_role("treeitem", name="五万以上：合计金额 大于 50000")).to_be_visible()
    canvas.get_by_role("button", name="在“五万以上”之后添加节点").click()
    choose_in_menu(admin, "审批")
    panel.get_by_role("textbox", name="名称").fill("大额加批")
    panel.get_by_role("button", name="移除发起人的主管").click()
    panel.get_by_role("button", name="添加来源").click()
    choose_in_menu(admin, "角色")
    choose(admin, panel, "角色", "总经理", search=True)
    admin.keyboard.press("Escape")
    expect(canvas.get_by_role("treeitem", name="大额加批，审批")).to_contain_text("总经理")
    publish(admin)


def _make_a_role_and_its_member(admin: Page) -> None:
    admin.goto("/org")
    admin.get_by_role("tab", name="角色").click()
    admin.get_by_role("button", name="添加角色").click()
    dialog = admin.get_by_role("dialog")
    dialog.get_by_label("名称").fill("外勤采购")
    admin.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    admin.get_by_role("tab", name="成员").click()
    admin.get_by_role("button", name="添加成员").click()
    dialog.get_by_label("姓名").fill("陈静")
    dialog.get_by_label("登录名").fill("chenjing")
    dialog.get_by_label("密码").fill(PASSWORD)
    choose(admin, dialog, "角色", "外勤采购", search=True)
    admin.keyboard.press("Escape")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_be_hidden()


def _hide(admin: Page, of: str, field: str) -> None:
    """A group for the role that sees everything but one field."""
    admin.goto("/apps/jxc/design")
    admin.get_by_role("link", name=f"{of} · 权限", exact=True).click()
    admin.get_by_role("button", name="添加权限组").click()
    choose_in_menu(admin, "查看全部数据")
    settings = admin.get_by_role("complementary", name="设置")
    settings.get_by_role("textbox", name="名称").fill("外勤查看")
    choose(admin, settings, "角色", "外勤采购", search=True)
    admin.keyboard.press("Escape")
    cost = admin.get_by_role("button", name=re.compile(f"^{field} · 外勤查看"))
    expect(cost).to_have_text("只读")
    cost.click()
    expect(cost).to_have_text("隐藏")
    publish(admin)


def _is_told_why(admin: Page) -> None:
    admin.get_by_role("button", name="为什么").click()
    why = admin.get_by_role("dialog", name="为什么")
    choose(admin, why, "成员", "陈静", search=True)
    choose(admin, why, "字段", "参考进价", search=True)
    told = why.get_by_role("status").filter(has_text="陈静")
    expect(told).to_contain_text("陈静不能查看“参考进价”")
    reason = told.get_by_role("listitem").filter(has_text="外勤查看")
    expect(reason).to_contain_text("“外勤查看”看不到“参考进价”")
    expect(reason).to_contain_text("通过角色“外勤采购”加入")


def _signed_in(browser: Browser, url: str) -> Page:
    page = browser.new_context(locale="zh-CN", base_url=url, reduced_motion="reduce").new_page()
    page.goto("/login")
    page.get_by_role("textbox", name="账号").fill("chenjing")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(f"{url}/")
    return page


def test_an_installed_app_is_changed_and_used_so(
    open_as: Open, browser: Browser, company: LiveServer
) -> None:
    admin = open_as("管理员 王敏")
    _add_a_field(admin)
    _add_a_step(admin)
    _make_a_role_and_its_member(admin)
    _hide(admin, "商品", "参考进价")
    _is_told_why(admin)
    _hide(admin, "即时库存", "库存金额")

    buyer = open_as("采购员 李强")
    buyer.goto("/apps/jxc/forms/purchase_order/new")
    pick(buyer, "供应商", "潮州陶瓷厂")
    pick(buyer, "收货仓", "总仓")
    buyer.get_by_role("textbox", name="到货要求").fill("上午到货")
    pick_in_cell(buyer, 1, "商品", "玻璃", "玻璃水杯")
    cell(buyer, 1, "数量", "5000")
    submit(buyer)
    expect(buyer.get_by_text("上午到货").first).to_be_visible()
    expect(buyer.get_by_role("tabpanel").first).to_contain_text("大额加批")

    theirs = _signed_in(browser, company.url)
    theirs.goto("/apps/jxc/forms/product")
    theirs.get_by_role("row").nth(1).get_by_role("link").click()
    expect(theirs.get_by_text("零售价", exact=True)).to_be_visible()
    expect(theirs.get_by_text("参考进价")).to_have_count(0)
    theirs.goto("/apps/jxc/forms/product")
    expect(theirs.get_by_role("columnheader", name="批发价")).to_be_visible()
    expect(theirs.get_by_text("进价")).to_have_count(0)
    theirs.goto("/apps/jxc/ledgers/stock")
    expect(theirs.get_by_role("columnheader", name="现存量")).to_be_visible()
    expect(theirs.get_by_text("库存金额")).to_have_count(0)
    expect(theirs.get_by_text("成本")).to_have_count(0)
    theirs.context.close()
