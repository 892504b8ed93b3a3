"""Tries a flow that is not published on records that exist: nothing is written, nobody is told.

Everybody who is asked is taken to agree. A repetition is gone through once; time passes at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import ALWAYS
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import NotFound
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from workflow_engine import assignees
from workflow_engine.assignees import NamedMembers
from workflow_engine.document import FlowDocument
from workflow_engine.form_paths import of_form
from workflow_engine.node_type import NodeConfig, type_of
from workflow_engine.problems import problems
from workflow_engine.run import Run
from workflow_engine.tree import walk

MOST_RECORDS = 50

Empty = Literal["", "admin", "head", "pass", "stop", "named"]


@dataclass(frozen=True)
class Passed:
    """One node on the way of one record. ``people``: member ids, in the order they are asked.
    ``empty``: nobody was found, and what the node's setting does about it."""

    node: NodeConfig
    people: tuple[int, ...] = ()
    empty: Empty = ""


@dataclass(frozen=True)
class Tried:
    """``outcome``: ``approved``, ``rejected``, or ``stopped`` where nobody can be asked."""

    record: Record
    way: tuple[Passed, ...]
    outcome: str


@dataclass(frozen=True)
class Simulation:
    """``mistakes`` are of the design itself: with them nothing is tried. ``reached``: how many
    records came to each node, in drawing order."""

    mistakes: Sequence[Problem] = ()
    tried: Sequence[Tried] = ()
    reached: Mapping[str, int] = field(default_factory=dict)


def simulate(
    content: Mapping[str, Any], app: AppRef, actor: Actor, *, most: int = 20
) -> Simulation:
    """A flow document over the newest records that the actor may see."""
    try:
        document = FlowDocument.parse(content)
    except InvalidDocument as error:
        return Simulation(error.problems)
    mistakes = problems(document, of_form(app, document.form))
    if mistakes:
        return Simulation(mistakes)
    try:
        access = ports.permissions().access(actor, app, document.form)
    except NotFound:  # whoever designs need not see what is in it
        return Simulation((), (), {node.id: 0 for _, node in walk(document.nodes)})
    limit = min(most, MOST_RECORDS)
    records = ports.records().find(
        app, document.form, ALWAYS, access=access, limit=limit, newest=True
    )
    tried = [_try(document, one, app, actor) for one in records]
    counted = Counter(id for one in tried for id in {passed.node.id for passed in one.way})
    reached = {node.id: counted[node.id] for _, node in walk(document.nodes)}
    return Simulation((), tried, reached)


def _try(document: FlowDocument, record: Record, app: AppRef, actor: Actor) -> Tried:
    run = Run(
        app=app,
        form=document.form,
        record_id=record.id,
        actor=actor,
        cause=Cause("flow"),
        initiator_id=record.created_by,
        initiator_department=record.created_department,
        record=record,
    )
    way: list[Passed] = []
    outcome = _through(document.nodes, run, way.append) or "approved"
    return Tried(record, tuple(way), outcome)


def _through(nodes: Sequence[NodeConfig], run: Run, note: Callable[[Passed], None]) -> str:
    """How the flow ended among these nodes; nothing if it goes on behind them."""
    for node in nodes:
        kind = type_of(node)
        passed = _at(node, run)
        note(passed)
        if passed.empty == "stop":
            return "stopped"
        if kind.place == "last":
            return "rejected" if kind.ends_everything(node) else "approved"
        for sequence in kind.taken(node, run.holds) if kind.sequences(node) else ():
            if ended := _through(sequence, run, note):
                return ended
    return ""


def _at(node: NodeConfig, run: Run) -> Passed:
    asked = getattr(node, "assignees", None)
    if asked is None:
        return Passed(node)
    people = assignees.resolve(asked, run)
    policy = getattr(node, "empty", None)
    if people or policy is None:
        return Passed(node, tuple(people))
    instead = assignees.in_place_of_nobody(policy, run)
    empty: Empty = "named" if isinstance(policy, NamedMembers) else policy
    return Passed(node, tuple(instead), empty)


def names_of(simulation: Simulation) -> Mapping[int, str]:
    """Of everybody in it."""
    members = set(_members(simulation))
    return ports.org().names(sorted(members)) if members else {}


def _members(simulation: Simulation) -> Iterator[int]:
    for tried in simulation.tried:
        yield tried.record.created_by
        for passed in tried.way:
            yield from passed.people
