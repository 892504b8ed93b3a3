"""Walks the tree of a flow in drawing order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, SerializeAsAny, WithJsonSchema

from huiliu.core.registry import UnknownType
from workflow_engine.node_type import NodeConfig, node_types, type_of

ANY_NODE = {"description": "any node"}
"""Stands for "one of the node types" until ``json_schema`` puts the reference in its place."""


def read_node(given: Any) -> NodeConfig:
    """A node's settings by its type."""
    if isinstance(given, NodeConfig):
        return given
    try:
        node_type = node_types.get(given["type"])
    except (KeyError, TypeError, UnknownType) as error:
        raise ValueError(str(error)) from None
    config: NodeConfig = node_type.config.model_validate(given)
    return config


AnyNode = Annotated[
    SerializeAsAny[NodeConfig], BeforeValidator(read_node), WithJsonSchema(dict(ANY_NODE))
]


def walk(nodes: Sequence[NodeConfig], pointer: str = "nodes") -> Iterator[tuple[str, NodeConfig]]:
    """Every node with its pointer, a node before what is inside it."""
    for position, node in enumerate(nodes):
        here = f"{pointer}.{position}"
        yield here, node
        for inside, sequence in type_of(node).sequences(node):
            yield from walk(sequence, f"{here}.{inside}")


def sequences(
    nodes: Sequence[NodeConfig], pointer: str = "nodes"
) -> Iterator[tuple[str, Sequence[NodeConfig]]]:
    """Every sequence of nodes with its pointer, the outermost first."""
    yield pointer, nodes
    for position, node in enumerate(nodes):
        for inside, sequence in type_of(node).sequences(node):
            yield from sequences(sequence, f"{pointer}.{position}.{inside}")
