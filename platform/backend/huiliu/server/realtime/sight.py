"""Which hints a member may get. Rights are remembered a few seconds: a hint holds ids only, and
whoever follows it meets the real permission at the API."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Literal

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import HuiliuError
from huiliu.server.http.doors import is_open

REMEMBER_SECONDS = 10.0
Sees = Literal["nothing", "some rows", "all rows"]


class Sight:
    """Of one member. Called from one thread at a time."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._known: dict[tuple[str, str, str], tuple[float, Sees]] = {}

    def filter(self, hints: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        shown = (self._shown(hint) for hint in hints)
        return [hint for hint in shown if hint is not None]

    def _shown(self, hint: Mapping[str, Any]) -> Mapping[str, Any] | None:
        if hint["type"] == "design":
            return hint if self._finds(hint["app"]) else None
        if hint["type"] not in ("record", "flow", "ledger"):
            return hint
        kind = "ledger" if hint["type"] == "ledger" else "record"
        match self._sees(kind, hint["app"], hint.get("form") or hint["ledger"]):
            case "nothing":
                return None
            case "some rows":
                # That something changed, not what: the row may be one they do not see.
                return {k: v for k, v in hint.items() if k not in ("id", "event")}
            case _:
                return hint

    def _sees(self, kind: str, app: str, key: str) -> Sees:
        at, sees = self._known.get((kind, app, key), (0.0, "nothing"))
        if time.monotonic() - at > REMEMBER_SECONDS:
            sees = self._look(kind, app, key)
            self._known[kind, app, key] = (time.monotonic(), sees)
        return sees

    def _finds(self, app_key: str) -> bool:
        """Something in the app; one that is gone now, whoever had it open finds out."""
        try:
            app = ports.documents().app(self.actor.workspace_id, app_key)
        except HuiliuError:
            return True
        return is_open(self.actor, app)

    def _look(self, kind: str, app_key: str, key: str) -> Sees:
        try:
            app = ports.documents().app(self.actor.workspace_id, app_key)
            ask = (
                ports.permissions().access
                if kind == "record"
                else ports.permissions().ledger_access
            )
            access = ask(self.actor, app, key)
        except HuiliuError:
            return "nothing"
        grants = access.with_action("view")
        if not grants and not access.everything:
            return "nothing"
        whole = access.everything or any(grant.rows is None for grant in grants)
        return "all rows" if whole else "some rows"
