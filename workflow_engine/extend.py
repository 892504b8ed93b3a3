"""For those who add a node type: everything one file under ``nodes/`` needs.

Built-in types use nothing else, so a stranger's type can do whatever ours can.
"""

from workflow_engine.assignees import Assignees, resolve
from workflow_engine.compile import Graph
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeConfig, NodeType, Part, node_types, type_of
from workflow_engine.run import Run
from workflow_engine.steps.named import Configured, Named
from workflow_engine.tree import AnyNode

__all__ = [
    "AnyNode",
    "Assignees",
    "Configured",
    "FormPaths",
    "Graph",
    "Named",
    "NodeConfig",
    "NodeType",
    "Part",
    "Run",
    "node_types",
    "resolve",
    "type_of",
]
