"""Postings of an app run side by side; a publish of one of its ledgers, and a closing of its books,
wait for them, alone.

What is published and which days are closed is asked once a transaction, together with the lock:
while it is held, neither changes. SQLite has one writer at a time and needs no lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from huiliu.core.pending import Asked, Statement, known, may_change

_SPACE = 0x4C45
"""Keeps our advisory locks apart from others: "LE"."""


@dataclass(frozen=True)
class Locked:
    """``versions``: number and version of each published ledger."""

    versions: frozenset[tuple[int, int]]
    closed: date | None


_LOCKED = (
    "SELECT id, version, NULL FROM ledgers_ledger WHERE app_id = %s AND version IS NOT NULL"
    " UNION ALL SELECT NULL, NULL, MAX(through) FROM ledgers_closing"
    " WHERE app_id = %s AND reopened_at IS NULL"
)


def locked(app_id: int) -> Locked:
    """Takes the lock for posting."""
    rows = foresee_lock(app_id).rows()
    closed = next(day for id_, _, day in rows if id_ is None)
    return Locked(
        frozenset((id_, version) for id_, version, _ in rows if id_ is not None),
        date.fromisoformat(closed) if isinstance(closed, str) else closed,
    )


def foresee_lock(app_id: int) -> Asked:
    """The lock is taken along with what is sent next."""
    key = _key(app_id)
    return known(key) or Asked(_LOCKED, [app_id, app_id], first=_for_posting(app_id), key=key)


def is_locked(app_id: int) -> bool:
    """Whether this transaction holds the lock for posting, or will with its next question."""
    return known(_key(app_id)) is not None


def _for_posting(app_id: int) -> list[Statement]:
    if connection.vendor != "postgresql":
        return []
    return [Statement("SELECT pg_advisory_xact_lock_shared(%s, %s)", [_SPACE, app_id % 2**31])]


def lock_for_publishing(app_id: int) -> None:
    """From now on the transaction itself may change what ``locked`` tells."""
    may_change(_key(app_id))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_SPACE, app_id % 2**31])


def _key(app_id: int) -> tuple[str, int]:
    return "ledgers", app_id
