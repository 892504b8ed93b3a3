"""Who answers for whom: for a time (代理), or for good when somebody leaves (交接)."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status

from huiliu.core import ports
from huiliu.core.errors import NotFound
from huiliu.server.http.doors import actor_of, app_of
from huiliu.server.http.payload import Given, Named
from huiliu.server.http.task_words import member_of
from workflow_engine import api as flows
from workflow_engine.api import StandIn

router = Router()
prefix = "/stand-ins"


class StandInIn(Given):
    """``member``: whose; left out, oneself. ``app``: left out, everywhere."""

    member: str = ""
    to: str
    begins: datetime
    ends: datetime
    app: str = ""


class StandInOut(Schema):
    id: str
    member: Named
    to: Named
    begins: datetime
    ends: datetime
    app: str


class ListOut(Schema):
    items: list[StandInOut]


class HandOverIn(Given):
    member: str
    to: str


class HandedOverOut(Schema):
    tasks: int


@router.get("", response=ListOut)
def list_stand_ins(request: HttpRequest) -> ListOut:
    rows = flows.stand_ins.of_workspace(actor_of(request))
    return ListOut(items=[_shown(row) for row in rows])


@router.post("", response={201: StandInOut})
def add(request: HttpRequest, payload: StandInIn) -> Status[StandInOut]:
    actor = actor_of(request)
    member = member_of(actor, payload.member) if payload.member else actor.member_id
    row = flows.stand_ins.add(
        member,
        member_of(actor, payload.to, "to"),
        payload.begins,
        payload.ends,
        app_of(request, payload.app).id if payload.app else None,
        actor=actor,
    )
    return Status(201, _shown(row))


@router.post("/hand-over", response=HandedOverOut)
def hand_over(request: HttpRequest, payload: HandOverIn) -> HandedOverOut:
    """Administrators only."""
    actor = actor_of(request)
    member, to = member_of(actor, payload.member), member_of(actor, payload.to, "to")
    return HandedOverOut(tasks=flows.hand_over_all(member, to, actor=actor))


@router.delete("/{stand_in}", response={204: None})
def remove(request: HttpRequest, stand_in: str) -> Status[None]:
    if not (stand_in.isascii() and stand_in.isdigit() and len(stand_in) < 19):
        raise NotFound
    flows.stand_ins.remove(int(stand_in), actor=actor_of(request))
    return Status(204, None)


def _shown(row: StandIn) -> StandInOut:
    names = ports.org().names([row.member_id, row.to_id])
    return StandInOut(
        id=str(row.pk),
        member=Named(id=str(row.member_id), name=names.get(row.member_id, "")),
        to=Named(id=str(row.to_id), name=names.get(row.to_id, "")),
        begins=row.begins,
        ends=row.ends,
        app=ports.documents().app_by_id(row.app_id).key if row.app_id else "",
    )
