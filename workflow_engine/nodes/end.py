"""End: nothing more to ask; the record is approved, or rejected without asking anybody."""

from typing import Literal

from workflow_engine.compile import Graph
from workflow_engine.node_type import NodeConfig, NodeType, node_types
from workflow_engine.steps.end import ApprovedEnd, DrawnRejectedEnd


class EndConfig(NodeConfig):
    type: Literal["end"]
    outcome: Literal["approved", "rejected"] = "approved"


class EndNode(NodeType[EndConfig]):
    name = "end"
    words = {"zh-CN": "结束", "en": "End"}
    group = "edge"
    icon = "check_circle"
    config = EndConfig
    place = "last"
    samples = (
        {"id": "end", "type": "end"},
        {"id": "end", "type": "end", "outcome": "rejected"},
    )
    refused = (({"id": "end", "type": "end", "outcome": "maybe"}, "bad_setting"),)

    def ends_everything(self, node: EndConfig) -> bool:
        return node.outcome == "rejected"

    def build(self, node: EndConfig, following: str, graph: Graph) -> str:
        end = ApprovedEnd if node.outcome == "approved" else DrawnRejectedEnd
        return graph.put(node, end(node))


node_types.add(EndNode())
