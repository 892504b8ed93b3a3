"""The rows after a given one, in any sort, without counting the ones before. Pure.

Empty is the smallest value: first ascending, last descending. Ties are broken by the id, in the
direction of the last sort column, so that one index serves both directions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Sql = tuple[str, list[Any]]


@dataclass(frozen=True)
class Key:
    """One sort column as SQL."""

    sql: str
    kind: str
    desc: bool = False


def order_by(keys: Sequence[Key], postgresql: bool, id_sql: str = "t.id") -> str:
    """SQLite sorts empty as the smallest by itself, and would not use an index if told so."""
    down, up = (" NULLS LAST", " NULLS FIRST") if postgresql else ("", "")
    parts = [f"{key.sql} DESC{down}" if key.desc else f"{key.sql} ASC{up}" for key in keys]
    return ", ".join([*parts, f"{id_sql} {'DESC' if _last_desc(keys) else 'ASC'}"])


def after(
    keys: Sequence[Key], values: Sequence[Any], record_id: int, id_sql: str = "t.id"
) -> list[Sql]:
    """Conditions for what comes next, to be asked one after the other until the page is full.
    With one sort column each can use the index; with more, one condition says it all."""
    if not keys:
        return [(f"{id_sql} > %s", [record_id])]
    if len(keys) == 1:
        return _after_one(keys[0], values[0], record_id, id_sql)
    return [_after_many(keys, values, record_id, id_sql)]


def _after_one(key: Key, value: Any, record_id: int, id_sql: str) -> list[Sql]:
    sign = "<" if key.desc else ">"
    if value is None:
        rest: Sql = (f"{key.sql} IS NULL AND {id_sql} {sign} %s", [record_id])
        return [rest] if key.desc else [rest, (f"{key.sql} IS NOT NULL", [])]
    here: Sql = (f"({key.sql}, {id_sql}) {sign} (%s, %s)", [value, record_id])
    return [here, (f"{key.sql} IS NULL", [])] if key.desc else [here]


def _after_many(keys: Sequence[Key], values: Sequence[Any], record_id: int, id_sql: str) -> Sql:
    texts, args = [], []
    equal: list[Sql] = []
    for key, value in zip(keys, values, strict=True):
        beyond = _beyond(key, value)
        if beyond is not None:
            parts = [*equal, beyond]
            texts.append(" AND ".join(text for text, _ in parts))
            args += [arg for _, own in parts for arg in own]
        equal.append((f"{key.sql} IS NULL", []) if value is None else (f"{key.sql} = %s", [value]))
    parts = [*equal, (f"{id_sql} {'<' if _last_desc(keys) else '>'} %s", [record_id])]
    texts.append(" AND ".join(text for text, _ in parts))
    args += [arg for _, own in parts for arg in own]
    return "(" + " OR ".join(f"({text})" for text in texts) + ")", args


def _beyond(key: Key, value: Any) -> Sql | None:
    if value is None:
        return None if key.desc else (f"{key.sql} IS NOT NULL", [])
    if key.desc:
        return f"({key.sql} < %s OR {key.sql} IS NULL)", [value]
    return f"{key.sql} > %s", [value]


def _last_desc(keys: Sequence[Key]) -> bool:
    return bool(keys) and keys[-1].desc
