"""What automations are, what they did and why, for those who design them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict

from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.design import api as design
from huiliu.server.http.doors import actor_of, open_app_of
from huiliu.server.http.payload import Limit
from workflow_engine.automations import api as automations

router = Router()
_ALL = "/apps/{app}/automations"
_AT = "/apps/{app}/automations/{automation}"


class AutomationOut(Schema):
    key: str
    title: dict[str, str]
    enabled: bool
    order: int
    version: int
    trigger: str
    trigger_words: dict[str, str]
    form: str
    form_title: dict[str, str]
    steps: int
    last: datetime | None
    runs: int
    failed: int


class AutomationsOut(Schema):
    items: list[AutomationOut]


class RunRecordOut(Schema):
    id: str
    title: str


class ErrorOut(Schema):
    """``message`` is in the reader's language."""

    code: str
    message: str


class TermOut(Schema):
    """One term of the condition: what it asked, what it saw (null when one may not see it)."""

    field: str
    op: str
    value: Any = None
    saw: Any = None
    hidden: bool
    holds: bool
    text: str


class StepOut(Schema):
    """``waiting`` until its job has run; ``place`` is where it stands in the document."""

    id: str
    type: str
    place: str = ""
    outcome: str
    saw: dict[str, Any]
    error: ErrorOut | None
    text: str


class RunOut(Schema):
    id: str
    at: str
    event: str
    version: int
    record: RunRecordOut | None
    about: str  # of a balance or total: of which group it is
    outcome: str
    text: str
    error: ErrorOut | None
    seen: list[TermOut]
    steps: list[StepOut]


class RunsOut(Schema):
    items: list[RunOut]
    next: str | None


class SwitchIn(Schema):
    model_config = ConfigDict(extra="forbid")
    enabled: bool


class SwitchOut(Schema):
    version: int


class RetryOut(Schema):
    """How many steps are tried again."""

    steps: int


class DryRunIn(Schema):
    """``record``: for automations about records; ``payload``: what another system would send;
    ``content``: a draft to try instead of what is published."""

    model_config = ConfigDict(extra="forbid")
    record: str = ""
    payload: Any = None
    content: dict[str, Any] | None = None


class ChangeOut(Schema):
    kind: str
    form: str
    field: str


class DryRunOut(RunOut):
    changes: list[ChangeOut]


class HookOut(Schema):
    prefix: str
    made_at: datetime
    used_at: datetime | None
    signed: bool
    allow: list[str]


class HookState(Schema):
    hook: HookOut | None


class MadeHookOut(Schema):
    """Shown once. ``signing``: the secret to sign with, where the trigger wants signatures."""

    path: str
    signing: str


@router.get(_ALL, response=AutomationsOut)
def list_automations(request: HttpRequest, app: str) -> Any:
    actor, found = actor_of(request), open_app_of(request, app)
    design.grants.require_design(actor, found)
    return {"items": automations.listed(found)}


@router.put(_AT + "/enabled", response=SwitchOut)
def switch_automation(request: HttpRequest, app: str, automation: str, body: SwitchIn) -> Any:
    actor, found = _designer(request, app, automation)
    changes = {"enabled": body.enabled}
    return {"version": design.amend(actor, found, "automation", automation, changes).n}


@router.get(_AT + "/runs", response=RunsOut)
def get_runs(
    request: HttpRequest,
    app: str,
    automation: str,
    limit: Limit = 50,
    cursor: int | None = None,
    outcome: str = "",
) -> Any:
    actor, found = _designer(request, app, automation)
    page = automations.runs(
        found, automation, actor=actor, limit=limit, before=cursor, outcome=outcome
    )
    items = [_worded(item, actor.language) for item in page.items]
    return {"items": items, "next": page.next}


@router.post(_AT + "/runs/{run}/retry", response=RetryOut)
def retry_run(request: HttpRequest, app: str, automation: str, run: int) -> Any:
    _, found = _designer(request, app, automation)
    return {"steps": automations.retry(found, automation, run)}


@router.post(_AT + "/dry-run", response=DryRunOut)
def dry_run(request: HttpRequest, app: str, automation: str, body: DryRunIn) -> Any:
    actor, found = _designer(request, app, automation)
    done = automations.dry_run(
        found,
        automation,
        actor=actor,
        record=body.record,
        payload=body.payload,
        content=body.content,
    )
    return _worded(automations.rehearsal(found, done, actor=actor), actor.language)


@router.get(_AT + "/hook", response=HookState)
def get_hook(request: HttpRequest, app: str, automation: str) -> Any:
    _, found = _designer(request, app, automation)
    return {"hook": automations.hooks.shown(found, automation)}


@router.put(_AT + "/hook", response=MadeHookOut)
def make_hook(request: HttpRequest, app: str, automation: str) -> Any:
    _, found = _designer(request, app, automation)
    made = automations.hooks.make(found, automation)
    return {"path": f"/api/v1/hooks/{made.token}", "signing": made.signing}


@router.delete(_AT + "/hook", response={204: None})
def remove_hook(request: HttpRequest, app: str, automation: str) -> Any:
    _, found = _designer(request, app, automation)
    automations.hooks.remove(found, automation)
    return Status(204, None)


def _designer(request: HttpRequest, app: str, automation: str) -> tuple[Actor, AppRef]:
    actor, found = actor_of(request), open_app_of(request, app)
    if not design.grants.may_design_something(actor, found):
        raise NotFound
    design.grants.require_design(actor, found, "automation", automation)
    if design.is_removed(found, "automation", automation):
        raise NotFound
    return actor, found


def _worded(run: dict[str, Any], language: str) -> dict[str, Any]:
    steps = [{**step, "error": _error(step["error"], language)} for step in run["steps"]]
    return {**run, "error": _error(run["error"], language), "steps": steps}


def _error(error: dict[str, Any] | None, language: str) -> dict[str, str] | None:
    return {"code": error["code"], "message": error[language]} if error is not None else None
