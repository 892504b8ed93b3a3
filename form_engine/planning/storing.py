"""Between typed values and the columns of the database, in the order of the stored plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import orjson

from form_engine.storage import Storage, StorageKind, Table
from huiliu.core.exact import CONTEXT
from huiliu.core.records import Values

Convert = Callable[[Any], Any] | None
"""None where the database takes and gives the value as it is."""


class TableRows:
    """One table: values to a row and back."""

    def __init__(self, table: Table) -> None:
        self._to = tuple((c.field, to_column(c.kind, c.scale)) for c in table.columns)
        self._from = tuple((c.field, from_column(c.kind, c.scale)) for c in table.columns)

    def row(self, values: Mapping[str, Any]) -> list[Any]:
        get = values.get
        return [
            value if (value := get(key)) is None or convert is None else convert(value)
            for key, convert in self._to
        ]

    def load(self, row: Sequence[Any]) -> Values:
        return {
            key: value if value is None or convert is None else convert(value)
            for (key, convert), value in zip(self._from, row, strict=True)
        }


class Storing:
    def __init__(self, storage: Storage) -> None:
        self.main = TableRows(storage.main)
        self.subforms = {key: TableRows(table) for key, table in storage.subforms.items()}


def to_column(kind: StorageKind, scale: int) -> Convert:
    match kind:
        case "scaled":
            return lambda value: int(value.scaleb(scale, CONTEXT))
        case "json":
            return lambda value: orjson.dumps(value).decode()
        case _:
            return None


def from_column(kind: StorageKind, scale: int) -> Convert:
    """SQLite gives some kinds as text or as 0 and 1, by the road a value took."""
    match kind:
        case "scaled":
            return lambda stored: Decimal(stored).scaleb(-scale, CONTEXT)
        case "json":
            return lambda stored: orjson.loads(stored) if isinstance(stored, str) else stored
        case "boolean":
            return bool
        case "date":
            return _date
        case "datetime":
            return _datetime
        case _:
            return None


def _date(stored: Any) -> date:
    return date.fromisoformat(stored[:10]) if isinstance(stored, str) else stored


def _datetime(stored: Any) -> datetime:
    value: datetime = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
