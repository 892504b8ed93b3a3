"""An app's row and its document say the same: the row is what the document was compiled into.

Until somebody designs the app, only the row is there: the document is made of it when it is first
asked for, as its first version. Whoever writes the row otherwise leaves a version behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.design.app_document import KEY, VERSION, AppDocument, Entry
from huiliu.design.models import App, Document, DocumentVersion

KIND = "app"
_OTHERS = {"zh-CN": "未分组", "en": "Not in a group"}
_MOST = 63


@transaction.atomic
def adopt(app: AppRef) -> Document:
    """The app's document, published as it stands."""
    row = App.objects.select_for_update().get(pk=app.id)
    found = Document.objects.filter(app=row, kind=KIND, key=KEY).first()
    if found is not None:
        return found
    now = ports.clock().now()
    made = Document.objects.create(app=row, kind=KIND, key=KEY, published=1, updated_at=now)
    DocumentVersion.objects.create(document=made, n=1, content=content_of(row), published_at=now)
    return made


def follow(by: Actor, row: App) -> None:
    """After the row was written: a version that says so, where the document was adopted."""
    document = Document.objects.filter(app=row, kind=KIND, key=KEY).first()
    if document is None:
        return
    n = (document.versions.aggregate(last=Max("n"))["last"] or 0) + 1
    now = ports.clock().now()
    DocumentVersion.objects.create(
        document=document,
        n=n,
        content=content_of(row),
        published_at=now,
        published_by_id=by.member_id,
    )
    document.published, document.updated_at = n, now
    document.save(update_fields=["published", "updated_at"])


def content_of(row: App) -> dict[str, Any]:
    """What the document says when the row is right."""
    told: dict[str, Any] = {"kind": KIND, "version": VERSION, "id": KEY, "title": row.title}
    if row.icon:
        told["icon"] = row.icon
    if row.color:
        told["color"] = row.color
    groups = [_group(n, group) for n, group in enumerate(row.navigation, 1)]
    workplaces = [{"id": f"w{n}", **one} for n, one in enumerate(row.workplaces, 1)]
    return told | _given(groups=groups, workplaces=workplaces)


def compiled(document: AppDocument) -> dict[str, Any]:
    """What of it the row holds."""
    return {
        "title": dict(document.title),
        "icon": document.icon,
        "color": document.color or "",
        "navigation": [
            {"id": group.id, "group": group.title, "items": [_item(entry) for entry in group.items]}
            for group in document.groups
        ],
        "workplaces": [
            {"roles": list(one.roles), "opens": one.opens.model_dump()}
            for one in document.workplaces
        ],
    }


def _item(entry: Entry) -> dict[str, Any]:
    own = _given(id=entry.id, title=entry.title, icon=entry.icon, color=entry.color)
    return {"kind": entry.kind, "key": entry.key, **own, **_given(hidden=entry.hidden)}


def _group(n: int, group: Mapping[str, Any]) -> dict[str, Any]:
    items = [{"id": f"{one['kind']}_{one['key']}"[:_MOST], **one} for one in group["items"]]
    return {
        "id": group.get("id") or f"g{n}",
        "title": group["group"] or _OTHERS,
        **_given(items=items),
    }


def _given(**values: Any) -> dict[str, Any]:
    """Defaults are left out of documents."""
    return {name: value for name, value in values.items() if value}
