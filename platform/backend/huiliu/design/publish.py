"""Publishing: validate, prepare outside, then one transaction that makes the version current."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from huiliu.core import events, ports, revision
from huiliu.core.actor import Actor, AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import NotFound, StaleRevision
from huiliu.design import drafts
from huiliu.design.grants import require_design
from huiliu.design.models import App, Document, DocumentVersion
from huiliu.design.published import ref_of
from huiliu.design.publishers import publisher_of

_COMMENT = 500


def publish(
    by: Actor, app: AppRef, kind: str, key: str, *, rev: int, comment: str = ""
) -> DocumentVersion:
    """``rev`` is that of the draft one has seen. Where nothing differs from what is published,
    that version is the answer."""
    require_design(by, app, kind, key)
    document = drafts.find(app, kind, key)
    if document.draft_rev != rev:
        raise StaleRevision
    if document.draft is None:
        return version_of(document, document.published or 0)
    return publish_content(by, app, document, dict(document.draft), comment)


def amend(
    by: Actor, app: AppRef, kind: str, key: str, changes: Mapping[str, Any], comment: str = ""
) -> DocumentVersion:
    """Publishes what is published with other values at its top; a draft in work stays a draft."""
    require_design(by, app, kind, key)
    document = drafts.find(app, kind, key)
    content = dict(version_of(document, document.published or 0).content)
    if all(content.get(name) == value for name, value in changes.items()):
        return version_of(document, document.published or 0)
    return publish_content(by, app, document, {**content, **changes}, comment)


def rollback(by: Actor, app: AppRef, kind: str, key: str, n: int) -> DocumentVersion:
    """Publishes an old version anew; history stays. A draft in work stays a draft."""
    require_design(by, app, kind, key)
    document = drafts.find(app, kind, key)
    content = dict(version_of(document, n).content)
    return publish_content(by, app, document, content, f"↺ {n}")


def versions(by: Actor, app: AppRef, kind: str, key: str) -> list[DocumentVersion]:
    """The newest first, with who published them."""
    require_design(by, app, kind, key)
    rows = DocumentVersion.objects.filter(document=drafts.find(app, kind, key))
    return list(rows.select_related("published_by").defer("content").order_by("-n"))


def version_of(document: Document, n: int) -> DocumentVersion:
    version = DocumentVersion.objects.filter(document=document, n=n).first()
    if version is None:
        raise NotFound
    return version


def publish_content(
    by: Actor, app: AppRef, document: Document, content: Mapping[str, Any], comment: str
) -> DocumentVersion:
    publisher = publisher_of(document.kind)
    problems = publisher.validate(app, document.key, content)
    if problems:
        raise InvalidDocument(problems)
    n = last_version(document) + 1
    prepared = publisher.prepare(app, document.key, n, content)
    with transaction.atomic():
        row = App.objects.select_for_update().get(pk=app.id)
        _require_unmoved(document, n)
        version = store_version(by, document, n, content, comment, at=ports.clock().now())
        # Raised before the flip: whatever the flip compiles is cached under the new revision,
        # which never comes again should this transaction fail.
        row.rev = revision.following(row.rev)
        row.save(update_fields=["rev"])
        publisher.flip(ref_of(row), document.key, n, content, prepared)
        tell(row, document.kind, document.key, n)
    return version


def last_version(document: Document) -> int:
    return document.versions.aggregate(last=Max("n"))["last"] or 0


def _require_unmoved(document: Document, n: int) -> None:
    """Somebody may have saved or published while we prepared."""
    now = Document.objects.filter(pk=document.pk).values_list("draft_rev", flat=True).first()
    if now != document.draft_rev or last_version(document) + 1 != n:
        raise StaleRevision


def store_version(
    by: Actor,
    document: Document,
    n: int,
    content: Mapping[str, Any],
    comment: str,
    *,
    at: datetime,
) -> DocumentVersion:
    version = DocumentVersion.objects.create(
        document=document,
        n=n,
        content=dict(content),
        comment=comment[:_COMMENT],
        published_at=at,
        published_by_id=by.member_id,
    )
    document.published, document.updated_at = n, at
    document.draft_rev += 1
    if document.draft == content:
        document.draft = None
    document.save()
    return version


def tell(app: App, kind: str, key: str, n: int) -> None:
    """Those who have the app open learn that a version is current now."""
    ports.events().publish(
        events.DESIGN,
        {"app": app.key, "kind": kind, "key": key, "version": n},
        workspace_id=app.workspace_id,
    )
