"""Makes and changes apps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from huiliu.core import events, ports, revision
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import FieldError, Forbidden, ValidationFailed
from huiliu.core.text import Words
from huiliu.design.grants import require_design
from huiliu.design.models import App
from huiliu.design.published import ref_of
from huiliu.design.standing import follow

_KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")


class AdministratorsMakeApps(Forbidden):
    code = "administrators_only"
    words = {
        "zh-CN": "只有管理员可以新建和删除应用。",
        "en": "Only administrators may make and delete apps.",
    }


@transaction.atomic
def create(
    by: Actor,
    key: str,
    title: Words,
    *,
    icon: str = "",
    color: str = "",
    navigation: Sequence[Mapping[str, Any]] = (),
    source: Mapping[str, Any] | None = None,
) -> AppRef:
    _require_administrator(by)
    if not _KEY.fullmatch(key):
        raise ValidationFailed(fields={"key": [FieldError("pattern")]})
    if App.objects.filter(workspace=by.workspace_id, key=key, deleted_at=None).exists():
        raise ValidationFailed(fields={"key": [FieldError("not_unique")]})
    app = App.objects.create(
        workspace_id=by.workspace_id,
        key=key,
        title=_words(title),
        icon=icon[:63],
        color=color,
        rev=revision.first(),
        navigation=list(navigation),
        source=dict(source or {}),
    )
    return ref_of(app)


@transaction.atomic
def change(
    by: Actor,
    app: AppRef,
    *,
    title: Words | None = None,
    icon: str | None = None,
    color: str | None = None,
    navigation: Sequence[Mapping[str, Any]] | None = None,
    source: Mapping[str, Any] | None = None,
) -> AppRef:
    require_design(by, app)
    row = App.objects.select_for_update().get(pk=app.id)
    if title is not None:
        row.title = _words(title)
    if icon is not None:
        row.icon = icon[:63]
    if color is not None:
        row.color = color
    if navigation is not None:
        row.navigation = list(navigation)
    if source is not None:
        row.source = dict(source)
    row.rev = revision.following(row.rev)
    row.save()
    follow(by, row)
    ports.events().publish(events.DESIGN, {"app": row.key}, workspace_id=row.workspace_id)
    return ref_of(row)


@transaction.atomic
def remove(by: Actor, app: AppRef) -> None:
    """Nobody finds it any more. Its tables stay: whatever was entered is not thrown away."""
    _require_administrator(by)
    row = App.objects.select_for_update().get(pk=app.id)
    row.deleted_at, row.rev = ports.clock().now(), revision.following(row.rev)
    row.save(update_fields=["deleted_at", "rev"])
    ports.events().publish(events.DESIGN, {"app": row.key}, workspace_id=row.workspace_id)


def apps_of(workspace_id: int) -> list[App]:
    return list(App.objects.filter(workspace=workspace_id, deleted_at=None).order_by("id"))


def _require_administrator(by: Actor) -> None:
    if not by.is_admin:
        raise AdministratorsMakeApps


def row_of(app: AppRef) -> App:
    return App.objects.get(pk=app.id)


def _words(title: Words) -> dict[str, str]:
    words = {language: text.strip()[:100] for language, text in title.items() if text.strip()}
    if not words:
        raise ValidationFailed(fields={"title": [FieldError("required")]})
    return words
