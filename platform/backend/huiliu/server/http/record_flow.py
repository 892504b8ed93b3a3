"""A record in its approval: the log, and whom its initiator chooses before submitting."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status

from huiliu.core.errors import Forbidden
from huiliu.server.http.payload import Given
from huiliu.server.http.records import Desk
from huiliu.server.http.task_words import LogOut, chosen, shown_log
from workflow_engine import api as flows

router = Router()
_AT = "/apps/{app}/forms/{form}/records/{record}/flow"


class ChoicesIn(Given):
    choose: dict[str, list[str]]  # node id → members


class FlowLogOut(Schema):
    items: list[LogOut]


@router.get(_AT + "/log", response=FlowLogOut)
def log(request: HttpRequest, app: str, form: str, record: str) -> FlowLogOut:
    desk = Desk(request, app, form)
    found = desk.read(record)
    return FlowLogOut(items=shown_log(found, desk.access, desk.actor.language))


@router.put(_AT + "/choices", response={204: None})
def choose(
    request: HttpRequest, app: str, form: str, record: str, payload: ChoicesIn
) -> Status[None]:
    """Asked for by ``CHOOSE_PEOPLE`` when the record is submitted."""
    desk = Desk(request, app, form)
    found = desk.read(record)
    if not desk.access.may("submit"):
        raise Forbidden
    flows.choosing.keep(found, chosen(desk.actor, payload.choose), actor=desk.actor)
    return Status(204, None)
