"""A form and its records as another member or a role sees them: for reading, by administrators
who see all of that anyway."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field, model_validator

from form_engine import api as forms
from form_engine.api import records
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.text import choose
from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.permissions import api as permissions
from huiliu.server.http.doors import actor_of, open_app_of
from huiliu.server.http.json import answered
from huiliu.server.http.members import number
from huiliu.server.http.payload import Given
from huiliu.server.http.queries import PageOut, QueryIn, asked_of
from huiliu.server.http.records import RecordOut

router = Router()
_AT = "/apps/{app}/forms/{form}/view-as"


class Whose(Given):
    """One of the two. ``draft``: by the groups as they are being designed."""

    member: str = ""
    role: str = Field(default="", max_length=63)
    draft: bool = False

    @model_validator(mode="after")
    def _is_one(self) -> Whose:
        if bool(self.member) == bool(self.role):
            raise ValueError("a member or a role")
        return self


class WhoseRows(Whose):
    query: QueryIn = QueryIn()


class WhoseRecord(Whose):
    record: str = Field(max_length=64)


class SeenForm(Schema):
    """``form``: as they get it, null where nothing lets them in. ``withheld``: rows are left out
    because fields decide them that the asker does not see."""

    name: str
    groups: list[str]
    form: dict[str, Any] | None
    version: int
    actions: list[str]
    list_actions: list[str]
    rights: dict[str, Literal["view", "edit"]]
    withheld: bool


@router.post(_AT, response=SeenForm)
def view_form(request: HttpRequest, app: str, form: str, payload: Whose) -> SeenForm:
    _, them, found, look = _look(request, app, form, payload)
    plan = forms.get_plan(found, form)
    theirs = look.theirs
    if theirs is None:
        return SeenForm(
            name=them.name, groups=[], form=None, version=plan.version, actions=[],
            list_actions=[], rights={}, withheld=False,
        )  # fmt: skip
    rights = forms.form_rights(plan.document, theirs)
    actions, list_actions = forms.form_actions(theirs)
    return SeenForm(
        name=them.name,
        groups=[grant.id for grant in theirs.grants],
        form=forms.form_view(plan.document, rights, forms.far_sight(found, theirs)),
        version=plan.version,
        actions=actions,
        list_actions=list_actions,
        rights={path: right for path, right in rights.items() if right != "hidden"},
        withheld=look.shown.withheld,
    )


@router.post(_AT + "/query", response=PageOut)
def view_rows(request: HttpRequest, app: str, form: str, payload: WhoseRows) -> HttpResponse:
    _, _, found, look = _look(request, app, form, payload)
    page = forms.query(found, form, asked_of(payload.query), access=look.shown.access)
    answer: dict[str, Any] = {"items": page.items, "next": page.next}
    if page.count is not None:
        answer["count"] = {"value": page.count.value, "capped": page.count.capped}
    return answered(answer)


@router.post(_AT + "/record", response=RecordOut)
def view_record(request: HttpRequest, app: str, form: str, payload: WhoseRecord) -> HttpResponse:
    _, _, found, look = _look(request, app, form, payload)
    ids = records.ids(found, form, [payload.record])
    if payload.record not in ids:
        raise NotFound
    access = look.shown.access
    record = records.read(found, form, ids[payload.record], access=access)
    return answered({**records.to_json(record, access=access), "actions": []})


def _look(
    request: HttpRequest, app: str, form: str, whose: Whose
) -> tuple[Actor, Actor, AppRef, permissions.Looking]:
    actor, found = actor_of(request), open_app_of(request, app)
    org.require_admin(actor)
    them = _member(actor, whose.member) if whose.member else _role(actor, whose.role)
    groups = drafted(actor, found, "form", form) if whose.draft else None
    return actor, them, found, permissions.look_as(actor, them, found, form, groups)


def drafted(
    actor: Actor, app: AppRef, on: Literal["form", "ledger"], key: str
) -> tuple[permissions.PermissionDocument, ...]:
    """The groups as they are being designed."""
    read = design.read_sheet(actor, design.Sheet(app, "permission", on, key))
    return permissions.readable(read.contents)


def _member(actor: Actor, member: str) -> Actor:
    return org.actor_of(org.members.find(actor.workspace_id, number(member)).pk)


def _role(actor: Actor, key: str) -> Actor:
    """Nobody in particular, with that role and no department."""
    role = org.Role.objects.filter(workspace=actor.workspace_id, key=key).first()
    if role is None:
        raise NotFound
    return Actor(
        member_id=0,
        workspace_id=actor.workspace_id,
        name=choose(role.title, actor.language),
        language=actor.language,
        time_zone=actor.time_zone,
        role_ids=frozenset({role.pk}),
        role_keys=frozenset({role.key}),
    )
