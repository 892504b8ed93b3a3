"""Who acts: what permissions, formulas and history need to know of a member, and no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Origin = Literal["browser", "api", "import", "automation", "flow", "template", "system"]


@dataclass(frozen=True)
class Actor:
    """A member at work. All ids are internal bigints; ``departments_below`` includes their own."""

    member_id: int
    workspace_id: int
    name: str
    language: str = "zh-CN"
    time_zone: str = "Asia/Shanghai"
    role_ids: frozenset[int] = frozenset()
    department_ids: frozenset[int] = frozenset()
    departments_below: frozenset[int] = frozenset()
    key: str = ""
    """The member's own key in documents: their login."""
    role_keys: frozenset[str] = frozenset()
    department_keys: frozenset[str] = frozenset()
    """Keys of their departments and of all above: naming a department names those below."""
    is_admin: bool = False
    """Administrators design; they see business data only through permission groups they are in
    (jxc-domain 8: 管理员 sees no business data unless also given a role), except that the
    ``preset.admin`` group of a form, where present, names them."""


@dataclass(frozen=True)
class Cause:
    """Why a write happens: which door it came through and how deep a chain of automations is."""

    origin: Origin = "api"
    depth: int = 0
    chain: tuple[str, ...] = field(default=())
    asked_by: Actor | None = None
    """Behind an automation: who set the chain off and waits for its answer, if anybody does."""

    def asker(self, actor: Actor) -> Actor | None:
        """Who is told what becomes of a write by ``actor``: they themselves, unless an automation
        writes in their name."""
        at_the_door = self.depth == 0 and self.origin != "automation"
        return actor if at_the_door else self.asked_by

    def deeper(self, automation: str, asked_by: Actor | None) -> Cause:
        return Cause("automation", self.depth + 1, (*self.chain, automation), asked_by)


@dataclass(frozen=True)
class AppRef:
    """An app at one moment of its design. ``rev`` grows with every publish, so everything
    compiled may be cached under ``(id, rev)`` for ever; one query a request reads the row."""

    id: int
    key: str
    rev: int
    workspace_id: int
