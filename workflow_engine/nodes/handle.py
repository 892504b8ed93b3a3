"""Handle: people fill in what they know and hand it on; nobody votes."""

from collections.abc import Iterator, Sequence
from typing import Literal

from huiliu.core.conditions import Condition
from huiliu.core.ports import Problem
from workflow_engine import asking_people
from workflow_engine.asking_people import PeopleConfig
from workflow_engine.compile import Graph
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeType, node_types
from workflow_engine.steps.approval import Approval

_STORE = {"roles": ["store"]}


class HandleConfig(PeopleConfig):
    type: Literal["handle"]
    mode: Literal["any", "all", "sequential", "percent"] = "any"


class HandleNode(NodeType[HandleConfig]):
    name = "handle"
    words = {"zh-CN": "填写", "en": "Fill in"}
    group = "people"
    icon = "edit"
    config = HandleConfig
    answers = ("handle",)
    samples = (
        {"id": "count", "type": "handle", "assignees": _STORE, "fields": {"remark": "edit"}},
        {"id": "count", "type": "handle", "assignees": _STORE, "mode": "all", "empty": "pass"},
        {"id": "half", "type": "handle", "assignees": _STORE, "mode": "percent", "percent": 50},
    )
    refused = (
        ({"id": "h", "type": "handle"}, "bad_setting"),
        ({"id": "h", "type": "handle", "assignees": {}}, "no_assignees"),
        ({"id": "h", "type": "handle", "assignees": _STORE, "mode": "most"}, "bad_setting"),
        (
            {"id": "h", "type": "handle", "assignees": _STORE, "fields": {"gone": "edit"}},
            "unknown_field",
        ),
    )

    def conditions(self, node: HandleConfig) -> Sequence[tuple[str, Condition]]:
        return asking_people.conditions(node)

    def problems(self, node: HandleConfig, form: FormPaths) -> Iterator[Problem]:
        yield from asking_people.problems(node, form)

    def build(self, node: HandleConfig, following: str, graph: Graph) -> str:
        asking = Approval(node).Next(graph.ref(following)).OnReject(graph.ref(graph.rejected))
        return graph.put(node, asking)


node_types.add(HandleNode())
