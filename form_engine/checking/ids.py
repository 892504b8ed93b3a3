"""Ids that appear twice, and names that are the system's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from form_engine.checking.forms import Forms
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, type_of
from huiliu.core.ports import Problem

RESERVED = frozenset({"id", "uid", "rev", "parent_id", "pos", "deleted_at"})


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    yield from _fields(form.fields, "fields")
    yield from _twice([rule.id for rule in form.rules], "rules")
    yield from _twice([one.id for one in form.unique], "unique")


def _fields(fields: Sequence[FieldConfig], base: str) -> Iterator[Problem]:
    yield from _twice([config.id for config in fields], base)
    for position, config in enumerate(fields):
        if config.id in RESERVED:
            yield problem(f"{base}.{position}.id", "reserved_id", id=config.id)
        yield from _fields(type_of(config).columns(config), f"{base}.{position}.fields")


def _twice(ids: list[str], base: str) -> Iterator[Problem]:
    for position, one in enumerate(ids):
        if one in ids[:position]:
            yield problem(f"{base}.{position}.id", "duplicate_id", id=one)
