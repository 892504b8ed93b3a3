"""Names and payloads of what is told to others after commit. Payloads hold ids, never values.

``app`` is the internal id; every payload a subscriber gets carries ``workspace`` too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

RECORD = "record"
"""``{"app", "form", "record": internal id, "events": [EventName], "rev", "by", "cause"}``: how far
a record came in one transaction."""

TASK = "task"
"""``{"members": [ids], "task": id, "event": "assigned" | "done"}``: to-do lists changed."""

FLOW = "flow"
"""``{"app", "form", "record": internal id, "uid"}``: something happened in the flow of a record,
also where the record itself stays as it is (a vote among others, a comment)."""

LEDGER = "ledger"
"""``{"app", "ledger", "keys", "cause"}``: balances changed. ``keys``: of which balances; None when
they are too many to tell."""

REVALUED = "ledger_revalued"
"""``{"app", "ledger", "revaluation"}``: a document changed the costs of others; by how much, each,
says ``huiliu.ledgers.api.changes_of``."""

RECOUNTED = "ledger_recounted"
"""``{"app", "ledger", "records": [[form, internal id]], "by": member}``: a costed ledger counted
documents anew that want to know what they cost."""

DESIGN = "design"
"""``{"app", "kind", "key", "version"}``: something was published."""

NOTIFICATION = "notification"
"""``{"member": id, "notification": id}``"""

Subscriber = Callable[[Mapping[str, Any]], None]
_subscribers: dict[str, list[tuple[str, Subscriber]]] = {}


def subscribe(name: str, key: str, subscriber: Subscriber) -> None:
    """``key`` names the subscriber for the idempotency of its deliveries."""
    _subscribers.setdefault(name, []).append((key, subscriber))


def subscribers(name: str) -> list[tuple[str, Subscriber]]:
    return list(_subscribers.get(name, ()))
