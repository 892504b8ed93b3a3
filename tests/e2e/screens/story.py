"""What happens in the demo company before the pictures are taken."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.office import APP, TITLE
from tests.e2e.screens.shot import ADMIN, BUYER
from tests.e2e.screens.steps import receipt

FORMS = "/apps/jxc/forms"
IDEA: dict[str, Any] = {
    "kind": "form", "version": 1, "id": "idea", "title": {"zh-CN": "合理化建议", "en": "Idea"},
    "document": True, "title_field": "what",
    "fields": [
        {"id": "what", "type": "text", "label": {"zh-CN": "建议", "en": "Idea"}},
        {"id": "why", "type": "long_text", "label": {"zh-CN": "理由", "en": "Why"}},
    ],
}  # fmt: skip
TRIP = {**IDEA, "id": "trip", "title": {"zh-CN": "出差申请", "en": "Trip"}}
HAND_IN: dict[str, Any] = {
    "kind": "permission", "version": 1, "id": "idea_all", "form": "idea",
    "title": {"zh-CN": "提交", "en": "Hand in"}, "members": {"everyone": True},
    "actions": ["create", "submit"],
}  # fmt: skip


def happen(browser: Browser, url: str) -> None:
    context = browser.new_context(base_url=url, locale="zh-CN")
    try:
        _administer(BrowserApi(_as(context, ADMIN)))
        context.clear_cookies()
        _buy(_as(context, BUYER))
    finally:
        context.close()


def _as(context: BrowserContext, who: str) -> Page:
    page = context.new_page()
    page.goto("/login")
    page.get_by_role("button", name=who).click()
    page.wait_for_url("**/")
    return page


def _administer(api: BrowserApi) -> None:
    """A form for those who only hand in; a record and a form that are in their bins."""
    api.post("/apps", {"key": APP, "title": TITLE})
    api.publish(APP, IDEA)
    api.publish(APP, HAND_IN)
    api.publish(APP, TRIP)
    api.delete(f"/apps/{APP}/documents/form/{TRIP['id']}")
    draft = _draft(api)
    api.post(f"{FORMS}/purchase_receipt/records/batch", {"delete": [draft], "atomic": True})


def _buy(page: Page) -> None:
    """Drafts, and a receipt that waits for approval."""
    api = BrowserApi(page)
    for what in ("茶水间增加净水器", "仓库通道划线"):
        api.post(f"/apps/{APP}/forms/idea/records", {"values": {"what": what}})
    _draft(api)
    page.goto("/apps/jxc/forms/purchase_receipt/new")
    receipt(page)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("采购主管审批").first).to_be_visible()


def _draft(api: BrowserApi) -> str:
    values = {"supplier": _first(api, "supplier"), "warehouse": _first(api, "warehouse")}
    return str(api.post(f"{FORMS}/purchase_receipt/records", {"values": values})["id"])


def _first(api: BrowserApi, form: str) -> str:
    return str(api.post(f"{FORMS}/{form}/records/query", {"limit": 1})["items"][0]["id"])
