"""Where a field of a form is used: by its form itself, by flows, permissions, automations, ledgers,
reports, and by other forms through references.

Found in the JSON whatever its kind. A path is read from the form that its document is about, and
from the form that the nearest object around it names; through references it is followed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
Json = Mapping[str, Any]


@dataclass(frozen=True)
class _Wanted:
    form: str
    field: str
    shapes: Shapes

    def is_meant(self, form: str, text: str) -> bool:
        """Whether ``text``, read from the form, leads to the field, or into it."""
        for _ in range(MAX_DEPTH):
            shape = self.shapes(form)
            step = split_path(shape, text) if shape else None
            if step is None:
                return form == self.form and text == self.field
            first, rest = step
            if form == self.form and f"{first.path}.".startswith(f"{self.field}."):
                return True
            if not rest or not first.form:
                return False
            form, text = first.form, rest
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
        if not is_itself and _names(inside, wanted, wanted.form):
            yield path
    for setting, value in content.items():
        if setting != "fields" and _names({setting: value}, wanted, wanted.form):
            yield setting


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
    if _names(content, wanted, _about(document, content)):
        yield document.key


def _about(document: Document, content: Json) -> str:
    """The form that a document is about; empty for none."""
    if document.kind == KIND:
        return document.key
    named = (content, content.get("trigger"), content.get("rows"))
    forms = (one.get("form") for one in named if isinstance(one, Mapping))
    return next((form for form in forms if isinstance(form, str)), "")


def _names(content: Json, wanted: _Wanted, about: str) -> bool:
    return any(
        wanted.is_meant(form, text)
        for form, text in _said(content, about, about, "")
        if form and text
    )


def _said(value: Any, about: str, near: str, setting: str) -> Iterator[tuple[str, str]]:
    """Each text that may be a path, with each form that it may be read from."""
    if isinstance(value, Mapping):
        form = value.get("form")
        near = form if isinstance(form, str) else near
        for name, one in value.items():
            if setting in _BY_FIELD:
                yield from _read(name, about, near)
            yield from _said(one, about, near, setting if setting in _WORDS else name)
    elif isinstance(value, list):
        for one in value:
            yield from _said(one, about, near, setting)
    elif isinstance(value, str):
        whole = () if setting in _WORDS | _NO_PATHS else (value,)
        for text in (*whole, *_IN_FORMULA.findall(value)):
            yield from _read(text, about, near)


def _read(text: str, about: str, near: str) -> Iterator[tuple[str, str]]:
    yield about, text
    if near != about:
        yield near, text
