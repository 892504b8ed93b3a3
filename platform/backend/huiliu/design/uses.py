"""Where a ledger is used: the documents of its app that name it, and which of its parts they name.

Found in the JSON whatever its kind, so that no kind has to be listed here: whatever names a ledger
does so as ``"ledger": "stock"`` or as ``"kind": "ledger", "key": "stock"``, and what stands with
that speaks of the ledger's parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from huiliu.core.actor import Actor, AppRef
from huiliu.core.text import Words
from huiliu.design.drafts import content_of
from huiliu.design.grants import may_design
from huiliu.design.models import Document
from huiliu.design.publish import version_of

KIND = "ledger"
_IN_FORMULA = re.compile(r"\{\s*([a-z][a-z0-9_]*)")


@dataclass(frozen=True)
class Use:
    """``parts``: ids of dimensions, measures and checks that the document names; ``postings``."""

    kind: str
    key: str
    title: Words
    parts: tuple[str, ...]
    postings: tuple[str, ...]


@dataclass(frozen=True)
class Uses:
    """``others``: how many documents more use it that the actor does not design."""

    items: tuple[Use, ...]
    others: int


def uses_of_ledger(by: Actor, app: AppRef, key: str) -> Uses:
    """In what is published and in what is being designed."""
    documents = list(Document.objects.filter(app=app.id).order_by("kind", "key"))
    own = next((one for one in documents if (one.kind, one.key) == (KIND, key)), None)
    parts = _Parts.of(own) if own else _Parts(frozenset(), frozenset())
    found = [_use(one, key, parts) for one in documents if one != own]
    used = [one for one in found if one is not None]
    seen = tuple(one for one in used if may_design(by, app, one.kind, one.key))
    return Uses(seen, len(used) - len(seen))


@dataclass(frozen=True)
class _Parts:
    """Ids of dimensions, measures and checks; of postings, which only ``posting`` names: they are
    often called as forms and fields are."""

    counted: frozenset[str]
    postings: frozenset[str]

    @classmethod
    def of(cls, ledger: Document) -> _Parts:
        contents = [*contents_of(ledger)]
        return cls(_ids(contents, "dimensions", "measures", "checks"), _ids(contents, "postings"))


def contents_of(document: Document) -> Iterator[Mapping[str, Any]]:
    if document.draft is not None or document.published:
        yield content_of(document)
    if document.draft is not None and document.published:
        yield version_of(document, document.published).content


def _ids(contents: list[Mapping[str, Any]], *names: str) -> frozenset[str]:
    listed = [content.get(name) for content in contents for name in names]
    things = [one for items in listed if isinstance(items, list) for one in items]
    ids = [one.get("id") for one in things if isinstance(one, dict)]
    return frozenset(id_ for id_ in ids if isinstance(id_, str))


def _use(document: Document, key: str, parts: _Parts) -> Use | None:
    title: Any = {}
    named: set[str] = set()
    postings: set[str] = set()
    is_used = False
    for content in contents_of(document):
        title = title or content.get("title") or {}
        for speaking in _speaking(content, key):
            is_used = True
            named |= parts.counted & set(_words(speaking))
            postings |= parts.postings & set(_postings(speaking))
    if not is_used:
        return None
    names = tuple(sorted(named)), tuple(sorted(postings))
    return Use(document.kind, document.key, title, *names)


def _speaking(value: Any, key: str) -> Iterator[Mapping[str, Any]]:
    """The objects that name the ledger."""
    if isinstance(value, dict):
        is_place = value.get("kind") == KIND and value.get("key") == key
        if value.get("ledger") == key or is_place:
            yield value
        for one in value.values():
            yield from _speaking(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _speaking(one, key)


def _words(value: Any) -> Iterator[str]:
    """All that may be an id: names, values, the beginnings of paths and what formulas read."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from () if name == "title" else _words(one)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)
    elif isinstance(value, str):
        yield value.partition(".")[0]
        yield from _IN_FORMULA.findall(value)


def _postings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _words(one) if name in ("posting", "postings") else _postings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _postings(one)
