"""The drafts of whoever may hand in and not look."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from form_engine import api as forms
from huiliu.server.http.records import Desk
from huiliu.server.own_drafts import only_own_drafts

router = Router()
_MOST = 50


class OwnDraft(Schema):
    id: str
    title: str
    updated_at: datetime


class OwnDrafts(Schema):
    items: list[OwnDraft]


@router.get("/apps/{app}/forms/{form}/own-drafts", response=OwnDrafts)
def own_drafts(request: HttpRequest, app: str, form: str) -> Any:
    """The latest first. Of who sees the list of the form, none: they stand there."""
    desk = Desk(request, app, form)
    access = only_own_drafts(desk.access)
    if access is None:
        return OwnDrafts(items=[])
    asked = forms.Query(fields=(), limit=_MOST, sort=(forms.Sort("$updated_at", desc=True),))
    found = forms.query(desk.app, form, asked, access=access)
    return {"items": [{name: one[name] for name in OwnDraft.model_fields} for one in found.items]}
