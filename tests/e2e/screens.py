"""``python -m tests.e2e.screens``: the pictures of the README and of every page, PC and phone.

Run from the root of a checkout whose front end is built; writes to platform/docs/reference/screens.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.conftest import FLAGS
from tests.e2e.forms import cell, pick, pick_in_cell
from tests.support.live import LiveServer, live_server, prepared_server

FOLDER = Path(__file__).parents[2] / "platform" / "docs" / "reference" / "screens"
SIZES = (("", 1440, 900), ("-phone", 390, 844))
PAGES = {
    "home": "/",
    "app": "/apps/jxc",
    "list": "/apps/jxc/forms/sales_delivery",
    "form": "/apps/jxc/forms/purchase_receipt/new",
    "stock": "/apps/jxc/ledgers/stock",
    "flows": "/apps/jxc/ledgers/stock?view=flows",
    "designer": "/apps/jxc/design/form/sales_delivery",
    "flow-designer": "/apps/jxc/design/flow/purchase_order",
    "permission-editor": "/apps/jxc/design/permission/product",
    "automation-designer": "/apps/jxc/design/automation/order_approved",
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as made,
        tempfile.TemporaryDirectory() as data,
        prepared_server(Path(made), "--demo") as untouched,
        _settled(untouched, Path(data)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        _pages(browser, server)
        _story(browser, server)
        browser.close()


@contextmanager
def _settled(untouched: LiveServer, data: Path) -> Iterator[LiveServer]:
    """Some time after it was installed: its jobs are done."""
    untouched.tell("tests.support.settling")
    with live_server(data, "--demo", like=untouched) as server:
        yield server


def _pages(browser: Browser, server: LiveServer) -> None:
    for suffix, width, height in SIZES:
        page = _page(browser, server, width, height)
        page.goto("/login")
        _shoot(page, f"login{suffix}")
        _sign_in(page, "管理员 王敏")
        for name, path in PAGES.items():
            page.goto(path)
            _shoot(page, f"{name}{suffix}")


def _story(browser: Browser, server: LiveServer) -> None:
    sales = _page(browser, server, 1440, 900)
    _sign_in(sales, "销售员 周婷")
    sales.goto("/apps/jxc/forms/sales_delivery/new")
    pick(sales, "客户", "北京华联")
    pick(sales, "仓库", "总仓")
    pick_in_cell(sales, 1, "商品", "500ml", "保温杯")
    cell(sales, 1, "数量", "5")
    sales.get_by_role("button", name="提交", exact=True).click()
    expect(sales.get_by_text("库存不足").first).to_be_visible()
    _shoot(sales, "refused")
    boss = _page(browser, server, 1440, 900)
    _sign_in(boss, "总经理 陈建国")
    boss.goto("/apps/jxc/ledgers/stock")
    boss.get_by_text("保温杯", exact=True).first.click()
    expect(boss.get_by_role("dialog")).to_contain_text("XSCK-")
    _shoot(boss, "trace")
    _chain(browser, server)
    _books(browser, server)
    _approval(browser, server)


def _chain(browser: Browser, server: LiveServer) -> None:
    """An order with what followed from it."""
    buyer = _page(browser, server, 1440, 900)
    _sign_in(buyer, "采购员 李强")
    buyer.goto("/apps/jxc/forms/purchase_order")
    buyer.get_by_role("row").filter(has_text="部分执行").first.click()
    buyer.get_by_role("tab", name="上下游").click()
    expect(buyer.get_by_role("tabpanel", name="上下游")).to_contain_text("CGRK-")
    _shoot(buyer, "chain")


def _books(browser: Browser, server: LiveServer) -> None:
    for suffix, width, height in SIZES:
        finance = _page(browser, server, width, height)
        _sign_in(finance, "财务 钱芳")
        finance.goto("/apps/jxc/journals/main")
        expect(finance.get_by_text("1405").first).to_be_visible()
        _shoot(finance, f"books{suffix}")


def _approval(browser: Browser, server: LiveServer) -> None:
    buyer = _page(browser, server, 1440, 900)
    _sign_in(buyer, "采购员 李强")
    buyer.goto("/apps/jxc/forms/purchase_receipt/new")
    pick(buyer, "供应商", "潮州陶瓷厂")
    pick(buyer, "仓库", "总仓")
    pick_in_cell(buyer, 1, "商品", "玻璃", "玻璃水杯")
    cell(buyer, 1, "数量", "40")
    pick_in_cell(buyer, 2, "商品", "马克", "马克杯")
    cell(buyer, 2, "数量", "60")
    buyer.get_by_role("button", name="提交", exact=True).click()
    expect(buyer.get_by_text("采购主管审批").first).to_be_visible()
    expect(buyer.get_by_text("已提交")).to_have_count(0)
    _shoot(buyer, "record")
    for suffix, width, height in SIZES:
        manager = _page(browser, server, width, height)
        _sign_in(manager, "采购主管 赵丽")
        manager.goto("/tasks")
        waiting = manager.get_by_role("link", name="CGRK-").first
        expect(waiting).to_be_visible()
        _shoot(manager, f"tasks{suffix}")
        waiting.click()
        expect(manager.get_by_role("button", name="同意")).to_be_visible()
        _shoot(manager, f"task{suffix}")


def _page(browser: Browser, server: LiveServer, width: int, height: int) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", base_url=server.url,
        timezone_id="Asia/Shanghai",
    )  # fmt: skip
    return context.new_page()


def _sign_in(page: Page, who: str) -> None:
    page.goto("/login")
    page.get_by_role("button", name=who).click()
    page.wait_for_url("**/")


def _shoot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
