"""Takes a document away, and brings it back.

What is removed is gone for everybody at once, and kept: its versions, its draft, and what was
entered. It goes with what is about it alone (the flow and the permission groups of a form), and is
not removed while anything else names it. Restoring publishes anew what was published: so it is
checked against the app of now, and an engine has no other way to begin than the one it knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from huiliu.core import events, ports, revision
from huiliu.core.actor import Actor, AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import Conflict, NotFound
from huiliu.core.text import Words, choose
from huiliu.design import drafts
from huiliu.design.grants import require_design
from huiliu.design.models import App, Document
from huiliu.design.named_by import Named, NamedBy, named_by
from huiliu.design.publish import publish_content, version_of
from huiliu.design.published import ref_of
from huiliu.design.publishers import publisher_of

_NOT_SO = frozenset({"app", "permission"})
"""The app itself is removed as a whole, a permission group in the sheet of its form."""


class DocumentInUse(Conflict):
    """``documents`` says who names it, of those that one designs."""

    code = "document_in_use"
    words = {
        "zh-CN": "还有 {count} 处在使用它，请先修改或删除：{titles}",
        "en": "It is still used in {count} places; change or delete them first: {titles}",
    }

    def __init__(self, found: NamedBy, language: str) -> None:
        self.documents = found.uses
        titles = [choose(one.title, language) or one.key for one in found.uses]
        count = len(found.uses) + found.others
        super().__init__(count=str(count), titles=", ".join(titles) or "…")

    def as_json(self, language: str) -> dict[str, object]:
        told = [{"kind": one.kind, "key": one.key} for one in self.documents]
        return {**super().as_json(language), "data": {**self.data, "documents": told}}


@dataclass(frozen=True)
class Removed:
    kind: str
    key: str
    title: Words
    at: datetime
    by: Any
    along: tuple[Named, ...]
    """What went with it and comes back with it."""


def what_names(by: Actor, app: AppRef, kind: str, key: str) -> NamedBy:
    _require(by, app, kind)
    drafts.find(app, kind, key)
    return named_by(by, app, kind, key)


@transaction.atomic
def remove(by: Actor, app: AppRef, kind: str, key: str) -> None:
    _require(by, app, kind)
    row = App.objects.select_for_update().get(pk=app.id)
    document = drafts.find(app, kind, key)
    found = named_by(by, app, kind, key)
    if not found.is_free:
        raise DocumentInUse(found, by.language)
    along = [drafts.find(app, one.kind, one.key) for one in found.along]
    # Raised before the engines are told, as in publish: what they compile is of the new revision.
    row.rev = revision.following(row.rev)
    row.save(update_fields=["rev"])
    at = ports.clock().now()
    _put_away(by, row, document, at)
    for one in along:
        _put_away(by, row, one, at, {"kind": kind, "key": key})
    _tell(row, kind, key)


def restore(by: Actor, app: AppRef, kind: str, key: str) -> None:
    """With what went along, where that still fits. Raises InvalidDocument where what it needs is
    there no more."""
    _require(by, app, kind)
    document = _removed(app).filter(kind=kind, key=key).first()
    if document is None:
        raise NotFound
    along = _went_along(app, document)
    app = _bring_back(by, app, document)
    for one in along:
        try:
            app = _bring_back(by, app, one)
        except InvalidDocument:  # the form has another flow by now: it waits by itself
            Document.objects.filter(pk=one.pk).update(kept=one.kept | {"with": {}})


def removed(by: Actor, app: AppRef) -> list[Removed]:
    """The newest first."""
    require_design(by, app)
    rows = [*_removed(app).select_related("removed_by").order_by("-removed_at", "kind", "key")]
    return [_told(one, _along(one, rows)) for one in rows if not one.kept.get("with")]


def is_removed(app: AppRef, kind: str, key: str) -> bool:
    return bool(_removed(app).filter(kind=kind, key=key).exists())


def _require(by: Actor, app: AppRef, kind: str) -> None:
    """Who designs the whole app: a document stands in others' way and in their navigation."""
    require_design(by, app)
    if kind in _NOT_SO:
        raise NotFound
    publisher_of(kind)


def _put_away(
    by: Actor, app: App, one: Document, at: datetime, along_with: Mapping[str, str] | None = None
) -> None:
    was_published = one.published is not None
    one.kept = {"published": one.published, "draft": one.draft, "with": dict(along_with or {})}
    one.published = one.draft = None
    one.draft_rev += 1
    one.removed_at, one.removed_by_id = at, by.member_id
    one.save()
    retire = getattr(publisher_of(one.kind), "retire", None)
    if was_published and retire is not None:
        retire(ref_of(app), one.key)


def _bring_back(by: Actor, app: AppRef, one: Document) -> AppRef:
    kept = one.kept
    back = Document.objects.get(pk=one.pk)
    back.draft, back.removed_at, back.removed_by, back.kept = kept["draft"], None, None, {}
    if n := kept["published"]:
        publish_content(by, app, back, version_of(one, n).content, f"↺ {n}")
    else:
        back.draft_rev += 1
        back.save()
    return ref_of(App.objects.get(pk=app.id))


def _removed(app: AppRef) -> Any:
    return Document.objects.filter(app=app.id, removed_at__isnull=False)


def _went_along(app: AppRef, document: Document) -> list[Document]:
    rows = _removed(app).filter(removed_at=document.removed_at)
    return _along(document, list(rows.order_by("kind", "key")))


def _along(document: Document, rows: Sequence[Document]) -> list[Document]:
    of_it = {"kind": document.kind, "key": document.key}
    at = document.removed_at
    return [one for one in rows if one.kept.get("with") == of_it and one.removed_at == at]


def _told(one: Document, along: list[Document]) -> Removed:
    assert one.removed_at is not None
    went = tuple(Named(other.kind, other.key, _title(other)) for other in along)
    return Removed(one.kind, one.key, _title(one), one.removed_at, one.removed_by, went)


def _title(one: Document) -> Words:
    n, draft = one.kept.get("published"), one.kept.get("draft") or {}
    content = version_of(one, n).content if n else draft
    title = content.get("title")
    return title if isinstance(title, dict) else {}


def _tell(app: App, kind: str, key: str) -> None:
    told = {"app": app.key, "kind": kind, "key": key}
    ports.events().publish(events.DESIGN, told, workspace_id=app.workspace_id)
