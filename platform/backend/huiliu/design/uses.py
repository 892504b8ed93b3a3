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
    """``parts``: ids of dimensions, measures, checks or postings that the document names."""

    kind: str
    key: str
    title: Words
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Uses:
    """``others``: how many documents more use it that the actor does not design."""

    items: tuple[Use, ...]
    others: int


def uses_of_ledger(by: Actor, app: AppRef, key: str) -> Uses:
    """In what is published and in what is being designed."""
    documents = list(Document.objects.filter(app=app.id).order_by("kind", "key"))
    own = next((one for one in documents if (one.kind, one.key) == (KIND, key)), None)
    ids = {id_ for content in _contents(own) for id_ in _ids(content)} if own else set()
    found = [_use(one, key, ids) for one in documents if one != own]
    used = [one for one in found if one is not None]
    seen = tuple(one for one in used if may_design(by, app, one.kind, one.key))
    return Uses(seen, len(used) - len(seen))


def _contents(document: Document) -> Iterator[Mapping[str, Any]]:
    if document.draft is not None or document.published:
        yield content_of(document)
    if document.draft is not None and document.published:
        yield version_of(document, document.published).content


def _ids(ledger: Mapping[str, Any]) -> Iterator[str]:
    for name in ("dimensions", "measures", "checks", "postings"):
        listed = ledger.get(name)
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and isinstance(one.get("id"), str):
                yield one["id"]


def _use(document: Document, key: str, ids: set[str]) -> Use | None:
    title: Any = {}
    parts: set[str] = set()
    is_used = False
    for content in _contents(document):
        title = title or content.get("title") or {}
        for speaking in _speaking(content, key):
            is_used = True
            parts |= ids & set(_words(speaking))
    if not is_used:
        return None
    return Use(document.kind, document.key, title, tuple(sorted(parts)))


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
