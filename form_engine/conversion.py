"""Turns stored values of one kind into another, or says that it cannot. Pure.

Nothing is rounded, cut or guessed: a value that is not exactly expressible in the new kind is
reported to the admin before anything is published.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from form_engine.storage import StorageKind
from huiliu.core import exact


class Unconvertible(ValueError):
    """The value has no equal in the new kind."""


Convert = Callable[[Any], Any]
_TRUE = frozenset({"true", "是", "1", "yes"})
_FALSE = frozenset({"false", "否", "0", "no"})


def converter(
    before: tuple[StorageKind, int, str], after: tuple[StorageKind, int, str]
) -> Convert | None:
    """From database value to database value; None when no value can ever be converted. Kinds come
    with their scale and meaning."""
    old, new = before[0], after[0]
    if old == new == "scaled":
        return _rescale(before[1], after[1])
    if old == "scaled" and new == "text":
        return lambda value: exact.to_json(exact.from_scaled(value, before[1]))
    if old == "text" and new == "scaled":
        return _to_scaled(after[1])
    if before[2] == "multi_choice" and new == "text":
        return _only_choice
    if old == "text" and after[2] == "multi_choice":
        return lambda value: json.dumps([value], ensure_ascii=False)
    return _PLAIN.get((old, new))


def _rescale(old: int, new: int) -> Convert:
    if new >= old:
        return lambda value: _fits(value * 10 ** (new - old))
    step: int = 10 ** (old - new)

    def shrink(value: int) -> int:
        whole, rest = divmod(value, step)
        if rest:
            raise Unconvertible(str(value))
        return whole

    return shrink


def _to_scaled(scale: int) -> Convert:
    def convert(value: str) -> int:
        try:
            return exact.to_scaled(exact.parse(value), scale)
        except exact.NotExact as error:
            raise Unconvertible(value) from error

    return convert


def _fits(value: int) -> int:
    if abs(value) > exact.INT64_MAX:
        raise Unconvertible(str(value))
    return value


def _only_choice(value: str) -> str:
    chosen = json.loads(value)
    if len(chosen) != 1:
        raise Unconvertible(value)
    return str(chosen[0])


def _to_date(value: str) -> date:
    try:
        return date.fromisoformat(value.strip())
    except ValueError as error:
        raise Unconvertible(value) from error


def _to_moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise Unconvertible(value) from error
    if moment.tzinfo is None:
        raise Unconvertible(value)
    return moment.astimezone(UTC)


def _to_boolean(value: str) -> bool:
    word = value.strip().lower()
    if word not in _TRUE | _FALSE:
        raise Unconvertible(value)
    return word in _TRUE


_PLAIN: dict[tuple[StorageKind, StorageKind], Convert] = {
    ("text", "date"): _to_date,
    ("text", "datetime"): _to_moment,
    ("text", "boolean"): _to_boolean,
    ("date", "text"): lambda value: value.isoformat(),
    ("datetime", "text"): lambda value: value.astimezone(UTC).isoformat().replace("+00:00", "Z"),
    ("boolean", "text"): lambda value: "true" if value else "false",
}
