"""The buttons that automations put on records."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from huiliu.core.text import choose
from huiliu.server.http.doors import actor_of, app_of, cause_of
from workflow_engine.automations import api as automations

router = Router()
_AT = "/apps/{app}/forms/{form}/records/{record}/buttons"


class RecordButtonOut(Schema):
    """``confirm``: what to ask before, or empty."""

    key: str
    label: str
    confirm: str


class ButtonsOut(Schema):
    items: list[RecordButtonOut]


class PressedOut(Schema):
    outcome: str


@router.get(_AT, response=ButtonsOut)
def list_buttons(request: HttpRequest, app: str, form: str, record: str) -> Any:
    actor, found = actor_of(request), app_of(request, app)
    language = actor.language
    buttons = automations.buttons.shown(found, form, record, actor=actor)
    items = [
        {
            "key": one["key"],
            "label": choose(one["label"], language),
            "confirm": choose(one["confirm"], language),
        }
        for one in buttons
    ]
    return {"items": items}


@router.post(_AT + "/{button}", response=PressedOut)
def press_button(request: HttpRequest, app: str, form: str, record: str, button: str) -> Any:
    actor, found = actor_of(request), app_of(request, app)
    cause = cause_of(request)
    run = automations.buttons.press(found, form, record, button, actor=actor, cause=cause)
    return {"outcome": run.outcome if run is not None else "done"}
