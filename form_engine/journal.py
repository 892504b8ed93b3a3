"""Does one step of a form's DDL and keeps a note of it: begun, done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from form_engine.document import FormDocument
from form_engine.models import DdlStep
from form_engine.storage import Storage
from form_engine.tables import Index, indexes, main_columns, subform_columns
from huiliu.core import ddl, ports
from huiliu.core.ddl import ColumnSpec
from huiliu.core.fair_lock import fair_lock


@contextmanager
def form_lock(form_id: int) -> Iterator[None]:
    """One publisher a form at a time, also between processes."""
    if not ddl.is_postgresql():
        with fair_lock(f"{connection.settings_dict['NAME']}-form-{form_id}"):
            yield
    elif connection.in_atomic_block:
        _advisory("pg_advisory_xact_lock", form_id)
        yield
    else:
        _advisory("pg_advisory_lock", form_id)
        try:
            yield
        finally:
            _advisory("pg_advisory_unlock", form_id)


def _advisory(function: str, form_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtext('huiliu_form'), %s::int)", [form_id])


def build(form_id: int, version: int, document: FormDocument, storage: Storage) -> int:
    """Creates what is missing, nothing else; the number of steps it took. Steps that a kill left
    open are settled with it: what they were for is there by now, or no longer wanted."""
    steps = list(missing(document, storage))
    for operation, target, work in steps:
        note = DdlStep.objects.create(
            form_id=form_id,
            version=version,
            operation=operation,
            target=target,
            started_at=ports.clock().now(),
        )
        work()
        DdlStep.objects.filter(pk=note.pk).update(done_at=ports.clock().now())
    DdlStep.objects.filter(form_id=form_id, done_at=None).update(done_at=ports.clock().now())
    return len(steps)


Step = tuple[str, str, Callable[[], None]]


def missing(document: FormDocument, storage: Storage) -> Iterator[Step]:
    """Tables, columns and indexes that the catalogue of the database lacks."""
    tables = [(storage.main.name, main_columns(storage.main))]
    tables += [(table.name, subform_columns(table)) for table in storage.subforms.values()]
    fresh = set()
    for name, columns in tables:
        present = ddl.columns_of(name)
        if not present:
            fresh.add(name)
            yield "create_table", name, _create(name, columns)
            continue
        for column in columns:
            if column.name not in present:
                yield "add_column", f"{name}.{column.name}", _add(name, column)
    for index in indexes(document, storage):
        if not ddl.has_index(index.name):
            yield "create_index", index.name, _index(index, index.table in fresh)


def drop_index(form_id: int, version: int, name: str) -> None:
    now = ports.clock().now()
    ddl.drop_index(name)
    DdlStep.objects.create(
        form_id=form_id,
        version=version,
        operation="drop_index",
        target=name,
        started_at=now,
        done_at=now,
    )


def _create(name: str, columns: list[ColumnSpec]) -> Callable[[], None]:
    return lambda: ddl.ensure_table(name, columns)


def _add(table: str, column: ColumnSpec) -> Callable[[], None]:
    return lambda: ddl.ensure_column(table, column)


def _index(index: Index, fresh: bool) -> Callable[[], None]:
    """A new table has nobody to disturb; building beside writers waits for every older one."""

    def build_index() -> None:
        ddl.ensure_index(
            index.name,
            index.table,
            index.columns,
            unique=index.unique,
            where=index.where,
            using=index.using,
        )

    def build_alone() -> None:
        with transaction.atomic():
            build_index()

    return build_alone if fresh else build_index
