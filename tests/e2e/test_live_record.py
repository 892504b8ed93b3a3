"""What somebody else does in the flow of a record stands on its open page at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.forms import cell, pick, pick_in_cell, submit

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]


def test_a_handed_over_task_shows_on_the_open_pages_of_its_record(open_as: Open) -> None:
    buyer, boss, manager = (
        open_as("采购员 李强"),
        open_as("总经理 陈建国"),
        open_as("采购主管 赵丽"),
    )
    buyer.goto("/apps/jxc/forms/purchase_receipt/new")
    pick(buyer, "供应商", "潮州陶瓷厂")
    pick(buyer, "仓库", "总仓")
    pick_in_cell(buyer, 1, "商品", "玻璃", "玻璃水杯")
    cell(buyer, 1, "数量", "4")
    number = submit(buyer)
    boss.goto(buyer.url)
    for page in (buyer, boss):
        expect(page.get_by_role("tabpanel").first).to_contain_text("赵丽")
        expect(page.get_by_text("孙涛")).to_have_count(0)

    api = BrowserApi(manager)
    task = next(one for one in api.get("/tasks?box=todo")["items"] if one["title"] == number)
    (keeper,) = api.get("/people?search=孙涛")["items"]
    api.post(f"/tasks/{task['id']}/transfer", {"member": keeper["id"], "comment": "请代为核对"})

    for page in (buyer, boss):
        expect(page.get_by_text("孙涛").first).to_be_visible()
    assert buyer.url == boss.url
