"""What else the holder of a task does with it: return, add people, hand over, save, remind, end."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from huiliu.core.errors import HuiliuError, NotFound
from huiliu.server.http.doors import actor_of, language_of
from huiliu.server.http.payload import Given, StateOut
from huiliu.server.http.task_words import LONGEST_COMMENT, SaidIn, member_of, members_of
from workflow_engine import api as flows

router = Router()
prefix = "/tasks"

Values = dict[str, Any]  # field id → wire value: what the node lets one edit


class ReturnIn(SaidIn):
    to: str = Field(default="", max_length=63)  # node id; "resubmit" the initiator; "" the last
    after: Literal["replay", "direct"] | None = None
    values: Values | None = None


class PeopleIn(SaidIn):
    members: list[str] = Field(min_length=1, max_length=100)


class AddSignIn(PeopleIn):
    where: Literal["before", "after", "parallel"]


class DelegateIn(SaidIn):
    member: str


class SaveIn(Given):
    values: Values


class UrgeIn(Given):
    comment: str = Field(default="", max_length=200)


class ManyTasksIn(Given):
    """``tasks``: ids as boxes give them. Each is answered for itself."""

    action: Literal["approve", "reject"]
    tasks: list[str] = Field(min_length=1, max_length=200)
    comment: str = Field(default="", max_length=LONGEST_COMMENT)


class UrgedOut(Schema):
    people: int


class AnsweredOut(Schema):
    """``state`` of the run, or ``error`` in the wire shape of errors."""

    id: str
    state: str | None = None
    error: dict[str, Any] | None = None


class ManyTasksOut(Schema):
    results: list[AnsweredOut]


@router.post("/batch", response=ManyTasksOut)
def batch(request: HttpRequest, payload: ManyTasksIn) -> ManyTasksOut:
    actor, language = actor_of(request), language_of(request)
    verb = flows.approve if payload.action == "approve" else flows.reject
    results: list[AnsweredOut] = []
    for task in dict.fromkeys(payload.tasks):
        try:
            item = flows.batch_item(task, actor)
            state = verb(item, actor=actor, comment=payload.comment)
            results.append(AnsweredOut(id=task, state=state))
        except HuiliuError as error:
            results.append(AnsweredOut(id=task, error=error.as_json(language)))
    return ManyTasksOut(results=results)


@router.post("/{task}/return", response=StateOut)
def send_back(request: HttpRequest, task: str, payload: ReturnIn) -> StateOut:
    actor = actor_of(request)
    state = flows.send_back(
        flows.work_item(task, actor),
        actor=actor,
        to=payload.to,
        after=payload.after,
        said=payload.said(),
        values=payload.values,
    )
    return StateOut(state=state)


@router.post("/{task}/add-sign", response=StateOut)
def add_sign(request: HttpRequest, task: str, payload: AddSignIn) -> StateOut:
    actor = actor_of(request)
    members = members_of(actor, payload.members)
    item = flows.work_item(task, actor)
    flows.add_sign(item, members, payload.where, actor=actor, said=payload.said())
    return StateOut(state="added")


@router.post("/{task}/remove-sign", response=StateOut)
def remove_sign(request: HttpRequest, task: str, payload: PeopleIn) -> StateOut:
    actor = actor_of(request)
    members = members_of(actor, payload.members)
    item = flows.work_item(task, actor)
    flows.remove_sign(item, members, actor=actor, said=payload.said())
    return StateOut(state="removed")


@router.post("/{task}/delegate", response=StateOut)
def delegate(request: HttpRequest, task: str, payload: DelegateIn) -> StateOut:
    actor = actor_of(request)
    to = member_of(actor, payload.member)
    flows.delegate(flows.work_item(task, actor), to, actor=actor, said=payload.said())
    return StateOut(state="delegated")


@router.post("/{task}/cc", response=StateOut)
def copy(request: HttpRequest, task: str, payload: PeopleIn) -> StateOut:
    actor = actor_of(request)
    members = members_of(actor, payload.members)
    flows.copy_to(flows.work_item(task, actor), members, actor=actor, said=payload.said())
    return StateOut(state="copied")


@router.post("/{task}/save", response=StateOut)
def save(request: HttpRequest, task: str, payload: SaveIn) -> StateOut:
    actor = actor_of(request)
    flows.save(flows.work_item(task, actor), actor=actor, values=payload.values)
    return StateOut(state="running")


@router.post("/{task}/comment", response=StateOut)
def comment(request: HttpRequest, task: str, payload: SaidIn) -> StateOut:
    """By anybody who holds a line of any box on the record. Answers nothing."""
    actor = actor_of(request)
    opened = flows.open_task(task, actor)
    flows.comment(opened.process, actor=actor, said=payload.said())
    return StateOut(state=opened.item.state)


@router.post("/{task}/recall", response=StateOut)
def recall(request: HttpRequest, task: str, payload: SaidIn) -> StateOut:
    actor = actor_of(request)
    flows.recall(flows.work_item(task, actor), actor=actor, said=payload.said())
    return StateOut(state="running")


@router.post("/{task}/terminate", response=StateOut)
def terminate(request: HttpRequest, task: str, payload: SaidIn) -> StateOut:
    actor = actor_of(request)
    item = flows.work_item(task, actor)
    return StateOut(state=flows.terminate(item, actor=actor, said=payload.said()))


@router.post("/{task}/urge", response=UrgedOut)
def urge(request: HttpRequest, task: str, payload: UrgeIn) -> UrgedOut:
    """``task``: a line of the box ``started``."""
    actor = actor_of(request)
    opened = flows.open_task(task, actor)
    if opened.item.box != "started":
        raise NotFound
    return UrgedOut(people=flows.urge(opened.pk, actor=actor, comment=payload.comment))
