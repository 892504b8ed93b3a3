"""Revisions that key caches: they only grow, and a rolled-back one never comes again."""

from __future__ import annotations

import time


def following(revision: int) -> int:
    """The next revision. Not plus one: a transaction that rolls back would give its number to
    the next one, and what was cached in between would be believed."""
    return max(revision + 1, time.time_ns() // 1_000)


def first() -> int:
    return following(0)
