"""A real table to run conditions on, in the database the tests use, and the same rows typed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, cast

from django.db import connection

from huiliu.core.conditions import Condition
from huiliu.core.expressions.conditions import Rows, evaluate
from huiliu.core.expressions.sql import Operand, UnknownPath, parameter, where

Vendor = Literal["sqlite", "postgresql"]
_TYPES = {
    "sqlite": {"scaled": "integer", "id": "integer", "boolean": "bool"},
    "postgresql": {"scaled": "bigint", "id": "bigint", "boolean": "boolean", "date": "date",
                   "datetime": "timestamptz"},
}  # fmt: skip
_LINES = "EXISTS (SELECT 1 FROM cond_lines s WHERE s.parent_id = t.id AND {})"


class Table:
    """``fields`` maps path → kind; a path ``lines.x`` is a column of the rows below."""

    def __init__(self, fields: Mapping[str, str], scales: Mapping[str, int]) -> None:
        self.fields, self.scales = fields, scales
        self.vendor = cast(Vendor, connection.vendor)
        self._create("cond_main", "id bigint", [p for p in fields if "." not in p])
        self._create("cond_lines", "parent_id bigint", [p for p in fields if "." in p])

    def _create(self, name: str, first: str, paths: Sequence[str]) -> None:
        types = _TYPES[self.vendor]
        columns = [f"c_{p.split('.')[-1]} {types.get(self.fields[p], 'text')}" for p in paths]
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ({', '.join([first, *columns])})")

    def fill(self, rows: Sequence[Mapping[str, Any]]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM cond_main")
            cursor.execute("DELETE FROM cond_lines")
        for index, row in enumerate(rows):
            self._insert("cond_main", "id", index, "", row)
            for line in row["lines"]:
                self._insert("cond_lines", "parent_id", index, "lines.", line)

    def _insert(
        self, table: str, key: str, index: int, prefix: str, row: Mapping[str, Any]
    ) -> None:
        values = {
            f"c_{name}": self._stored(prefix + name, value)
            for name, value in row.items()
            if name != "lines"
        }
        marks = ", ".join(["%s"] * (len(values) + 1))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({', '.join([key, *values])}) VALUES ({marks})",  # noqa: S608
                [index, *values.values()],
            )

    def _stored(self, path: str, given: Any) -> Any:
        kind = self.fields[path]
        if kind == "json":
            return None if given is None else json.dumps(given)
        typed = self.typed(path, given)
        return parameter(typed, kind, self.scales.get(path, 0), self.vendor)

    def typed(self, path: str, given: Any) -> Any:
        if given is None:
            return None
        readers: Mapping[str, Callable[[Any], Any]] = {
            "scaled": Decimal,
            "date": date.fromisoformat,
            "datetime": datetime.fromisoformat,
            "id": int,
        }
        return readers.get(self.fields[path], lambda value: value)(given)

    def by_python(
        self, condition: Condition, rows: Sequence[Mapping[str, Any]], current: Mapping[str, Any]
    ) -> list[int]:
        return [
            index
            for index, row in enumerate(rows)
            if evaluate(condition, lambda path, row=row: self._read(row, path), current)  # type: ignore[misc]
        ]

    def _read(self, row: Mapping[str, Any], path: str) -> Any:
        if "." not in path:
            return self.typed(path, row[path])
        return Rows(self.typed(path, line[path.split(".")[1]]) for line in row["lines"])

    def by_sql(self, condition: Condition, current: Mapping[str, Any]) -> list[int]:
        text, values = where(condition, self._resolve, current, self.vendor)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t.id FROM cond_main t WHERE {text} ORDER BY t.id", values)  # noqa: S608
            return [row[0] for row in cursor.fetchall()]

    def _resolve(self, path: str) -> Operand:
        if path not in self.fields:
            raise UnknownPath(path=path)
        kind, scale = self.fields[path], self.scales.get(path, 0)
        if "." in path:
            return Operand(f"s.c_{path.split('.')[1]}", kind, scale, wrap=_LINES)
        return Operand(f"t.c_{path}", kind, scale)
