"""The ways out of a gateway with their conditions, in our words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workflow_engine.bpmn.expressions import (
    ALWAYS,
    Condition,
    Variables,
    condition,
    is_always,
    is_never,
    slug,
)
from workflow_engine.bpmn.refusal import Refused
from workflow_engine.bpmn.step import Flow, Step, told

Node = dict[str, Any]
Ways = Sequence[list[Node]]


class Choices:
    """``notes`` collects what a reader of the result must know; ``node_id`` makes ids of names."""

    def __init__(
        self, variables: Variables, notes: list[str], node_id: Callable[[str], str]
    ) -> None:
        self.variables, self.notes, self.node_id = variables, notes, node_id

    def parallel(self, step: Step, sequences: Ways) -> list[Node]:
        ways = [
            {"id": f"way_{n}", **_titled(flow), "nodes": nodes}
            for n, (flow, nodes) in enumerate(zip(step.out, sequences, strict=True), 1)
        ]
        return self._node(step, "parallel", ways)

    def branch(self, step: Step, flows: Sequence[Flow], sequences: Ways) -> list[Node]:
        """The first that is true; the default, or else the last, for everything else."""
        ways = self._possible(step, self._ways(self._conditions(step, flows), flows, sequences))
        always = next((n for n, way in enumerate(ways) if is_always(way.get("when"))), None)
        if always is not None:
            self._drop(step, ways[always + 1 :], "another is always taken before it")
            ways = [*ways[:always], _without_condition(ways[always])]
        elif "when" in ways[-1]:
            ways[-1] = _without_condition(ways[-1])
            self._note(step, "has no default: its last way is taken instead")
        return self._node(step, "branch", ways)

    def inclusive(self, step: Step, sequences: Ways) -> list[Node]:
        """Ways without a condition are taken whatever the others say."""
        conditions = self._conditions(step, step.out, are_exclusive=False)
        ways = self._possible(step, self._ways(conditions, step.out, sequences))
        always = [_without_condition(way) for way in ways if is_always(way.get("when"))]
        asked = [way for way in ways if not is_always(way.get("when"))]
        if always and asked and "when" not in asked[-1]:
            self._drop(step, [asked.pop()], "another is always taken")
        elif asked and "when" in asked[-1] and not always:
            self._note(step, "has no default: it is passed if none is true")
        if asked and "when" in asked[-1]:
            asked.append({"id": "else", "nodes": []})
        if always and asked:
            always.append({"id": "asked", "nodes": self._node(step, "inclusive", asked)})
        return (
            self._node(step, "parallel", always) if always else self._node(step, "inclusive", asked)
        )

    def _node(self, step: Step, kind: str, ways: list[Node]) -> list[Node]:
        """One way is no choice: it is what happens."""
        if len(ways) == 1:
            found: list[Node] = ways[0]["nodes"]
            return found
        return [{"id": self.node_id(step.id), "type": kind, **_named(step), "branches": ways}]

    def _possible(self, step: Step, ways: list[Node]) -> list[Node]:
        never = [way for way in ways if is_never(way.get("when"))]
        self._drop(step, never, "its condition is never true")
        return [way for way in ways if way not in never] or [{"id": "else", "nodes": []}]

    def _drop(self, step: Step, ways: Sequence[Node], why: str) -> None:
        for way in ways:
            title = way.get("title", {}).get("en", way["id"])
            self._note(step, f"loses its way '{title}': {why}")

    def _note(self, step: Step, what: str) -> None:
        self.notes.append(f"{told(step.element)} {what}")

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

    @staticmethod
    def _ways(
        conditions: Mapping[str, Condition | None], flows: Sequence[Flow], sequences: Ways
    ) -> list[Node]:
        found = []
        for n, (flow, nodes) in enumerate(zip(flows, sequences, strict=True), 1):
            when = conditions[flow.id]
            way: Node = {"id": f"way_{n}" if when else "else", **_titled(flow), "nodes": nodes}
            found.append({**way, "when": when} if when else way)
        return sorted(found, key=lambda way: "when" not in way)

    def _conditions(
        self, step: Step, flows: Sequence[Flow], *, are_exclusive: bool = True
    ) -> dict[str, Condition | None]:
        """Flow → its condition; None for the default. Where one of them is to be chosen and none
        has a condition it is people who choose: by the name of the way, in a field named after
        the gateway."""
        bare = [flow for flow in step.out if not flow.condition and not flow.is_default]
        has_default = len(bare) < len(step.out) and any(flow.is_default for flow in step.out)
        if are_exclusive and not any(flow.condition and not flow.is_default for flow in step.out):
            return {f.id: None if f.is_default else self._chosen(step, f) for f in flows}
        if are_exclusive and (len(bare) > 1 or (bare and has_default)):
            raise Refused(told(step.element), "some of its ways have conditions and some have none")
        if are_exclusive and bare:
            self._note(step, f"takes its way '{bare[0].name or bare[0].id}' if no other is true")
        otherwise = None if are_exclusive else ALWAYS
        return {
            flow.id: None
            if flow.is_default
            else condition(flow.condition, self.variables)
            if flow.condition
            else otherwise
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


def _without_condition(way: Node) -> Node:
    return {key: value for key, value in way.items() if key != "when"}


def _any(conditions: Sequence[Condition | None]) -> Condition:
    known = [one for one in conditions if one is not None]
    return known[0] if len(known) == 1 else {"rel": "or", "cond": known}


def _titled(flow: Flow) -> Node:
    return {"title": {"zh-CN": flow.name, "en": flow.name}} if flow.name else {}


def _named(step: Step) -> Node:
    named = step.element.get("name") and step.kind in ("xor", "and", "or")
    return {"title": {"zh-CN": step.name, "en": step.name}} if named else {}
