"""下推 and 上下游单据: making the next document, and seeing what hangs together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from form_engine import api as forms
from huiliu.core.exact import to_json
from huiliu.core.records import State
from huiliu.core.text import choose
from huiliu.server.http.doors import language_of
from huiliu.server.http.json import answered
from huiliu.server.http.payload import Given
from huiliu.server.http.records import Desk, RecordOut

router = Router()
_AT = "/apps/{app}/forms/{form}/records/{record}"


class OpenLineOut(Schema):
    """``row``: the ``$row`` of the line, null for the document as a whole. ``amount`` is null
    when one may not see what it is made of; ``drafted``: what drafts one may see would take."""

    row: str | None
    amount: str | None
    drafted: str | None


class PushOut(Schema):
    """``link`` is what to push with. ``lines``: what is open; none, and there is nothing to do."""

    link: str
    title: str
    form: str
    form_title: str
    lines: list[OpenLineOut]


class PushesOut(Schema):
    items: list[PushOut]


class WantedLine(Given):
    row: str = Field(pattern=r"^\d{1,18}$")
    amount: str | None = Field(default=None, max_length=40)


class PushIn(Given):
    """``lines``: only these, with amounts of one's own. ``also``: further source documents of the
    same form, to be merged."""

    lines: list[WantedLine] | None = Field(default=None, max_length=1000)
    also: list[str] = Field(default=[], max_length=50)


class PushedOut(Schema):
    form: str
    record: RecordOut


class ChainPlace(Schema):
    form: str
    id: str


class ChainItem(Schema):
    """``level``: below 0 upstream, 0 the document itself, above 0 downstream."""

    form: str
    form_title: str
    id: str
    title: str
    state: State | None
    level: int
    link: str | None
    link_title: str
    of: ChainPlace | None
    created_at: str


class ChainOut(Schema):
    items: list[ChainItem]


@router.get(_AT + "/pushes", response=PushesOut)
def list_pushes(request: HttpRequest, app: str, form: str, record: str) -> Any:
    """What one may make of the document, with what is open."""
    desk = Desk(request, app, form)
    language = language_of(request)
    items = [
        {
            "link": linked.key,
            "title": choose(linked.link.title, language),
            "form": linked.form,
            "form_title": choose(forms.get_plan(desk.app, linked.form).document.title, language),
            "lines": [_line(one) for one in lines],
        }
        for linked, lines in forms.pushes(desk.app, desk.read(record), desk.actor)
    ]
    return {"items": items}


@router.post(_AT + "/actions/push/{link}", response={201: PushedOut})
def push_record(
    request: HttpRequest, app: str, form: str, record: str, link: str, payload: PushIn
) -> HttpResponse:
    """Makes a draft of the next document with the open lines."""
    desk = Desk(request, app, form)
    sources = [desk.read(one) for one in dict.fromkeys([record, *payload.also])]
    wanted = None
    if payload.lines is not None:
        wanted = {int(one.row): one.amount for one in payload.lines}
    target, made = forms.push(
        desk.app, sources, link, actor=desk.actor, cause=desk.cause, wanted=wanted
    )
    shown = forms.records.to_json(made, access=Desk(request, app, target).access)
    return answered({"form": target, "record": shown}, 201)


@router.get(_AT + "/chain", response=ChainOut)
def get_chain(request: HttpRequest, app: str, form: str, record: str) -> Any:
    """上下游单据, as far as one may see them."""
    desk = Desk(request, app, form)
    language = language_of(request)
    found = forms.chain(desk.app, desk.read(record), desk.actor)
    return {"items": [_item(desk, node, language) for node in found]}


def _line(one: forms.OpenLine) -> dict[str, Any]:
    return {
        "row": None if one.key[1] is None else str(one.key[1]),
        "amount": None if one.amount is None else to_json(one.amount),
        "drafted": None if one.drafted is None else to_json(one.drafted),
    }


def _item(desk: Desk, node: forms.ChainNode, language: str) -> dict[str, Any]:
    record, linked = node.record, node.link
    plan = forms.get_plan(desk.app, record.form)
    return {
        "form": record.form,
        "form_title": choose(plan.document.title, language),
        "id": record.uid,
        "title": node.title,
        "state": record.state,
        "level": node.level,
        "link": linked.key if linked else None,
        "link_title": choose(linked.link.title, language) if linked else "",
        "of": {"form": node.of[0], "id": node.of[1]} if node.of else None,
        "created_at": forms.moment(record.created_at),
    }
