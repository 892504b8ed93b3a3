"""The members of the company, for administrators."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Router, Schema, Status

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, Malformed, NotFound, ValidationFailed
from huiliu.core.text import choose
from huiliu.org import api as org
from huiliu.org.members import MemberChange
from huiliu.server.http.doors import actor_of
from huiliu.server.http.me import Me, RoleName, me_of
from huiliu.server.http.payload import Given, Limit
from huiliu.server.http.seen import AppSeen, seen_by

router = Router()


class Placement(Schema):
    id: str
    name: str
    main: bool


class Member(Schema):
    id: str
    login: str
    name: str
    active: bool
    is_admin: bool
    departments: list[Placement]
    roles: list[RoleName]


class Members(Schema):
    items: list[Member]
    next: str | None


class NewMember(Given):
    login: str
    name: str
    password: str | None = None
    is_admin: bool | None = None
    departments: list[str] | None = None
    roles: list[str] | None = None


class ChangedMember(Given):
    name: str | None = None
    password: str | None = None
    active: bool | None = None
    is_admin: bool | None = None
    departments: list[str] | None = None
    roles: list[str] | None = None


class ViewAs(Schema):
    """What that member would see. For reading: nobody acts as somebody else."""

    member: Me
    apps: list[AppSeen]


@router.get("/members", response=Members)
def members(
    request: HttpRequest, search: str = "", cursor: str = "", limit: Limit = 200
) -> Members:
    actor = actor_of(request)
    org.require_admin(actor)
    rows = _rows(actor)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(login__icontains=search))
    if cursor:
        rows = rows.filter(pk__gt=_after(cursor))
    found = list(rows[: limit + 1])
    more = str(found[limit - 1].pk) if len(found) > limit else None
    return Members(items=[_member(row, actor) for row in found[:limit]], next=more)


@router.post("/members", response={201: Member})
def add(request: HttpRequest, payload: NewMember) -> Status[Member]:
    actor = actor_of(request)
    org.require_admin(actor)
    given = payload.model_dump(exclude={"login"})
    account = org.members.add(actor, payload.login, _change(actor, given))
    return Status(201, _read(actor, account.pk))


@router.get("/members/{member}", response=Member)
def member(request: HttpRequest, member: str) -> Member:
    actor = actor_of(request)
    org.require_admin(actor)
    return _read(actor, number(member))


@router.patch("/members/{member}", response=Member)
def change(request: HttpRequest, member: str, payload: ChangedMember) -> Member:
    actor = actor_of(request)
    org.require_admin(actor)
    account = org.members.change(actor, number(member), _change(actor, payload.model_dump()))
    return _read(actor, account.pk)


@router.delete("/members/{member}", response={204: None})
def leave(request: HttpRequest, member: str) -> Status[None]:
    """Ends the membership; history keeps the name."""
    org.members.leave(actor_of(request), number(member))
    return Status(204, None)


@router.get("/members/{member}/view-as", response=ViewAs)
def view_as(request: HttpRequest, member: str) -> ViewAs:
    actor = actor_of(request)
    org.require_admin(actor)
    account = org.members.find(actor.workspace_id, number(member))
    them = org.actor_of(account.pk)
    return ViewAs(member=me_of(them), apps=seen_by(them))


def _after(cursor: str) -> int:
    try:
        return number(cursor)
    except NotFound:
        raise Malformed(reason="cursor") from None


def number(public_id: str) -> int:
    """Of a public id in an address."""
    if not (public_id.isascii() and public_id.isdigit()) or len(public_id) > 18:
        raise NotFound
    return int(public_id)


def _rows(actor: Actor) -> QuerySet[org.Account]:
    rows = org.Account.objects.filter(workspace=actor.workspace_id).order_by("pk")
    return rows.prefetch_related("department_rows__department", "groups__role")


def _read(actor: Actor, member_id: int) -> Member:
    row = _rows(actor).filter(pk=member_id).first()
    if row is None:
        raise NotFound
    return _member(row, actor)


def _member(row: org.Account, actor: Actor) -> Member:
    placed = sorted(row.department_rows.all(), key=lambda one: one.position)
    roles = [group.role for group in row.groups.all()]
    return Member(
        id=str(row.pk),
        login=row.login,
        name=row.name,
        active=row.is_active,
        is_admin=row.is_admin,
        departments=[
            Placement(id=str(one.department_id), name=one.department.name, main=place == 0)
            for place, one in enumerate(placed)
        ],
        roles=[RoleName(key=r.key, name=choose(r.title, actor.language)) for r in roles],
    )


def _change(actor: Actor, given: dict[str, Any]) -> MemberChange:
    departments = given.pop("departments")
    ids = departments if departments is None else [_department(actor, d) for d in departments]
    return MemberChange(**given, departments=ids)


def _department(actor: Actor, public_id: str) -> int:
    found = ports.org().resolve_department(actor.workspace_id, public_id)
    if found is None:
        raise ValidationFailed(fields={"departments": [FieldError("no_such_record")]})
    return found
