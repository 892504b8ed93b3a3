"""Drafts: what a designer works on, with an optimistic revision. A draft need not be valid."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import (
    Conflict,
    FieldError,
    NotFound,
    StaleRevision,
    TooLarge,
    ValidationFailed,
)
from huiliu.core.ports import Problem
from huiliu.design.grants import require_design
from huiliu.design.models import App, Document, DocumentVersion
from huiliu.design.publishers import publisher_of

_KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")
_MOST_BYTES = 1_000_000
_DEEPEST = 100


class RemovedBefore(Conflict):
    code = "document_removed"
    words = {
        "zh-CN": "标识“{key}”属于已删除的内容，请先恢复它，或换一个标识。",
        "en": "The key “{key}” belongs to something deleted: restore that, or take another key.",
    }


@dataclass(frozen=True)
class Draft:
    content: Mapping[str, Any]
    rev: int
    published: int | None


@dataclass(frozen=True)
class Listed:
    """A document in the designer's list."""

    kind: str
    key: str
    title: Mapping[str, str]
    icon: str
    published: int | None
    draft: bool
    updated_at: datetime


def read(by: Actor, app: AppRef, kind: str, key: str) -> Draft:
    """What is being designed; where nothing is, what is published."""
    require_design(by, app, kind, key)
    document = find(app, kind, key)
    content = content_of(document)
    if not content:
        raise NotFound
    return Draft(content, document.draft_rev, document.published)


@transaction.atomic
def save(
    by: Actor, app: AppRef, kind: str, key: str, content: Mapping[str, Any], rev: int
) -> Draft:
    """``rev`` is the one that was read; 0 makes a new document."""
    publisher_of(kind)
    require_shape(kind, key, content)
    App.objects.select_for_update().get(pk=app.id)
    document = Document.objects.filter(app=app.id, kind=kind, key=key).first()
    if document is None:
        require_design(by, app)
        document = Document(app_id=app.id, kind=kind, key=key)
    else:
        require_design(by, app, kind, key)
    if document.removed_at is not None:
        raise RemovedBefore(key=key)
    if rev != document.draft_rev:
        raise StaleRevision
    document.draft = None if content == _published_content(document) else dict(content)
    document.draft_rev += 1
    document.updated_at = ports.clock().now()
    document.save()
    return Draft(content, document.draft_rev, document.published)


@transaction.atomic
def discard(by: Actor, app: AppRef, kind: str, key: str) -> None:
    """Back to what is published; a document that never was published disappears."""
    require_design(by, app, kind, key)
    App.objects.select_for_update().get(pk=app.id)
    document = find(app, kind, key)
    if document.published is None:
        document.delete()
        return
    document.draft, document.draft_rev = None, document.draft_rev + 1
    document.save(update_fields=["draft", "draft_rev"])


def problems(
    by: Actor, app: AppRef, kind: str, key: str, content: Mapping[str, Any] | None = None
) -> list[Problem]:
    """Of the given content, or of the draft."""
    require_design(by, app, kind, key)
    if content is None:
        content = content_of(find(app, kind, key))
    else:
        require_shape(kind, key, content)
    return publisher_of(kind).validate(app, key, content)


def listed(app: AppRef, kind: str = "") -> list[Listed]:
    """One query for the documents and one for what is published; all are small. What is gone is
    kept for its versions alone."""
    gone = Q(published=None, draft=None)
    rows = Document.objects.filter(app=app.id).exclude(gone).order_by("kind", "key")
    found = rows.filter(kind=kind) if kind else rows
    return [_listed(app, document) for document in found]


def revision_of(app: AppRef, kind: str, key: str) -> int:
    """Of the draft, to be saved upon; 0 when there is no such document."""
    found = Document.objects.filter(app=app.id, kind=kind, key=key)
    return found.values_list("draft_rev", flat=True).first() or 0


def find(app: AppRef, kind: str, key: str) -> Document:
    document = Document.objects.filter(app=app.id, kind=kind, key=key).first()
    if document is None:
        return _standing(app, kind, key)
    if document.removed_at is not None:
        raise NotFound
    return document


def _standing(app: AppRef, kind: str, key: str) -> Document:
    """What is in force without ever having been published; only the app itself may be."""
    standing = getattr(publisher_of(kind), "standing", None)
    if standing is None or kind != key:
        raise NotFound
    document: Document = standing(app)
    return document


def content_of(document: Document) -> dict[str, Any]:
    if document.draft is not None:
        return dict(document.draft)
    return _published_content(document) or {}


def _published_content(document: Document) -> dict[str, Any] | None:
    if document.published is None:
        return None
    version = DocumentVersion.objects.get(document=document, n=document.published)
    return dict(version.content)


def _listed(app: AppRef, document: Document) -> Listed:
    content = document.draft
    if not content:
        published = ports.documents().find(app, document.kind, document.key)
        content = published.content if published else {}
    title, icon = content.get("title"), content.get("icon")
    return Listed(
        document.kind,
        document.key,
        title if isinstance(title, dict) else {},
        icon if isinstance(icon, str) else "",
        document.published,
        document.draft is not None,
        document.updated_at,
    )


def require_shape(kind: str, key: str, content: Mapping[str, Any]) -> None:
    """The least a draft must be: an object that says which document it is."""
    if not _KEY.fullmatch(key):
        raise ValidationFailed(fields={"key": [FieldError("pattern")]})
    if content.get("kind") != kind or content.get("id") != key:
        raise ValidationFailed(fields={"content": [FieldError("bad_value")]})
    if _depth(content) > _DEEPEST:
        raise ValidationFailed(fields={"content": [FieldError("too_deep")]})
    if len(json.dumps(content, ensure_ascii=False).encode()) > _MOST_BYTES:
        raise TooLarge(limit="1 MB")


def _depth(content: Any) -> int:
    """How deep lists and objects lie in each other; counts no further than what is refused."""
    depth, level = 0, [content]
    while level and depth <= _DEEPEST:
        depth += 1
        inside = (one.values() if isinstance(one, Mapping) else one for one in level)
        level = [v for values in inside for v in values if isinstance(v, Mapping | list)]
    return depth
