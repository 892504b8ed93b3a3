"""An order is pushed down to a receipt, looked at in its chain, closed and reopened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.support.trade import documents

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]
LABELS = {
    "no": "单据编号", "bill_date": "单据日期", "supplier": "供应商", "exec_status": "执行状态",
    "over_pct": "超收比例", "lines": "明细", "sku": "商品", "qty": "数量", "gross": "价税合计",
    "received": "已入库", "open": "未入库", "order": "采购订单", "order_line": "来源行",
    "net": "金额", "returned": "已退货", "billed": "已开票", "receipt": "采购入库",
    "receipt_line": "来源行", "reverses": "红冲单据",
}  # fmt: skip
STATUS = {"none": "未执行", "partial": "部分执行", "completed": "已完成", "closed": "已关闭"}


def _in_words(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **one,
            "label": {"zh-CN": LABELS[one["id"]]},
            **({"fields": _in_words(one["fields"])} if "fields" in one else {}),
            **(
                {"options": [{"id": k, "label": {"zh-CN": v}} for k, v in STATUS.items()]}
                if "options" in one
                else {}
            ),
        }
        for one in fields
    ]


def _group(form: str) -> dict[str, Any]:
    actions = ["view", "create", "edit", "submit", "unapprove", "close", "reopen", "void", "copy"]
    return {
        "kind": "permission", "version": 1, "id": f"all_{form}", "form": form,
        "title": {"zh-CN": "全部"}, "members": {"everyone": True}, "actions": actions,
    }  # fmt: skip


def _made(api: BrowserApi) -> str:
    """The app, and an approved order in it."""
    api.post("/apps", {"key": "trade", "title": {"zh-CN": "贸易"}})
    for form in documents():
        api.publish("trade", {**form, "fields": _in_words(form["fields"])})
        one = f"/apps/trade/documents/permission/all_{form['id']}"
        saved = api.put(f"{one}/draft", {"content": _group(form["id"]), "rev": 0})
        api.post(f"{one}/publish", {"rev": saved["rev"], "comment": ""})
    rows = [{"sku": sku, "qty": "10", "gross": "100"} for sku in ("保温杯", "电热水壶")]
    values = {"bill_date": "2026-01-01", "supplier": "潮州陶瓷厂", "lines": rows}
    made = api.post("/apps/trade/forms/order/records", {"values": values, "submit": True})
    return f"/apps/trade/forms/order/records/{made['id']}"


def test_an_order_is_received_in_parts_and_closed(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    order = _made(BrowserApi(page))
    page.goto(order)
    page.get_by_role("button", name="采购入库").click()
    page.wait_for_url("**/forms/receipt/records/*/edit")
    expect(page.get_by_text("来源行")).to_have_count(0)
    expect(page.get_by_text("保温杯")).to_be_visible()
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("已审核")).to_be_visible()

    page.get_by_role("tab", name="上下游").click()
    page.get_by_role("link", name="采购订单 D0001").click()
    page.wait_for_url(f"**{order}")
    expect(page.get_by_text("已完成")).to_be_visible()
    page.get_by_role("tab", name="上下游").click()
    expect(page.get_by_role("link", name="采购入库 D0001")).to_be_visible()

    phone = open_as("管理员 王敏", phone=True)
    phone.goto(order)
    phone.get_by_role("tab", name="上下游").click()
    expect(phone.get_by_role("link", name="采购入库 D0001")).to_be_visible()
    wide = phone.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
