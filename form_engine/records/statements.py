"""The SQL of one plan, written once: names come from the published version, values are bound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from form_engine.plan import Plan
from form_engine.storage import Table
from huiliu.core import ddl
from huiliu.core.ddl import Kind

SYSTEM = (
    "id", "uid", "rev", "version", "state", "created_at", "created_by", "created_department",
    "updated_at", "updated_by", "deleted_at", "title",
)  # fmt: skip
_SYSTEM_KINDS: tuple[Kind, ...] = (
    "text", "id", "id", "text", "datetime", "id", "id", "datetime", "id",
)  # fmt: skip
_WORDS_KINDS: tuple[Kind | Literal["texts"], ...] = ("text", "text", "texts")
ROWS_AT_ONCE = 200


@dataclass(frozen=True)
class Insert:
    """``returning``: the columns by which a row that was written is known again, and its id;
    ``kinds``: what kind each column is of."""

    table: str
    columns: str
    placeholders: str
    returning: str
    kinds: tuple[Kind | Literal["texts"], ...]

    def of(self, rows: Iterable[str]) -> str:
        """``rows``: the placeholders of each, or its values as SQL."""
        into = f"INSERT INTO {self.table} ({self.columns})"
        return f"{into} VALUES {', '.join(rows)} RETURNING {self.returning}"

    @cached_property
    def of_json(self) -> str:
        """For PostgreSQL: all rows are one parameter, a JSON array of arrays."""
        values = ", ".join(ddl.of_json(place, kind) for place, kind in enumerate(self.kinds))
        return (
            f"INSERT INTO {self.table} ({self.columns}) SELECT {values}"  # noqa: S608
            f" FROM jsonb_array_elements(%s::jsonb) r RETURNING {self.returning}"
        )


@dataclass(frozen=True)
class SubformStatements:
    table: str
    select: str
    update: str
    delete: str
    insert: Insert
    insert_many: str
    """With their ids; one array for each column."""


@dataclass(frozen=True)
class Statements:
    """``select`` gives the system columns, then the fields in the plan's order."""

    table: str
    insert: Insert
    insert_with_id: str
    select: str
    select_for_update: str
    update: str
    set_state: str
    delete: str
    restore: str
    subforms: dict[str, SubformStatements]


def statements_of(plan: Plan) -> Statements:
    return _statements(plan, ddl.is_postgresql())


@lru_cache(maxsize=4000)
def _statements(plan: Plan, postgresql: bool) -> Statements:
    main = plan.storage.main
    table = ddl.qualified(main.name)
    fields = [column.name for column in main.columns]
    search = ["search", "search_grams"] if postgresql else ["search"]
    given = [*SYSTEM[1:10], "title", *search, *fields]
    written = ["version", "updated_at", "updated_by", "title", *search, *fields]
    select = f'SELECT {ddl.names([*SYSTEM, *fields])} FROM {table} WHERE "id" = %s'  # noqa: S608
    stamp = '"rev" = "rev" + 1, "updated_at" = %s, "updated_by" = %s'
    return Statements(
        table=table,
        insert=Insert(
            table,
            ddl.names(given),
            f"({_marks(given)})",
            "uid, id",
            (*_SYSTEM_KINDS, *_WORDS_KINDS[: 1 + len(search)], *(c.kind for c in main.columns)),
        ),
        insert_with_id=f"INSERT INTO {table} ({ddl.names(['id', *given])}) VALUES ({_marks(['id', *given])})",  # noqa: S608, E501
        select=select,
        select_for_update=f"{select} FOR UPDATE" if postgresql else select,
        update=f'UPDATE {table} SET "rev" = "rev" + 1, {_sets(written)} WHERE "id" = %s AND "rev" = %s',  # noqa: S608, E501
        set_state=f'UPDATE {table} SET "state" = %s, {stamp} WHERE "id" = %s AND "rev" = %s',  # noqa: S608
        delete=f'UPDATE {table} SET "deleted_at" = %s, {stamp} WHERE "id" = %s AND "rev" = %s',  # noqa: S608
        restore=f'UPDATE {table} SET "deleted_at" = NULL, {stamp} WHERE "id" = %s AND "rev" = %s',  # noqa: S608
        subforms={key: _subform(sub) for key, sub in plan.storage.subforms.items()},
    )


def _subform(sub: Table) -> SubformStatements:
    table = ddl.qualified(sub.name)
    fields = [column.name for column in sub.columns]
    kinds = [column.kind for column in sub.columns]
    given = ["parent_id", "pos", *fields]
    return SubformStatements(
        table=table,
        select=f'SELECT {ddl.names(["id", *fields])} FROM {table} WHERE "parent_id" = %s ORDER BY "pos", "id"',  # noqa: S608, E501
        update=f'UPDATE {table} SET {_sets(["pos", *fields])} WHERE "id" = %s AND "parent_id" = %s',  # noqa: S608
        delete=f'DELETE FROM {table} WHERE "parent_id" = %s AND "id" = %s',  # noqa: S608
        insert=Insert(
            table,
            ddl.names(given),
            f"({_marks(given)})",
            "parent_id, pos, id",
            ("id", "id", *kinds),
        ),
        insert_many=_unnested(table, ["id", *given], ["id", "id", "id", *kinds]),
    )


def _unnested(table: str, columns: list[str], kinds: list[ddl.Kind]) -> str:
    arrays = ", ".join(f"%s::{ddl.type_of(kind)}[]" for kind in kinds)
    return f"INSERT INTO {table} ({ddl.names(columns)}) SELECT * FROM unnest({arrays})"  # noqa: S608


def _marks(columns: list[str]) -> str:
    return ", ".join(["%s"] * len(columns))


def _sets(columns: list[str]) -> str:
    return ", ".join(f'"{column}" = %s' for column in columns)
