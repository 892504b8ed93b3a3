"""Small things in the form designer: copying by mouse, the name on a phone, a form of nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.designing import choose_in_menu

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def canvas_of(page: Page) -> Locator:
    return page.get_by_role("region", name="表单画布")


def copy(page: Page, name: str) -> None:
    canvas_of(page).get_by_role("group", name=name).locator(".fd-label").first.click()
    page.get_by_role("button", name="字段菜单").click()
    choose_in_menu(page, "复制，可粘贴到其他表单（Ctrl+C）")


def test_a_field_and_a_section_go_into_other_forms_and_tabs_by_mouse(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/design/form/product")
    expect(canvas_of(admin)).to_be_visible()
    other = admin.context.new_page()
    other.goto("/apps/jxc/design/form/supplier")
    cards = canvas_of(other).get_by_role("group")
    expect(cards).to_have_count(19)
    pasting = other.get_by_role("complementary", name="字段").get_by_role("button", name="粘贴“")
    expect(pasting).to_have_count(0)

    copy(admin, "产地，单行文本")
    expect(pasting).to_have_text("粘贴“产地”")
    canvas_of(other).get_by_role("group", name="简称，单行文本").locator(".fd-label").click()
    pasting.click()
    names = [card.get_attribute("aria-label") for card in cards.all()]
    assert names[2:4] == ["简称，单行文本", "产地，单行文本"]
    expect(cards.nth(3)).to_have_attribute("aria-current", "true")

    copy(admin, "价格，分组")
    expect(pasting).to_have_text("粘贴“价格”等 7 个字段")
    other.get_by_role("button", name="字段菜单").click()
    choose_in_menu(other, "粘贴到后面（Ctrl+V）")
    expect(cards).to_have_count(27)
    expect(cards.nth(4)).to_have_attribute("aria-label", "价格，分组")
    other.keyboard.press("Control+z")
    other.keyboard.press("Control+z")
    expect(cards).to_have_count(19)
    other.close()


def test_what_a_click_copied_is_pasted_by_keys(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc/design/form/supplier")
    copy(admin, "简称，单行文本")
    expect(admin.get_by_text("已复制“简称”")).to_be_visible()
    admin.context.grant_permissions(["clipboard-read", "clipboard-write"])
    canvas_of(admin).get_by_role("group", name="税号，单行文本").locator(".fd-label").click()
    admin.keyboard.press("Control+v")
    expect(canvas_of(admin).get_by_role("group", name="简称，单行文本")).to_have_count(2)


def test_a_phone_shows_the_name_beside_the_problems(open_as: Open) -> None:
    phone = open_as("管理员 王敏", phone=True)
    phone.goto("/apps/jxc/design/form/purchase_order")
    phone.get_by_role("button", name="字段", exact=True).click()
    phone.get_by_role("button", name="添加关联数据").click()
    expect(phone.get_by_role("button", name="1 个问题")).to_be_visible()
    title = phone.get_by_role("heading", name="采购订单", level=1)
    assert title.evaluate("one => one.scrollWidth <= one.clientWidth")
    phone.get_by_role("button", name="更多操作").click()
    expect(phone.get_by_role("menuitem", name="预览")).to_be_visible()


def test_an_app_without_anything_is_begun_on_a_phone_too(open_as: Open) -> None:
    phone = open_as("管理员 王敏", phone=True)
    BrowserApi(phone).post("/apps", {"key": "bare", "title": {"zh-CN": "空应用"}})
    phone.goto("/apps/bare")
    expect(phone.get_by_text("请联系管理员")).to_have_count(0)
    phone.get_by_role("button", name="新建表单").click()
    phone.get_by_label("表单名称").fill("报修单")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/apps/bare/design/form/form1")


def test_a_form_without_fields_says_what_it_wants(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    admin.goto("/apps/jxc")
    admin.get_by_role("button", name="新建表单").first.click()
    admin.get_by_label("表单名称").fill("盘点登记")
    admin.keyboard.press("Enter")
    expect(admin.get_by_role("alert")).to_have_text("还没有字段，请先添加一个")
    admin.get_by_role("button", name="添加子表单").click()
    expect(admin.get_by_role("alert")).to_have_text("子表单还没有列，请先添加一个")
    admin.get_by_role("button", name="添加单行文本").click()
    expect(admin.get_by_role("alert")).to_have_count(0)
