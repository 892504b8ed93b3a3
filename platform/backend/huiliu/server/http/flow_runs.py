"""Administration of flows: what runs, and what an administrator does about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound
from huiliu.core.text import choose
from huiliu.server.http.doors import actor_of, app_of
from huiliu.server.http.payload import Given, Named, StateOut
from huiliu.server.http.run_titles import form_title, titled_forms, titled_records
from huiliu.server.http.task_words import LONGEST_COMMENT, member_of
from workflow_engine import api as flows

router = Router()
_AT = "/apps/{app}/flow-runs"


class RunsIn(Given):
    state: Literal["", "running", "approved", "rejected", "withdrawn", "terminated"] = ""
    form: str = Field(default="", max_length=63)
    node: str = Field(default="", max_length=63)  # where somebody is asked now
    handler: str = Field(default="", max_length=63)  # a member who is asked now
    since: datetime | None = None  # submitted at or after
    until: datetime | None = None  # submitted before
    overdue: bool = False  # a time-out of an open node has passed
    search: str = Field(default="", max_length=200)
    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=50, ge=1, le=200)


class AskedOut(Schema):
    node: str
    node_title: str
    member: Named
    since: datetime


class FlowRunOut(Schema):
    id: str
    form: str
    record: str
    title: str
    initiator: Named
    state: str
    since: datetime
    ended: datetime | None
    overdue: bool
    asked: list[AskedOut]


class FlowRunsOut(Schema):
    items: list[FlowRunOut]
    next: str | None


class FlowTargetOut(Schema):
    id: str
    title: str


class FlowTargetsOut(Schema):
    """The nodes at which a run can be made to go on; ``resubmit``: with its initiator."""

    items: list[FlowTargetOut]


class FlowOfFormOut(Schema):
    """A flow of now, with the nodes that ask people."""

    form: str
    title: str
    nodes: list[FlowTargetOut]


class FlowsOfAppOut(Schema):
    items: list[FlowOfFormOut]


class TimesOut(Schema):
    """``mean`` and ``longest`` in seconds."""

    key: str
    title: str
    count: int
    mean: int
    longest: int


class StatisticsOut(Schema):
    nodes: list[TimesOut]
    people: list[TimesOut]


class WithCommentIn(Given):
    comment: str = Field(default="", max_length=LONGEST_COMMENT)


class AssigneeChangeIn(WithCommentIn):
    node: str
    member: str
    to: str


class JumpIn(WithCommentIn):
    node: str


class PeriodIn(Given):
    form: str = Field(default="", max_length=63)
    days: int = Field(default=30, ge=1, le=3660)


@router.get(_AT, response=FlowRunsOut)
def list_runs(request: HttpRequest, app: str, asked: Query[RunsIn]) -> FlowRunsOut:
    actor, found = actor_of(request), app_of(request, app)
    flows.overseeing.require_admin(actor)
    page = flows.overseeing.runs(
        actor,
        found.id,
        flows.overseeing.Wanted(
            state=asked.state,
            form=asked.form,
            node=asked.node,
            handler=member_of(actor, asked.handler, "handler") if asked.handler else None,
            since=asked.since,
            until=asked.until,
            overdue=asked.overdue,
            search=asked.search,
            searched=titled_forms(actor, found) if asked.search else None,
        ),
        cursor=asked.cursor or None,
        limit=asked.limit,
    )
    people = {run.initiator_id for run in page.items} | {
        one.member_id for run in page.items for one in run.asked
    }
    names = ports.org().names(sorted(people))
    titled = titled_records(actor, found, ((run.form, run.record) for run in page.items))

    def named(member: int) -> Named:
        return Named(id=str(member), name=names.get(member, ""))

    items = [
        FlowRunOut(
            id=str(run.id),
            form=run.form,
            record=run.record,
            title=run.title
            if (run.form, run.record) in titled
            else form_title(found, run.form, actor.language),
            initiator=named(run.initiator_id),
            state=run.state,
            since=run.since,
            ended=run.ended,
            overdue=run.overdue,
            asked=[
                AskedOut(
                    node=one.node,
                    node_title=choose(run.node_titles.get(one.node, {}), actor.language)
                    or one.node,
                    member=named(one.member_id),
                    since=one.since,
                )
                for one in run.asked
            ],
        )
        for run in page.items
    ]
    return FlowRunsOut(items=items, next=page.next)


@router.get(_AT + "/flows", response=FlowsOfAppOut)
def flows_of_app(request: HttpRequest, app: str) -> FlowsOfAppOut:
    """What the list can be narrowed to."""
    actor = actor_of(request)
    found = flows.overseeing.nodes_of_flows(actor, app_of(request, app).id)
    return FlowsOfAppOut(
        items=[
            FlowOfFormOut(
                form=form,
                title=choose(title, actor.language),
                nodes=[_node(id_, words, actor) for id_, words in nodes],
            )
            for form, title, nodes in found
        ]
    )


@router.get(_AT + "/{run}/nodes", response=FlowTargetsOut)
def nodes(request: HttpRequest, app: str, run: str) -> FlowTargetsOut:
    actor = actor_of(request)
    found = flows.overseeing.targets(actor, _number(run))
    return FlowTargetsOut(items=[_node(id_, words, actor) for id_, words in found])


@router.get(_AT + "/statistics", response=StatisticsOut)
def statistics(request: HttpRequest, app: str, asked: Query[PeriodIn]) -> StatisticsOut:
    """Of the last ``days``, the slowest first."""
    language = actor_of(request).language
    since = ports.clock().now() - timedelta(days=asked.days)
    by_node, by_person = flows.flow_times.times(
        actor_of(request), app_of(request, app).id, form=asked.form, since=since
    )
    names = ports.org().names([one.member_id for one in by_person])
    return StatisticsOut(
        nodes=[
            TimesOut(
                key=f"{t.form}.{t.node}",
                title=choose(t.title, language) or t.node,
                count=t.count,
                mean=t.mean,
                longest=t.longest,
            )
            for t in by_node
        ],
        people=[
            TimesOut(
                key=str(t.member_id),
                title=names.get(t.member_id, ""),
                count=t.count,
                mean=t.mean,
                longest=t.longest,
            )
            for t in by_person
        ],
    )


@router.post(_AT + "/{run}/change-assignee", response=StateOut)
def change_assignee(
    request: HttpRequest, app: str, run: str, payload: AssigneeChangeIn
) -> StateOut:
    actor = actor_of(request)
    flows.change_assignee(
        _number(run),
        payload.node,
        member_of(actor, payload.member),
        member_of(actor, payload.to, "to"),
        actor=actor,
        comment=payload.comment,
    )
    return StateOut(state="running")


@router.post(_AT + "/{run}/jump", response=StateOut)
def jump(request: HttpRequest, app: str, run: str, payload: JumpIn) -> StateOut:
    flows.jump(_number(run), payload.node, actor=actor_of(request), comment=payload.comment)
    return StateOut(state="running")


@router.post(_AT + "/{run}/reactivate", response=StateOut)
def reactivate(request: HttpRequest, app: str, run: str, payload: JumpIn) -> StateOut:
    """Of a run that is over, as long as its record is the draft it left behind."""
    flows.reactivate(_number(run), payload.node, actor=actor_of(request), comment=payload.comment)
    return StateOut(state="running")


@router.post(_AT + "/{run}/end", response=StateOut)
def end(request: HttpRequest, app: str, run: str, payload: WithCommentIn) -> StateOut:
    flows.end(_number(run), actor=actor_of(request), comment=payload.comment)
    return StateOut(state="terminated")


def _node(id_: str, words: Mapping[str, str], actor: Actor) -> FlowTargetOut:
    return FlowTargetOut(id=id_, title=choose(words, actor.language))


def _number(run: str) -> int:
    if not (run.isascii() and run.isdigit() and len(run) < 19):
        raise NotFound
    return int(run)
