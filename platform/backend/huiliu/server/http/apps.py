"""Apps: what one may open, and for designers their title, navigation and grants."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.design import api as design
from huiliu.server.http.doors import actor_of, is_open, open_app_of
from huiliu.server.http.navigation import (
    NavigationGroup,
    Thing,
    Title,
    navigation_of,
    open_things,
)
from huiliu.server.http.payload import Given
from huiliu.server.http.workplaces import Opens, workplace_of

router = Router()


class AppSummary(Schema):
    key: str
    title: Title
    icon: str
    color: str
    may_design: bool


class Apps(Schema):
    items: list[AppSummary]


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
    return Apps(items=[summary_of(actor, row, app) for row, app in rows if is_open(actor, app)])


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


def summary_of(actor: Actor, row: design.App, app: AppRef) -> AppSummary:
    may_design = design.grants.may_design_something(actor, app)
    return AppSummary(
        key=row.key, title=row.title, icon=row.icon, color=row.color, may_design=may_design
    )


def _detail(actor: Actor, app: AppRef) -> AppDetail:
    row = design.apps.row_of(app)
    summary = summary_of(actor, row, app)
    reached = open_things(actor, app)
    return AppDetail(
        **summary.model_dump(),
        navigation=navigation_of(app, row.navigation, reached),
        workplace=workplace_of(actor, row.workplaces, reached),
    )


def _holders(named: design.grants.Named) -> Holders:
    return Holders(members=[str(id) for id in named.members], roles=list(named.roles))


def _named(actor: Actor, holders: Holders) -> design.grants.Named:
    found = [ports.org().resolve_member(actor.workspace_id, one) for one in holders.members]
    members = tuple(one for one in found if one is not None)
    if len(members) != len(found):
        raise ValidationFailed(fields={"members": [FieldError("no_such_record")]})
    return design.grants.Named(members, tuple(holders.roles))
