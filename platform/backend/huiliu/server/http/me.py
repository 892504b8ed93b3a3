"""Oneself."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.text import choose
from huiliu.org import api as org
from huiliu.server.http.doors import actor_of
from huiliu.server.http.payload import Given, Named

router = Router()


class RoleName(Schema):
    key: str
    name: str


class Me(Schema):
    id: str
    name: str
    login: str
    language: str
    is_admin: bool
    workspace: Named
    departments: list[Named]
    roles: list[RoleName]


class MyChange(Given):
    language: str


@router.get("/me", response=Me)
def me(request: HttpRequest) -> Me:
    return me_of(actor_of(request))


@router.patch("/me", response=Me)
def change_me(request: HttpRequest, payload: MyChange) -> Me:
    actor = actor_of(request)
    org.members.speak(actor, payload.language)
    return me_of(org.actor_of(actor.member_id))


def me_of(actor: Actor) -> Me:
    workspace = org.Workspace.objects.get(pk=actor.workspace_id)
    roles = org.Role.objects.filter(pk__in=actor.role_ids).order_by("id")
    departments = ports.org().departments_of(actor.member_id)
    names = ports.org().department_names(departments)
    return Me(
        id=str(actor.member_id),
        name=actor.name,
        login=actor.key,
        language=actor.language,
        is_admin=actor.is_admin,
        workspace=Named(id=str(workspace.pk), name=workspace.name),
        departments=[Named(id=str(d), name=names.get(d, "")) for d in departments],
        roles=[RoleName(key=r.key, name=choose(r.title, actor.language)) for r in roles],
    )
