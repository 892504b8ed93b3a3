"""Copy: people are told and may read the record; nobody waits for them."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from huiliu.core.ports import Problem
from workflow_engine import assignees
from workflow_engine.assignees import Assignees
from workflow_engine.compile import Graph
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeConfig, NodeType, node_types
from workflow_engine.problems import unknown_fields
from workflow_engine.steps.cc import Copy

_FINANCE = {"roles": ["finance"]}


class CopyConfig(NodeConfig):
    type: Literal["cc"]
    assignees: Assignees
    fields: dict[str, Literal["hidden", "view"]] = Field(default_factory=dict)


class CopyNode(NodeType[CopyConfig]):
    name = "cc"
    words = {"zh-CN": "抄送", "en": "Copy"}
    group = "people"
    icon = "send"
    config = CopyConfig
    samples = (
        {"id": "tell", "type": "cc", "assignees": _FINANCE},
        {"id": "tell", "type": "cc", "assignees": _FINANCE, "fields": {"lines.price": "hidden"}},
    )
    refused = (
        ({"id": "tell", "type": "cc", "assignees": {}}, "no_assignees"),
        (
            {"id": "tell", "type": "cc", "assignees": _FINANCE, "fields": {"*": "edit"}},
            "bad_setting",
        ),
        ({"id": "tell", "type": "cc", "assignees": _FINANCE, "mode": "any"}, "bad_setting"),
    )

    def problems(self, node: CopyConfig, form: FormPaths) -> Iterator[Problem]:
        yield from assignees.problems(node.assignees, form)
        yield from unknown_fields(node.fields, form)

    def build(self, node: CopyConfig, following: str, graph: Graph) -> str:
        return graph.put(node, Copy(node).Next(graph.ref(following)))


node_types.add(CopyNode())
