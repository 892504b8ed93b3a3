"""What a picture shows: whose screen, which address, and what is opened there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page

Step = Callable[[Page], None]
PC: tuple[str, int, int] = ("", 1440, 900)
PHONE: tuple[str, int, int] = ("-phone", 390, 844)
SIZES = (PC, PHONE)
LOOKS = (("", "light"), ("-dark", "dark"))

ADMIN = "管理员 王敏"
BOSS = "总经理 陈建国"
BUYER = "采购员 李强"
PURCHASING = "采购主管 赵丽"
KEEPER = "仓管 孙涛"
SELLER = "销售员 周婷"
FINANCE = "财务 钱芳"


@dataclass(frozen=True)
class Shot:
    name: str
    title: str
    who: str
    path: str
    steps: tuple[Step, ...] = ()
    """Done one after the other when the page is there."""
    on_phone: tuple[Step, ...] | None = None
    """Where a phone needs other steps."""
    on: Literal["both", "pc", "phone"] = "both"
    in_readme: Literal["", "pc", "phone"] = ""
    """Its light picture on it is kept as PNG: README files show it."""

    def steps_on(self, size: tuple[str, int, int]) -> tuple[Step, ...]:
        return self.on_phone if size is PHONE and self.on_phone is not None else self.steps

    def fits(self, size: tuple[str, int, int]) -> bool:
        return self.on in ("both", _name(size))

    def is_in_readme(self, size: tuple[str, int, int]) -> bool:
        return self.in_readme == _name(size)


def _name(size: tuple[str, int, int]) -> str:
    return "phone" if size is PHONE else "pc"


@dataclass(frozen=True)
class Group:
    title: str
    shots: tuple[Shot, ...]
