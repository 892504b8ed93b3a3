"""Settings of a document's life that name fields which are not there or cannot do it."""

from __future__ import annotations

from collections.abc import Iterator

from form_engine.checking.forms import Forms
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, type_of
from form_engine.life_document import Reversal
from huiliu.core.ports import Problem


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    life = form.life
    if life is None:
        return
    if not form.document:
        yield problem("document", "life_needs_document")
    lists = {
        "not_copied": life.not_copied,
        "editable_after_approval": life.editable_after_approval,
    }
    for setting, paths in lists.items():
        for position, path in enumerate(paths):
            config = form.by_path.get(path)
            if config is None:
                yield problem(f"life.{setting}.{position}", "unknown_field", path=path)
            elif setting == "editable_after_approval" and type_of(config).computed:
                yield problem(f"life.{setting}.{position}", "bad_copy_target", path=path)
    if life.void_reason is not None and _kind(form.by_path.get(life.void_reason)) != "text":
        yield problem("life.void_reason", "unknown_field", path=life.void_reason)
    if life.period is not None and _kind(form.by_path.get(life.period)) != "date":
        yield problem("life.period", "not_a_date", path=life.period)
    if life.reversal is not None:
        yield from _reversal(form, life.reversal)


def _reversal(form: FormDocument, reversal: Reversal) -> Iterator[Problem]:
    for position, path in enumerate(reversal.negate):
        config, at = form.by_path.get(path), f"life.reversal.negate.{position}"
        if config is None or _kind(config) != "scaled" or type_of(config).computed:
            yield problem(at, "bad_number", path=path)
        elif (least := getattr(config, "min", None)) is not None and not str(least).startswith("-"):
            yield problem(at, "not_negative", path=path)
    of = form.by_path.get(reversal.of)
    if of is None or getattr(of, "form", "") != form.id:
        yield problem("life.reversal.of", "names_other_form", path=reversal.of, form=form.id)
    elif not of.readonly:
        yield problem("life.reversal.of", "not_readonly", path=reversal.of)
    if reversal.of_line is not None:
        line = form.by_path.get(reversal.of_line)
        if "." not in reversal.of_line or _kind(line) != "scaled":
            yield problem("life.reversal.of_line", "bad_row_field", path=reversal.of_line)
    if reversal.date is not None and _kind(form.by_path.get(reversal.date)) != "date":
        yield problem("life.reversal.date", "not_a_date", path=reversal.date)


def _kind(config: FieldConfig | None) -> str | None:
    storage = None if config is None else type_of(config).storage(config)
    return None if storage is None else storage[0]
