"""Moments between Python and the database: aware UTC here, naive UTC text in SQLite.

Django writes them so; one way of writing is what makes them comparable.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from huiliu.core import ddl


def outgoing(values: Iterable[Any]) -> list[Any]:
    """Parameters as the driver wants them."""
    if ddl.is_postgresql():
        return list(values)
    return [_text(value) if value.__class__ is datetime else value for value in values]


def aware(moment: datetime) -> datetime:
    """A moment as the database gave it."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _text(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))
