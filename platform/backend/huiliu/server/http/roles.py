"""Roles: everybody reads them, administrators change them. Members get them at ``/members``."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest
from ninja import Router, Schema, Status

from huiliu.core.actor import Actor
from huiliu.core.text import choose
from huiliu.org import api as org
from huiliu.server.http.doors import actor_of
from huiliu.server.http.members import number
from huiliu.server.http.payload import Given

router = Router()


class Role(Schema):
    key: str
    name: str
    members: int


class Roles(Schema):
    items: list[Role]


class NewRole(Given):
    key: str
    name: str


class ChangedRole(Given):
    """``name`` in the language of whoever changes it; ``members`` by id, all of them."""

    name: str | None = None
    members: list[str] | None = None


@router.get("/roles", response=Roles)
def roles(request: HttpRequest) -> Roles:
    actor = actor_of(request)
    rows = org.Role.objects.filter(workspace=actor.workspace_id).order_by("id")
    counted = rows.annotate(people=Count("user", filter=Q(user__is_active=True)))
    return Roles(
        items=[
            Role(key=row.key, name=choose(row.title, actor.language), members=row.people)
            for row in counted
        ]
    )


@router.post("/roles", response={201: Role})
def add(request: HttpRequest, payload: NewRole) -> Status[Role]:
    actor = actor_of(request)
    row = org.roles.add(actor, payload.key, {actor.language: payload.name})
    return Status(201, _role(row, actor))


@router.get("/roles/{key}", response=Role)
def role(request: HttpRequest, key: str) -> Role:
    actor = actor_of(request)
    return _role(org.roles.find(actor.workspace_id, key), actor)


@router.patch("/roles/{key}", response=Role)
def change(request: HttpRequest, key: str, payload: ChangedRole) -> Role:
    actor = actor_of(request)
    org.require_admin(actor)
    with transaction.atomic():
        row = org.roles.find(actor.workspace_id, key)
        if payload.name is not None:
            row = org.roles.rename(actor, key, {actor.language: payload.name})
        if payload.members is not None:
            row = org.roles.fill(actor, key, [number(one) for one in payload.members])
    return _role(row, actor)


@router.delete("/roles/{key}", response={204: None})
def remove(request: HttpRequest, key: str) -> Status[None]:
    org.roles.remove(actor_of(request), key)
    return Status(204, None)


def _role(row: org.Role, actor: Actor) -> Role:
    people = org.Account.objects.filter(groups=row, is_active=True).count()
    return Role(key=row.key, name=choose(row.title, actor.language), members=people)
