"""Moves running records to the current version of their flow: which can, where to, and why not.

An open visit goes to the node of the same id, or to the one it is mapped to. Both must be of one
type and inside the same forks and repetitions; a record moves with all its open visits or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from huiliu.core.actor import AppRef
from huiliu.core.errors import NotFound
from huiliu.core.transactions import run_in_transaction
from workflow_engine import compiled
from workflow_engine.compile import BaseFlow, attribute, node_of
from workflow_engine.document import FlowDocument
from workflow_engine.models import CurrentFlow, FlowDefinition, FlowTask, Process, WorkItem
from workflow_engine.node_type import NodeConfig, type_of
from workflow_engine.places import INITIATOR, RESUBMIT

OPEN = ("NEW", "STARTED", "SCHEDULED")
Mapped = Mapping[str, str]
"""Node of the old version → node of the new one."""


@dataclass(frozen=True)
class Version:
    version: int
    is_current: bool
    running: int


@dataclass(frozen=True)
class Move:
    """The runs of one version that stand at one node. ``problem``: empty, ``gone`` (no such node
    any more: map it), ``other_type`` or ``other_place`` (not in the same forks)."""

    version: int
    node: str
    title: Mapping[str, str]
    running: int
    to: str
    problem: str


@dataclass
class Preview:
    moves: list[Move] = field(default_factory=list)
    movable: int = 0
    staying: int = 0


def versions(app: AppRef, key: str) -> list[Version]:
    """Newest first, with how many records run on each."""
    current = _current(app, key)
    counted = dict(
        Process.objects.filter(definition__app_id=app.id, definition__key=key, status="NEW")
        .values_list("definition_id")
        .annotate(n=Count("id"))
    )
    rows = FlowDefinition.objects.filter(app_id=app.id, key=key).order_by("-version")
    return [
        Version(n, pk == current.pk, counted.get(pk, 0))
        for pk, n in rows.values_list("pk", "version")
    ]


def preview(app: AppRef, key: str, mapped: Mapped) -> Preview:
    """What ``move`` would do."""
    current = _current(app, key)
    new = compiled.get(current.class_name).document
    found = Preview()
    counted: dict[tuple[int, str], int] = defaultdict(int)
    definitions: dict[int, FlowDefinition] = {}
    for process in _behind(app, key, current):
        definitions[process.definition.version] = process.definition
        nodes = _standing(process)
        for node in nodes:
            counted[process.definition.version, node] += 1
        old = compiled.get(process.definition.class_name).document
        fits = all(not _problem(old, new, node, mapped) for node in nodes)
        found.movable += fits
        found.staying += not fits
    for (version, node), running in sorted(counted.items()):
        definition = definitions[version]
        old = compiled.get(definition.class_name).document
        title = definition.node_titles.get(node) or _words(old, node)
        problem = _problem(old, new, node, mapped)
        to = mapped.get(node, node)
        found.moves.append(Move(version, node, title, running, to, problem))
    return found


def move(app: AppRef, key: str, mapped: Mapped) -> int:
    """Moves every record that can be moved, each in a transaction of its own; how many it was."""
    current = _current(app, key)
    pks = [process.pk for process in _behind(app, key, current)]
    return sum(run_in_transaction(lambda pk=pk: _move(pk, current, mapped)) for pk in pks)  # type: ignore[misc]


def _move(pk: int, current: FlowDefinition, mapped: Mapped) -> bool:
    with BaseFlow.lock(pk):
        process = Process.objects.select_related("definition").get(pk=pk)
        if process.status != "NEW" or process.definition_id == current.pk:
            return False
        old = compiled.get(process.definition.class_name).document
        flow = compiled.get(current.class_name)
        if any(_problem(old, flow.document, node, mapped) for node in _standing(process)):
            return False
        for task in FlowTask.objects.filter(process=process, status__in=OPEN):
            _move_visit(task, flow, mapped)
        process.definition, process.flow_class = current, flow
        process.save(update_fields=["definition", "flow_class"])
    return True


def _move_visit(task: FlowTask, flow: type[BaseFlow], mapped: Mapped) -> None:
    """The same visit at the new version's node; meetings keep their fork's id."""
    old = task.flow_task
    to = task.node if task.node == RESUBMIT else _mapped(task.node, mapped)
    name = old.name.replace(f"_{task.node}_", f"_{to}_") if task.node != to else old.name
    task.flow_task = flow.instance.node(name)
    task.node = to
    if owed := task.data.get("resume"):
        back = attribute(_mapped(node_of(owed["node"]), mapped))
        task.data = {**task.data, "resume": {**owed, "node": back}}
    task.save(update_fields=["flow_task", "node", "data"])
    WorkItem.objects.filter(task=task).update(node=to)


def _behind(app: AppRef, key: str, current: FlowDefinition) -> Sequence[Process]:
    rows = Process.objects.filter(definition__app_id=app.id, definition__key=key, status="NEW")
    rows = rows.filter(aside=False).exclude(definition=current).select_related("definition")
    return list(rows.defer("flow_class", "definition__content").order_by("id"))


def _standing(process: Process) -> list[str]:
    """The nodes it is at, and those it comes straight back to. Meetings are where their fork is,
    which is checked with the others."""
    rows = FlowTask.objects.filter(process=process, status__in=OPEN)
    rows = rows.exclude(flow_task_type="JOIN").order_by("id")
    found: list[str] = []
    for node, data in rows.values_list("node", "data"):
        found += [node, *([node_of(data["resume"]["node"])] if "resume" in data else [])]
    return found


def _words(document: FlowDocument, node: str) -> Mapping[str, str]:
    return INITIATOR if node == RESUBMIT else type_of(document.by_id[node]).words


def _mapped(node: str, mapped: Mapped) -> str:
    return mapped.get(node, node)


def _problem(old: FlowDocument, new: FlowDocument, node: str, mapped: Mapped) -> str:
    """Where the initiator corrects a record is a node of every version."""
    if node == RESUBMIT:
        return ""
    to = _mapped(node, mapped)
    target = new.by_id.get(to)
    if target is None:
        return "gone"
    if target.type != old.by_id[node].type:
        return "other_type"
    same_place = _around(old.nodes, node) == _around(new.nodes, to)
    return "" if same_place else "other_place"


def _around(nodes: Sequence[NodeConfig], node: str) -> list[str] | None:
    """The forks and repetitions around a node, the outermost first."""
    for one in nodes:
        if one.id == node:
            return []
        kind = type_of(one)
        for pointer, sequence in kind.sequences(one):
            inside = _around(sequence, node)
            if inside is not None:
                matters = kind.at_once or kind.goes_round
                return [kind.inside_of(one, pointer), *inside] if matters else inside
    return None


def _current(app: AppRef, key: str) -> FlowDefinition:
    row = CurrentFlow.objects.filter(app_id=app.id, key=key).select_related("definition").first()
    if row is None:
        raise NotFound
    definition: FlowDefinition = row.definition
    return definition
