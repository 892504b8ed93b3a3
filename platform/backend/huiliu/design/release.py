"""Publishes new documents together: a template's, that nobody has drafted before.

What belongs together arrives together: one transaction, one revision of the app.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from huiliu.core import ports, revision
from huiliu.core.actor import Actor, AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import StaleRevision
from huiliu.core.ports import Publisher
from huiliu.design.drafts import require_shape
from huiliu.design.grants import require_design
from huiliu.design.models import App, Document, DocumentVersion
from huiliu.design.publish import tell
from huiliu.design.published import ref_of
from huiliu.design.publishers import publisher_of

_FIRST = 1


@dataclass(frozen=True)
class New:
    """A document that was never published. A draft of its key gives way to it."""

    kind: str
    key: str
    content: Mapping[str, Any]


def publish_new(by: Actor, app: AppRef, documents: Sequence[New], comment: str = "") -> None:
    """Each is checked against what is published already: none may need another of them.

    Raises InvalidDocument with the first one's problems, their paths beginning with its key, and
    StaleRevision when somebody else was quicker; then nothing is published.
    """
    require_design(by, app)
    for one in documents:
        _check(app, one)
    prepared = [_publisher(one).prepare(app, one.key, _FIRST, one.content) for one in documents]
    with transaction.atomic():
        row = App.objects.select_for_update().get(pk=app.id)
        _store(by, row, documents, comment)
        # Raised before the flips, as in publish.
        row.rev = revision.following(row.rev)
        row.save(update_fields=["rev"])
        for one, made in zip(documents, prepared, strict=True):
            _publisher(one).flip(ref_of(row), one.key, _FIRST, one.content, made)
            tell(row, one.kind, one.key, _FIRST)


def _publisher(one: New) -> Publisher:
    return publisher_of(one.kind)


def _check(app: AppRef, one: New) -> None:
    require_shape(one.kind, one.key, one.content)
    if problems := _publisher(one).validate(app, one.key, one.content):
        raise InvalidDocument([replace(p, path=f"{one.key}.{p.path}") for p in problems])


def _store(by: Actor, app: App, documents: Sequence[New], comment: str) -> None:
    now = ports.clock().now()
    mentioned = Document.objects.filter(app=app, key__in={one.key for one in documents})
    drafts = {(row.kind, row.key): row for row in mentioned}
    rows = [drafts.get((one.kind, one.key)) or _row(app, one) for one in documents]
    if any(row.published is not None or row.removed_at is not None for row in rows):
        raise StaleRevision
    # One that is gone begins anew: its numbers would be taken.
    DocumentVersion.objects.filter(document__in=[row for row in rows if row.pk]).delete()
    for row in rows:
        row.published, row.draft, row.updated_at = _FIRST, None, now
        row.draft_rev += 1
    Document.objects.bulk_create([row for row in rows if row.pk is None])
    Document.objects.bulk_update(
        [row for row in rows if (row.kind, row.key) in drafts],
        ["published", "draft", "updated_at", "draft_rev"],
    )
    DocumentVersion.objects.bulk_create(
        DocumentVersion(
            document=row,
            n=_FIRST,
            content=dict(one.content),
            comment=comment,
            published_at=now,
            published_by_id=by.member_id,
        )
        for row, one in zip(rows, documents, strict=True)
    )


def _row(app: App, one: New) -> Document:
    return Document(app=app, kind=one.kind, key=one.key)
