"""On a phone a finger that rests on a card drags it; a quick stroke scrolls."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
SCROLLED = "() => Math.max(...[...document.querySelectorAll('*')].map(one => one.scrollTop))"


class Finger:
    def __init__(self, page: Page) -> None:
        self._device: CDPSession = page.context.new_cdp_session(page)
        self._device.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def down(self, x: float, y: float) -> None:
        self._touch("touchStart", {"x": x, "y": y})

    def move(self, x: float, y: float, by: float) -> None:
        for step in range(1, 11):
            self._touch("touchMove", {"x": x, "y": y + by * step / 10})

    def up(self) -> None:
        self._touch("touchEnd")

    def _touch(self, kind: str, *points: dict[str, float]) -> None:
        self._device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})


def _place(card: Locator) -> tuple[float, float, float]:
    box = card.bounding_box()
    assert box is not None
    return box["x"] + 60, box["y"] + 12, box["height"]


def test_a_resting_finger_drags_and_a_stroke_scrolls(open_as: Open) -> None:
    page = open_as("管理员 王敏", phone=True)
    page.goto("/apps/jxc/design/form/expense")
    cards = page.locator(".fd-card")
    names = page.locator(".fd-card > .fd-label > span")
    expect(names.nth(1)).to_have_text("单据日期")
    finger, ghost = Finger(page), page.locator(".drag-ghost")

    x, y, _ = _place(cards.nth(1))
    finger.down(x, y)
    expect(ghost).to_be_visible()
    _, below, height = _place(cards.nth(3))
    finger.move(x, y, below + height - 18 - y)
    finger.up()
    expect(ghost).to_have_count(0)
    expect(names.nth(1)).to_have_text("门店/部门")
    expect(names.nth(2)).to_have_text("单据日期")

    assert page.evaluate(SCROLLED) == 0
    finger.down(x, y + 200)
    finger.move(x, y + 200, -180)
    finger.up()
    page.wait_for_function(f"({SCROLLED})() > 0")
    expect(names.nth(1)).to_have_text("门店/部门")
