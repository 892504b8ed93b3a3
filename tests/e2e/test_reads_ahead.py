"""What the server tells the browser to fetch ahead is what the page then reads, for every page of
the table of pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.browser_api import BrowserApi

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
TABLE = Path(__file__).parents[2] / "platform/web/src/shell/pages.json"
KEYS = {
    "app": "jxc", "form": "sales_delivery", "ledger": "stock", "journal": "main",
    "report": "gross_profit", "automation": "money_received",
}  # fmt: skip
DESIGNED = {
    "app": "app", "form": "sales_delivery", "flow": "purchase_order", "ledger": "stock",
    "automation": "money_received", "voucher_rule": "other_in",
}  # fmt: skip
NOT_YET = {"apps/:app/pages/:page"}
"""Nobody can publish one so far."""
HEARD = """
const send = window.fetch;
window.asked = [];
window.fetch = (what, how) => {
  window.asked.push(new URL(what.url ?? what, location.href).href);
  return send(what, how);
};
"""
"""What the page itself asks for: a link in the head does not come by here."""
IN_VAIN = """() => {
  const links = document.querySelectorAll('link[rel="preload"][as="fetch"]');
  const told = [...links].map(one => one.href);
  const times = url => window.asked.filter(one => one === url).length;
  const all = url => performance.getEntriesByName(url);
  const fetched = url => all(url).filter(one => one.initiatorType === 'fetch').length;
  const isVain = url => times(url) === 0 || fetched(url) >= times(url);
  return { told, vain: told.filter(url => isVain(url) || all(url)[0].responseStatus !== 200) };
}"""
"""Of what was told: each that the page never asks for, each time fetches itself, or is refused."""


def _read_in_vain(page: Page, path: str) -> list[str]:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    found: dict[str, list[str]] = page.evaluate(IN_VAIN)
    assert found["told"], path
    return found["vain"]


def test_every_page_reads_what_is_fetched_ahead_for_it(open_as: Open) -> None:
    boss, admin = open_as("总经理 陈建国"), open_as("管理员 王敏")
    places = _places(BrowserApi(boss))
    assert set(places) | NOT_YET == {one["path"] for one in json.loads(TABLE.read_text("utf-8"))}
    for page in (boss, admin):
        page.add_init_script(HEARD)
    wrong = {
        path: vain
        for pattern, paths in places.items()
        for path in paths
        if (vain := _read_in_vain(_of(pattern, boss, admin), f"/{path}"))
    }
    assert wrong == {}


def _of(pattern: str, boss: Page, admin: Page) -> Page:
    return admin if "design" in pattern or pattern == "org" else boss


def _places(api: BrowserApi) -> dict[str, list[str]]:
    """The addresses of each page of the table: one, or one for each kind of designer."""
    records = api.post("/apps/jxc/forms/sales_delivery/records/query", {"limit": 1})["items"]
    task = api.get("/tasks?box=done&limit=1")["items"][0]["id"]
    found = {}
    for page in json.loads(TABLE.read_text("utf-8")):
        if (pattern := page["path"]) not in NOT_YET:
            given = {**KEYS, "id": task if pattern == "tasks/:id" else records[0]["id"]}
            found[pattern] = [_filled(pattern, {**given, **more}) for more in _kinds(pattern)]
    return found


def _kinds(pattern: str) -> list[dict[str, str]]:
    if ":kind" in pattern:
        return [{"kind": kind, "key": key} for kind, key in DESIGNED.items()]
    return [{"key": "stock" if "ledger" in pattern else "sales_delivery"}]


def _filled(pattern: str, given: dict[str, str]) -> str:
    return re.sub(r":(\w+)", lambda name: given[name[1]], pattern)
