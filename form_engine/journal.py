"""Does the DDL of a form and keeps a note of each step: begun, done. What is new is made at once;
what is in use is changed step by step, so that nobody waits long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction

from form_engine.document import FormDocument
from form_engine.models import DdlStep
from form_engine.storage import Storage
from form_engine.tables import indexes, main_columns, subform_columns
from huiliu.core import ddl, ports
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
    new, steps = missing(document, storage)
    if new:
        _make_at_once(form_id, version, new)
    for step in steps:
        note = _note(form_id, version, step)
        note.save()
        step.work()
        DdlStep.objects.filter(pk=note.pk).update(done_at=ports.clock().now())
    DdlStep.objects.filter(form_id=form_id, done_at=None).update(done_at=ports.clock().now())
    return len(new) + len(steps)


@dataclass(frozen=True)
class New:
    """A table nobody knows yet, or an index of one: its SQL."""

    operation: str
    target: str
    sql: str


@dataclass(frozen=True)
class Step:
    """A change to a table that is in use."""

    operation: str
    target: str
    work: Callable[[], None]


def missing(document: FormDocument, storage: Storage) -> tuple[list[New], list[Step]]:
    """Tables, columns and indexes that the catalogue of the database lacks."""
    tables = [(storage.main.name, main_columns(storage.main))]
    tables += [(table.name, subform_columns(table)) for table in storage.subforms.values()]
    present = {name: ddl.columns_of(name) for name, _ in tables}
    new = [New("create_table", n, ddl.table_sql(n, c)) for n, c in tables if not present[n]]
    steps = [
        Step("add_column", f"{name}.{column.name}", partial(ddl.ensure_column, name, column))
        for name, columns in tables
        for column in columns
        if present[name] and column.name not in present[name]
    ]
    for index in indexes(document, storage):
        if not present[index.table]:
            new.append(New("create_index", index.name, index.sql()))
        elif not ddl.has_index(index.name):
            steps.append(Step("create_index", index.name, index.ensure))
    return new, steps


def _make_at_once(form_id: int, version: int, new: Sequence[New]) -> None:
    with transaction.atomic():
        notes = [_note(form_id, version, one) for one in new]
        ddl.make_new([one.sql for one in new])
        for note in notes:
            note.done_at = ports.clock().now()
        DdlStep.objects.bulk_create(notes)


def _note(form_id: int, version: int, step: New | Step) -> DdlStep:
    return DdlStep(
        form_id=form_id,
        version=version,
        operation=step.operation,
        target=step.target,
        started_at=ports.clock().now(),
    )


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
