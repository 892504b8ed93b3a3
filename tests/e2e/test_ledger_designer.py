"""A business admin adds up her own form: chosen by names, tried on real figures, published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser_api import BrowserApi

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]

DRINKS: dict[str, Any] = {
    "kind": "form", "version": 1, "id": "drink", "title": {"zh-CN": "饮品登记"},
    "fields": [
        {"id": "f_day1", "type": "date", "label": {"zh-CN": "日期"}},
        {
            "id": "f_shop", "type": "choice", "label": {"zh-CN": "门店"},
            "options": [
                {"id": "east", "label": {"zh-CN": "东店"}},
                {"id": "west", "label": {"zh-CN": "西店"}},
            ],
        },
        {"id": "f_cups", "type": "number", "scale": 0, "label": {"zh-CN": "杯数"}},
        {"id": "f_paid", "type": "money", "scale": 2, "label": {"zh-CN": "收款"}},
    ],
}  # fmt: skip
SOLD = (("east", "2", "19.90"), ("west", "1", "0.10"), ("east", "3", "30.05"))


def test_totals_of_an_own_form_are_designed_tried_and_published(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    _sell(BrowserApi(page))

    page.goto("/apps/jxc/design")
    page.get_by_role("button", name="新建台账").click()
    _choose(page, "统计哪张表单", "饮品登记")
    _choose(page, "按什么分组", "门店")
    _choose(page, "汇总哪些数字", "杯数", "收款")
    page.get_by_role("button", name="开始设计").click()

    expect(page.get_by_role("heading", name="饮品登记汇总")).to_be_visible()
    trial = page.get_by_role("table", name="试算余额")
    _expect_rows(trial, ["门店 杯数 收款", "东店 5 49.95", "西店 1 0.10"])
    expect(page.get_by_role("region", name="一张单据会怎么记")).to_contain_text("收款 +30.05")

    page.get_by_role("button", name="发布").click()
    dialog = page.get_by_role("dialog", name="发布台账")
    expect(dialog.get_by_role("checkbox", name="发布后把已有的 3 条记录也计入")).to_be_checked()
    dialog.get_by_role("button", name="发布").click()
    counted = page.get_by_role("dialog", name="计入已有数据")
    expect(counted.get_by_role("status")).to_have_text("完成：已计入 3 条记录。")
    counted.get_by_role("button", name="关闭").last.click()

    designer = page.url
    page.goto(designer.replace("/design/ledger/", "/ledgers/"))
    expect(page.get_by_role("main")).to_contain_text("49.95")

    page.goto(designer)
    rule = page.get_by_role("listitem", name="规则 1（饮品登记）")
    rule.get_by_role("button").first.click()
    rule.get_by_role("combobox", name="“收款”怎么记").click()
    page.locator(".ant-select-item-option:visible", has_text="减去字段").click()
    expect(rule).to_contain_text("收款 − 收款")
    _expect_rows(trial, ["门店 杯数 收款", "东店 5 -49.95", "西店 1 -0.10"])
    page.get_by_role("button", name="撤销").first.click()
    _expect_rows(trial, ["门店 杯数 收款", "东店 5 49.95", "西店 1 0.10"])


def _sell(api: BrowserApi) -> None:
    api.publish("jxc", DRINKS)
    for shop, cups, paid in SOLD:
        values = {"f_day1": "2026-11-02", "f_shop": shop, "f_cups": cups, "f_paid": paid}
        api.post("/apps/jxc/forms/drink/records", {"values": values, "submit": True})


def _choose(page: Page, label: str, *texts: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    for text in texts:
        box.fill(text)
        page.locator(".ant-select-item-option:visible", has_text=text).first.click()
    page.keyboard.press("Escape")


def _expect_rows(table: Locator, rows: list[str]) -> None:
    expect(table.get_by_role("row")).to_have_text([row.replace(" ", "") for row in rows])
