"""For those who design flows: trying a draft on real records, versions, and moving what runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.text import choose, fill
from huiliu.design import api as design
from huiliu.server.http.doors import actor_of, app_of
from huiliu.server.http.payload import Given
from workflow_engine import api as flows

router = Router()
_AT = "/apps/{app}/flows/{flow}"


class SimulateIn(Given):
    content: dict[str, Any] | None = None  # the flow document; without it the draft
    records: int = Field(default=20, ge=1, le=50)


class FlowProblemOut(Schema):
    path: str
    code: str
    message: str


class TriedStepOut(Schema):
    """``empty``: nobody was found, and what is done then (admin, pass, stop, named)."""

    node: str
    type: str
    title: str
    people: list[str]
    empty: str


class TriedOut(Schema):
    """``outcome``: approved, rejected, stopped."""

    record: str
    title: str
    initiator: str
    outcome: str
    steps: list[TriedStepOut]


class ReachedOut(Schema):
    node: str
    type: str
    title: str
    records: int


class SimulationOut(Schema):
    """With ``problems`` nothing is tried. ``reached``: every node in drawing order, and how many
    of the records came to it."""

    problems: list[FlowProblemOut]
    tried: list[TriedOut]
    reached: list[ReachedOut]


class FlowVersionOut(Schema):
    version: int
    is_current: bool
    running: int


class FlowVersionsOut(Schema):
    items: list[FlowVersionOut]


class MoveIn(Given):
    """``nodes``: node of an old version → node of the current one."""

    nodes: dict[str, str] = {}


class MoveOut(Schema):
    """``problem``: empty, ``gone``, ``other_type``, ``other_place``."""

    version: int
    node: str
    title: str
    running: int
    to: str
    problem: str


class MovePreviewOut(Schema):
    moves: list[MoveOut]
    movable: int
    staying: int
    nodes: list[ReachedOut]  # of the current version: what can be mapped to


class RunsMovedOut(Schema):
    moved: int


@router.post(_AT + "/simulate", response=SimulationOut)
def simulate(request: HttpRequest, app: str, flow: str, payload: SimulateIn) -> SimulationOut:
    actor, ref = actor_of(request), app_of(request, app)
    draft = design.drafts.read(actor, ref, "flow", flow)
    content = payload.content if payload.content is not None else draft.content
    done = flows.simulate(content, ref, actor, most=payload.records)
    names = flows.names_of(done)
    ids = [one.record.id for one in done.tried]
    form = str(content.get("form", ""))
    titles = ports.records().titles(ref, form, ids) if ids else {}
    return SimulationOut(
        problems=[_problem(one, actor) for one in done.mistakes],
        tried=[_tried(one, titles, names, actor) for one in done.tried],
        reached=list(_reached(content, done.reached, actor)) if not done.mistakes else [],
    )


@router.get(_AT + "/versions", response=FlowVersionsOut)
def versions(request: HttpRequest, app: str, flow: str) -> FlowVersionsOut:
    actor, ref = actor_of(request), app_of(request, app)
    design.drafts.read(actor, ref, "flow", flow)
    found = flows.versions(ref, flow)
    return FlowVersionsOut(
        items=[
            FlowVersionOut(version=v.version, is_current=v.is_current, running=v.running)
            for v in found
        ]
    )


@router.post(_AT + "/move/preview", response=MovePreviewOut)
def preview(request: HttpRequest, app: str, flow: str, payload: MoveIn) -> MovePreviewOut:
    """What would move to the current version, and what cannot."""
    actor, ref = actor_of(request), app_of(request, app)
    design.drafts.read(actor, ref, "flow", flow)
    found = flows.preview_move(ref, flow, payload.nodes)
    current = ports.documents().find(ref, "flow", flow)
    return MovePreviewOut(
        moves=[
            MoveOut(
                version=one.version,
                node=one.node,
                title=choose(one.title, actor.language),
                running=one.running,
                to=one.to,
                problem=one.problem,
            )
            for one in found.moves
        ],
        movable=found.movable,
        staying=found.staying,
        nodes=list(_reached(current.content, {}, actor)) if current else [],
    )


@router.post(_AT + "/move", response=RunsMovedOut)
def move(request: HttpRequest, app: str, flow: str, payload: MoveIn) -> RunsMovedOut:
    actor, ref = actor_of(request), app_of(request, app)
    design.drafts.read(actor, ref, "flow", flow)
    return RunsMovedOut(moved=flows.move(ref, flow, payload.nodes))


def _problem(one: Any, actor: Actor) -> FlowProblemOut:
    message = fill(one.words, actor.language, one.data)
    return FlowProblemOut(path=one.path, code=one.code, message=message)


def _tried(
    one: Any, titles: Mapping[int, tuple[str, str]], names: Mapping[int, str], actor: Actor
) -> TriedOut:
    return TriedOut(
        record=one.record.uid,
        title=titles.get(one.record.id, ("", ""))[1],
        initiator=names.get(one.record.created_by, ""),
        outcome=one.outcome,
        steps=[
            TriedStepOut(
                node=passed.node.id,
                type=passed.node.type,
                title=flows.title_of(passed.node, actor.language),
                people=[names.get(member, "") for member in passed.people],
                empty=passed.empty,
            )
            for passed in one.way
        ],
    )


def _reached(
    content: Mapping[str, Any], counted: Mapping[str, int], actor: Actor
) -> Iterator[ReachedOut]:
    for node in flows.nodes_of(content):
        title = flows.title_of(node, actor.language)
        records = counted.get(node.id, 0)
        yield ReachedOut(node=node.id, type=node.type, title=title, records=records)
