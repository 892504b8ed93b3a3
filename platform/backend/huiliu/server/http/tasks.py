"""The to-do centre: boxes, one task with its record, and what its holder does with it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from form_engine import api as forms
from huiliu.core import ports
from huiliu.design import api as design
from huiliu.server.http.cards import FigureOut, shown_card
from huiliu.server.http.diagrams import DiagramOut, diagram_of
from huiliu.server.http.doors import actor_of, app_of
from huiliu.server.http.payload import MOST_ROWS, Given, StateOut
from huiliu.server.http.records import RecordOut, TimelineNode, timeline_of
from huiliu.server.http.task_lines import LineOut, TaskOut, shown_lines
from huiliu.server.http.task_search import lines_page
from huiliu.server.http.task_words import (
    ButtonOut,
    LogOut,
    SaidIn,
    chosen,
    member_of,
    shown_buttons,
    shown_log,
)
from workflow_engine import api as flows

router = Router()
prefix = "/tasks"


class BoxIn(Given):
    box: flows.Box = "todo"
    app: str | None = None
    form: str = Field(default="", max_length=63)
    initiator: str = Field(default="", max_length=63)  # a member
    since: datetime | None = None  # asked, answered, begun or copied at or after
    until: datetime | None = None  # before
    late: bool = False  # only what is past its time, of what is to do
    search: str = Field(default="", max_length=200)
    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=50, ge=1, le=MOST_ROWS)


class CountsOut(Schema):
    todo: int
    cc: int


class TasksOut(Schema):
    items: list[TaskOut]
    next: str | None
    counts: CountsOut


class TaskDetail(LineOut):
    """The line with the record, and the form with the node's right on each field."""

    record: RecordOut
    form: dict[str, Any]  # the form document; each field with "access"
    timeline: list[TimelineNode]
    diagram: DiagramOut | None
    actions: list[str]
    buttons: list[ButtonOut]  # the same, with their names and what they ask for
    phrases: list[str]  # offered as comments
    card: list[FigureOut]
    log: list[LogOut]


class DecisionIn(SaidIn):
    values: dict[str, Any] | None = None  # field id → wire value: what the node lets one edit
    choose: dict[str, list[str]] = {}  # node id → members asked there, after CHOOSE_PEOPLE


class TransferIn(SaidIn):
    member: str


@router.get("", response=TasksOut)
def list_tasks(request: HttpRequest, asked: Query[BoxIn]) -> TasksOut:
    actor = actor_of(request)
    apps = _apps(request, asked.app)
    narrowed = flows.Narrowed(
        form=asked.form,
        initiator=member_of(actor, asked.initiator, "initiator") if asked.initiator else None,
        since=asked.since,
        until=asked.until,
        late_at=ports.clock().now() if asked.late and asked.box == "todo" else None,
    )
    read = partial(flows.page, asked.box, actor, apps=apps, narrowed=narrowed)
    found = lines_page(read, actor, asked.search, asked.cursor or None, asked.limit)
    return TasksOut(
        items=found.items, next=found.next, counts=CountsOut(**flows.counts(actor, apps))
    )


@router.get("/{task}", response=TaskDetail)
def get_task(request: HttpRequest, task: str) -> TaskDetail:
    actor = actor_of(request)
    opened = flows.open_task(task, actor)
    app, item, access = opened.app, opened.item, opened.access
    records = ports.records()
    record = records.read(app, item.form, item.record_id, access=access)
    shown = records.to_json(record, access=access)
    document = forms.get_plan(app, item.form).document
    view = forms.form_view(document, shown["fields"], forms.far_sight(app, access))
    line = shown_lines([item], actor)[0].model_dump(exclude={"form", "record"})
    return TaskDetail(
        **line,
        record=RecordOut.model_construct(**shown),
        form=forms.demanding(view, opened.required),
        timeline=timeline_of(record, actor),
        diagram=diagram_of(record, actor),
        actions=list(opened.actions),
        buttons=shown_buttons(opened, actor.language),
        phrases=list(opened.phrases),
        card=shown_card(opened, record, actor.language),
        log=shown_log(record, access, actor.language),
    )


@router.post("/{task}/approve", response=StateOut)
def approve(request: HttpRequest, task: str, payload: DecisionIn) -> StateOut:
    actor = actor_of(request)
    item = flows.work_item(task, actor)
    state = flows.approve(
        item,
        actor=actor,
        said=payload.said(),
        values=payload.values,
        choose=chosen(actor, payload.choose),
    )
    return StateOut(state=state)


@router.post("/{task}/reject", response=StateOut)
def reject(request: HttpRequest, task: str, payload: DecisionIn) -> StateOut:
    actor = actor_of(request)
    item = flows.work_item(task, actor)
    state = flows.reject(item, actor=actor, said=payload.said(), values=payload.values)
    return StateOut(state=state)


@router.post("/{task}/handle", response=StateOut)
def handle(request: HttpRequest, task: str, payload: DecisionIn) -> StateOut:
    """Of a node where people fill in and nobody votes."""
    actor = actor_of(request)
    item = flows.work_item(task, actor)
    state = flows.handle(
        item,
        actor=actor,
        said=payload.said(),
        values=payload.values,
        choose=chosen(actor, payload.choose),
    )
    return StateOut(state=state)


@router.post("/{task}/transfer", response=StateOut)
def transfer(request: HttpRequest, task: str, payload: TransferIn) -> StateOut:
    actor = actor_of(request)
    to = member_of(actor, payload.member)
    flows.transfer(flows.work_item(task, actor), to, actor=actor, said=payload.said())
    return StateOut(state="transferred")


@router.post("/{task}/read", response=StateOut)
def read(request: HttpRequest, task: str) -> StateOut:
    """A copy was looked at. Anything else is read by opening it."""
    actor = actor_of(request)
    opened = flows.open_task(task, actor)
    if opened.item.box == "cc":
        flows.mark_read(opened.pk, actor=actor)
    return StateOut(state="read")


def _apps(request: HttpRequest, key: str | None) -> list[int]:
    """Those there are: what waits in a deleted app waits for nobody."""
    if key:
        return [app_of(request, key).id]
    return [row.pk for row in design.apps.apps_of(actor_of(request).workspace_id)]
