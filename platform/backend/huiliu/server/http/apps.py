"""Apps: what one may open, and for designers their title, navigation and grants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.design import api as design
from huiliu.permissions import api as permissions
from huiliu.reports import api as reports
from huiliu.server.http.doors import actor_of, is_open, open_app_of
from huiliu.server.http.payload import Given
from huiliu.server.http.workplaces import Opens, workplace_of

router = Router()
Title = dict[str, str]
Thing = design.Thing
_THINGS: tuple[Thing, ...] = ("form", "ledger", "journal", "report", "page")
_OTHERS: Title = {"zh-CN": "其他", "en": "Other"}


class AppSummary(Schema):
    key: str
    title: Title
    icon: str
    color: str
    may_design: bool


class Apps(Schema):
    items: list[AppSummary]


class Item(Schema):
    kind: Thing
    key: str
    title: Title
    icon: str
    color: str


class NavigationGroup(Schema):
    group: Title
    items: list[Item]


class AppDetail(AppSummary):
    """``workplace``: where whoever asks begins, if not on the overview."""

    navigation: list[NavigationGroup]
    workplace: Opens | None


class NewApp(Given):
    key: str
    title: Title
    icon: str = ""
    color: design.Color | None = None


class GivenItem(Given):
    """Without a title and an icon of its own it has its document's."""

    kind: Thing
    key: str
    title: Title | None = Field(default=None, min_length=1)
    icon: str = Field(default="", max_length=63)
    color: design.Color | None = None
    hidden: bool = False


class GivenGroup(Given):
    group: Title
    items: list[GivenItem]


class ChangedApp(Given):
    title: Title | None = None
    icon: str | None = None
    color: design.Color | None = None
    navigation: list[GivenGroup] | None = None


class Holders(Given):
    """Members by id, roles by key."""

    members: list[str] = []
    roles: list[str] = []


class Grants(Given):
    """Who may open; empty: whoever a permission group names. Who may design, beside the
    administrators."""

    open: Holders = Holders()
    design: Holders = Holders()


@router.get("/apps", response=Apps)
def apps(request: HttpRequest) -> Apps:
    actor = actor_of(request)
    rows = ((row, design.ref_of(row)) for row in design.apps.apps_of(actor.workspace_id))
    return Apps(items=[_summary(actor, row, app) for row, app in rows if is_open(actor, app)])


@router.post("/apps", response={201: AppDetail})
def create(request: HttpRequest, payload: NewApp) -> Status[AppDetail]:
    actor = actor_of(request)
    app = design.apps.create(
        actor, payload.key, payload.title, icon=payload.icon, color=payload.color or ""
    )
    return Status(201, _detail(actor, app))


@router.get("/apps/{app}", response=AppDetail)
def read(request: HttpRequest, app: str) -> AppDetail:
    return _detail(actor_of(request), open_app_of(request, app))


@router.patch("/apps/{app}", response=AppDetail)
def change(request: HttpRequest, app: str, payload: ChangedApp) -> AppDetail:
    actor = actor_of(request)
    given = payload.model_dump(exclude_defaults=True)
    changed = design.apps.change(actor, open_app_of(request, app), **given)
    return _detail(actor, changed)


@router.delete("/apps/{app}", response={204: None})
def remove(request: HttpRequest, app: str) -> Status[None]:
    """The app is gone for everybody; its records stay in the database."""
    design.apps.remove(actor_of(request), open_app_of(request, app))
    return Status(204, None)


@router.get("/apps/{app}/grants", response=Grants)
def grants(request: HttpRequest, app: str) -> Grants:
    return grants_on(actor_of(request), open_app_of(request, app), design.grants.APP)


@router.put("/apps/{app}/grants", response=Grants)
def set_grants(request: HttpRequest, app: str, payload: Grants) -> Grants:
    actor, found = actor_of(request), open_app_of(request, app)
    return change_grants(actor, found, design.grants.APP, payload)


def grants_on(actor: Actor, app: AppRef, place: design.grants.Place) -> Grants:
    design.grants.require_design(actor, app)
    opened = design.grants.granted(app, "open", place)
    designed = design.grants.granted(app, "design", place)
    return Grants(open=_holders(opened), design=_holders(designed))


def change_grants(actor: Actor, app: AppRef, place: design.grants.Place, payload: Grants) -> Grants:
    design.grants.require_design(actor, app)
    with transaction.atomic():
        design.grants.grant(actor, app, "open", _named(actor, payload.open), place)
        design.grants.grant(actor, app, "design", _named(actor, payload.design), place)
    return grants_on(actor, app, place)


def _summary(actor: Actor, row: design.App, app: AppRef) -> AppSummary:
    may_design = design.grants.may_design_something(actor, app)
    return AppSummary(
        key=row.key, title=row.title, icon=row.icon, color=row.color, may_design=may_design
    )


def _detail(actor: Actor, app: AppRef) -> AppDetail:
    row = design.apps.row_of(app)
    summary = _summary(actor, row, app)
    navigation = _navigation(actor, app, row.navigation)
    return AppDetail(
        **summary.model_dump(),
        navigation=navigation,
        workplace=workplace_of(actor, row.workplaces, _open_things(actor, app)),
    )


def _open_things(actor: Actor, app: AppRef) -> frozenset[tuple[str, str]]:
    return permissions.reach(actor, app) | {
        ("report", key) for key in reports.readable_reports(app, actor)
    }


def _navigation(actor: Actor, app: AppRef, groups: list[dict[str, Any]]) -> list[NavigationGroup]:
    """What the actor may open and is not hidden, in the designer's order; what has no place
    there comes last."""
    open_things = _open_things(actor, app)
    placed = {(item["kind"], item["key"]) for group in groups for item in group["items"]}
    others = [
        {"kind": kind, "key": one.key}
        for kind in _THINGS
        for one in ports.documents().published(app, kind)
        if (kind, one.key) not in placed
    ]
    shown = []
    for group in [*groups, {"group": _OTHERS, "items": others}]:
        in_sight = [item for item in group["items"] if not item.get("hidden")]
        wanted = [item for item in in_sight if (item["kind"], item["key"]) in open_things]
        items = [found for item in wanted if (found := _item(app, item)) is not None]
        if items:
            shown.append(NavigationGroup(group=group["group"], items=items))
    return shown


def _item(app: AppRef, item: Mapping[str, Any]) -> Item | None:
    document = ports.documents().find(app, item["kind"], item["key"])
    if document is None:
        return None
    content = document.content
    return Item(
        kind=item["kind"],
        key=item["key"],
        title=item.get("title") or content.get("title", {}),
        icon=item.get("icon") or content.get("icon") or "",
        color=item.get("color") or "",
    )


def _holders(named: design.grants.Named) -> Holders:
    return Holders(members=[str(id) for id in named.members], roles=list(named.roles))


def _named(actor: Actor, holders: Holders) -> design.grants.Named:
    found = [ports.org().resolve_member(actor.workspace_id, one) for one in holders.members]
    members = tuple(one for one in found if one is not None)
    if len(members) != len(found):
        raise ValidationFailed(fields={"members": [FieldError("no_such_record")]})
    return design.grants.Named(members, tuple(holders.roles))
