"""Where a field of a form is used: by its form itself, by flows, permissions, automations, ledgers,
reports, and by other forms through references.

Found in the JSON whatever its kind. A path is read from the form that its document is about, and
from the form that the nearest object around it names; through references it is followed on. Among
rows a column goes by its id alone: in the settings of its subform, and where rows are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from huiliu.core.actor import Actor, AppRef
from huiliu.core.forms import MAX_DEPTH, Shapes, published_shapes, split_path
from huiliu.design.grants import may_design
from huiliu.design.models import Document
from huiliu.design.uses import Use, Uses, contents_of

KIND = "form"
_IN_FORMULA = re.compile(r"\{\s*([$a-z][a-z0-9_.]*)")
_WORDS = frozenset({"title", "label", "message", "help", "placeholder"})
_NO_PATHS = frozenset(
    {"id", "type", "kind", "form", "event", "op", "rel", "code", "icon", "result"}
)
"""Settings whose texts are no paths, though a field may be called the same."""
_BY_FIELD = frozenset({"values", "fields", "copy", "columns", "formulas", "rows"})
"""Settings that have something for each field: there the names are paths too."""
_ROWS = "rows"
"""Settings that have something for each subform: for each of its columns, by its id alone."""
_BY_COLUMN = _BY_FIELD | {"only"}
_COLUMN = frozenset({"unique_column", "into", "count"})
"""Settings of a subform that name a column of it by its id alone."""
Json = Mapping[str, Any]


@dataclass(frozen=True)
class _Place:
    """Where one reads: the form that the document is about, the nearest that is named, and the
    subform among whose rows one is, empty for none."""

    about: str
    near: str
    rows: str = ""

    def read(self, text: str) -> Iterator[tuple[str, str]]:
        """A path, with each form that it may be read from."""
        yield self.about, text
        if self.near != self.about:
            yield self.near, text

    def read_column(self, id_: str) -> Iterator[tuple[str, str]]:
        return self.read(f"{self.rows}.{id_}")

    def within(self, value: Json) -> _Place:
        form = value.get("form")
        return replace(self, near=form) if isinstance(form, str) else self


@dataclass(frozen=True)
class _Wanted:
    form: str
    field: str
    shapes: Shapes

    def is_meant(self, form: str, text: str) -> bool:
        """Whether ``text``, read from the form, leads to the field, or into it."""
        for _ in range(MAX_DEPTH):
            if form == self.form and f"{text}.".startswith(f"{self.field}."):
                return True
            shape = self.shapes(form)
            step = split_path(shape, text) if shape else None
            if step is None or not step[0].form:
                return False
            form, text = step[0].form, step[1]
        return False


def uses_of_field(by: Actor, app: AppRef, form: str, field: str) -> Uses:
    """In what is published and in what is being designed. ``field``: its path. ``parts`` of the
    form itself are the paths of fields, and names of settings of the form."""
    wanted = _Wanted(form, field, cache(published_shapes(app)))
    documents = Document.objects.filter(app=app.id).order_by("kind", "key")
    used = [use for one in documents if (use := _use(one, wanted)) is not None]
    seen = tuple(one for one in used if may_design(by, app, one.kind, one.key))
    return Uses(seen, len(used) - len(seen))


def _use(document: Document, wanted: _Wanted) -> Use | None:
    title: Any = {}
    parts: set[str] = set()
    is_own = (document.kind, document.key) == (KIND, wanted.form)
    for content in contents_of(document):
        title = title or content.get("title") or {}
        found = _own_parts(content, wanted) if is_own else _other_parts(document, content, wanted)
        parts |= set(found)
    if not parts:
        return None
    return Use(document.kind, document.key, title, tuple(sorted(parts)) if is_own else (), ())


def _own_parts(content: Json, wanted: _Wanted) -> Iterator[str]:
    for path, field in _fields(content):
        inside = {name: one for name, one in field.items() if name != "fields"}
        is_itself = path == wanted.field or path.startswith(f"{wanted.field}.")
        place = _Place(wanted.form, wanted.form, _rows_of(path, field))
        if not is_itself and _names(inside, wanted, place):
            yield path
    form = _Place(wanted.form, wanted.form)
    for setting, value in content.items():
        if setting != "fields" and _names({setting: value}, wanted, form):
            yield setting


def _rows_of(path: str, field: Json) -> str:
    subform, dot, _ = path.partition(".")
    return subform if dot or "fields" in field else ""


def _fields(content: Json) -> Iterator[tuple[str, Json]]:
    for id_, field in _listed(content):
        yield id_, field
        for column, settings in _listed(field):
            yield f"{id_}.{column}", settings


def _listed(content: Json) -> Iterator[tuple[str, Json]]:
    """A draft may be anything."""
    fields = content.get("fields")
    for one in fields if isinstance(fields, list) else ():
        if isinstance(one, Mapping):
            yield str(one.get("id", "")), one


def _other_parts(document: Document, content: Json, wanted: _Wanted) -> Iterator[str]:
    about = _about(document, content)
    if _names(content, wanted, _Place(about, about)):
        yield document.key


def _about(document: Document, content: Json) -> str:
    """The form that a document is about; empty for none."""
    if document.kind == KIND:
        return document.key
    named = (content, content.get("trigger"), content.get("rows"))
    forms = (one.get("form") for one in named if isinstance(one, Mapping))
    return next((form for form in forms if isinstance(form, str)), "")


def _names(content: Json, wanted: _Wanted, place: _Place) -> bool:
    return any(
        wanted.is_meant(form, text) for form, text in _said(content, place, "") if form and text
    )


def _said(value: Any, place: _Place, setting: str) -> Iterator[tuple[str, str]]:
    """Each text that may be a path, with each form that it may be read from."""
    if isinstance(value, Mapping):
        inside = place.within(value)
        for name, one in value.items():
            yield from _named(name, inside, setting)
            among = replace(inside, rows=name) if setting == _ROWS else inside
            yield from _said(one, among, setting if setting in _WORDS else name)
    elif isinstance(value, list):
        for one in value:
            yield from _said(one, place, setting)
    elif isinstance(value, str):
        yield from _told(value, place, setting)


def _named(name: str, place: _Place, setting: str) -> Iterator[tuple[str, str]]:
    if place.rows and setting in _BY_COLUMN:
        yield from place.read_column(name)
    elif setting in _BY_FIELD:
        yield from place.read(name)


def _told(text: str, place: _Place, setting: str) -> Iterator[tuple[str, str]]:
    for path in _IN_FORMULA.findall(text):
        yield from place.read(path)
    if place.rows and setting in _COLUMN:
        yield from place.read_column(text)
    elif setting not in _WORDS | _NO_PATHS:
        yield from place.read(text)
