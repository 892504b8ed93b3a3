"""断号: the numbers of a form that are missing or count for nothing, and why."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from form_engine import api as forms
from huiliu.core import ports
from huiliu.server.http.records import Desk

router = Router()


class GapOut(Schema):
    """``by``: who deleted or voided the document; empty for a number that nobody has any more."""

    field: str
    number: str
    why: Literal["deleted", "void", "missing"]
    reason: str
    at: str | None
    by: str


class GapsOut(Schema):
    items: list[GapOut]


@router.get("/apps/{app}/forms/{form}/number-gaps", response=GapsOut)
def list_gaps(request: HttpRequest, app: str, form: str) -> Any:
    """For who may see all documents of the form."""
    desk = Desk(request, app, form)
    found = forms.number_gaps(desk.app, form, access=desk.access)
    names = ports.org().names(sorted({one.by for one in found if one.by is not None}))
    return {"items": [{**vars(one), "by": names.get(one.by or 0, "")} for one in found]}
