"""Parallel: all ways at the same time; the flow goes on when each of them is done."""

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from huiliu.core.ports import Problem
from workflow_engine.branches import Way, repeated_ids, sequences_of
from workflow_engine.compile import Graph
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeConfig, NodeType, node_types
from workflow_engine.steps.fork import Fork, Meeting

_ASK = {"type": "approval", "assignees": {"roles": ["boss"]}}
_SALES = {"id": "sales", "nodes": [{"id": "of_sales", **_ASK}]}
_FINANCE = {"id": "finance", "title": {"zh-CN": "财务"}, "nodes": [{"id": "of_finance", **_ASK}]}
_APPROVED = {"id": "too_early", "type": "end"}


class ParallelConfig(NodeConfig):
    type: Literal["parallel"]
    branches: tuple[Way, ...] = Field(min_length=2, max_length=20)


class ParallelNode(NodeType[ParallelConfig]):
    name = "parallel"
    words = {"zh-CN": "并行分支", "en": "Parallel"}
    group = "route"
    icon = "parallel"
    config = ParallelConfig
    in_timeline = False
    at_once = True
    samples = (
        {"id": "both", "type": "parallel", "branches": [_SALES, _FINANCE]},
        {"id": "both", "type": "parallel", "branches": [_SALES, {"id": "nothing"}]},
        {
            "id": "both",
            "type": "parallel",
            "branches": [
                _SALES,
                {"id": "no", "nodes": [{"id": "out", "type": "end", "outcome": "rejected"}]},
            ],
        },
    )
    refused = (
        ({"id": "p", "type": "parallel", "branches": [_SALES]}, "bad_setting"),
        ({"id": "p", "type": "parallel", "branches": [_SALES, {"id": "sales"}]}, "duplicate_id"),
        (
            {"id": "p", "type": "parallel", "branches": [_SALES, {**_FINANCE, "when": {}}]},
            "bad_setting",
        ),
        (
            {
                "id": "p",
                "type": "parallel",
                "branches": [_SALES, {"id": "b", "nodes": [_APPROVED]}],
            },
            "end_in_parallel",
        ),
    )

    def sequences(self, node: ParallelConfig) -> Sequence[tuple[str, tuple[NodeConfig, ...]]]:
        return sequences_of(node.branches)

    def is_final(self, node: ParallelConfig, inside: Sequence[bool]) -> bool:
        return any(inside)

    def problems(self, node: ParallelConfig, form: FormPaths) -> Iterator[Problem]:
        return repeated_ids(node.branches)

    def build(self, node: ParallelConfig, following: str, graph: Graph) -> str:
        meeting = graph.put_also(node, "meet", Meeting(node).Next(graph.ref(following)))
        fork = Fork(node)
        for way in node.branches:
            fork.Way(way.id, graph.ref(graph.sequence(way.nodes, meeting)))
        return graph.put(node, fork)


node_types.add(ParallelNode())
