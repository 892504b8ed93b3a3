"""Decides where each field of a form is kept: in the column it has, or in a new one.

A column is for one kind of value for ever. A field whose kind changes gets another column, and its
values are converted into it; a field that comes back finds the column it had.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from form_engine.columns import WantedColumn, wanted_columns
from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, type_of
from form_engine.models import Form, PhysicalColumn, PhysicalTable
from form_engine.storage import Column, Storage, Table


@dataclass(frozen=True)
class TypeChange:
    """The values of a field move from one column of its table to another."""

    path: str
    table: str
    before: Column
    after: Column
    old: FieldConfig
    new: FieldConfig


def allocate(form: Form, document: FormDocument) -> Storage:
    """Physical names for every field; asked twice, it answers the same."""
    with transaction.atomic():
        tables = {key: _table(form, key) for key in ("", *subforms(document))}
        columns = _columns(tables, document)
    by_table: dict[str, list[Column]] = {key: [] for key in tables}
    for wanted, row in zip(wanted_columns(document), columns, strict=True):
        key, field = split(wanted.path)
        column = Column(field, wanted.path, f"c_{row.pk}", wanted.kind, wanted.scale)
        by_table[key].append(column)
    return Storage(
        Table(main_name(form), tuple(by_table[""])),
        {
            key: Table(f"{main_name(form)}_s_{tables[key].pk}", tuple(by_table[key]))
            for key in by_table
            if key
        },
    )


def type_changes(
    before: Storage, old: FormDocument, after: Storage, new: FormDocument
) -> list[TypeChange]:
    """Fields that are kept elsewhere from now on."""
    had = columns_by_path(before)
    return [
        TypeChange(path, table, had[path][1], column, old.by_path[path], new.by_path[path])
        for path, (table, column) in columns_by_path(after).items()
        if path in had and had[path][1].name != column.name
    ]


def wanted_changes(
    before: Storage, old: FormDocument, new: FormDocument
) -> list[tuple[Column, str, WantedColumn]]:
    """What ``type_changes`` will be, before anything is allocated: (column now, table, wanted)."""
    had = columns_by_path(before)
    return [
        (had[wanted.path][1], had[wanted.path][0], wanted)
        for wanted in wanted_columns(new)
        if wanted.path in had
        and not _same(had[wanted.path][1], old.by_path[wanted.path], wanted, new)
    ]


def meaning(config: FieldConfig) -> str:
    """Two columns of one kind may still not be exchanged: an id of what, a list of what?"""
    kind = type_of(config)
    stored = kind.storage(config)
    if kind.link == "record":
        return f"record:{getattr(config, 'form', '')}"
    if kind.link is not None:
        return kind.link
    return config.type if stored is not None and stored[0] == "json" else ""


def columns_by_path(storage: Storage) -> Mapping[str, tuple[str, Column]]:
    """Path → (table name, column)."""
    tables = [storage.main, *storage.subforms.values()]
    return {column.path: (table.name, column) for table in tables for column in table.columns}


def subforms(document: FormDocument) -> list[str]:
    return [config.id for config in document.fields if type_of(config).columns(config)]


def main_name(form: Form) -> str:
    return f"f_{form.pk}"


def split(path: str) -> tuple[str, str]:
    """``lines.qty`` → ``("lines", "qty")``; a field of the form itself has no table key."""
    table, _, field = path.rpartition(".")
    return table, field


def _same(column: Column, old: FieldConfig, wanted: WantedColumn, new: FormDocument) -> bool:
    return (column.kind, column.scale, meaning(old)) == (
        wanted.kind,
        wanted.scale,
        meaning(new.by_path[wanted.path]),
    )


def _table(form: Form, subform: str) -> PhysicalTable:
    return PhysicalTable.objects.get_or_create(form=form, subform=subform)[0]


_Identity = tuple[int, str, str, int, str]


def _columns(tables: Mapping[str, PhysicalTable], document: FormDocument) -> list[PhysicalColumn]:
    """In the order of ``wanted_columns``: those there are, and those that are missing, made."""
    rows = PhysicalColumn.objects.filter(table__in=tables.values())
    known = {_identity(row): row for row in rows}
    wanted = [
        PhysicalColumn(
            table=tables[split(one.path)[0]],
            path=one.path,
            kind=one.kind,
            scale=one.scale,
            meaning=meaning(document.by_path[one.path]),
        )
        for one in wanted_columns(document)
    ]
    made = PhysicalColumn.objects.bulk_create(row for row in wanted if _identity(row) not in known)
    known |= {_identity(row): row for row in made}
    return [known[_identity(row)] for row in wanted]


def _identity(row: PhysicalColumn) -> _Identity:
    return row.table_id, row.path, row.kind, row.scale, row.meaning
