"""The columns and indexes that every table of records has, and those a form's fields ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from form_engine.columns import wanted_columns
from form_engine.document import FormDocument
from form_engine.storage import Column, Storage, Table
from huiliu.core import ddl
from huiliu.core.ddl import ColumnSpec


@dataclass(frozen=True)
class Index:
    """``columns`` as SQL writes them. ``path``: where the complaint stands when it is unique."""

    name: str
    table: str
    columns: tuple[str, ...]
    unique: bool = False
    where: str = ""
    using: str = ""
    paths: tuple[str, ...] = ()

    def sql(self) -> str:
        """For a table that is new."""
        return ddl.index_sql(
            self.name,
            self.table,
            self.columns,
            unique=self.unique,
            where=self.where,
            using=self.using,
        )

    def ensure(self) -> None:
        """On a table that is in use."""
        ddl.ensure_index(
            self.name,
            self.table,
            self.columns,
            unique=self.unique,
            where=self.where,
            using=self.using,
        )


def main_columns(table: Table) -> list[ColumnSpec]:
    """System columns first, in the order the writers name them."""
    system = [
        ColumnSpec("uid", "text", "NOT NULL"),
        ColumnSpec("rev", "id", "NOT NULL"),
        ColumnSpec("version", "id", "NOT NULL"),
        ColumnSpec("state", "text", _collation()),
        ColumnSpec("created_at", "datetime", "NOT NULL"),
        ColumnSpec("created_by", "id", "NOT NULL"),
        ColumnSpec("created_department", "id"),
        ColumnSpec("updated_at", "datetime", "NOT NULL"),
        ColumnSpec("updated_by", "id", "NOT NULL"),
        ColumnSpec("deleted_at", "datetime"),
        ColumnSpec("title", "text", _collation()),
        ColumnSpec("search", "text", _collation()),
    ]
    if ddl.is_postgresql():
        system.append(ColumnSpec("search_grams", "text", "[]"))
    return system + [column_spec(column) for column in table.columns]


def subform_columns(table: Table) -> list[ColumnSpec]:
    system = [ColumnSpec("parent_id", "id", "NOT NULL"), ColumnSpec("pos", "id", "NOT NULL")]
    return system + [column_spec(column) for column in table.columns]


def column_spec(column: Column) -> ColumnSpec:
    """Always nullable: what must be filled in is the validator's, so old rows stay legal."""
    return ColumnSpec(column.name, column.kind, _collation() if column.kind == "text" else "")


def indexes(document: FormDocument, storage: Storage) -> list[Index]:
    return [*_system_indexes(document, storage), *_field_indexes(document, storage),
            *unique_indexes(document, storage)]  # fmt: skip


def unique_indexes(document: FormDocument, storage: Storage) -> list[Index]:
    """Of fields that are unique alone, and of those that are together."""
    alone = [(config.id,) for config in document.fields if config.unique or config.type == "serial"]
    columns = {column.path: column for column in storage.main.columns}
    wanted = dict.fromkeys([*alone, *(unique.fields for unique in document.unique)])
    return [_unique(storage.main.name, [columns[p] for p in paths]) for paths in wanted]


def _unique(table: str, columns: list[Column]) -> Index:
    name = f"{table}_u_{'_'.join(column.name.removeprefix('c_') for column in columns)}"
    return Index(
        name[:63],
        table,
        tuple(column.name for column in columns),
        unique=True,
        where='"deleted_at" IS NULL',
        paths=tuple(column.path for column in columns),
    )


def _system_indexes(document: FormDocument, storage: Storage) -> Iterator[Index]:
    main = storage.main.name
    yield Index(f"{main}_uid", main, ("uid",), unique=True)
    yield Index(f"{main}_by", main, ("created_by", "id"))
    yield Index(f"{main}_department", main, ("created_department", "id"))
    if document.document:
        yield Index(f"{main}_state", main, ("state", "id"))
    if document.search and ddl.is_postgresql():
        yield Index(f"{main}_search", main, ("search_grams",), using="gin")
    for table in storage.subforms.values():
        yield Index(f"{table.name}_parent", table.name, ("parent_id", "pos"))


def _field_indexes(document: FormDocument, storage: Storage) -> Iterator[Index]:
    wanted = {path for path, _, _, is_indexed in wanted_columns(document) if is_indexed}
    for column in storage.main.columns:
        if column.path in wanted:
            yield _sorted(storage.main.name, column, '"id"')
    for table in storage.subforms.values():
        for column in table.columns:
            if column.path in wanted:
                yield _sorted(table.name, column, '"parent_id"')


def _sorted(table: str, column: Column, then: str) -> Index:
    """Empty is the smallest on both databases: so newest first is a backward scan."""
    nulls = " NULLS FIRST" if ddl.is_postgresql() else ""
    name = f"{table}_i_{column.name.removeprefix('c_')}"
    return Index(name, table, (f'"{column.name}"{nulls or " ASC"}', f"{then} ASC"))


def _collation() -> str:
    """Bytes decide the order of text on both databases."""
    return 'COLLATE "C"' if ddl.is_postgresql() else ""
