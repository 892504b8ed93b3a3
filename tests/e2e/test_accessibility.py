"""No page has a serious complaint of axe-core, in either look, on a PC and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.screens.shot import Step
from tests.e2e.screens.steps import button, item, record, removing, see, tab, typed

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
FORMS, DESIGN = "/apps/jxc/forms", "/apps/jxc/design"
OPENED: dict[str, tuple[str, tuple[Step, ...]]] = {
    "palette": ("/", (button("搜索"), typed("采购订单"))),
    "filter": (f"{FORMS}/sales_delivery", (button("筛选"), button("添加条件"))),
    "import": (f"{FORMS}/supplier", (item("导入 Excel"), see("下载模板"))),
    "history": (f"{FORMS}/sales_delivery", (record("已审核"), tab("日志"), see("创建了"))),
    "entries": (f"{FORMS}/sales_delivery", (record("已审核"), tab("台账"), see("即时库存"))),
    "removal": (DESIGN, (removing("结算方式"), see("一并删除"))),
    "publish": (f"{DESIGN}/form/supplier", (button("发布", exact=True), see("版本说明"))),
}
SERIOUS = """async rules => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'], ...rules });
  return violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
    .flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)}`));
}"""


COLOURS = {"runOnly": ["color-contrast"]}
"""The dark look has the same elements in other colours."""
LOOK = """async look => {
  localStorage.setItem('huiliu.theme', look);
  dispatchEvent(new StorageEvent('storage', { key: 'huiliu.theme' }));
  const frame = () => new Promise(requestAnimationFrame);
  await frame().then(frame);
  const changing = document.getAnimations().filter(one => one instanceof CSSTransition);
  await Promise.allSettled(changing.map(one => one.finished));
}"""
"""As if another tab had chosen it; done when the colours have changed."""


@pytest.mark.parametrize("is_phone", [False, True])
def test_no_page_shuts_anybody_out(open_as: Open, is_phone: bool) -> None:
    page = open_as("管理员 王敏", phone=is_phone)
    found = {path: complaints for path in PAGES if (complaints := _complaints(page, path))}
    assert found == {}
    page.context.clear_cookies()
    assert _complaints(page, "/login") == []


def test_nothing_that_opens_shuts_anybody_out(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    found = {name: _complaints(page, path, steps) for name, (path, steps) in OPENED.items()}
    BrowserApi(page).delete("/apps/jxc/documents/form/settle_type")
    found["bin"] = _complaints(page, DESIGN, (see("最近删除"),))
    assert {name: told for name, told in found.items() if told} == {}


def test_no_page_of_the_books_shuts_anybody_out(open_as: Open) -> None:
    page = open_as("财务 钱芳")
    books = "/apps/jxc/journals/main"
    assert _complaints(page, books, (see("1405"),)) == []
    assert _complaints(page, books, (tab("月结"), see("资产负债表平衡"))) == []


def _complaints(page: Page, path: str, steps: tuple[Step, ...] = ()) -> list[str]:
    page.goto(path)
    expect(page.get_by_role("heading").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    for step in steps:
        step(page)
    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    light: list[str] = page.evaluate(SERIOUS, {})
    page.evaluate(LOOK, "dark")
    dark: list[str] = page.evaluate(SERIOUS, COLOURS)
    page.evaluate(LOOK, "light")
    return [*light, *(f"dark {one}" for one in dark)]
