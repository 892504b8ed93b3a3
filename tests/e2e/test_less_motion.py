"""Who asks their system for less motion sees lists where they belong: beside what opens them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
NEAR = 8


def _stands_below(opened: Locator, box: Locator) -> None:
    expect(opened).to_be_in_viewport()
    below, above = opened.bounding_box(), box.bounding_box()
    assert below is not None
    assert above is not None
    assert abs(below["x"] - above["x"]) <= NEAR
    assert 0 <= below["y"] - (above["y"] + above["height"]) <= NEAR


def test_a_list_opens_below_its_field_on_a_page_and_in_a_dialog(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    page.emulate_media(reduced_motion="reduce")
    listed = page.locator(".ant-select-dropdown:visible")
    page.goto("/apps/jxc/design/form/service_ticket")
    settings = page.get_by_role("complementary", name="属性")
    box = settings.locator(".ant-select", has=page.get_by_label("标题字段"))
    box.click()
    _stands_below(listed, box)
    page.goto("/apps/jxc/design/permission/product")
    page.get_by_role("button", name="为什么能看/不能看").click()
    dialog = page.get_by_role("dialog")
    box = dialog.locator(".ant-select", has=page.get_by_label("操作"))
    box.click()
    _stands_below(listed, box)
