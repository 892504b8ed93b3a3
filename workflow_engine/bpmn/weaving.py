"""A graph → a tree of nodes: sequences, branches, ways at once and loops, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from huiliu.core.safe_xml import Element
from workflow_engine.bpmn import graph, people, times
from workflow_engine.bpmn.choices import Choices
from workflow_engine.bpmn.expressions import Variables, slug
from workflow_engine.bpmn.refusal import Refused
from workflow_engine.bpmn.shape import EXIT, Loop, Shape
from workflow_engine.bpmn.step import Flow, Process, Step, told

Node = dict[str, Any]
MOST_NODES = 190
PAIR = 2


@dataclass
class Names:
    """New ids, never the same twice in a document."""

    taken: set[str] = field(default_factory=lambda: {"start", "end", "rejected", "withdrawn"})
    _inside: int = 0

    def __call__(self, name: str) -> str:
        base = candidate = slug(name) if slug(name).strip("v_") else "node"
        count = 1
        while candidate in self.taken:
            count += 1
            candidate = f"{base}_{count}"
        self.taken.add(candidate)
        if len(self.taken) > MOST_NODES:
            raise Refused("the process", f"it has more than {MOST_NODES} nodes as a tree")
        return candidate

    def go_inside(self) -> None:
        """Sub-processes have no node of their own; that many of them are nobody's process."""
        self._inside += 1
        if self._inside > MOST_NODES:
            raise Refused("the process", f"it has more than {MOST_NODES} sub-processes as a tree")


@dataclass(frozen=True)
class Region:
    """Where a sequence is read. ``stop``: where it ends. ``body``: the loop it is in, if any.
    ``entered``: the loops whose header is not the beginning of a loop any more."""

    stop: str = EXIT
    body: frozenset[str] | None = None
    entered: frozenset[Loop] = frozenset()
    at_once: bool = False


