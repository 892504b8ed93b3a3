"""Makes a version of a form the one that runs: expand, fill, flip one row. Safe to kill anywhere.

``prepare`` only adds (tables, columns, indexes) and can be run again; nobody sees what it made
until ``flip``, in one transaction, says that the new version is the current one.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection

from form_engine import backfill, journal, layout
from form_engine.catalog import forms_changed, plan_of, published_forms
from form_engine.conversion import Unconvertible, converter
from form_engine.difference import Change, changes
from form_engine.document import FormDocument
from form_engine.field_type import type_of
from form_engine.layout import meaning
from form_engine.models import Form, FormVersion
from form_engine.problems import problems as document_problems
from form_engine.reporting_view import create_views, drop_views, view_name
from form_engine.storage import Storage
from form_engine.tables import unique_indexes
from huiliu.core.actor import AppRef
from huiliu.core.ddl import is_postgresql, qualified
from huiliu.core.documents import InvalidDocument
from huiliu.core.ports import Problem, clock

_CLOCKS_DIFFER = timedelta(minutes=1)


@dataclass(frozen=True)
class Prepared:
    """What ``prepare`` leaves for ``flip``."""

    form_id: int
    storage: Storage
    moves: tuple[backfill.Move, ...]
    begun_at: datetime


class FormPublisher:
    """Satisfies ``ports.Publisher`` for the kind ``form``."""

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]:
        """What is wrong with the document, and what its publishing would lose."""
        try:
            document = FormDocument.parse(content)
        except InvalidDocument as error:
            return error.problems
        found = document_problems(document, _others(app, key))
        form = Form.objects.filter(app_id=app.id, key=key).first()
        if found or form is None or form.version is None:
            return found
        return [*_lost_values(form, document), *_duplicates(form, document)]

    def prepare(self, app: AppRef, key: str, n: int, content: Mapping[str, Any]) -> Prepared:
        document = FormDocument.parse(content)
        form, _ = Form.objects.get_or_create(app_id=app.id, key=key)
        with journal.form_lock(form.pk):
            begun_at = clock().now() - _CLOCKS_DIFFER
            storage = layout.allocate(form, document)
            moves = _moves(form, document, storage)
            try:
                journal.build(form.pk, n, document, storage)
            except IntegrityError:
                raise InvalidDocument([_NOT_UNIQUE]) from None
            with _convertible():
                for move in moves:
                    backfill.fill(move)
        return Prepared(form.pk, storage, moves, begun_at)

    def flip(
        self, app: AppRef, key: str, n: int, content: Mapping[str, Any], prepared: Prepared
    ) -> None:
        document = FormDocument.parse(content)
        form = Form.objects.select_for_update().get(pk=prepared.form_id)
        obsolete = _obsolete_indexes(form, document, prepared.storage)
        if prepared.moves:
            _catch_up(prepared)
        checksum = _checksum(content, prepared.storage)
        FormVersion.objects.create(
            form=form,
            number=n,
            document=dict(content),
            storage=prepared.storage.as_json(),
            checksum=checksum,
            published_at=clock().now(),
        )
        name = form.view or view_name(app, form)
        Form.objects.filter(pk=form.pk).update(version=n, checksum=checksum, view=name)
        forms_changed(app)
        for index in obsolete:
            journal.drop_index(form.pk, n, index)
        create_views(name, document, prepared.storage, _tables_of(app))

    def retire(self, app: AppRef, key: str) -> None:
        """No longer a form of the app. Tables, records and history stay: the next version, if there
        ever is one, finds them."""
        form = Form.objects.select_for_update().get(app_id=app.id, key=key)
        current = _current(form)
        Form.objects.filter(pk=form.pk).update(version=None, checksum="")
        forms_changed(app)
        if current is not None and form.view:
            drop_views(form.view, current[1])

    def difference(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
        """For the publish dialog. Raises InvalidDocument for a draft that is no form yet."""
        old = FormDocument.parse(before) if before else None
        return changes(old, FormDocument.parse(after))

    def affected_records(self, app: AppRef, key: str) -> int:
        """Records that will be read by the new version, the deleted ones aside."""
        form = Form.objects.filter(app_id=app.id, key=key, version__isnull=False).first()
        current = _current(form) if form is not None else None
        if current is None:
            return 0
        with connection.cursor() as cursor:
            table = qualified(current[1].main.name)
            cursor.execute(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL")  # noqa: S608
            return int(cursor.fetchone()[0])


def _catch_up(prepared: Prepared) -> None:
    """What was written while the columns were filled. Writers wait until the flip is done; those
    of the old version then find that it is no longer the current one."""
    storage = prepared.storage
    if is_postgresql():
        names = [storage.main.name, *(table.name for table in storage.subforms.values())]
        tables = ", ".join(qualified(name) for name in names)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
    with _convertible():
        for move in prepared.moves:
            backfill.catch_up(move, storage.main.name, prepared.begun_at)


@contextmanager
def _convertible() -> Iterator[None]:
    """A value that came in after the design was validated may still stop it."""
    try:
        yield
    except Unconvertible as error:
        raise InvalidDocument([_lost("fields", [str(error)])]) from error


def _others(app: AppRef, key: str) -> dict[str, FormDocument]:
    """As they are published at this moment; they were checked then, so none is read anew."""
    return {form.key: plan_of(form).document for form in published_forms(app) if form.key != key}


def _current(form: Form) -> tuple[FormDocument, Storage] | None:
    if form.version is None:
        return None
    row = FormVersion.objects.get(form=form, number=form.version)
    return FormDocument.parse(row.document), Storage.of_json(row.storage)


def _moves(form: Form, document: FormDocument, storage: Storage) -> tuple[backfill.Move, ...]:
    current = _current(form)
    if current is None:
        return ()
    old, before = current
    return tuple(
        backfill.Move(
            change.table,
            change.before.name,
            change.after.name,
            converter(
                (change.before.kind, change.before.scale, meaning(change.old)),
                (change.after.kind, change.after.scale, meaning(change.new)),
            ),
            lenient=type_of(change.new).computed,
        )
        for change in layout.type_changes(before, old, storage, document)
    )


def _lost_values(form: Form, document: FormDocument) -> list[Problem]:
    current = _current(form)
    if current is None:
        return []
    old, before = current
    problems = []
    for column, table, wanted in layout.wanted_changes(before, old, document):
        config = document.by_path[wanted.path]
        if type_of(config).computed:
            continue
        convert = converter(
            (column.kind, column.scale, meaning(old.by_path[wanted.path])),
            (wanted.kind, wanted.scale, meaning(config)),
        )
        lost = backfill.unconvertible(table, column.name, convert)
        if lost:
            problems.append(_lost(_pointer(document, wanted.path), lost))
    return problems


def _duplicates(form: Form, document: FormDocument) -> list[Problem]:
    """Values that are to be unique from now on and are not."""
    current = _current(form)
    if current is None:
        return []
    columns = {column.path: column.name for column in current[1].main.columns}
    wanted: list[tuple[str, ...]] = [(c.id,) for c in document.fields if c.unique]
    wanted += [unique.fields for unique in document.unique]
    problems = []
    for paths in wanted:
        if all(path in columns for path in paths) and _has_duplicates(
            current[1].main.name, [columns[path] for path in paths]
        ):
            problems.append(_not_unique(_pointer(document, paths[0])))
    return problems


def _has_duplicates(table: str, columns: list[str]) -> bool:
    names = ", ".join(f'"{name}"' for name in columns)
    filled = " AND ".join(f'"{name}" IS NOT NULL' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT 1 FROM {qualified(table)} WHERE "deleted_at" IS NULL AND {filled}'  # noqa: S608
            f" GROUP BY {names} HAVING count(*) > 1 LIMIT 1"
        )
        return cursor.fetchone() is not None


def _obsolete_indexes(form: Form, document: FormDocument, storage: Storage) -> list[str]:
    current = _current(form)
    if current is None:
        return []
    wanted = {index.name for index in unique_indexes(document, storage)}
    had = [index.name for index in unique_indexes(*current)]
    return [name for name in had if name not in wanted]


def _tables_of(app: AppRef) -> Any:
    known = dict(Form.objects.filter(app_id=app.id, version__isnull=False).values_list("key", "id"))
    return lambda key: f"f_{known[key]}" if key in known else None


def _checksum(content: Mapping[str, Any], storage: Storage) -> str:
    whole = json.dumps([content, storage.as_json()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def _pointer(document: FormDocument, path: str) -> str:
    """``lines.qty`` → ``fields.3.fields.0``."""
    head, _, rest = path.partition(".")
    position = next(i for i, config in enumerate(document.fields) if config.id == head)
    if not rest:
        return f"fields.{position}"
    inside = type_of(document.fields[position]).columns(document.fields[position])
    return f"fields.{position}.fields.{[c.id for c in inside].index(rest)}"


def _lost(path: str, values: list[str]) -> Problem:
    count = f"{len(values)}{'+' if len(values) >= backfill.ENOUGH else ''}"
    common = ", ".join(value[:40] for value, _ in Counter(values).most_common(5))
    words = {
        "zh-CN": "有 {count} 个已有值无法转换为新的类型，例如：{examples}",
        "en": "{count} existing values cannot become the new type, for example: {examples}",
    }
    return Problem(path, "unconvertible_values", words, {"count": count, "examples": common})


def _not_unique(path: str) -> Problem:
    words = {
        "zh-CN": "已有数据中存在重复值，不能设为不可重复。",
        "en": "The existing records have equal values here, so it cannot be made unique.",
    }
    return Problem(path, "duplicate_values", words)


_NOT_UNIQUE = _not_unique("unique")
