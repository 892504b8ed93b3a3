"""Saved views of a form's list: one's own, and those that others share."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import ConfigDict, Field

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import NotFound
from huiliu.server.http.doors import actor_of, app_of
from huiliu.server.http.queries import SortIn
from huiliu.server.http.records import Desk

router = Router()
_AT = "/apps/{app}/forms/{form}/views"


class ViewContent(Schema):
    model_config = ConfigDict(extra="forbid")
    columns: list[str] = Field(default=[], max_length=500)
    filter: Condition | None = None
    sort: list[SortIn] = Field(default=[], max_length=10)
    search: str = Field(default="", max_length=200)
    widths: dict[str, int] = {}


class ViewIn(Schema):
    model_config = ConfigDict(extra="forbid")
    id: str | None = None
    name: str = Field(min_length=1, max_length=100)
    shared: bool = False
    content: ViewContent = ViewContent()


class ViewOut(Schema):
    id: str
    name: str
    shared: bool
    mine: bool
    content: ViewContent


class ViewsOut(Schema):
    items: list[ViewOut]


@router.get(_AT, response=ViewsOut)
def list_views(request: HttpRequest, app: str, form: str) -> ViewsOut:
    desk = Desk(request, app, form)
    rows = forms.views_of(desk.app, form, desk.access)
    return ViewsOut(items=[_shown(row, desk.actor.member_id) for row in rows])


@router.put(_AT, response=ViewOut)
def save_view(request: HttpRequest, app: str, form: str, payload: ViewIn) -> ViewOut:
    actor = actor_of(request)
    row = forms.save_view(
        _app(request, app, form),
        form,
        actor,
        name=payload.name,
        content=payload.content.model_dump(mode="json"),
        shared=payload.shared,
        view_id=None if payload.id is None else _number(payload.id),
    )
    return _shown(row, actor.member_id)


@router.delete(_AT + "/{view}", response={204: None})
def delete_view(request: HttpRequest, app: str, form: str, view: str) -> Status[None]:
    forms.delete_view(_app(request, app, form), form, actor_of(request), _number(view))
    return Status(204, None)


def _app(request: HttpRequest, app: str, form: str) -> AppRef:
    """Only where one may open the form."""
    found = app_of(request, app)
    ports.permissions().access(actor_of(request), found, form)
    return found


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise NotFound
    return int(given)


def _shown(row: forms.SavedView, me: int) -> ViewOut:
    return ViewOut(
        id=str(row.pk),
        name=row.name,
        shared=row.shared,
        mine=row.member_id == me,
        content=ViewContent.model_validate(row.content),
    )
