"""The pages of a ledger: what there is, and what came and went between two days."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]


def test_what_was_there_and_came_and_went_adds_up_to_what_is_left(open_as: Open) -> None:
    page = open_as("仓管 孙涛")
    page.goto("/apps/jxc/ledgers/stock")
    page.get_by_role("tab", name="收发存").click()
    table = page.get_by_role("table", name="收发存")
    heads = ["商品", "仓库", "期初", "收入", "发出", "期末"]
    expect(table.get_by_role("columnheader")).to_have_text(heads)
    rows = [row.get_by_role("cell").all_inner_texts() for row in table.get_by_role("row").all()[1:]]
    for _, _, opening, incoming, outgoing, closing in rows:
        assert int(opening) + int(incoming) - int(outgoing) == int(closing)
    cups = [row for row in rows if row[:2] == ["保温杯", "总仓"]]
    assert [row[-1] for row in cups] == ["3"]

    page.reload()
    expect(page.get_by_role("tab", name="收发存")).to_have_attribute("aria-selected", "true")
    page.get_by_role("textbox", name="搜索").fill("保温杯")
    expect(table.get_by_text("玻璃水杯")).to_have_count(0)
    page.get_by_role("button", name="清空筛选").click()
    expect(table.get_by_text("玻璃水杯").first).to_be_visible()
