"""Why a member may or may not: for those who design the form."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema

from huiliu.core.access import Action
from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.permissions import api as permissions
from huiliu.server.http.doors import actor_of, open_app_of
from huiliu.server.http.members import number

router = Router()


class Because(Schema):
    group: str
    decides: str
    words: str


class Explanation(Schema):
    allowed: bool
    because: list[Because]


@router.get("/apps/{app}/forms/{form}/explain", response=Explanation)
def explain_form(
    request: HttpRequest,
    app: str,
    form: str,
    member: str = "",
    record: str = "",
    field: str = "",
    action: Action = "view",
) -> Explanation:
    question = permissions.Question(action=action, field=field, record=record)
    return _explain(request, app, "form", form, member, question)


@router.get("/apps/{app}/ledgers/{ledger}/explain", response=Explanation)
def explain_ledger(
    request: HttpRequest,
    app: str,
    ledger: str,
    member: str = "",
    field: str = "",
    action: Action = "view",
) -> Explanation:
    question = permissions.Question(action=action, field=field)
    return _explain(request, app, "ledger", ledger, member, question)


def _explain(
    request: HttpRequest,
    app: str,
    kind: Literal["form", "ledger"],
    key: str,
    member: str,
    question: permissions.Question,
) -> Explanation:
    actor, found = actor_of(request), open_app_of(request, app)
    asked = number(member) if member else actor.member_id
    design.grants.require_design(actor, found, kind, key)
    account = org.members.find(actor.workspace_id, asked)
    them = org.actor_of(account.pk)
    told = permissions.explain(them, found, kind, key, question, language=actor.language)
    return Explanation(allowed=told.allowed, because=[Because(**vars(one)) for one in told.because])
