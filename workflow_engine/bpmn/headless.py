"""Executes an imported process on the real run time, with nobody there; says which tasks ran.

Needs the tables of ``workflow_engine`` and leaves nothing in them: all of it is rolled back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction

from huiliu.core import ports
from huiliu.core.actor import Cause
from workflow_engine import compiled, timers
from workflow_engine.approvals import handle, start
from workflow_engine.bpmn.importing import Imported
from workflow_engine.bpmn.refusal import Refused
from workflow_engine.bpmn.stand_ins import APP, MEMBER, World, world
from workflow_engine.bpmn.trace import Told, Trace
from workflow_engine.models import FlowTask, Process, WorkItem
from workflow_engine.node_type import NodeConfig
from workflow_engine.nodes.timed import TimedConfig
from workflow_engine.publisher import publisher
from workflow_engine.tree import walk


def run(imported: Imported, trace: Trace) -> list[str]:
    """The names of the tasks in the order in which they were done."""
    told = Told(trace, imported)
    here = world(imported.form, told.at_start())
    with ports.bound(**here.ports()), transaction.atomic():
        try:
            return _run(imported, told, here)
        finally:
            transaction.set_rollback(True)
            compiled.evict()


def _run(imported: Imported, told: Told, here: World) -> list[str]:
    problems = publisher.validate(APP, str(imported.flow["id"]), imported.flow)
    if problems:
        raise Refused("the process", f"{problems[0].path} {problems[0].code}")
    publisher.flip(APP, str(imported.flow["id"]), 1, imported.flow, None)
    start(here.records.record, actor=here.org.actor(MEMBER), cause=Cause("api"))
    done: list[str] = []
    while not here.records.decided:
        if len(done) >= told.trace.limit:
            raise Refused("the run", f"it has done {len(done)} tasks and does not end")
        name = _do_one(told, here)
        if name is not None:
            done.append(name)
    return done


def _do_one(told: Told, here: World) -> str | None:
    """One task or, where nobody is asked or the trace says so, a timer."""
    items = list(WorkItem.objects.filter(state="pending").order_by("task_id", "position", "id"))
    waiting = list(FlowTask.objects.filter(status="SCHEDULED").order_by("scheduled", "pk"))
    if not items and not waiting:
        raise Refused("the run", "nobody is asked and nothing is waited for")
    names = [_name(item.process, item.node) for item in items]
    chosen = told.next_of([*names, *(_name(timer.process, timer.node) for timer in waiting)])
    if chosen >= len(items):
        _ring(waiting[chosen - len(items)], here)
        return None
    item = items[chosen]
    if told.is_late(names[chosen]):
        _ring(_limit_of(item.task, waiting), here)
        return None
    values = told.at(names[chosen])
    handle(item.pk, actor=here.org.actor(item.member_id), values=values)
    return names[chosen]


def _name(process: Process, node: str) -> str:
    return str(process.definition.node_titles.get(node, {}).get("en", node))


def _limit_of(task: FlowTask, waiting: Sequence[FlowTask]) -> FlowTask:
    """Its own time limit, or else the next of what is around it."""
    if task.scheduled is not None:
        return task
    document = compiled.get(task.process.definition.class_name).document
    around = set(_clocks_around(document.nodes, task.node))
    for timer in waiting:
        if timer.node in around:
            return timer
    raise Refused(f"the trace's task '{task.node}'", "it has no time limit")


def _clocks_around(nodes: Sequence[NodeConfig], node: str) -> Iterator[str]:
    """The waits of the clocks that are called off once the node is done."""
    for _, one in walk(nodes):
        if isinstance(one, TimedConfig) and any(inner.id == node for _, inner in walk(one.nodes)):
            yield from (clock.nodes[0].id for clock in one.clocks)


def _ring(task: FlowTask, here: World) -> None:
    if task.scheduled is not None:
        here.clock.at = max(here.clock.at, task.scheduled)
        timers.ring({"task": task.pk})
