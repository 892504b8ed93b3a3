"""No page has a serious complaint of axe-core, in either look, on a PC and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
AXE = Path(__file__).parents[2] / "platform/web/node_modules/axe-core/axe.min.js"
PAGES = (
    "/", "/apps/jxc", "/apps/jxc/forms/sales_delivery", "/apps/jxc/forms/purchase_receipt/new",
    "/apps/jxc/ledgers/stock", "/tasks", "/notifications", "/me", "/org",
    "/apps/jxc/flow-runs?state=all", "/apps/jxc/flow-runs?tab=times",
    "/apps/jxc/design", "/apps/jxc/design/form/sales_delivery",
    "/apps/jxc/design/voucher_rule/sales_revenue", "/apps/jxc/design/permission/product",
    "/apps/jxc/design/ledger/commitment",
    "/nowhere",
)  # fmt: skip
SERIOUS = """async rules => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'], ...rules });
  return violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
    .flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)}`));
}"""


RULES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
"""The other look has the same elements in other colours."""


@pytest.mark.parametrize(
    ("is_phone", "look"), [(False, "light"), (True, "light"), (False, "dark"), (True, "dark")]
)
def test_no_page_shuts_anybody_out(open_as: Open, is_phone: bool, look: str) -> None:
    page = open_as("管理员 王敏", phone=is_phone)
    page.evaluate("look => localStorage.setItem('huiliu.theme', look)", look)
    found = {path: complaints for path in PAGES for complaints in _complaints(page, path, look)}
    assert found == {}
    page.context.clear_cookies()
    assert list(_complaints(page, "/login", look)) == []


def _complaints(page: Page, path: str, look: str) -> Iterator[list[str]]:
    page.goto(path)
    expect(page.get_by_role("heading").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    if wrong := page.evaluate(SERIOUS, RULES[look]):
        yield wrong
