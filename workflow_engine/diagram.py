"""The tree of a record's flow with where it is: passed, current, still to come, and by whom.

Shows no condition and no value: whoever may see the record may see how it is decided on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound
from huiliu.core.records import Record
from huiliu.core.text import choose
from workflow_engine import assignees, compiled
from workflow_engine.approvals.acting import run_of
from workflow_engine.models import Child, FlowTask, Process
from workflow_engine.node_type import NodeConfig, type_of
from workflow_engine.run import Run
from workflow_engine.timeline import Told, person_ahead

Json = dict[str, Any]
_OPEN = ("NEW", "STARTED", "SCHEDULED")
MOST_FORETOLD = 40


def diagram(record: Record, *, actor: Actor) -> Json | None:
    """Of the newest run; None if the record never was in a flow. As on the wire."""
    run = (
        Process.objects.filter(app_id=record.app.id, form=record.form, record_id=record.id)
        .select_related("definition")
        .defer("flow_class", "definition__content")
        .order_by("-id")
        .first()
    )
    return _Diagram(run, record, actor).as_json() if run is not None else None


class _Diagram:
    def __init__(self, process: Process, record: Record, actor: Actor) -> None:
        self.process, self.actor = process, actor
        self.document = compiled.get(process.definition.class_name).document
        self.told = Told([process], actor)
        self.visits: dict[str, list[Mapping[str, Any]]] = {}
        rows = FlowTask.objects.filter(process=process).exclude(flow_task_type="JOIN")
        for task in rows.order_by("id").values(
            "id", "node", "status", "outcome", "data", "scheduled", "finished"
        ):
            self.visits.setdefault(task["node"], []).append(task)
        self.children = list(Child.objects.filter(process=process).order_by("id"))
        self.seen = _seen(record.app, self.children, actor)
        self.run: Run = run_of(process, actor)
        self.run.record = record
        self.is_over = process.status != "NEW"
        self._foretold = 0

    def as_json(self) -> Json:
        return {
            "flow": self.process.definition.key,
            "version": self.process.definition.version,
            "outcome": self.process.outcome or "running",
            "nodes": self._sequence(self.document.nodes, taken=True),
        }

    def _sequence(self, nodes: Sequence[NodeConfig], *, taken: bool) -> list[Json]:
        return [self._node(node, taken=taken) for node in nodes]

    def _node(self, node: NodeConfig, *, taken: bool) -> Json:
        kind, visits = type_of(node), self.visits.get(node.id, [])
        last = visits[-1] if visits else None
        state = self._state(node, last, taken=taken)
        shown: Json = {
            "id": node.id,
            "type": node.type,
            "title": choose(node.title or kind.words, self.actor.language),
            "state": state,
            "visits": len(visits),
            "people": self._people(node, last, state),
        }
        if last is not None and last["status"] == "SCHEDULED":
            shown["until"] = last["scheduled"]
        kids = [child for child in self.children if last and child.task_id == last["id"]]
        if kids := [child for child in kids if (child.form, child.record_uid) in self.seen]:
            shown["records"] = [self._child(child) for child in kids]
        if kind.sequences(node):
            shown["ways"] = self._ways(node, last, taken=taken)
        return shown

    def _ways(self, node: NodeConfig, last: Any, *, taken: bool) -> list[Json]:
        """``taken`` None: not decided yet."""
        kind = type_of(node)
        chosen = last["data"].get("taken") if last is not None else None
        found = []
        for (way_id, name), (_, sequence) in zip(
            kind.way_names(node), kind.sequences(node), strict=True
        ):
            is_taken = None if chosen is None else way_id in chosen
            title = choose(name, self.actor.language) if name else ""
            goes = taken and is_taken is not False
            nodes = self._sequence(sequence, taken=goes)
            found.append({"id": way_id, "title": title, "taken": is_taken, "nodes": nodes})
        return found

    def _state(self, node: NodeConfig, last: Any, *, taken: bool) -> str:
        if last is None:
            return "skipped" if self.is_over or not taken else "todo"
        if last["status"] in _OPEN and not self.is_over:
            return "current"
        if last["status"] == "CANCELED":
            return "cancelled"
        if last["outcome"] == "rejected" or self._ends_here(node) or self._rejected_within(node):
            return "rejected"
        if last["outcome"] == "returned":
            return "returned"
        return "current" if self._is_inside(node) else "passed"

    def _ends_here(self, node: NodeConfig) -> bool:
        kind = type_of(node)
        return kind.place == "last" and kind.ends_everything(node)

    def _rejected_within(self, node: NodeConfig) -> bool:
        """A fork is done at once; where one of its ways said no to all, it never came together."""
        return self.process.outcome == "rejected" and any(
            (visits := self.visits.get(one.id))
            and self._state(one, visits[-1], taken=True) == "rejected"
            for _, sequence in type_of(node).sequences(node)
            for one in sequence
        )

    def _is_inside(self, node: NodeConfig) -> bool:
        """A fork is done at once; the run is still between it and where its ways meet."""
        if self.is_over:
            return False
        return any(
            visit["status"] in _OPEN
            for _, sequence in type_of(node).sequences(node)
            for one in sequence
            for visit in self.visits.get(one.id, ())[-1:]
        ) or any(
            self._is_inside(one)
            for _, sequence in type_of(node).sequences(node)
            for one in sequence
        )

    def _people(self, node: NodeConfig, last: Any, state: str) -> list[Json]:
        if type_of(node).place == "first":
            return [self.told.initiator(self.process)]
        if last is not None:
            return self.told.people_asked(last["id"]) or self.told.people_told(last["id"])
        asked = getattr(node, "assignees", None)
        if state != "todo" or asked is None or self._foretold >= MOST_FORETOLD:
            return []
        self._foretold += 1
        # Who stands in a field is a value of the record, which not everybody may see.
        known = assignees.resolve(asked.model_copy(update={"fields": ()}), self.run)
        names = ports.org().names(known) if known else {}
        return [person_ahead(names.get(member, "")) for member in known]

    def _child(self, child: Child) -> Json:
        return {"form": child.form, "record": child.record_uid, "state": child.state}


def _seen(app: AppRef, children: Sequence[Child], actor: Actor) -> set[tuple[str, str]]:
    """Form and public id of those that the actor may open. One question a form."""
    by_form: dict[str, list[str | bool | None]] = {}
    for child in children:
        by_form.setdefault(child.form, []).append(child.record_uid)
    found: set[tuple[str, str]] = set()
    for form, uids in by_form.items():
        condition = Condition(cond=(Term(field="$id", op="in", value=uids),))
        with suppress(NotFound):
            access = ports.permissions().access(actor, app, form)
            records = ports.records().find(app, form, condition, access=access, limit=len(uids))
            found |= {(form, record.uid) for record in records}
    return found
