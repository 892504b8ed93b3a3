"""Lists written as PostgreSQL writes arrays: ``{1,2,NULL}``.

A statement that stores many rows carries a list for each column. Written here they cost a tenth of
what the driver takes, which looks for the type of every list anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any


def array_text(values: list[Any]) -> str | list[Any]:
    """The text of an array, to be cast by the statement (``%s::bigint[]``); the list itself when it
    holds anything that is not plainly written."""
    try:
        return "{" + ",".join([_WRITTEN[type(value)](value) for value in values]) + "}"
    except KeyError:
        return values


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_WRITTEN: Mapping[type, Callable[[Any], str]] = {
    NoneType: lambda _: "NULL",
    bool: lambda value: "t" if value else "f",
    int: str,
    Decimal: str,
    str: _quoted,
    date: date.isoformat,
    datetime: lambda value: f'"{value.isoformat()}"',
}
