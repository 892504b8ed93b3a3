"""Postings of an app run side by side; a publish of one of its ledgers waits for them, alone.

SQLite has one writer at a time and needs no lock.
"""

from __future__ import annotations

from django.db import connection

from huiliu.core.pending import Statement

_SPACE = 0x4C45
"""Keeps our advisory locks apart from others: "LE"."""


def lock_for_posting(app_id: int) -> list[Statement]:
    """What to send before anything else is read."""
    if connection.vendor != "postgresql":
        return []
    return [Statement("SELECT pg_advisory_xact_lock_shared(%s, %s)", [_SPACE, app_id % 2**31])]


def lock_for_publishing(app_id: int) -> None:
    if connection.vendor == "postgresql":
        _execute("SELECT pg_advisory_xact_lock(%s, %s)", app_id)


def _execute(sql: str, app_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [_SPACE, app_id % 2**31])
