"""References to forms that are not there, and copies that do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from form_engine.checking.conditions import condition
from form_engine.checking.forms import Forms, Found, find, is_system
from form_engine.checking.places import Place, places
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, type_of
from huiliu.core.ports import Problem


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    for place in places(form):
        if type_of(place.config).link == "record":
            yield from _reference(form, forms, place)


def _reference(form: FormDocument, forms: Forms, place: Place) -> Iterator[Problem]:
    config: Any = place.config
    target = forms.get(config.form)
    if target is None:
        yield problem(f"{place.at}.form", "unknown_form", form=config.form)
        return
    yield from _copies(form, forms, place, target, config.copy_)
    if config.filter is not None:
        yield from condition(config.filter, f"{place.at}.filter", target, form, forms)
    for position, one in enumerate(config.pick.sort if config.pick else ()):
        found = find(target, one.field, forms)
        at = f"{place.at}.pick.sort.{position}.field"
        if found is None and not is_system(one.field):
            yield problem(at, "unknown_field", path=one.field)
        elif found is not None and (found.subform or not found.kind.sortable):
            yield problem(at, "not_sorted_by", path=one.field)
    for position, path in enumerate(config.show):
        if find(target, path, forms) is None and not is_system(path):
            yield problem(f"{place.at}.show.{position}", "unknown_field", path=path)


def _copies(
    form: FormDocument,
    forms: Forms,
    place: Place,
    target: FormDocument,
    copies: Mapping[str, str],
) -> Iterator[Problem]:
    for own, path in copies.items():
        at = f"{place.at}.copy.{own}"
        into = form.by_path.get(place.beside(own))
        source = find(target, path, forms)
        if into is None:
            yield problem(at, "unknown_field", path=own)
        elif source is None or source.subform:
            yield problem(at, "unknown_field", path=path)
        elif not can_be_filled(into) or into is place.config:
            yield problem(at, "bad_copy_target", path=own)
        elif not fits(source, into):
            yield problem(at, "copy_mismatch", source=path, path=own)


def can_be_filled(config: FieldConfig) -> bool:
    """By a copy."""
    return not type_of(config).computed and type_of(config).storage(config) is not None


def fits(source: Found, into: FieldConfig) -> bool:
    """Any scalar may become text; otherwise the same kind, and the same form behind it."""
    given, wanted = source.kind.storage(source.config), type_of(into).storage(into)
    if given is None or wanted is None or source.kind.link != type_of(into).link:
        return False
    if source.kind.link == "record":
        return bool(getattr(source.config, "form", "") == getattr(into, "form", ""))
    if wanted[0] == "text" and given[0] not in ("json", "id"):
        return True
    return given[0] == wanted[0] or (given[0], wanted[0]) == ("datetime", "date")
