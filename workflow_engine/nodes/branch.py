"""Branch: the first sequence whose condition is true; the last one has none and is the rest."""

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
from workflow_engine.steps.branch import Choice

_LARGE = {
    "id": "large",
    "when": {"cond": [{"field": "total", "op": "gt", "value": "5"}]},
    "nodes": [],
}
_ELSE = {"id": "else", "nodes": []}


class BranchConfig(NodeConfig):
    type: Literal["branch"]
    branches: tuple[Branch, ...] = Field(min_length=2, max_length=20)


class BranchNode(NodeType[BranchConfig]):
    name = "branch"
    words = {"zh-CN": "条件分支", "en": "Branch"}
    group = "route"
    icon = "branches"
    config = BranchConfig
    in_timeline = False
    samples = ({"id": "by_amount", "type": "branch", "branches": [_LARGE, _ELSE]},)
    refused = (
        ({"id": "b", "type": "branch", "branches": [_ELSE]}, "bad_setting"),
        (
            {"id": "b", "type": "branch", "branches": [_LARGE, {**_LARGE, "id": "x"}]},
            "else_missing",
        ),
        ({"id": "b", "type": "branch", "branches": [_ELSE, _LARGE]}, "else_not_last"),
        (
            {"id": "b", "type": "branch", "branches": [{**_LARGE, "id": "else"}, _ELSE]},
            "duplicate_id",
        ),
        (
            {"id": "b", "type": "branch", "branches": [{**_LARGE, "when": {}}, _ELSE]},
            "unreachable",
        ),
    )

    def sequences(self, node: BranchConfig) -> Sequence[tuple[str, tuple[NodeConfig, ...]]]:
        return sequences_of(node.branches)

    def taken(
        self, node: BranchConfig, holds: Callable[[Condition], bool]
    ) -> Sequence[tuple[NodeConfig, ...]]:
        ways = (one.nodes for one in node.branches if one.when is None or holds(one.when))
        return [next(ways, ())]

    def conditions(self, node: BranchConfig) -> Sequence[tuple[str, Condition]]:
        return conditions_of(node.branches)

    def problems(self, node: BranchConfig, form: FormPaths) -> Iterator[Problem]:
        yield from repeated_ids(node.branches)
        yield from misplaced_else(node.branches)
        yield from never_taken(node.branches, first_wins=True)

    def build(self, node: BranchConfig, following: str, graph: Graph) -> str:
        choice = Choice(node)
        for branch in node.branches:
            first = graph.ref(graph.sequence(branch.nodes, following))
            choice.Way(branch.id, first, branch.when)
        return graph.put(node, choice)


node_types.add(BranchNode())
