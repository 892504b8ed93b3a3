"""What one actor may do with one form: the single object every reader and writer takes.

Built by ``huiliu.permissions``; used by ``form_engine`` and the others. A reader that takes no
``Access`` does not exist (a test enumerates them).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from huiliu.core.actor import Actor
from huiliu.core.conditions import Condition

FieldRight = Literal["hidden", "view", "edit"]
Action = Literal[
    "view", "create", "edit", "delete", "submit", "withdraw", "unapprove", "reverse", "void",
    "close", "reopen", "copy", "import", "export", "print", "batch", "restore",
]  # fmt: skip


@dataclass(frozen=True)
class Grant:
    """One permission group as it reaches this actor. ``fields`` names every path of the form
    (``qty``, ``lines``, ``lines.price``); ``rows`` None means all rows."""

    id: str
    actions: frozenset[str]
    fields: Mapping[str, FieldRight]
    rows: Condition | None = None

    def may_see(self, path: str) -> bool:
        return path.startswith("$") or self.fields.get(path, "hidden") != "hidden"

    def may_edit(self, path: str) -> bool:
        return self.fields.get(path, "hidden") == "edit"


@dataclass(frozen=True)
class Access:
    """All grants of an actor on a form. Groups add up: a row is reachable if any grant reaches it,
    a field of that row is visible if a grant *that reaches that row* shows it."""

    actor: Actor
    form: str
    grants: tuple[Grant, ...]
    everything: bool = False
    """True only for the system itself (automations, ledgers, template installation)."""

    def may(self, action: str) -> bool:
        return self.everything or any(action in grant.actions for grant in self.grants)

    def with_action(self, action: str) -> tuple[Grant, ...]:
        return tuple(grant for grant in self.grants if action in grant.actions)

    def seeing(self, paths: Iterable[str], action: str = "view") -> tuple[Grant, ...]:
        """The grants that show *all* of these paths. A filter, sort, search, group or aggregate
        runs only over rows these grants reach: so a hidden value can decide nothing visible."""
        wanted = tuple(paths)
        return tuple(g for g in self.with_action(action) if all(g.may_see(p) for p in wanted))

    def may_see(self, path: str, action: str = "view") -> bool:
        return self.everything or any(g.may_see(path) for g in self.with_action(action))


def system_access(actor: Actor, form: str) -> Access:
    return Access(actor, form, (), everything=True)
