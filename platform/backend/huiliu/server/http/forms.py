"""A form as its user may see it: no hidden field, and what may be done with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from form_engine import api as forms
from huiliu.server.http.doors import language_of
from huiliu.server.http.records import Desk

router = Router()
_AT = "/apps/{app}/forms/{form}"


class FormOut(Schema):
    form: dict[str, Any]  # the form document; each field with "access"
    version: int
    actions: list[str]
    list_actions: list[str]


@router.get(_AT, response=FormOut)
def get_form(request: HttpRequest, app: str, form: str) -> FormOut:
    desk = Desk(request, app, form)
    plan = forms.get_plan(desk.app, form)
    actions, list_actions = forms.form_actions(desk.access)
    return FormOut(
        form=forms.form_view(
            plan.document,
            forms.form_rights(plan.document, desk.access),
            forms.far_sight(desk.app, desk.access),
        ),
        version=plan.version,
        actions=actions,
        list_actions=list_actions,
    )


@router.get(_AT + "/schema", response=dict[str, Any])
def get_schema(request: HttpRequest, app: str, form: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of ``values``, of the fields one may fill in."""
    desk = Desk(request, app, form)
    plan = forms.get_plan(desk.app, form)
    rights = forms.form_rights(plan.document, desk.access)
    return forms.values_schema(
        plan.document, language_of(request), lambda path: rights.get(path) == "edit"
    )
