"""An administrator deletes a form and has it back: by mouse, by keys, and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
NAME = "结算方式"


def ask_to_delete(admin: Page) -> None:
    admin.get_by_role("link", name=NAME, exact=True).last.hover()
    admin.get_by_role("button", name=f"{NAME}：更多操作").click()
    admin.get_by_role("menuitem", name="删除").click()


def test_a_form_goes_with_its_rights_and_comes_back(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/forms/settle_type")
    rows = admin.get_by_role("row")
    expect(rows).to_have_count(9)

    admin.goto("/apps/jxc/design")
    ask_to_delete(admin)
    dialog = admin.get_by_role("dialog")
    expect(dialog).to_contain_text("一并隐藏的数据：8 条")
    expect(dialog).to_contain_text("权限组")
    dialog.get_by_role("button", name="删除").click()
    expect(admin.get_by_role("button", name=f"{NAME}：更多操作")).to_have_count(0)
    expect(admin.get_by_role("navigation", name="主导航").get_by_text(NAME)).to_have_count(0)
    admin.get_by_role("status").get_by_role("button", name="撤销").click()
    expect(admin.get_by_role("button", name=f"{NAME}：更多操作")).to_have_count(1)

    ask_to_delete(admin)
    dialog.get_by_role("button", name="删除").click()
    phone = open_as("管理员 王敏", phone=True)
    phone.goto("/apps/jxc/design")
    phone.get_by_role("button", name=f"恢复“{NAME}”").click()
    expect(phone.get_by_role("button", name=f"恢复“{NAME}”")).to_have_count(0)
    admin.goto("/apps/jxc/forms/settle_type")
    expect(rows).to_have_count(9)


def test_what_is_used_stays_and_says_by_what(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/design")
    more = admin.get_by_role("button", name="采购订单：更多操作")
    more.focus()
    admin.keyboard.press("Enter")
    admin.keyboard.press("Enter")
    dialog = admin.get_by_role("dialog")
    expect(dialog).to_contain_text("还在被使用")
    expect(dialog.get_by_role("button", name="删除")).to_be_hidden()
    dialog.get_by_role("link", name="采购入库").click()
    admin.wait_for_url("**/apps/jxc/design/form/purchase_receipt")
