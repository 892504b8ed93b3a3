"""Settings that name a field: title, search, list, uniqueness, defaults, serial numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from form_engine.checking.forms import Forms, find, is_system
from form_engine.checking.places import Place, places
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.field_type import BadValue, FieldConfig, type_of
from huiliu.core.ports import Problem

_FOR_CURRENT = {
    "member": ("link", "member"),
    "department": ("link", "department"),
    "today": ("kind", "date"),
    "now": ("kind", "datetime"),
}


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    yield from _title(form)
    yield from _search(form)
    yield from _list(form, forms)
    yield from _unique(form)
    filled = set(_copied_into(form))
    for place in places(form):
        yield from _default(place)
        yield from _never_filled(place, filled)
        yield from _rows(place)
        yield from _serial(form, place)


def _title(form: FormDocument) -> Iterator[Problem]:
    if form.title_field is None:
        return
    config = form.by_path.get(form.title_field)
    if config is None:
        yield problem("title_field", "unknown_field", path=form.title_field)
    elif "." in form.title_field or _stored(config) in (None, "json"):
        yield problem("title_field", "bad_title_field", path=form.title_field)


def _search(form: FormDocument) -> Iterator[Problem]:
    for position, path in enumerate(form.search):
        config = form.by_path.get(path)
        if config is None:
            yield problem(f"search.{position}", "unknown_field", path=path)
        elif "." in path or not type_of(config).searchable:
            yield problem(f"search.{position}", "not_searchable", path=path)


def _list(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    for position, path in enumerate(form.list.columns):
        found = find(form, path, forms)
        if found is None and not is_system(path):
            yield problem(f"list.columns.{position}", "unknown_field", path=path)
        elif found is not None and (found.subform or found.kind.storage(found.config) is None):
            yield problem(f"list.columns.{position}", "not_listable", path=path)
    for position, sort in enumerate(form.list.sort):
        own = form.by_path.get(sort.field)
        if own is None and not is_system(sort.field):
            yield problem(f"list.sort.{position}.field", "unknown_field", path=sort.field)
        elif own is not None and ("." in sort.field or not type_of(own).sortable):
            yield problem(f"list.sort.{position}.field", "not_sortable", path=sort.field)


def _unique(form: FormDocument) -> Iterator[Problem]:
    for position, unique in enumerate(form.unique):
        for column, path in enumerate(unique.fields):
            config = form.by_path.get(path)
            at = f"unique.{position}.fields.{column}"
            if config is None:
                yield problem(at, "unknown_field", path=path)
            elif _stored(config) in (None, "json"):
                yield problem(at, "cannot_be_unique", path=path)
    for place in places(form):
        if place.config.unique and (place.subform or not type_of(place.config).can_be_unique):
            yield problem(f"{place.at}.unique", "cannot_be_unique", path=place.path)


def _default(place: Place) -> Iterator[Problem]:
    default = place.config.default
    if default is not None and not _default_fits(place.config):
        yield problem(f"{place.at}.default", "bad_default", path=place.path)


def _default_fits(config: FieldConfig) -> bool:
    kind, default = type_of(config), config.default
    stored = _stored(config)
    if default is None or kind.computed or stored is None:
        return False
    if default.formula is not None:
        return stored not in ("id", "json")
    if default.current is not None:
        what, wanted = _FOR_CURRENT[default.current]
        return (kind.link if what == "link" else stored) == wanted
    try:
        kind.clean(default.value, config)
    except BadValue:
        return False
    return True


def _never_filled(place: Place, filled: set[str]) -> Iterator[Problem]:
    config = place.config
    for_nobody = config.readonly or config.display != "everywhere"
    system_only = config.is_asked_for and for_nobody and type_of(config).blank is None
    if system_only and config.default is None and place.path not in filled:
        name = "required" if config.required else "required_when"
        yield problem(f"{place.at}.{name}", "never_filled", path=place.path)


def _copied_into(form: FormDocument) -> Iterator[str]:
    for place in places(form):
        for own in getattr(place.config, "copy_", {}):
            yield place.beside(own)


def _rows(place: Place) -> Iterator[Problem]:
    known = {one.id for one in type_of(place.config).columns(place.config)}
    for column in getattr(place.config, "unique_columns", ()):
        if column in known:
            continue
        yield problem(f"{place.at}.unique_column", "unknown_field", path=f"{place.path}.{column}")


def _serial(form: FormDocument, place: Place) -> Iterator[Problem]:
    parts: tuple[Any, ...] = getattr(place.config, "parts", ())
    for position, part in enumerate(parts):
        path = getattr(part, "field", None)
        if path is None:
            continue
        config = form.by_path.get(path)
        at = f"{place.at}.parts.{position}.field"
        if config is None:
            yield problem(at, "unknown_field", path=path)
        elif _stored(config) not in (("date", "datetime") if part.kind == "date" else ("text",)):
            yield problem(at, "bad_serial_part", path=path)
    by_date = any(getattr(part, "reset", "") == "date" for part in parts)
    if by_date and not any(part.kind == "date" and part.field for part in parts):
        yield problem(f"{place.at}.parts", "bad_reset")


def _stored(config: FieldConfig) -> str | None:
    storage = type_of(config).storage(config)
    return None if storage is None else storage[0]
