"""Signing in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]


def test_a_language_chosen_before_signing_in_stays(open_as: Open) -> None:
    page = open_as("财务 钱芳")
    page.context.clear_cookies()
    page.goto("/login")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="钱芳").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
