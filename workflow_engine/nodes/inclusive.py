"""Inclusive: every way whose condition is true, at the same time; the last one if none is."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from pydantic import Field

from huiliu.core.conditions import Condition
from huiliu.core.ports import Problem
from workflow_engine.branches import (
    Branch,
    conditions_of,
    misplaced_else,
    never_taken,
    repeated_ids,
    sequences_of,
)
from workflow_engine.compile import Graph
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeConfig, NodeType, node_types
from workflow_engine.steps.fork import Fork, Meeting

_ASK = {"type": "approval", "assignees": {"roles": ["boss"]}}
_LARGE = {
    "id": "large",
    "when": {"cond": [{"field": "total", "op": "gt", "value": "5"}]},
    "nodes": [{"id": "of_boss", **_ASK}],
}
_MANY = {
    "id": "many",
    "when": {"cond": [{"field": "qty", "op": "gt", "value": "100"}]},
    "nodes": [{"id": "of_store", **_ASK}],
}
_ELSE = {"id": "else"}


class InclusiveConfig(NodeConfig):
    type: Literal["inclusive"]
    branches: tuple[Branch, ...] = Field(min_length=2, max_length=20)


class InclusiveNode(NodeType[InclusiveConfig]):
    name = "inclusive"
    words = {"zh-CN": "包容分支", "en": "Inclusive"}
    group = "route"
    icon = "inclusive"
    config = InclusiveConfig
    in_timeline = False
    at_once = True
    samples = ({"id": "as_needed", "type": "inclusive", "branches": [_LARGE, _MANY, _ELSE]},)
    refused = (
        ({"id": "i", "type": "inclusive", "branches": [_ELSE]}, "bad_setting"),
        ({"id": "i", "type": "inclusive", "branches": [_LARGE, _MANY]}, "else_missing"),
        ({"id": "i", "type": "inclusive", "branches": [_ELSE, _LARGE]}, "else_not_last"),
        ({"id": "i", "type": "inclusive", "branches": [_LARGE, {"id": "large"}]}, "duplicate_id"),
        (
            {"id": "i", "type": "inclusive", "branches": [{**_LARGE, "when": {}}, _MANY, _ELSE]},
            "unreachable",
        ),
        (
            {
                "id": "i",
                "type": "inclusive",
                "branches": [_LARGE, {"id": "else", "nodes": [{"id": "x", "type": "end"}]}],
            },
            "end_in_parallel",
        ),
    )

    def sequences(self, node: InclusiveConfig) -> Sequence[tuple[str, tuple[NodeConfig, ...]]]:
        return sequences_of(node.branches)

    def taken(
        self, node: InclusiveConfig, holds: Callable[[Condition], bool]
    ) -> Sequence[tuple[NodeConfig, ...]]:
        true = [one.nodes for one in node.branches if one.when is not None and holds(one.when)]
        return true or [node.branches[-1].nodes]

    def conditions(self, node: InclusiveConfig) -> Sequence[tuple[str, Condition]]:
        return conditions_of(node.branches)

    def problems(self, node: InclusiveConfig, form: FormPaths) -> Iterator[Problem]:
        yield from repeated_ids(node.branches)
        yield from misplaced_else(node.branches)
        yield from never_taken(node.branches, first_wins=False)

    def build(self, node: InclusiveConfig, following: str, graph: Graph) -> str:
        meeting = graph.put_also(node, "meet", Meeting(node).Next(graph.ref(following)))
        fork = Fork(node)
        for branch in node.branches:
            first = graph.ref(graph.sequence(branch.nodes, meeting))
            if branch.when is None:
                fork.Otherwise(branch.id, first)
            else:
                fork.Way(branch.id, first, branch.when)
        return graph.put(node, fork)


node_types.add(InclusiveNode())
