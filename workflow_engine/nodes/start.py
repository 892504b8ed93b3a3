"""Start: the record is submitted. Sent back to its initiator, it comes here again."""

from typing import Literal

from workflow_engine.assignees import Assignees
from workflow_engine.compile import Graph
from workflow_engine.node_actions import Actions
from workflow_engine.node_type import NodeConfig, NodeType, node_types
from workflow_engine.nodes.approval import ApprovalConfig
from workflow_engine.places import RESUBMIT, RESUBMIT_NAME
from workflow_engine.steps.approval import Approval
from workflow_engine.steps.start import Start

_RESUBMIT = ApprovalConfig(
    id=RESUBMIT,
    type="approval",
    title={"zh-CN": "重新提交", "en": "Submit again"},
    assignees=Assignees(initiator=True),
    actions=Actions.model_validate(
        {
            "approve": {"title": {"zh-CN": "提交", "en": "Submit"}},
            "reject": {"on": False},
            "return": {"on": False},
            "transfer": {"on": False},
            "add_sign": {"on": False},
        }
    ),
    batch=False,
)


class StartConfig(NodeConfig):
    type: Literal["start"]


class StartNode(NodeType[StartConfig]):
    name = "start"
    words = {"zh-CN": "发起", "en": "Start"}
    group = "edge"
    icon = "play_circle"
    config = StartConfig
    place = "first"
    addable = False
    samples = ({"id": "start", "type": "start"},)
    refused = (({"id": "start", "type": "start", "mode": "any"}, "bad_setting"),)

    def build(self, node: StartConfig, following: str, graph: Graph) -> str:
        again = Approval(_RESUBMIT).Next(graph.ref(following)).OnReject(graph.ref(graph.rejected))
        graph.put_as(RESUBMIT_NAME, _RESUBMIT, again)
        return graph.put(node, Start(node).Next(graph.ref(following)))


node_types.add(StartNode())
