"""The way of a record through its flow: what was, what is, and what will be as things stand.

A record that was rejected and submitted again has several runs; they follow each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.records import Record
from huiliu.core.text import choose
from workflow_engine import compiled
from workflow_engine.approvals.acting import run_of
from workflow_engine.document import FlowDocument
from workflow_engine.models import CarbonCopy, FlowTask, Process, WorkItem
from workflow_engine.node_type import NodeConfig, type_of
from workflow_engine.places import INITIATOR, RESUBMIT

Entry = dict[str, Any]

_HIDDEN_NODES = {
    "rejected": {"zh-CN": "已驳回", "en": "Rejected"},
    "withdrawn": {"zh-CN": "已撤回", "en": "Withdrawn"},
    "terminated": {"zh-CN": "已终止", "en": "Ended"},
    "resubmit": INITIATOR,
}
_STOOD = {
    "pending": "current",
    "waiting": "waiting",
    "approved": "done",
    "rejected": "done",
    "handled": "done",
    "transferred": "done",
    "returned": "done",
    "removed": "cancelled",
    "skipped": "skipped",
    "canceled": "cancelled",
}
_BROKEN_OFF = {"withdrawn": "withdraw", "terminated": "terminate"}
_STATES = {"STARTED": "current", "SCHEDULED": "current", "DONE": "done"}


def timeline(record: Record, *, actor: Actor) -> list[Entry]:
    """Entries as on the wire, in the reader's language."""
    runs = list(
        Process.objects.filter(app_id=record.app.id, form=record.form, record_id=record.id)
        .select_related("definition")
        .defer("flow_class", "definition__content")
        .order_by("id")
    )
    told = Told(runs, actor)
    return [entry for run in runs for entry in _entries(run, told, record, actor)]


class Told:
    """Everything about the runs that is in tables, read once."""

    def __init__(self, runs: Sequence[Process], actor: Actor) -> None:
        self.language = actor.language
        self.tasks = list(
            FlowTask.objects.filter(process__in=runs)
            .order_by("id")
            .values("id", "process_id", "node", "status", "outcome", "started", "finished")
        )
        self.items = list(WorkItem.objects.filter(process__in=runs).order_by("position", "id"))
        self.copies = list(CarbonCopy.objects.filter(process__in=runs).order_by("id"))
        self.terminated_by = {run.pk: run.ended_by for run in runs if run.outcome == "terminated"}
        members = {run.initiator_id for run in runs}
        members |= {run.ended_by for run in runs if run.ended_by}
        members |= {item.member_id for item in self.items}
        members |= {item.on_behalf for item in self.items if item.on_behalf}
        members |= {copy.member_id for copy in self.copies}
        self.names = ports.org().names(sorted(members)) if members else {}

    def people_asked(self, task: int) -> list[Entry]:
        return [
            self.person(
                item.member_id,
                _STOOD[item.state],
                item.acted_at,
                item.comment,
                self._action(item),
                item.on_behalf,
            )
            for item in self.items
            if item.task_id == task
        ]

    def _action(self, item: WorkItem) -> str | None:
        """Whoever ended the whole flow did more than say no."""
        answer = _answer(item)
        ended = answer == "reject" and self.terminated_by.get(item.process_id) == item.member_id
        return "terminate" if ended else answer

    def people_told(self, task: int) -> list[Entry]:
        return [
            self.person(copy.member_id, "read" if copy.read_at else "unread", copy.created_at)
            for copy in self.copies
            if copy.task_id == task
        ]

    def initiator(self, run: Process) -> Entry:
        return self.person(run.initiator_id, "done", run.created, "", "submit")

    def person(
        self,
        member: int,
        state: str,
        at: Any,
        comment: str = "",
        action: str | None = None,
        behalf: int | None = None,
    ) -> Entry:
        """``behalf``: in whose place they are asked."""
        person = _person(self.names.get(member, ""), state, at, comment, action)
        return {**person, "behalf": self.names.get(behalf, "")} if behalf else person


def person_ahead(name: str) -> Entry:
    """Somebody who will be asked as things stand."""
    return _person(name, "todo", None, "", None)


def _person(name: str, state: str, at: Any, comment: str, action: str | None) -> Entry:
    said = {"comment": comment, "action": action, "behalf": ""}
    return {"name": name, "state": state, "at": at, **said}


def _entries(run: Process, told: Told, record: Record, actor: Actor) -> Iterator[Entry]:
    document = compiled.get(run.definition.class_name).document
    visited: set[str] = set()
    for task in told.tasks:
        if task["process_id"] != run.pk:
            continue
        visited.add(task["node"])
        node = document.by_id.get(task["node"])
        if node is None or type_of(node).in_timeline:
            yield _visit(run, task, node, told)
    if run.outcome in _BROKEN_OFF:
        by = run.ended_by or run.initiator_id
        person = told.person(by, "done", run.finished, run.comment, _BROKEN_OFF[run.outcome])
        yield _entry(run.outcome, _words(run.outcome, told.language), "end", "done", [person])
    if not run.outcome:
        yield from _ahead(run, document, visited, record, actor)


def _visit(run: Process, task: Mapping[str, Any], node: NodeConfig | None, told: Told) -> Entry:
    people = told.people_asked(task["id"]) or told.people_told(task["id"])
    state = _STATES.get(task["status"], "skipped")
    if node is None:
        kind = "approval" if task["node"] == RESUBMIT else "end"
        return _entry(task["node"], _words(task["node"], told.language), kind, state, people)
    if type_of(node).place == "first":
        people = [told.initiator(run)]
    elif task["outcome"] and not people:
        state = "skipped"
    return _entry(node.id, _title(node, told.language), node.type, state, people)


def _ahead(
    run: Process, document: FlowDocument, visited: set[str], record: Record, actor: Actor
) -> Iterator[Entry]:
    """The nodes still to come if the record stays as it is."""
    step = run_of(run, actor)
    step.record = record

    def unseen(nodes: Iterable[NodeConfig]) -> Iterator[Entry]:
        for node in nodes:
            kind = type_of(node)
            if node.id not in visited and kind.in_timeline:
                yield _entry(node.id, _title(node, actor.language), node.type, "todo", [])
            yield from _inside(node)

    def _inside(node: NodeConfig) -> Iterator[Entry]:
        kind = type_of(node)
        inside = [sequence for _, sequence in kind.sequences(node)]
        if node.id in visited:
            # The way was chosen then; the record may have changed since.
            sure = kind.surely(node)
            inside = [one for one in inside if one in sure or any(n.id in visited for n in one)]
        elif inside:
            inside = list(kind.taken(node, step.holds))
        for sequence in inside:
            yield from unseen(sequence)

    return unseen(document.nodes)


def _entry(node: str, title: str, kind: str, state: str, people: list[Entry]) -> Entry:
    return {"node": node, "title": title, "kind": kind, "state": state, "people": people}


def _title(node: NodeConfig, language: str) -> str:
    return choose(node.title or type_of(node).words, language)


def _words(node: str, language: str) -> str:
    return choose(_HIDDEN_NODES.get(node, {}), language) or node


def _answer(item: WorkItem) -> str | None:
    if item.origin in ("initiator", "repeated"):
        return "pass"
    if item.state == "approved" and item.node == RESUBMIT:
        return "submit"
    answers = {
        "approved": "approve",
        "rejected": "reject",
        "handled": "handle",
        "transferred": "transfer",
        "returned": "return",
    }
    return answers.get(item.state)