class Weaver:
    def __init__(
        self,
        process: Process,
        *,
        variables: Variables,
        names: Names,
        others: dict[str, Element],
        notes: list[str],
        above: tuple[str, ...] = (),
    ) -> None:
        self.process, self.steps = process, process.steps
        self.variables, self.names, self.others = variables, names, others
        self.notes, self.above = notes, above
        self.choices = Choices(variables, notes, names)
        self.reached = process.behind(process.start)
        self.shape = Shape(
            {key: [flow.target for flow in self.steps[key].out] for key in self.reached},
            process.start,
        )

    def whole(self, *, at_once: bool = False) -> list[Node]:
        if not self.process.start:
            return []
        return self.sequence(self.process.start, Region(at_once=at_once))

    def sequence(self, here: str, region: Region) -> list[Node]:
        nodes: list[Node] = []
        headers = {loop.header for loop in region.entered}
        first = here
        while here not in (region.stop, EXIT):
            is_outside = region.body is not None and here not in region.body
            if is_outside or (here in headers and here != first):
                raise Refused(f"the loop at {told_of(self.steps, here)}", "its ways are entangled")
            loop = self._loop_at(here, region)
            if loop is not None:
                found, here = self._looped(loop, region)
            else:
                found, here = self._step(self.steps[here], region)
            nodes += found
            if here == EXIT and region.stop != EXIT:
                raise Refused(told_of(self.steps, region.stop), "not every way leads to it")
        return nodes

    def _step(self, step: Step, region: Region) -> tuple[list[Node], str]:
        if step.kind in ("and", "or") and len(step.into) > 1:
            raise Refused(told(step.element), "it joins ways that did not fork together")
        nodes = self._own(step, region)
        if step.beside:
            return self._with_ways_beside(step, nodes, region)
        if len(step.out) <= 1:
            return nodes, step.out[0].target if step.out else EXIT
        found, after = self._split(step, region)
        return nodes + found, after

    def _split(self, step: Step, region: Region) -> tuple[list[Node], str]:
        conditional = any(flow.condition for flow in step.out)
        kind = {"xor": "xor", "and": "and", "or": "or"}.get(step.kind)
        kind = kind or ("or" if conditional else "and")
        meeting = self.shape.meeting(step.id, region.body, at_once=True)
        if kind == "xor" or self._is_either_or(step, meeting):
            return self._choice(step, step.out, region)
        after = self._after(step, kind, meeting, region)
        inside = Region(meeting, region.body, region.entered, at_once=True)
        if after is None:  # every way goes on by itself to the end
            self.notes.append(
                f"{told_of(self.steps, meeting)}: ways that run at once meet there without a join: "
                "what follows is done for each of them"
            )
            inside, after = Region(EXIT, None, region.entered, at_once=True), EXIT
        sequences = [self.sequence(flow.target, inside) for flow in step.out]
        make = self.choices.parallel if kind == "and" else self.choices.inclusive
        return make(step, sequences), after

    def _is_either_or(self, step: Step, meeting: str) -> bool:
        """A task with one condition and a default; unless a join of its ways says otherwise."""
        with_default = len(step.out) == PAIR and any(flow.is_default for flow in step.out)
        join = self.steps[meeting].kind if meeting != EXIT else ""
        return with_default and step.kind not in ("and", "or") and join not in ("and", "or")

    def _after(self, step: Step, kind: str, meeting: str, region: Region) -> str | None:
        """Behind the join that belongs to the fork; ends that all ways share are a join too, also
        of the ways around them. None: they meet without one, and nothing around them waits."""
        if meeting == EXIT or self.steps[meeting].kind == "end":
            return meeting if meeting == region.stop else EXIT
        join = self.steps[meeting]
        if join.kind not in ("and", "or") and region.stop == EXIT and region.body is None:
            return None
        if join.kind != kind or len(join.out) > 1:
            why = "ways that run at once meet there without a join of the same kind"
            raise Refused(told(join.element), why)
        return join.out[0].target if join.out else EXIT

    def _choice(self, step: Step, flows: Sequence[Flow], region: Region) -> tuple[list[Node], str]:
        meeting = self.shape.meeting(step.id, region.body, at_once=region.at_once)
        tails = [flow for flow in flows if self._is_tail(step, flow, meeting, region)]
        inside = Region(meeting, region.body, region.entered, region.at_once)
        sequences = [
            self._ended(flow, region) if flow in tails else self.sequence(flow.target, inside)
            for flow in flows
        ]
        return self.choices.branch(step, flows, sequences), meeting

    def _is_tail(self, step: Step, flow: Flow, meeting: str, region: Region) -> bool:
        if region.at_once or meeting == EXIT or (step.id, flow.target) not in self.shape.tails:
            return False
        return meeting not in self.shape.reachable(flow.target)

    def _ended(self, flow: Flow, region: Region) -> list[Node]:
        """A way that leads to the end while the others go on."""
        nodes = self.sequence(flow.target, Region(EXIT, None, region.entered))
        return [*nodes, {"id": self.names("end"), "type": "end"}]

    def _loop_at(self, here: str, region: Region) -> Loop | None:
        loops = self.shape.loops.get(here, ())
        return next((loop for loop in loops if loop not in region.entered), None)

    def _looped(self, loop: Loop, region: Region) -> tuple[list[Node], str]:
        last = self._exit_of(loop)
        entered = region.entered | {loop}
        back = [flow for flow in last.out if flow.target in loop.body]
        out = [flow for flow in last.out if flow.target not in loop.body]
        until = Region(last.id, loop.body, entered, region.at_once)
        again = Region(loop.header, loop.body, entered, region.at_once)
        head = self.sequence(loop.header, until) if loop.header != last.id else []
        tail = self._back(last, back, again)
        rule = self.choices.again(last, back, out)
        if tail:
            second = times.renamed(head, self.names)
            inner = {"id": self.names(last.id), "type": "repeat", "nodes": [*tail, *second], **rule}
            nodes = [*head, self.choices.only_if_again(self.names(last.id), rule, inner)]
        elif head:
            nodes = [{"id": self.names(last.id), "type": "repeat", "nodes": head, **rule}]
        else:
            raise Refused(told(last.element), "a loop in which nothing is done")
        if len(out) == 1:
            return nodes, out[0].target
        found, after = self._choice(last, out, region)
        return nodes + found, after

    def _back(self, last: Step, flows: Sequence[Flow], region: Region) -> list[Node]:
        sequences = [self.sequence(flow.target, region) for flow in flows]
        if len(flows) == 1:
            return sequences[0]
        if not any(sequences):
            return []
        return self.choices.branch(last, flows, sequences)

    def _exit_of(self, loop: Loop) -> Step:
        """The choice that leads back or on; other ways out of the loop must lead to an end."""
        header, main = told_of(self.steps, loop.header), self.shape.main_exit(loop)
        if main is None or self.steps[main].kind != "xor":
            raise Refused(f"the loop at {header}", "it needs one exclusive gateway that leads out")
        for one in loop.body - {main}:
            for flow in self.steps[one].out:
                if flow.target not in loop.body and (one, flow.target) not in self.shape.tails:
                    raise Refused(f"the loop at {header}", "it is left in several places")
        return self.steps[main]

    def _own(self, step: Step, region: Region) -> list[Node]:
        """What the step itself does."""
        if step.kind == "task":
            lane = self.process.lanes.get(step.id, "")
            title = {"zh-CN": step.name, "en": step.name}
            node: Node = {"id": self.names(step.name), "type": "handle", "title": title}
            node["assignees"] = people.assignees(step, lane)
            return self._limited(step, self._repeated(step, [node]))
        if step.kind == "timer":
            title = {"zh-CN": step.name, "en": step.name}
            wait = times.wait(step.element, self.variables, self.notes)
            return [{"id": self.names(step.id), "type": "wait", "title": title, **wait}]
        if step.kind == "sub":
            nodes = self._inside(step, region)
            return self._limited(step, self._repeated(step, nodes)) if nodes else []
        if step.kind == "end" and region.at_once and step.element.children:
            self._refuse_terminate(step)
        return []

    def _repeated(self, step: Step, nodes: list[Node]) -> list[Node]:
        return times.repeated(step, nodes, self.names, self.variables)

    def _limited(self, step: Step, nodes: list[Node]) -> list[Node]:
        """Nodes with a time after which they are over, and a field that says if they were: a
        time-out of the task itself, or a clock around all of them."""
        for n, event in enumerate(step.limits):
            name = step.ran_out(n)
            self.variables.lates[name] = step.name
            late = self.variables.field_for(name, "switch")
            wait = times.wait(event, self.variables, self.notes)
            (node, *more) = nodes
            if n == 0 and not more and node["type"] == "handle":
                nodes = [{**node, "time_outs": [{**wait, "then": "approve"}], "late": late}]
            else:
                clock = self._clock(event, wait, [])
                nodes = [self._timed(step, nodes, [{**clock, "stops": True}], late=late)]
        return nodes

    def _with_ways_beside(
        self, step: Step, nodes: list[Node], region: Region
    ) -> tuple[list[Node], str]:
        """Timers that let a step go on. What follows it does not wait for what they start."""
        following = step.out[0].target if step.out else EXIT
        clocks: list[Node] = []
        reminders: list[Node] = []
        for event in step.beside:
            rings = times.ringing(event, self.variables, self.notes)
            for ring in rings:
                way = self._way_beside(event)
                (clocks if way else reminders).append(self._clock(event, ring, way))
        if not nodes:
            return [], following
        if reminders:
            self.notes.append(f"{told(step.element)}: nothing follows its timer, so it is left out")
        if not clocks:
            return nodes, following
        if region.stop != EXIT or region.body is not None:
            why = "its timer lets it go on, and the ways around it meet again behind it"
            raise Refused(told(step.element), why)
        rest = self.sequence(following, Region(EXIT, None, region.entered, at_once=True))
        return [self._timed(step, nodes, clocks, **({"after": rest} if rest else {}))], EXIT

    def _way_beside(self, event: Element) -> list[Node]:
        """From a timer to the end; what is on it belongs to nothing else."""
        inside = self.process.behind(event.get("id"))
        shared = [one for one in inside if one in self.reached and self.steps[one].kind != "end"]
        if shared:
            why = f"its way leads to {told_of(self.steps, min(shared))}, which others lead to"
            raise Refused(told(event), why)
        process = Process(self.steps, event.get("id"), self.process.lanes)
        return self._weaver(process).whole(at_once=True)

    def _clock(self, event: Element, wait: Node, nodes: list[Node]) -> Node:
        name = event.get("name") or event.get("id")
        title = {"zh-CN": name[:200], "en": name[:200]}
        first = {"id": self.names(name), "type": "wait", "title": title, **wait}
        return {"id": f"at_{first['id']}"[:63], "title": title, "nodes": [first, *nodes]}

    def _timed(self, step: Step, nodes: list[Node], clocks: list[Node], **more: Any) -> Node:
        title = {"zh-CN": step.name, "en": step.name}
        node_id = self.names(f"timed_{step.name}")
        return {
            "id": node_id, "type": "timed", "title": title, "nodes": nodes, "clocks": clocks, **more
        }  # fmt: skip

    def _inside(self, step: Step, region: Region) -> list[Node]:
        """A sub-process, or a process of the same file that is called, in its place."""
        self.names.go_inside()
        container = step.element
        if container.name == "callActivity":
            called = container.get("calledElement").rpartition(":")[2]
            if not called:
                raise Refused(told(container), "it does not say which process it calls")
            if called not in self.others:
                raise Refused(told(container), f"the process '{called}' is not in the file")
            if called in self.above:
                raise Refused(told(container), "it calls itself")
            container = self.others[called]
        inner = self._weaver(graph.read(container), container.get("id"))
        return inner.whole(at_once=True)

    def _weaver(self, process: Process, *above: str) -> Weaver:
        """Of something inside, with the names and variables of the whole."""
        return Weaver(
            process,
            variables=self.variables,
            names=self.names,
            others=self.others,
            notes=self.notes,
            above=(*self.above, *above),
        )

    def _refuse_terminate(self, step: Step) -> None:
        if step.element.first("terminateEventDefinition") is not None:
            raise Refused(told(step.element), "it would cut short ways that run at once")


def told_of(steps: dict[str, Step], here: str) -> str:
    return told(steps[here].element) if here in steps else "the end"
