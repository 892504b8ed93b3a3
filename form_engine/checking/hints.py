"""Hints and scanners that read fields which are not there. A ledger, or another form, may still be
published later: then its hint is silent until it is there."""

from __future__ import annotations

from collections.abc import Iterator

from form_engine.checking.forms import Forms, find
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.field_type import type_of
from form_engine.fields.subform import SubformConfig
from form_engine.hint_document import Hint, Latest
from form_engine.scan_document import Scan
from huiliu.core.ports import Problem


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, hint in enumerate(form.hints):
        at = f"hints.{position}"
        if hint.id in seen:
            yield problem(f"{at}.id", "duplicate_id", id=hint.id)
        seen.add(hint.id)
        yield from _own(form, hint, at)
        if hint.latest is not None:
            yield from _there(hint.latest, forms, f"{at}.latest")
    for position, config in enumerate(form.fields):
        if isinstance(config, SubformConfig) and config.scan is not None:
            yield from _scan(form, config.id, config.scan, forms, f"fields.{position}.scan")


def _own(form: FormDocument, hint: Hint, at: str) -> Iterator[Problem]:
    """Fields of the record, or of the row that the hint is told in."""
    if hint.beside not in form.by_path:
        yield problem(f"{at}.beside", "unknown_field", path=hint.beside)
    for path in hint.own_paths:
        config = form.by_path.get(path)
        near = path.rpartition(".")[0] in ("", hint.scope)
        if config is None or not near or type_of(config).storage(config) is None:
            yield problem(at, "unknown_field", path=path)


def _there(latest: Latest, forms: Forms, at: str) -> Iterator[Problem]:
    other = forms.get(latest.form)
    if other is None:
        return
    for setting, path in (("value", latest.value), ("by", latest.by)):
        if path not in other.by_path:
            yield problem(f"{at}.{setting}", "unknown_field", path=path)
    for path in latest.same:
        if path not in other.by_path:
            yield problem(f"{at}.same", "unknown_field", path=path)


def _scan(form: FormDocument, subform: str, scan: Scan, forms: Forms, at: str) -> Iterator[Problem]:
    yield from _codes(form, f"{subform}.{scan.into}", scan.by, forms, at)
    count = form.by_path.get(f"{subform}.{scan.count}")
    storage = None if count is None else type_of(count).storage(count)
    if count is None or storage is None or storage[0] != "scaled" or type_of(count).computed:
        yield problem(f"{at}.count", "bad_number", path=scan.count)
    if scan.packs is None:
        return
    yield from _codes(form, f"{subform}.{scan.packs.into}", scan.packs.by, forms, f"{at}.packs")
    inside = find(form, f"{subform}.{scan.packs.into}.{scan.packs.record}", forms)
    target = getattr(form.by_path.get(f"{subform}.{scan.into}"), "form", None)
    if inside is None or getattr(inside.config, "form", None) != target:
        yield problem(f"{at}.packs.record", "unknown_field", path=scan.packs.record)


def _codes(
    form: FormDocument, path: str, by: tuple[str, ...], forms: Forms, at: str
) -> Iterator[Problem]:
    config = form.by_path.get(path)
    other = forms.get(getattr(config, "form", ""))
    if config is None or type_of(config).link != "record":
        yield problem(f"{at}.into", "unknown_field", path=path)
        return
    for place, one in enumerate(by):
        if other is not None and one not in other.by_path:
            yield problem(f"{at}.by.{place}", "unknown_field", path=one)
