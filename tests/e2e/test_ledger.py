"""The pages of a ledger: what there is, and what came and went between two days."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser_api import BrowserApi

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def test_what_was_there_and_came_and_went_adds_up_to_what_is_left(open_as: Open) -> None:
    page = open_as("仓管 孙涛")
    page.goto("/apps/jxc/ledgers/stock")
    page.get_by_role("tab", name="收发存").click()
    table = page.get_by_role("table", name="收发存")
    heads = ["商品", "仓库", "在途调拨", "期初", "收入", "发出", "期末"]
    expect(table.get_by_role("columnheader")).to_have_text(heads)
    rows = [row.get_by_role("cell").all_inner_texts() for row in table.get_by_role("row").all()[1:]]
    for *_, opening, incoming, outgoing, closing in rows:
        assert int(opening) + int(incoming) - int(outgoing) == int(closing)
    cups = [row for row in rows if row[:2] == ["保温杯", "总仓"]]
    assert [row[-1] for row in cups] == ["3"]

    page.reload()
    expect(page.get_by_role("tab", name="收发存")).to_have_attribute("aria-selected", "true")
    page.get_by_role("textbox", name="搜索").fill("保温杯")
    expect(table.get_by_text("玻璃水杯")).to_have_count(0)
    page.get_by_role("button", name="清空筛选").click()
    expect(table.get_by_text("玻璃水杯").first).to_be_visible()


def test_a_number_that_is_gone_is_accounted_for(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    api = BrowserApi(admin)
    supplier = _first(api, "supplier")
    draft = api.post(
        "/apps/jxc/forms/purchase_receipt/records",
        {"values": {"supplier": supplier, "warehouse": _first(api, "warehouse")}},
    )
    number = str(draft["values"]["no"])
    path = "/apps/jxc/forms/purchase_receipt/records/batch"
    api.post(path, {"delete": [draft["id"]], "atomic": True})

    admin.goto("/apps/jxc/forms/purchase_receipt")
    admin.get_by_role("button", name="更多").click()
    admin.get_by_role("menuitem", name="断号检查").click()
    gap = admin.get_by_role("dialog", name="断号检查").get_by_role("listitem")
    expect(gap.filter(has_text=number)).to_contain_text("已删除")
    expect(gap.filter(has_text=number)).to_contain_text("王敏")

    seller = open_as("店长 吴磊")  # who sees only her store's: what she lacks is no gap
    seller.goto("/apps/jxc/forms/sales_delivery")
    seller.get_by_role("button", name="更多").click()
    expect(seller.get_by_role("menuitem", name="回收站")).to_be_visible()
    expect(seller.get_by_role("menuitem", name="断号检查")).to_have_count(0)


def _first(api: BrowserApi, form: str) -> str:
    found = api.post(f"/apps/jxc/forms/{form}/records/query", {"limit": 1})
    return str(found["items"][0]["id"])
