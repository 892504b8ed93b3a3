"""Which documents name another one, and which of them are only there because of it.

Found in the JSON whatever its kind: ``"form": "order"``, or ``"kind": "form", "key": "order"``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from huiliu.core.actor import Actor, AppRef
from huiliu.core.text import Words
from huiliu.design.grants import may_design
from huiliu.design.models import Document
from huiliu.design.uses import contents_of

_GOES_ALONG = frozenset({"flow", "permission"})
"""Kinds that are about one form or ledger, and nothing without it."""
_NAMES_ALL = "app"
"""A line of the navigation is no use: without its document nobody sees it."""


@dataclass(frozen=True)
class Named:
    kind: str
    key: str
    title: Words


@dataclass(frozen=True)
class NamedBy:
    """``along``: what is about the document alone. ``uses``: what else names it and may be designed
    by whoever asks; ``others``: how many more there are."""

    along: tuple[Named, ...]
    uses: tuple[Named, ...]
    others: int

    @property
    def is_free(self) -> bool:
        return not self.uses and not self.others


def named_by(by: Actor, app: AppRef, kind: str, key: str) -> NamedBy:
    """In what is published and in what is being designed."""
    documents = Document.objects.filter(app=app.id, removed_at=None).order_by("kind", "key")
    naming = [one for one in documents if _is_another(one, kind, key) and _names_it(one, kind, key)]
    along = [one for one in naming if _is_about(one, kind, key)]
    uses = [one for one in naming if one not in along]
    seen = [one for one in uses if may_design(by, app, one.kind, one.key)]
    return NamedBy(_told(along), _told(seen), len(uses) - len(seen))


def _is_another(document: Document, kind: str, key: str) -> bool:
    return document.kind != _NAMES_ALL and (document.kind, document.key) != (kind, key)


def _names_it(document: Document, kind: str, key: str) -> bool:
    return any(_names(content, kind, key) for content in contents_of(document))


def _is_about(document: Document, kind: str, key: str) -> bool:
    if document.kind not in _GOES_ALONG:
        return False
    return all(content.get(kind) == key for content in contents_of(document))


def _names(value: Any, kind: str, key: str) -> bool:
    return any(_says(one, kind, key) for one in _objects(value))


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for one in value.values():
            yield from _objects(one)
    elif isinstance(value, list):
        for one in value:
            yield from _objects(one)


def _says(value: Mapping[str, Any], kind: str, key: str) -> bool:
    named = value.get(kind)
    is_listed = isinstance(named, list) and key in named
    return named == key or is_listed or (value.get("kind") == kind and value.get("key") == key)


def _told(documents: list[Document]) -> tuple[Named, ...]:
    return tuple(Named(one.kind, one.key, _title(one)) for one in documents)


def _title(document: Document) -> Words:
    titles = (content.get("title") for content in contents_of(document))
    return next((one for one in titles if isinstance(one, Mapping)), {})
