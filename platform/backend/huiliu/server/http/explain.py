"""Why a member may or may not: for those who design the form."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from form_engine.api import records
from huiliu.core import ports
from huiliu.core.access import Action
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.text import choose
from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.permissions import api as permissions
from huiliu.server.http.doors import actor_of, open_app_of
from huiliu.server.http.members import number
from huiliu.server.http.view_as import drafted

router = Router()
On = Literal["form", "ledger"]


class Via(Schema):
    """What of the group names the member."""

    kind: Literal["role", "department", "member", "everyone"]
    name: str


class Because(Schema):
    """``rows``: the condition on the records that the group reaches; ``holds``: of its parts,
    whether each holds for the record, where the record is outside."""

    group: str
    decides: str
    words: str
    title: dict[str, str]
    via: list[Via]
    rows: dict[str, Any] | None
    holds: list[bool]


class Scope(Schema):
    """Who the member is, as conditions on rows mean it."""

    name: str
    roles: list[str]
    departments: list[str]
    departments_below: list[str]


class Explanation(Schema):
    """``known``: false where the answer depends on what the asker may not see."""

    allowed: bool
    known: bool
    because: list[Because]
    member: Scope


@router.get("/apps/{app}/forms/{form}/explain", response=Explanation)
def explain_form(
    request: HttpRequest,
    app: str,
    form: str,
    member: str = "",
    record: str = "",
    field: str = "",
    action: Action = "view",
    draft: bool = False,
) -> Explanation:
    """About a record: for who sees it. ``draft``: by the groups as they are being designed."""
    question = permissions.Question(action=action, field=field, record=record)
    return _explain(request, app, "form", form, member, question, draft)


@router.get("/apps/{app}/ledgers/{ledger}/explain", response=Explanation)
def explain_ledger(
    request: HttpRequest,
    app: str,
    ledger: str,
    member: str = "",
    field: str = "",
    action: Action = "view",
    draft: bool = False,
) -> Explanation:
    question = permissions.Question(action=action, field=field)
    return _explain(request, app, "ledger", ledger, member, question, draft)


def _explain(
    request: HttpRequest,
    app: str,
    kind: On,
    key: str,
    member: str,
    question: permissions.Question,
    draft: bool,
) -> Explanation:
    actor, found = actor_of(request), open_app_of(request, app)
    asked = number(member) if member else actor.member_id
    design.grants.require_design(actor, found, kind, key)
    groups = drafted(actor, found, kind, key) if draft else None
    if question.record:
        _require_seen(actor, found, key, question.record)
    them = org.actor_of(org.members.find(actor.workspace_id, asked).pk)
    told = permissions.explain(
        them,
        found,
        kind,
        key,
        question,
        language=actor.language,
        groups=groups,
        may_know=permissions.may_know(actor, found, key, question.record),
    )
    return Explanation(
        allowed=told.allowed,
        known=told.allowed or all(one.decides != "row_unknown" for one in told.because),
        because=[_because(one, actor) for one in told.because],
        member=_scope(them, actor.language),
    )


def _require_seen(actor: Actor, app: AppRef, form: str, record: str) -> None:
    """Whoever may not see the record learns nothing of it, not even that it is there."""
    id = records.ids(app, form, [record]).get(record)
    if id is None:
        raise NotFound
    records.read(app, form, id, access=ports.permissions().access(actor, app, form))


def _because(one: permissions.Because, actor: Actor) -> Because:
    return Because(
        group=one.group,
        decides=one.decides,
        words=one.words,
        title=dict(one.title),
        via=[Via(kind=via.kind, name=_name(via, actor)) for via in one.via],
        rows=one.rows.model_dump(mode="json") if one.rows is not None else None,
        holds=list(one.holds),
    )


def _name(via: permissions.Via, actor: Actor) -> str:
    match via.kind:
        case "role":
            role = org.Role.objects.filter(workspace=actor.workspace_id, key=via.key).first()
            return choose(role.title, actor.language) if role else via.key
        case "department":
            rows = org.Department.objects.filter(workspace=actor.workspace_id, key=via.key)
            return rows.values_list("name", flat=True).first() or via.key
        case "member":
            return ""
        case "everyone":
            return ""


def _scope(them: Actor, language: str) -> Scope:
    roles = org.Role.objects.filter(pk__in=them.role_ids).order_by("pk")
    names = ports.org().department_names([*them.department_ids, *them.departments_below])
    return Scope(
        name=them.name,
        roles=[choose(role.title, language) for role in roles],
        departments=[names[id] for id in sorted(them.department_ids)],
        departments_below=[names[id] for id in sorted(them.departments_below)],
    )
