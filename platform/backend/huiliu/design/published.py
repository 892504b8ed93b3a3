"""Published documents for the other engines: the ``documents`` port. One query an app revision;
what a revision shares with the one before is read as text and not decoded again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.db import connection
from django.db.models import F, TextField
from django.db.models.functions import Cast

from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.ports import PublishedDocument
from huiliu.core.transactions import aside
from huiliu.design import grants
from huiliu.design.models import App, DocumentVersion

_ByKind = Mapping[str, Mapping[str, PublishedDocument]]


class Published:
    """Implements ``huiliu.core.ports.Documents``."""

    def app(self, workspace_id: int, key: str) -> AppRef:
        # Every request begins with it: by hand.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, rev FROM design_app"
                " WHERE workspace_id = %s AND key = %s AND deleted_at IS NULL",
                [workspace_id, key],
            )
            row = cursor.fetchone()
        if row is None:
            raise NotFound
        return AppRef(row[0], key, row[1], workspace_id)

    def app_by_id(self, app_id: int) -> AppRef:
        with aside(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT key, rev, workspace_id FROM design_app"
                " WHERE id = %s AND deleted_at IS NULL",
                [app_id],
            )
            row = cursor.fetchone()
        if row is None:
            raise NotFound
        return AppRef(app_id, *row)

    def published(self, app: AppRef, kind: str) -> Sequence[PublishedDocument]:
        return tuple(_loaded(app.id, app.rev).get(kind, {}).values())

    def find(self, app: AppRef, kind: str, key: str) -> PublishedDocument | None:
        return _loaded(app.id, app.rev).get(kind, {}).get(key)

    def may_open(self, actor: Actor, app: AppRef, kind: str, key: str) -> bool:
        return grants.may_open(actor, app, kind, key)


def ref_of(app: App) -> AppRef:
    return AppRef(app.pk, app.key, app.rev, app.workspace_id)


@lru_cache(maxsize=256)
def _loaded(app_id: int, rev: int) -> _ByKind:
    """``rev`` is not read: it is what the answer stays true for."""
    rows = (
        DocumentVersion.objects.filter(document__app=app_id, n=F("document__published"))
        .order_by("document__kind", "document__key")
        .annotate(text=Cast("content", TextField()))
        .values_list("document__kind", "document__key", "n", "text")
    )
    found: dict[str, dict[str, PublishedDocument]] = {}
    for kind, key, n, text in rows:
        found.setdefault(kind, {})[key] = _document(kind, key, n, text)
    return found


@lru_cache(maxsize=4096)
def _document(kind: str, key: str, n: int, text: str) -> PublishedDocument:
    return PublishedDocument(kind, key, n, json.loads(text))
