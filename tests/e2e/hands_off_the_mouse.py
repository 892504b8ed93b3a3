"""A person who uses the keyboard and nothing else: she goes by Tab, arrows, Enter and Ctrl-K."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

# In the list that is open; another may still be on its way out.
_ACTIVE = '.ant-select-dropdown:not([class*="-leave"]) .ant-select-item-option-active:visible'
_HAS_FOCUS = "one => one.contains(document.activeElement)"
FAR = 40


class Keyboard:
    """Of one page. Nothing is focused by the test itself: focus goes where keys take it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def write(self, text: str) -> None:
        """Instead of what stands there."""
        self.press("ControlOrMeta+a")
        self.type(text)

    def tab_to(self, target: Locator, *, key: str = "Tab", most: int = FAR) -> None:
        expect(target.first).to_be_visible()
        for _ in range(most):
            if target.first.evaluate(_HAS_FOCUS):
                return
            self.press(key)
        raise AssertionError(f"{most} times {key} did not reach {target}")

    def jump(self, words: str, app: str = "") -> None:
        """By Ctrl-K to what is called exactly so."""
        self.press("Control+k")
        expect(self.page.get_by_role("combobox", name="搜索与命令")).to_be_focused()
        self.type(words)
        expect(self.page.get_by_role("option").first).to_have_text(f"{words}{app}")
        self.press("Enter")

    def menu(self, name: str) -> None:
        """In the menu that has just opened, its first line in focus."""
        expect(self.page.get_by_role("menuitem").first).to_be_focused()
        line = self.page.get_by_role("menuitem", name=re.compile(f"^{name}( |$)"))
        self.tab_to(line, key="ArrowDown")
        self.press("Enter")

    def choose(self, box: Locator, text: str) -> None:
        """From a list, by its words: typed where the list is searched, else by arrows."""
        self.tab_to(box)
        active = self.page.locator(_ACTIVE)
        if box.first.get_attribute("readonly") is None:
            self.type(text)
        else:
            self.press("Enter")
            self._arrow_to(text)
        expect(active).to_have_text(text)
        self.press("Enter")

    def _arrow_to(self, text: str) -> None:
        option = self.page.locator(_ACTIVE)
        expect(option).to_be_visible()
        for _ in range(FAR):
            if option.inner_text() == text:
                return
            self.press("ArrowDown")
