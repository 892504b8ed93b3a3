"""Where a field is used: what else of the app names it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from huiliu.design import api as design
from huiliu.server.http.doors import actor_of, open_app_of
from huiliu.server.http.payload import Given

router = Router()


class WhichField(Given):
    """``field``: its path, ``lines.qty``."""

    field: str = Field(min_length=1, max_length=200)


class FieldUseOut(Schema):
    """``parts``, of the form itself: paths of fields, and names of settings of the form."""

    kind: str
    key: str
    title: dict[str, str]
    parts: list[str]


class FieldUsesOut(Schema):
    """``others``: so many documents more that one does not design."""

    items: list[FieldUseOut]
    others: int


@router.get("/apps/{app}/forms/{form}/uses", response=FieldUsesOut)
def get_field_uses(request: HttpRequest, app: str, form: str, asked: Query[WhichField]) -> Any:
    """Which documents name the field. For who designs the form."""
    actor, found = actor_of(request), open_app_of(request, app)
    design.grants.require_design(actor, found, "form", form)
    return design.uses_of_field(actor, found, form, asked.field)
