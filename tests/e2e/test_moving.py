"""A new version of a flow while records run on the old one: they keep it until they are moved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.office import APP, FORM, approval, ask_for_leave, flow, open_office, record_page

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]
MANAGER = approval("manager", "主管审批", "purchase_manager")
BOSS = approval("boss", "总经理审批", "boss")
CHIEF = approval("chief", "部门负责人审批", "purchase_manager")


def test_running_records_are_moved_to_the_new_version(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    api = BrowserApi(admin)
    open_office(api, flow(MANAGER))
    buyer = open_as("采购员 李强")
    first, second = ask_for_leave(BrowserApi(buyer), "探亲", "体检")
    open_office(api, flow(CHIEF, BOSS))

    admin.goto(f"/apps/{APP}/design/flow/{FORM}")
    admin.get_by_role("button", name="在途单据").click()
    versions = admin.get_by_role("table").first
    expect(versions.get_by_role("row", name="v2")).to_contain_text("0")
    expect(versions.get_by_role("row", name="v1")).to_contain_text("2")
    where = admin.get_by_role("row", name="主管审批")
    expect(where).to_contain_text("新版本没有此节点，请选择")
    expect(admin.get_by_text("可转 0 张，保留 2 张")).to_be_visible()
    expect(admin.get_by_role("button", name="转到当前版本")).to_be_disabled()

    where.get_by_role("combobox").click()
    admin.locator(".ant-select-item-option:visible", has_text="部门负责人审批").click()
    expect(admin.get_by_text("可转 2 张，保留 0 张")).to_be_visible()
    expect(where).not_to_contain_text("新版本没有此节点")
    admin.get_by_role("button", name="转到当前版本").click()
    dialog = admin.get_by_role("dialog", name="将 2 张单据转到当前版本？")
    expect(dialog).to_contain_text("待办人不变")
    dialog.get_by_role("button", name="转到当前版本").click()
    expect(admin.get_by_text("已转移 2 张单据")).to_be_visible()
    expect(versions.get_by_role("row", name="v2")).to_contain_text("2")
    expect(admin.get_by_text("在途单据都使用当前版本")).to_be_visible()

    manager = open_as("采购主管 赵丽")
    manager.goto(record_page(first))
    manager.get_by_role("link", name="去处理").click()
    manager.get_by_role("button", name="同意").click()
    buyer.goto(record_page(first))
    expect(buyer.get_by_role("tabpanel").first).to_contain_text("总经理审批")
    expect(buyer.get_by_role("tabpanel").first).to_contain_text("陈建国")
    expect(buyer.get_by_text("审批中").first).to_be_visible()
    phone = open_as("管理员 王敏", phone=True)
    phone.goto(f"/apps/{APP}/design/flow/{FORM}")
    phone.get_by_role("button", name="更多操作").click()
    phone.get_by_role("menuitem", name="在途单据").click()
    expect(phone.get_by_role("row", name="v2")).to_contain_text("2")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert second != first
