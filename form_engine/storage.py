"""Where a published form keeps its records: physical names, stored in the version, never derived.

So a rename is free, a type change is a new column and a rebuild a new table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

StorageKind = Literal["text", "scaled", "boolean", "date", "datetime", "id", "json"]
"""``scaled``: a 64-bit integer, value × 10^scale. ``id``: the bigint key of a record, member or
department. ``json``: text holding JSON, on both databases."""


@dataclass(frozen=True)
class Column:
    """One stored field. ``field`` is its id in its own scope, ``path`` whole (``lines.qty``)."""

    field: str
    path: str
    name: str
    kind: StorageKind
    scale: int = 0


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Storage:
    """The main table and one table per subform, by subform id."""

    main: Table
    subforms: Mapping[str, Table]

    def as_json(self) -> dict[str, Any]:
        return {
            "main": _table_json(self.main),
            "subforms": {key: _table_json(table) for key, table in self.subforms.items()},
        }

    @classmethod
    def of_json(cls, given: Mapping[str, Any]) -> Storage:
        return cls(
            _table_of(given["main"]),
            {key: _table_of(table) for key, table in given["subforms"].items()},
        )


def _table_json(table: Table) -> dict[str, Any]:
    columns = [[c.field, c.path, c.name, c.kind, c.scale] for c in table.columns]
    return {"name": table.name, "columns": columns}


def _table_of(given: Mapping[str, Any]) -> Table:
    return Table(given["name"], tuple(Column(*column) for column in given["columns"]))
