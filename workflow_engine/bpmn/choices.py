"""The ways out of a gateway with their conditions, in our words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workflow_engine.bpmn.expressions import Condition, Variables, condition, slug
from workflow_engine.bpmn.graph import Flow, Step, told
from workflow_engine.bpmn.refusal import Refused

Node = dict[str, Any]
Ways = Sequence[list[Node]]
_ENOUGH = 2


class Choices:
    """``notes`` collects what a reader of the result must know."""

    def __init__(self, variables: Variables, notes: list[str]) -> None:
        self.variables, self.notes = variables, notes

    def parallel(self, step: Step, sequences: Ways) -> Node:
        ways = [
            {"id": f"way_{n}", **_titled(flow), "nodes": nodes}
            for n, (flow, nodes) in enumerate(zip(step.out, sequences, strict=True), 1)
        ]
        return {"type": "parallel", **_named(step), "branches": ways}

    def branch(self, step: Step, flows: Sequence[Flow], sequences: Ways) -> Node:
        """The first that is true; the default, or else the last, for everything else."""
        ways = self._ways(step, flows, sequences)
        if "when" in ways[-1]:
            ways[-1].pop("when")
            self.notes.append(f"{told(step.element)} has no default: its last way is taken instead")
        return {"type": "branch", **_named(step), "branches": ways}

    def inclusive(self, step: Step, sequences: Ways) -> Node:
        ways = self._ways(step, step.out, sequences)
        if "when" in ways[-1]:
            ways.append({"id": "else", "nodes": []})
            self.notes.append(f"{told(step.element)} has no default: it is passed if none is true")
        return {"type": "inclusive", **_named(step), "branches": ways}

    def again(self, last: Step, back: Sequence[Flow], out: Sequence[Flow]) -> dict[str, Condition]:
        """The rule of a loop: go round ``again``, or ``until`` it may be left."""
        conditions = self._conditions(last, last.out)
        leaving = [conditions[flow.id] for flow in out]
        if all(one is not None for one in leaving):
            return {"until": _any(leaving)}
        return {"again": _any([conditions[flow.id] for flow in back])}

    @staticmethod
    def only_if_again(node_id: str, rule: dict[str, Condition], inner: Node) -> Node:
        """A branch around the rounds after the first."""
        if "again" in rule:
            ways = [{"id": "again", "when": rule["again"], "nodes": [inner]}, {"id": "else"}]
        else:
            ways = [{"id": "enough", "when": rule["until"]}, {"id": "else", "nodes": [inner]}]
        return {"id": node_id, "type": "branch", "branches": ways}

    def _ways(self, step: Step, flows: Sequence[Flow], sequences: Ways) -> list[Node]:
        conditions = self._conditions(step, flows)
        found = []
        for n, (flow, nodes) in enumerate(zip(flows, sequences, strict=True), 1):
            when = conditions[flow.id]
            way: Node = {"id": f"way_{n}" if when else "else", **_titled(flow), "nodes": nodes}
            found.append({**way, "when": when} if when else way)
        return sorted(found, key=lambda way: "when" not in way)

    def _conditions(self, step: Step, flows: Sequence[Flow]) -> dict[str, Condition | None]:
        """Flow → its condition; None for the default. Without any condition it is people who
        choose: by the name of the way, in a field named after the gateway."""
        bare = [flow for flow in step.out if not flow.condition and not flow.is_default]
        if len(bare) >= _ENOUGH and len(bare) == len(step.out):
            return {flow.id: self._chosen(step, flow) for flow in flows}
        if len(bare) > 1 or (bare and any(flow.is_default for flow in step.out)):
            raise Refused(told(step.element), "some of its ways have conditions and some have none")
        return {
            flow.id: condition(flow.condition, self.variables) if flow.condition else None
            for flow in flows
        }

    def _chosen(self, step: Step, flow: Flow) -> Condition:
        name = step.name
        path = self.variables.field_for(name, "choice")
        options = self.variables.options.setdefault(name, [])
        for way in step.out:
            label = way.name or way.id
            if label not in options:
                options.append(label)
        term = {"field": path, "op": "eq", "value": option_id(flow.name or flow.id, options)}
        return {"cond": [term]}


def option_id(label: str, options: Sequence[str]) -> str:
    plain = slug(label)
    return plain if plain.strip("v_") else f"option_{options.index(label) + 1}"


def _any(conditions: Sequence[Condition | None]) -> Condition:
    known = [one for one in conditions if one is not None]
    return known[0] if len(known) == 1 else {"rel": "or", "cond": known}


def _titled(flow: Flow) -> Node:
    return {"title": {"zh-CN": flow.name, "en": flow.name}} if flow.name else {}


def _named(step: Step) -> Node:
    named = step.element.get("name") and step.kind in ("xor", "and", "or")
    return {"title": {"zh-CN": step.name, "en": step.name}} if named else {}
