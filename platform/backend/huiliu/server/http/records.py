"""Records of a form: made, read, changed, removed, and led through their life."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import ConfigDict, Field

from form_engine import api as forms
from form_engine.api import records
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import Forbidden, NotFound
from huiliu.core.records import Record, State
from huiliu.core.text import choose
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers import api as ledgers
from huiliu.server.http.cards import FigureOut, shown_card
from huiliu.server.http.diagrams import DiagramOut, diagram_of
from huiliu.server.http.doors import actor_of, app_of, cause_of
from huiliu.server.http.json import answered
from huiliu.server.http.ledgers import EntryOut
from huiliu.server.http.task_words import chosen
from huiliu.server.own_drafts import with_own_drafts
from workflow_engine import api as flows

router = Router()
rank = 2
_AT = "/apps/{app}/forms/{form}/records"

Values = dict[str, Any]  # field id → wire value; the form's plan knows which
ActionName = Literal[
    "submit", "withdraw", "unapprove", "void", "close", "reopen", "reverse", "restore", "copy"
]
LONGEST_COMMENT = 2000


class Person(Schema):
    id: str
    name: str


class RecordOut(Schema):
    """``fields`` says what one may see and edit; what one may not see is absent."""

    id: str
    rev: int
    version: int
    state: State | None
    values: Values
    title: str
    created_at: str
    updated_at: str
    created_by: Person
    actions: list[str]
    fields: dict[str, Literal["view", "edit"]]


class CreateIn(Schema):
    model_config = ConfigDict(extra="forbid")
    values: Values = {}
    submit: bool = False
    choose: dict[str, list[str]] = {}  # node id → members asked there, after CHOOSE_PEOPLE


class ChangeIn(Schema):
    model_config = ConfigDict(extra="forbid")
    values: Values
    rev: int | None = Field(default=None, ge=0, lt=2**62)


class ActionIn(Schema):
    model_config = ConfigDict(extra="forbid")
    rev: int | None = Field(default=None, ge=0, lt=2**62)
    comment: str = Field(default="", max_length=LONGEST_COMMENT)
    values: Values | None = None
    choose: dict[str, list[str]] = {}  # of submit: as when creating


class TimelinePerson(Schema):
    """``behalf``: in whose place they are asked."""

    name: str
    state: str
    at: datetime | None
    comment: str
    action: str | None
    behalf: str = ""


class TimelineNode(Schema):
    node: str
    title: str
    kind: str
    state: Literal["done", "current", "todo", "skipped"]
    people: list[TimelinePerson]


class MyTaskOut(Schema):
    """A task of the reader on the record, with what they read before they decide."""

    task: str
    node_title: str
    due: datetime | None
    card: list[FigureOut]


class TimelineOut(Schema):
    timeline: list[TimelineNode]
    diagram: DiagramOut | None
    asked: list[MyTaskOut]  # what waits for the reader here


class RecordEntryOut(EntryOut):
    """An entry the record made, with the ledger it is in."""

    ledger: str
    title: dict[str, str]


class TraceOut(Schema):
    items: list[RecordEntryOut]


def timeline_of(record: Record, actor: Actor) -> list[TimelineNode]:
    entries = ports.flows().timeline(record, actor=actor)
    return [TimelineNode.model_validate(one) for one in entries]


class Desk:
    """One request's app, form and access: everything a record is asked through."""

    def __init__(
        self, request: HttpRequest, app: str, form: str, *, own_drafts: bool = False
    ) -> None:
        self.actor = actor_of(request)
        self.cause = cause_of(request)
        self.app: AppRef = app_of(request, app)
        self.form = form
        access: Access = ports.permissions().access(self.actor, self.app, form)
        self.access = with_own_drafts(access) if own_drafts else access

    def id_of(self, uid: str) -> int:
        found = records.ids(self.app, self.form, [uid]).get(uid)
        if found is None:
            raise NotFound
        return found

    def read(self, uid: str) -> Record:
        return records.read(self.app, self.form, self.id_of(uid), access=self.access)

    def shown(self, record: Record, status: int = 200) -> HttpResponse:
        """A ``RecordOut``."""
        return answered(records.to_json(record, access=self.access), status)


@router.post(_AT, response={201: RecordOut})
def create_record(request: HttpRequest, app: str, form: str, payload: CreateIn) -> HttpResponse:
    desk = Desk(request, app, form)
    return desk.shown(_created(desk, payload), 201)


@router.get(_AT + "/{record}", response=RecordOut)
def get_record(request: HttpRequest, app: str, form: str, record: str) -> HttpResponse:
    desk = Desk(request, app, form, own_drafts=True)
    return desk.shown(desk.read(record))


