"""Timed: nodes with clocks beside them, which start ways of their own or stop the nodes."""

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from huiliu.core.ports import Problem
from huiliu.core.text import Words
from workflow_engine.asking_people import late_problems
from workflow_engine.branches import Way
from workflow_engine.compile import Graph
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeConfig, NodeType, WayName, node_types
from workflow_engine.steps.fork import Fork, Meeting
from workflow_engine.steps.timed import Over, Stop
from workflow_engine.steps.wait import Wait
from workflow_engine.tree import AnyNode

_ASK = {"id": "check", "type": "approval", "assignees": {"roles": ["boss"]}}
_TELL = {"id": "tell", "type": "cc", "assignees": {"roles": ["boss"]}}
_DAY = {"id": "day", "type": "wait", "days": 1}
_WEEK = {"id": "week", "type": "wait", "days": 7}
_BESIDE = {"id": "remind", "nodes": [_DAY, _TELL]}
_STOPS = {"id": "enough", "title": {"zh-CN": "超过一周"}, "stops": True, "nodes": [_WEEK]}


class Clock(Way):
    """A way that begins with a ``wait``: called off if the nodes are done before. ``stops``: when
    the time has come, what is still open among them is ended."""

    stops: bool = False


class TimedConfig(NodeConfig):
    """``after``: what follows ``nodes`` at once, while ways that a clock has started may still run;
    the flow goes on behind all of them. ``late``: a yes/no field, whether a clock stopped it."""

    type: Literal["timed"]
    nodes: tuple[AnyNode, ...] = Field(min_length=1)
    clocks: tuple[Clock, ...] = Field(min_length=1, max_length=20)
    after: tuple[AnyNode, ...] = ()
    late: str | None = Field(default=None, max_length=200)


class TimedNode(NodeType[TimedConfig]):
    name = "timed"
    words = {"zh-CN": "限时", "en": "Timed"}
    group = "route"
    icon = "clock"
    config = TimedConfig
    in_timeline = False
    at_once = True
    samples = (
        {"id": "stage", "type": "timed", "nodes": [_ASK], "clocks": [_BESIDE, _STOPS]},
        {
            "id": "stage",
            "type": "timed",
            "nodes": [_ASK],
            "clocks": [_BESIDE],
            "after": [{**_ASK, "id": "next"}],
        },
    )
    refused = (
        ({"id": "t", "type": "timed", "nodes": [], "clocks": [_BESIDE]}, "bad_setting"),
        ({"id": "t", "type": "timed", "nodes": [_ASK], "clocks": []}, "bad_setting"),
        (
            {"id": "t", "type": "timed", "nodes": [_ASK], "clocks": [{"id": "c"}]},
            "no_wait_first",
        ),
        (
            {"id": "t", "type": "timed", "nodes": [_ASK], "clocks": [_STOPS], "late": "remark"},
            "not_a_switch",
        ),
        (
            {"id": "t", "type": "timed", "nodes": [_ASK], "clocks": [_STOPS, _STOPS]},
            "duplicate_id",
        ),
        (
            {
                "id": "t",
                "type": "timed",
                "nodes": [_ASK, {"id": "too_early", "type": "end"}],
                "clocks": [_BESIDE],
            },
            "end_in_parallel",
        ),
    )

    def sequences(self, node: TimedConfig) -> Sequence[tuple[str, tuple[NodeConfig, ...]]]:
        clocks = [(f"clocks.{n}.nodes", clock.nodes) for n, clock in enumerate(node.clocks)]
        return [("nodes", node.nodes), *clocks, ("after", node.after)]

    def way_names(self, node: TimedConfig) -> Sequence[WayName]:
        clocks = [(clock.id, clock.title or _CLOCK) for clock in node.clocks]
        return [("nodes", _NODES), *clocks, ("after", _AFTER)]

    def inside_of(self, node: TimedConfig, pointer: str) -> str:
        """Which way it is, and of which clocks: tokens count them."""
        clocks = ",".join(f"{clock.id}:{clock.stops}" for clock in node.clocks)
        return f"{node.id}({clocks}).{pointer}"

    def surely(self, node: TimedConfig) -> Sequence[tuple[NodeConfig, ...]]:
        """If everybody answers in time."""
        return (node.nodes, node.after)

    def is_final(self, node: TimedConfig, inside: Sequence[bool]) -> bool:
        goes_on = any(clock.stops for clock in node.clocks)
        return (inside[0] or inside[-1]) and not goes_on

    def problems(self, node: TimedConfig, form: FormPaths) -> Iterator[Problem]:
        seen: set[str] = {"nodes", "after"}
        for position, clock in enumerate(node.clocks):
            here = f"clocks.{position}"
            if clock.id in seen:
                yield Problem(f"{here}.id", "duplicate_id", _DUPLICATE, {"id": clock.id})
            seen.add(clock.id)
            if not clock.nodes or clock.nodes[0].type != "wait":
                yield Problem(f"{here}.nodes", "no_wait_first", _NO_WAIT_FIRST)
        if node.late is not None:
            yield from late_problems(node.late, form)

    def build(self, node: TimedConfig, following: str, graph: Graph) -> str:
        """The clocks come first: they are set before anybody can be done."""
        meeting = graph.put_also(node, "meet", Meeting(node).Next(graph.ref(following)))
        after = graph.sequence(node.after, meeting)
        over = graph.put_also(node, "over", Over(node).Next(graph.ref(after)))
        fork = Fork(node)
        for number, clock in enumerate(node.clocks, 1):
            wait, rest = clock.nodes[0], graph.sequence(clock.nodes[1:], meeting)
            if clock.stops:
                stop = Stop(node).Next(graph.ref(rest))
                rest = graph.put_also(node, f"stop{number}", stop)
            first = Wait(wait, is_clock=True).Next(graph.ref(rest))
            fork.Next(graph.ref(graph.put(wait, first)))
        fork.Next(graph.ref(graph.sequence(node.nodes, over)))
        return graph.put(node, fork)


_NODES: Words = {"zh-CN": "限时内", "en": "In time"}
_CLOCK: Words = {"zh-CN": "到时间后", "en": "When the time has come"}
_AFTER: Words = {"zh-CN": "完成后", "en": "Afterwards"}
_DUPLICATE = {"zh-CN": "分支标识“{id}”重复", "en": 'The branch id "{id}" is used twice'}
_NO_WAIT_FIRST = {
    "zh-CN": "计时分支的第一个节点必须是“等待”",
    "en": "A clock begins with a wait",
}


node_types.add(TimedNode())
