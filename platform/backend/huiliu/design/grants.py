"""Who may open and who may design an app or one of its documents: object permissions.

Administrators design everything. Without a grant to *open*, an app (a document) is open to
whoever a permission group in it names; with one, only to those it names, and to its designers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from guardian.core import ObjectPermissionChecker
from guardian.shortcuts import assign_perm

from huiliu.core import revision
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import FieldError, Forbidden, ValidationFailed
from huiliu.design.models import App, Document

Right = Literal["open", "design"]
Place = tuple[str, str]
"""Kind and key of a document; ``("app", "")`` is the app itself."""
APP: Place = ("app", "")


class DesignersOnly(Forbidden):
    code = "designers_only"
    words = {"zh-CN": "您没有设计此应用的权限。", "en": "You may not design this app."}


@dataclass(frozen=True)
class Named:
    """Members by id, roles by key."""

    members: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()


def may_open(actor: Actor, app: AppRef, kind: str, key: str) -> bool:
    if actor.workspace_id != app.workspace_id:
        return False
    places = (APP, (kind, key))
    restricted = [p for p in places if p in _restricted(app.id, app.rev)]
    if not restricted or may_design(actor, app, kind, key):
        return True
    rights = _rights(app.id, app.rev, actor.member_id, actor.role_ids)
    return all("open" in rights.get(place, ()) for place in restricted)


def may_design(actor: Actor, app: AppRef, kind: str = "", key: str = "") -> bool:
    if actor.workspace_id != app.workspace_id:
        return False
    if actor.is_admin:
        return True
    rights = _rights(app.id, app.rev, actor.member_id, actor.role_ids)
    return any("design" in rights.get(place, ()) for place in (APP, (kind, key)))


def may_design_something(actor: Actor, app: AppRef) -> bool:
    """Of the app: enough to see its list of documents."""
    if may_design(actor, app):
        return True
    rights = _rights(app.id, app.rev, actor.member_id, actor.role_ids)
    return actor.workspace_id == app.workspace_id and any("design" in r for r in rights.values())


def require_design(actor: Actor, app: AppRef, kind: str = "", key: str = "") -> None:
    if not may_design(actor, app, kind, key):
        raise DesignersOnly


@transaction.atomic
def grant(by: Actor, app: AppRef, right: Right, to: Named, place: Place = APP) -> None:
    """From now on those and nobody else. Only who designs the whole app may say so."""
    require_design(by, app)
    row = App.objects.select_for_update().get(pk=app.id)
    target: Any = (
        row if place == APP else Document.objects.get(app=row, kind=place[0], key=place[1])
    )
    permission = f"{right}_{'app' if place == APP else 'document'}"
    members, roles = _members(by, to.members), _roles(by, to.roles)
    for rows in (target.member_grants, target.role_grants):
        rows.filter(permission__codename=permission).delete()
    for holder in (*members, *roles):
        assign_perm(permission, holder, target)
    row.rev = revision.following(row.rev)
    row.save(update_fields=["rev"])


def granted(app: AppRef, right: Right, place: Place = APP) -> Named:
    target: Any = (
        App.objects.get(pk=app.id)
        if place == APP
        else Document.objects.get(app=app.id, kind=place[0], key=place[1])
    )
    permission = f"{right}_{'app' if place == APP else 'document'}"
    members = target.member_grants.filter(permission__codename=permission)
    roles = target.role_grants.filter(permission__codename=permission)
    return Named(
        tuple(members.order_by("user_id").values_list("user_id", flat=True)),
        tuple(roles.order_by("group_id").values_list("group__role__key", flat=True)),
    )


@lru_cache(maxsize=256)
def _restricted(app_id: int, rev: int) -> frozenset[Place]:
    """Where an ``open`` grant exists. ``rev`` is what the answer stays true for."""
    found: set[Place] = set()
    for path in ("member_grants", "role_grants"):
        opened = {f"{path}__permission__codename": "open_app"}
        if App.objects.filter(pk=app_id, **opened).exists():
            found.add(APP)
        opened = {f"{path}__permission__codename": "open_document"}
        found.update(
            Document.objects.filter(app=app_id, **opened).values_list("kind", "key").distinct()
        )
    return frozenset(found)


@lru_cache(maxsize=4096)
def _rights(
    app_id: int, rev: int, member_id: int, role_ids: frozenset[int]
) -> dict[Place, frozenset[str]]:
    """All rights of one member on one app. ``rev`` and ``role_ids`` key the cache: a grant raises
    the first, a change of roles is the second."""
    account = get_user_model().objects.get(pk=member_id)
    checker = ObjectPermissionChecker(account)
    app = App.objects.get(pk=app_id)
    documents = Document.objects.filter(app=app_id)
    checker.prefetch_perms(documents)
    found = {APP: _words(checker.get_perms(app))}
    for document in documents:
        found[(document.kind, document.key)] = _words(checker.get_perms(document))
    return found


def _words(permissions: Iterable[str]) -> frozenset[str]:
    return frozenset(name.split("_")[0] for name in permissions)


def _members(by: Actor, ids: Sequence[int]) -> list[Any]:
    found = list(get_user_model().objects.filter(workspace=by.workspace_id, pk__in=set(ids)))
    if len(found) != len(set(ids)):
        raise ValidationFailed(fields={"members": [FieldError("no_such_record")]})
    return found


def _roles(by: Actor, keys: Sequence[str]) -> list[Group]:
    found = list(Group.objects.filter(role__workspace=by.workspace_id, role__key__in=set(keys)))
    if len(found) != len(set(keys)):
        raise ValidationFailed(fields={"roles": [FieldError("no_such_record")]})
    return found
