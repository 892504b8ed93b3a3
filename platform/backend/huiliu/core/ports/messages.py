"""What is told to people and to other systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from huiliu.core.text import Words


class Notifier(Protocol):
    def notify(
        self,
        workspace_id: int,
        members: Sequence[int],
        *,
        kind: str,
        words: Words,
        data: Mapping[str, str],
        link: Mapping[str, str],
        key: str,
    ) -> None:
        """Rows in this transaction, live messages after it. ``link``: ``{"app","form","record"}``
        or ``{"task"}``. ``key`` makes a repeat harmless."""

    def post(
        self, workspace_id: int, channel: str, *, text: str, link: Mapping[str, str], key: str
    ) -> None:
        """To a group, now, outside any transaction. Raises OutgoingFailed when it may be tried
        again, else refuses. ``key`` is the same at every attempt."""

    def reader_of(self, workspace_id: int, channel: str) -> int:
        """The member whose rights decide what may be shown to the group."""

    def email(self, to: str, subject: str, body: str, *, key: str) -> None:
        """As ``post``, to one address."""

    def address_of(self, member_id: int) -> str:
        """Where a member wants e-mail; empty when they want none."""

    def is_address(self, text: str) -> bool: ...


class Events(Protocol):
    def publish(self, name: str, payload: Mapping[str, Any], *, workspace_id: int) -> None:
        """One outbox row in this transaction; each subscriber hears it at least once, after."""


class Secrets(Protocol):
    def reveal(self, workspace_id: int, name: str) -> str:
        """Refuses with ``NO_SUCH_SECRET``. For one use: never stored, logged or shown."""
