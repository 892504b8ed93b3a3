"""Where a page ended: the values of its last row, which the reader has seen, as one opaque word."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from huiliu.core.errors import Malformed

Kind = Literal["id", "text", "date"]


def encode(values: Sequence[Any]) -> str:
    plain = [v.isoformat() if isinstance(v, date) else v for v in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode(cursor: str, kinds: Sequence[Kind]) -> list[Any]:
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        raise Malformed(reason="cursor") from None
    if not isinstance(found, list) or len(found) != len(kinds):
        raise Malformed(reason="cursor")
    if not all(_fits(value, kind) for value, kind in zip(found, kinds, strict=True)):
        raise Malformed(reason="cursor")
    return found


def after(cursor: str | None, names: Sequence[str], kinds: Sequence[Kind]) -> tuple[str, list[Any]]:
    """The rows of ``q`` behind the cursor, in the order of ``names``. Empty values come first in
    SQLite and last in PostgreSQL; the column before them tells them apart, so a comparison never
    has to order one."""
    if cursor is None:
        return "1=1", []
    values = decode(cursor, kinds)
    parts: list[str] = []
    given: list[Any] = []
    for place, name in enumerate(names):
        if values[place] is None:
            continue
        before = values[:place]
        same = [
            f"q.{n} IS NULL" if v is None else f"q.{n} = %s"
            for n, v in zip(names[:place], before, strict=True)
        ]
        parts.append(f"({' AND '.join([*same, f'q.{name} > %s'])})")
        given += [*(v for v in before if v is not None), values[place]]
    return f"({' OR '.join(parts) or '1=0'})", given


def _fits(value: Any, kind: Kind) -> bool:
    if value is None:
        return True
    if kind == "id":
        return isinstance(value, int) and abs(value) < 2**63
    if not isinstance(value, str) or "\0" in value:
        return False
    return kind == "text" or _is_day(value)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
