"""A read-only SQL view per form, in the admin's own words and true decimals, for reports and BI."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import connection

from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, type_of
from form_engine.models import Form
from form_engine.storage import Column, Storage
from huiliu.core import ddl
from huiliu.core.actor import AppRef
from huiliu.core.text import choose

_LIMIT = 63
_SYSTEM = (
    ("编号", 't."uid"'),
    ("状态", 't."state"'),
    ("标题", 't."title"'),
    ("创建时间", 't."created_at"'),
    ("更新时间", 't."updated_at"'),
)

FindTable = Callable[[str], str | None]
"""Form key → its main table, if it is published."""


def view_name(app: AppRef, form: Form) -> str:
    """``v_<app>_<form>``; two workspaces with equal keys are told apart by the form's number."""
    name = f"v_{app.key}_{form.key}"
    if len(name) > _LIMIT - 12 or Form.objects.filter(view=name).exclude(pk=form.pk).exists():
        name = f"{name[: _LIMIT - 12]}_{form.pk}"
    return name


def create_views(name: str, document: FormDocument, storage: Storage, table: FindTable) -> None:
    """The form's view, and one for each subform."""
    _create(name, _main_select(document, storage, table))
    for key in storage.subforms:
        _create(_sub_name(name, key), _sub_select(document, storage, key, table))


def drop_views(name: str, storage: Storage) -> None:
    for one in (name, *(_sub_name(name, key) for key in storage.subforms)):
        _drop(one)


def _drop(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP VIEW IF EXISTS {ddl.qualified(name)}")


def _create(name: str, select: str) -> None:
    _drop(name)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE VIEW {ddl.qualified(name)} AS {select}")


def _main_select(document: FormDocument, storage: Storage, table: FindTable) -> str:
    names = _Names()
    parts = [f"{sql} AS {names.quoted(words)}" for words, sql in _SYSTEM]
    parts += _columns(storage.main.columns, document.by_path, "t", names, table)
    main = ddl.qualified(storage.main.name)
    return f'SELECT {", ".join(parts)} FROM {main} t WHERE t."deleted_at" IS NULL'  # noqa: S608


def _sub_select(document: FormDocument, storage: Storage, key: str, table: FindTable) -> str:
    names = _Names()
    parts = [f't."uid" AS {names.quoted("编号")}', f's."pos" + 1 AS {names.quoted("行号")}']
    parts += _columns(storage.subforms[key].columns, document.by_path, "s", names, table)
    sub, main = ddl.qualified(storage.subforms[key].name), ddl.qualified(storage.main.name)
    return (
        f"SELECT {', '.join(parts)} FROM {sub} s JOIN {main} t"  # noqa: S608
        ' ON t."id" = s."parent_id" WHERE t."deleted_at" IS NULL'
    )


def _columns(
    columns: tuple[Column, ...],
    configs: Mapping[str, FieldConfig],
    alias: str,
    names: _Names,
    table: FindTable,
) -> list[str]:
    return [
        f"{_value(column, configs[column.path], alias, table)} AS "
        f"{names.quoted(choose(configs[column.path].label, 'zh-CN'))}"
        for column in columns
    ]


def _value(column: Column, config: FieldConfig, alias: str, table: FindTable) -> str:
    sql = f'{alias}."{column.name}"'
    if column.kind == "scaled" and column.scale:
        if ddl.is_postgresql():
            return f"({sql}::numeric / {10**column.scale})::numeric(28,{column.scale})"
        return f"round({sql} / {10**column.scale}.0, {column.scale})"
    if type_of(config).link == "record":
        other = table(getattr(config, "form", ""))
        if other is not None:
            return f'(SELECT r."title" FROM {ddl.qualified(other)} r WHERE r."id" = {sql})'  # noqa: S608
    return sql


def _sub_name(name: str, key: str) -> str:
    full = f"{name}_{key}"
    return full if len(full) <= _LIMIT else f"{name[: _LIMIT - 9]}_{_hash(key):08x}"


def _hash(key: str) -> int:
    return int.from_bytes(key.encode(), "big") % 2**32


class _Names:
    """Every name once; PostgreSQL counts bytes, and a Chinese character has three."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def quoted(self, words: str) -> str:
        name, count = _cut(words), 1
        while name in self._used:
            count += 1
            name = f"{_cut(words, _LIMIT - 4)}_{count}"
        self._used.add(name)
        return '"' + name.replace('"', '""') + '"'


def _cut(words: str, limit: int = _LIMIT) -> str:
    return words.encode()[:limit].decode(errors="ignore") or "_"
