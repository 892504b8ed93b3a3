"""Where a page ended, as an opaque text: the sort values of its last row, and its id."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson

from huiliu.core.errors import Malformed


def write_cursor(signature: str, values: Sequence[Any], record_id: int) -> str:
    text = orjson.dumps([signature, [_plain(value) for value in values], record_id])
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def read_cursor(text: str, signature: str, kinds: Sequence[str]) -> tuple[list[Any], int]:
    """The values and the id; Malformed for a cursor of another sort, or no cursor at all."""
    try:
        found = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        own, values, record_id = found
        if own != signature or len(values) != len(kinds) or type(record_id) is not int:
            raise ValueError
        return [_typed(v, kind) for v, kind in zip(values, kinds, strict=True)], record_id
    except (ValueError, TypeError, binascii.Error, orjson.JSONDecodeError):
        raise Malformed(reason="cursor") from None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        moment = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
        return moment.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _typed(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "datetime":
        return datetime.fromisoformat(value).astimezone(UTC)
    wanted = {"text": str, "json": str, "boolean": bool}.get(kind, int)
    if kind == "boolean":
        value = bool(value)
    if type(value) is not wanted:
        raise ValueError
    return value
