"""A scanner fills the lines of a document; stock and the last price stand beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.forms import cell_of, pick

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
CUP, MUG = "69020000000", "69020021933"


def _scan(page: Page, code: str) -> None:
    """As a scanner does: all letters at once, then Enter."""
    page.get_by_role("textbox", name="扫码录入").focus()
    page.keyboard.insert_text(code)
    page.keyboard.press("Enter")


def _sold(api: BrowserApi) -> dict[str, Any]:
    """The last delivery, with its customer, the product of its first line, and the price."""
    path = "/apps/jxc/forms/sales_delivery/records"
    asked = {"cond": [{"field": "$state", "op": "eq", "value": "approved"}]}
    sort = [{"field": "bill_date", "desc": True}, {"field": "$id", "desc": True}]
    found = api.post(f"{path}/query", {"filter": asked, "sort": sort, "limit": 1})
    values = api.get(f"{path}/{found['items'][0]['id']}")["values"]
    line = values["lines"][-1]
    return {
        "no": values["no"], "customer": values["customer"]["title"],
        "product": line["product"]["title"], "price": line["base_price"],
    }  # fmt: skip


def test_codes_add_lines_and_count_and_an_unknown_one_is_told(open_as: Open) -> None:
    page = open_as("销售主管 冯雪")
    page.goto("/apps/jxc/forms/sales_delivery/new")
    for code in (CUP, MUG, CUP, CUP):
        _scan(page, code)
    expect(page.get_by_role("status").filter(has_text="保温杯 × 3")).to_be_visible()
    expect(cell_of(page, 1, "商品")).to_contain_text("保温杯")
    expect(cell_of(page, 1, "数量")).to_contain_text("3")
    expect(cell_of(page, 2, "商品")).to_contain_text("马克杯")
    _scan(page, "000111")
    expect(page.get_by_role("alert").filter(has_text="没有找到条码“000111”")).to_be_visible()
    expect(page.get_by_text("共 2 行")).to_be_visible()


def test_a_phone_scans_into_cards(open_as: Open) -> None:
    page = open_as("销售主管 冯雪", phone=True)
    page.goto("/apps/jxc/forms/sales_delivery/new")
    _scan(page, CUP)
    _scan(page, CUP)
    expect(page.get_by_role("status").filter(has_text="保温杯 × 2")).to_be_visible()
    expect(page.get_by_role("listitem", name="第 1 行").get_by_label("数量")).to_have_value("2")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_last_price_and_what_is_available_stand_beside_the_line(open_as: Open) -> None:
    page = open_as("销售主管 冯雪")
    sold = _sold(BrowserApi(page))
    page.goto("/apps/jxc/forms/sales_order/new")
    pick(page, "客户", sold["customer"])
    pick(page, "发货仓", "总仓")
    cell_of(page, 1, "商品").click()
    page.keyboard.type(sold["product"])
    offered = page.locator(".ant-select-item-option:visible")
    offered.filter(has=page.get_by_text(sold["product"], exact=True)).first.click()
    price = f"上次 {float(sold['price']):g}"
    hint = cell_of(page, 1, "单价").get_by_text(price)
    expect(hint).to_be_visible()
    expect(hint).to_have_attribute("title", f"{sold['no']} {_day(hint)}")
    expect(cell_of(page, 1, "数量").get_by_text("可用")).to_be_visible()


def _day(hint: Any) -> str:
    return str(hint.get_attribute("title")).rpartition(" ")[2]


def test_a_keeper_is_told_no_price(open_as: Open) -> None:
    page = open_as("仓管 孙涛")
    page.goto("/apps/jxc/forms/purchase_receipt/new")
    pick(page, "供应商", "浙江永康")
    pick(page, "仓库", "总仓")
    _scan(page, CUP)
    expect(page.get_by_role("status").filter(has_text="保温杯 × 1")).to_be_visible()
    expect(page.get_by_role("columnheader", name="单价")).to_have_count(0)
    expect(page.get_by_text("上次")).to_have_count(0)
