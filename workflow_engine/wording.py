"""What the nodes of a flow document are called, for those who design it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from huiliu.core.text import choose
from workflow_engine.document import FlowDocument
from workflow_engine.node_type import NodeConfig, type_of


def title_of(node: NodeConfig, language: str) -> str:
    return choose(node.title or type_of(node).words, language)


def nodes_of(content: Mapping[str, Any]) -> Sequence[NodeConfig]:
    """All of them in drawing order. The document must be right."""
    return list(FlowDocument.parse(content).by_id.values())
