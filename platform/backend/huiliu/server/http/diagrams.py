"""The tree of a record's flow with where it is, as the web app draws it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Schema

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.records import Record


class FlowPersonOut(Schema):
    """``behalf``: in whose place they are asked."""

    name: str
    state: str
    at: datetime | None
    comment: str
    action: str | None
    behalf: str = ""


class FlowChildOut(Schema):
    """A record of a sub-flow."""

    form: str
    record: str
    state: Literal["open", "approved", "rejected", "gone"]


class FlowNodeOut(Schema):
    """``until``: what a wait waits for. ``ways``: null for a node that has none."""

    id: str
    type: str
    title: str
    state: Literal["passed", "current", "todo", "skipped", "cancelled", "rejected", "returned"]
    visits: int
    people: list[FlowPersonOut]
    until: datetime | None = None
    records: list[FlowChildOut] = []
    ways: list[FlowWayOut] | None = None


class FlowWayOut(Schema):
    """``taken``: null while it is not decided yet."""

    id: str
    title: str
    taken: bool | None
    nodes: list[FlowNodeOut]


class DiagramOut(Schema):
    """Of the newest run of the record."""

    flow: str
    version: int
    outcome: str
    nodes: list[FlowNodeOut]


def diagram_of(record: Record, actor: Actor) -> DiagramOut | None:
    found = ports.flows().diagram(record, actor=actor)
    return DiagramOut.model_validate(found) if found is not None else None


FlowNodeOut.model_rebuild()
