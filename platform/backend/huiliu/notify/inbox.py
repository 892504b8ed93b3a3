"""A member's own notifications: reading them, and marking them read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.text import fill
from huiliu.notify.models import Notification

MOST = 1000


@dataclass(frozen=True)
class Inbox:
    """One page, newest first; ``next`` continues it."""

    items: list[dict[str, Any]]
    next: str | None
    unread: int


def page(
    actor: Actor, *, only_unread: bool = False, before: int | None = None, limit: int = 30
) -> Inbox:
    """Two queries. ``before`` is the id a previous page ended with."""
    mine = Notification.objects.filter(member_id=actor.member_id)
    unread = mine.filter(read_at=None)
    rows = unread if only_unread else mine
    if before is not None:
        rows = rows.filter(pk__lt=before)
    size = max(1, min(limit, MOST))
    found = list(rows.order_by("-id")[: size + 1])
    more = str(found[size - 1].pk) if len(found) > size else None
    items = [_as_json(row, actor.language) for row in found[:size]]
    return Inbox(items, more, unread.count())


def mark_read(actor: Actor, ids: Sequence[int] | None) -> int:
    """Those ids, or all of them; another's are not touched. How many became read."""
    rows = Notification.objects.filter(member_id=actor.member_id, read_at=None)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return rows.update(read_at=ports.clock().now())


def mark_read_by_all(workspace_id: int) -> int:
    """What a company was told while its sample data was played is no news to anybody."""
    rows = Notification.objects.filter(workspace_id=workspace_id, read_at=None)
    return rows.update(read_at=ports.clock().now())


def _as_json(row: Notification, language: str) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "text": fill(row.words, language, row.data),
        "link": row.link,
        "at": row.at,
        "read": row.read_at is not None,
    }
