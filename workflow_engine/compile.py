"""Turns a flow document into an ordinary viewflow ``Flow`` class. There is no second run time.

Node attributes are called ``n_<id>_``: the prefix keeps ids like ``nodes`` or ``lock`` from
shadowing members of ``Flow``, the suffix keeps viewflow from eating names that end in ``_path``.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from viewflow.this_object import ThisObject
from viewflow.workflow.base import Flow

from huiliu.core.text import choose
from workflow_engine.document import FlowDocument
from workflow_engine.locking import WaitingLock
from workflow_engine.models import FlowDefinition, FlowTask, Process
from workflow_engine.node_type import NodeConfig, type_of
from workflow_engine.steps.end import RejectedEnd

MODULE = "workflow_engine.published"
REJECTED = "x_rejected_"


class BaseFlow(Flow):
    process_class = Process
    task_class = FlowTask
    lock_impl = WaitingLock()
    document: FlowDocument
    definition: FlowDefinition
    """The row it was made of; without the document."""


class Graph:
    """Collects viewflow nodes while node types build themselves, the last one first."""

    rejected = REJECTED

    def __init__(self) -> None:
        self.nodes: dict[str, Any] = {REJECTED: RejectedEnd()}

    def sequence(self, nodes: Sequence[NodeConfig], following: str) -> str:
        """Builds a sequence and returns the name of its first node, or of what follows it."""
        for node in reversed(nodes):
            following = type_of(node).build(node, following, self)
        return following

    def put(self, node: NodeConfig, viewflow_node: Any) -> str:
        return self.put_as(attribute(node.id), node, viewflow_node)

    def put_as(self, name: str, node: NodeConfig, viewflow_node: Any) -> str:
        """Under a name of its own: for what an admin has not drawn."""
        viewflow_node.task_title = choose(node.title or {}, "zh-CN") or node.id
        self.nodes[name] = viewflow_node
        return name

    def put_also(self, node: NodeConfig, suffix: str, viewflow_node: Any) -> str:
        """A second viewflow node of the same document node."""
        viewflow_node.task_title = choose(node.title or {}, "zh-CN") or node.id
        name = self.name_also(node, suffix)
        self.nodes[name] = viewflow_node
        return name

    def name_also(self, node: NodeConfig, suffix: str) -> str:
        """Its name before it is there: for a way back."""
        return f"{suffix}_{node.id}_"

    def ref(self, name: str) -> ThisObject:
        return ThisObject(name)


def attribute(node_id: str) -> str:
    return f"n_{node_id}_"


def node_of(name: str) -> str:
    """The id that ``attribute`` made the name of."""
    return name[len("n_") : -len("_")]


def _without_content(definition: FlowDefinition) -> FlowDefinition:
    row = copy(definition)
    row.__dict__.pop("content", None)
    return row


def compile_flow(definition: FlowDefinition) -> type[BaseFlow]:
    """The class of one published version."""
    document = FlowDocument.of_stored(definition.content)
    graph = Graph()
    graph.sequence(document.nodes, "")
    members = {
        "__module__": MODULE,
        "process_title": choose(document.title, "zh-CN"),
        "process_description": document.id,
        "document": document,
        "definition": _without_content(definition),
        **graph.nodes,
    }
    return type(definition.class_name, (BaseFlow,), members)
