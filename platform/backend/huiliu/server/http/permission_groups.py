"""The permission groups of one form or ledger, designed as one sheet."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from huiliu.core.actor import AppRef
from huiliu.core.errors import NotFound
from huiliu.core.text import fill
from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.permissions import api as permissions
from huiliu.server.http.documents import (
    Problem,
    Problems,
    Publish,
    Published,
    Rollback,
    Version,
    Versions,
)
from huiliu.server.http.doors import actor_of, open_app_of
from huiliu.server.http.payload import Given, Named

router = Router()
AT = "/apps/{app}/permissions/{on}/{key}"
On = Literal["form", "ledger"]
ORDER = 100
"""Of a group that does not say its place."""
_NAMED = 6
"""So many of those whom a change concerns are named; the others are counted."""


class Groups(Schema):
    groups: list[dict[str, Any]]  # permission documents


class GivenGroups(Given):
    groups: list[dict[str, Any]] = Field(max_length=500)


class GroupsDraft(Schema):
    """``published``: how many times the groups have been published; null: never."""

    content: Groups
    rev: int
    published: int | None


class GivenSheet(Given):
    content: GivenGroups
    rev: int = Field(ge=0, lt=2**62)


class GivenGroupsContent(Given):
    content: GivenGroups


class GroupChange(Schema):
    """``path``: the group's key; ``setting``: what of it, or ``order`` of all."""

    kind: str
    path: str
    title: dict[str, str]
    what: str = "group"
    setting: str
    before: Any
    after: Any


class FieldChange(Schema):
    path: str
    before: str
    after: str


class Effect(Schema):
    """What changes for ``count`` members, the same for each. ``rows``: which records they reach."""

    members: list[Named]
    count: int
    gained: list[str]
    lost: list[str]
    fields: list[FieldChange]
    rows: Literal["same", "wider", "narrower", "other"]


class GroupsDifference(Schema):
    changes: list[GroupChange]
    affected_records: int
    effects: list[Effect]


@router.get(AT + "/draft", response=GroupsDraft)
def draft(request: HttpRequest, app: str, on: On, key: str) -> GroupsDraft:
    return _draft(design.read_sheet(actor_of(request), sheet_of(request, app, on, key)))


@router.put(AT + "/draft", response=GroupsDraft)
def save(request: HttpRequest, app: str, on: On, key: str, payload: GivenSheet) -> GroupsDraft:
    """The whole sheet: groups that are not in it go with the next publishing."""
    sheet = sheet_of(request, app, on, key)
    groups = payload.content.groups
    return _draft(design.save_sheet(actor_of(request), sheet, groups, payload.rev))


@router.post(AT + "/validate", response=Problems)
def validate(
    request: HttpRequest, app: str, on: On, key: str, payload: GivenGroupsContent
) -> Problems:
    actor = actor_of(request)
    found = design.sheet_problems(actor, sheet_of(request, app, on, key), payload.content.groups)
    told = [
        Problem(
            path=f"groups.{one.path}",
            code=one.code,
            message=fill(one.words, actor.language, one.data),
        )
        for one in found
    ]
    return Problems(problems=told)


@router.get(AT + "/diff", response=GroupsDifference)
def diff(request: HttpRequest, app: str, on: On, key: str) -> GroupsDifference:
    """The draft against what is published, and whom it concerns."""
    sheet = sheet_of(request, app, on, key)
    drafted = design.read_sheet(actor_of(request), sheet)
    before = design.published_sheet(sheet)
    after = {str(one.get("id", "")): one for one in drafted.contents}
    found = permissions.effects_on(
        sheet.app, on, key, before.values(), after.values(), everyone=lambda: _everyone(sheet.app)
    )
    changes = [
        GroupChange(
            kind=one.kind, path=one.path, title=dict(one.title), setting=one.setting,
            before=one.before, after=one.after,
        )
        for one in permissions.differences(before, after)
    ]  # fmt: skip
    return GroupsDifference(
        changes=changes, affected_records=0, effects=[_effect(one) for one in found]
    )


@router.post(AT + "/publish", response=Published)
def publish(request: HttpRequest, app: str, on: On, key: str, payload: Publish) -> Published:
    sheet = sheet_of(request, app, on, key)
    made = design.publish_sheet(actor_of(request), sheet, rev=payload.rev, comment=payload.comment)
    return Published(version=made)


@router.get(AT + "/versions", response=Versions)
def versions(request: HttpRequest, app: str, on: On, key: str) -> Versions:
    found = design.sheet_moments(actor_of(request), sheet_of(request, app, on, key))
    return Versions(items=[_version(one) for one in reversed(found)])


@router.post(AT + "/rollback", response=Published)
def rollback(request: HttpRequest, app: str, on: On, key: str, payload: Rollback) -> Published:
    sheet = sheet_of(request, app, on, key)
    return Published(version=design.rollback_sheet(actor_of(request), sheet, payload.version))


def sheet_of(request: HttpRequest, app: str, on: On, key: str) -> design.Sheet:
    """``NotFound`` where there is no such form or ledger, published or drafted; who designs
    nothing hears of none."""
    found = open_app_of(request, app)
    design.grants.require_design(actor_of(request), found)
    if not design.drafts.revision_of(found, on, key):
        raise NotFound
    return design.Sheet(found, "permission", on, key)


def _draft(read: design.SheetDraft) -> GroupsDraft:
    groups = sorted((dict(one) for one in read.contents), key=_place)
    return GroupsDraft(content=Groups(groups=groups), rev=read.rev, published=read.published)


def _place(group: dict[str, Any]) -> tuple[int, str]:
    order = group.get("order")
    return order if isinstance(order, int) else ORDER, str(group.get("id"))


def _version(moment: design.Moment) -> Version:
    person = moment.by
    by = Named(id=str(person.pk), name=str(person)) if person is not None else None
    at: datetime = moment.published_at
    return Version(version=moment.n, published_at=at, by=by, comment=moment.comment)


def _everyone(app: AppRef) -> list[int]:
    rows = org.Account.objects.filter(workspace=app.workspace_id, is_active=True)
    return list(rows.values_list("pk", flat=True))


def _effect(one: permissions.Effect) -> Effect:
    first = one.members[:_NAMED]
    names = org.Account.objects.in_bulk(first)
    return Effect(
        members=[Named(id=str(id), name=names[id].name) for id in first if id in names],
        count=len(one.members),
        gained=list(one.gained),
        lost=list(one.lost),
        fields=[FieldChange(**vars(field)) for field in one.fields],
        rows=one.rows,
    )
