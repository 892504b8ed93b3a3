"""Action: steps of automations, done in the transaction of whoever acted before."""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from huiliu.core import ports
from huiliu.core.ports import Problem
from workflow_engine.compile import Graph
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeConfig, NodeType, node_types
from workflow_engine.steps.action import Action

_TELL = {"id": "s1", "type": "notify", "to": {"roles": ["boss"]}, "message": {"zh-CN": "到货"}}


class ActionConfig(NodeConfig):
    """``steps``: as in an automation. Those that leave the database follow after the commit."""

    type: Literal["action"]
    steps: tuple[dict[str, Any], ...] = Field(min_length=1, max_length=50)


class ActionNode(NodeType[ActionConfig]):
    name = "action"
    words = {"zh-CN": "自动执行", "en": "Action"}
    group = "route"
    icon = "bolt"
    config = ActionConfig
    samples = ({"id": "tell", "type": "action", "steps": [_TELL]},)
    refused = (
        ({"id": "a", "type": "action"}, "bad_setting"),
        ({"id": "a", "type": "action", "steps": []}, "bad_setting"),
    )

    def problems(self, node: ActionConfig, form: FormPaths) -> Iterator[Problem]:
        if form.app is not None:
            yield from ports.automations().step_problems(form.app, form.form.key, node.steps)

    def build(self, node: ActionConfig, following: str, graph: Graph) -> str:
        return graph.put(node, Action(node).Next(graph.ref(following)))


node_types.add(ActionNode())