@router.patch(_AT + "/{record}", response=RecordOut)
def change_record(
    request: HttpRequest, app: str, form: str, record: str, payload: ChangeIn
) -> HttpResponse:
    desk = Desk(request, app, form, own_drafts=True)
    changed = records.change(
        desk.app,
        form,
        desk.id_of(record),
        payload.values,
        access=desk.access,
        cause=desk.cause,
        rev=payload.rev,
    )
    return desk.shown(changed)


@router.delete(_AT + "/{record}", response={204: None})
def remove_record(request: HttpRequest, app: str, form: str, record: str) -> Status[None]:
    desk = Desk(request, app, form, own_drafts=True)
    records.remove(desk.app, form, desk.id_of(record), access=desk.access, cause=desk.cause)
    return Status(204, None)


@router.post(_AT + "/{record}/actions/{action}", response=RecordOut)
def act(
    request: HttpRequest, app: str, form: str, record: str, action: ActionName, payload: ActionIn
) -> HttpResponse:
    desk = Desk(request, app, form, own_drafts=True)
    return desk.shown(_done(desk, action, desk.id_of(record), payload))


def _created(desk: Desk, given: CreateIn) -> Record:
    app, form, access, cause = desk.app, desk.form, desk.access, desk.cause
    if not (given.submit and given.choose):
        return records.create(
            app, form, given.values, access=access, submit=given.submit, cause=cause
        )

    def work() -> Record:
        draft = records.create(app, form, given.values, access=access, submit=False, cause=cause)
        return _submitted(desk, draft.id, ActionIn(choose=given.choose))

    return run_in_transaction(work)


def _submitted(desk: Desk, record_id: int, given: ActionIn) -> Record:
    def work() -> Record:
        if given.choose:
            found = records.read(desk.app, desk.form, record_id, access=desk.access)
            flows.choosing.keep(found, chosen(desk.actor, given.choose), actor=desk.actor)
        return records.submit(
            desk.app,
            desk.form,
            record_id,
            access=desk.access,
            cause=desk.cause,
            rev=given.rev,
            values=given.values,
        )

    return run_in_transaction(work)


def _done(desk: Desk, action: ActionName, record_id: int, given: ActionIn) -> Record:
    app, form, access, cause, rev = desk.app, desk.form, desk.access, desk.cause, given.rev
    match action:
        case "submit":
            return _submitted(desk, record_id, given)
        case "withdraw":
            return records.withdraw(
                app, form, record_id, access=access, cause=cause, rev=rev, comment=given.comment
            )
        case "unapprove":
            return records.unapprove(app, form, record_id, access=access, cause=cause, rev=rev)
        case "void":
            return records.void(
                app, form, record_id, access=access, cause=cause, rev=rev, reason=given.comment
            )
        case "close":
            return records.close(app, form, record_id, access=access, cause=cause, rev=rev)
        case "reverse":
            return records.reverse(app, form, record_id, access=access, cause=cause, rev=rev)
        case "reopen":
            return records.reopen(app, form, record_id, access=access, cause=cause, rev=rev)
        case "restore":
            return records.restore(app, form, record_id, access=access, cause=cause)
        case "copy":
            return _copied(desk, record_id)


def _copied(desk: Desk, record_id: int) -> Record:
    """A new draft with what one sees of the old one and may fill in oneself."""
    old = records.read(desk.app, desk.form, record_id, access=desk.access)
    seen = records.to_json(old, access=desk.access)
    if "copy" not in seen["actions"]:
        raise Forbidden
    plan = forms.get_plan(desk.app, desk.form)
    copied = forms.copied_values(plan, seen["values"], desk.access)
    values = forms.enterable(desk.app, desk.form, copied, access=desk.access)
    return records.create(
        desk.app, desk.form, values, access=desk.access, submit=False, cause=desk.cause
    )


@router.get(_AT + "/{record}/flow", response=TimelineOut)
def flow(request: HttpRequest, app: str, form: str, record: str) -> TimelineOut:
    desk = Desk(request, app, form)
    found = desk.read(record)
    return TimelineOut(
        timeline=timeline_of(found, desk.actor),
        diagram=diagram_of(found, desk.actor),
        asked=[_asked(task, desk.actor) for task in flows.open_on(found, desk.actor)],
    )


def _asked(task: flows.OpenTask, actor: Actor) -> MyTaskOut:
    """With the rights of the task, as on its own page."""
    item = task.item
    record = records.read(task.app, item.form, item.record_id, access=task.access)
    return MyTaskOut(
        task=item.id,
        node_title=choose(item.node_title, actor.language),
        due=item.due,
        card=shown_card(task, record, actor.language),
    )


@router.get(_AT + "/{record}/trace", response=TraceOut)
def trace(request: HttpRequest, app: str, form: str, record: str) -> TraceOut:
    desk = Desk(request, app, form)
    found = desk.read(record)
    items = ledgers.entries_of_record(desk.app, form, found.id, actor=desk.actor)
    return TraceOut(items=[RecordEntryOut.model_validate(one) for one in items])
