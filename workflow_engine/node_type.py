"""What a kind of node can do: the contract that every file in ``nodes/`` fulfils.

A type says which settings it has, what it contains and which viewflow nodes it becomes; nothing
outside ``nodes/`` knows a type by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id, Title
from huiliu.core.ports import Problem
from huiliu.core.registry import Registry
from huiliu.core.text import Words

if TYPE_CHECKING:
    from workflow_engine.compile import Graph
    from workflow_engine.form_paths import FormPaths

Group = Literal["edge", "people", "route"]
"""The drawer of the designer's palette."""

Place = Literal["first", "anywhere", "last"]
"""``first``: the first of the flow and nowhere else. ``last``: nothing comes after it."""


class Part(BaseModel):
    """A piece of a flow document. Unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NodeConfig(Part):
    """The settings every node has. Each type adds its own."""

    id: Id
    type: str
    title: Title | None = None


C = TypeVar("C", bound=NodeConfig)
WayName = tuple[str, Mapping[str, str]]


class NodeType(Generic[C]):
    """A kind of node. Pointers are relative to the node: ``branches.0.nodes``."""

    name: ClassVar[str]
    words: ClassVar[Words]
    group: ClassVar[Group]
    icon: ClassVar[str]
    config: ClassVar[type[NodeConfig]]
    samples: ClassVar[tuple[Mapping[str, Any], ...]]
    """Settings that are right."""
    refused: ClassVar[tuple[tuple[Mapping[str, Any], str], ...]]
    """Settings that are wrong, each with the code of the problem."""
    place: ClassVar[Place] = "anywhere"
    in_timeline: ClassVar[bool] = True
    addable: ClassVar[bool] = True
    """Whether the designer's palette offers it."""
    at_once: ClassVar[bool] = False
    """Whether a run may be in several of the sequences inside at the same time."""
    goes_round: ClassVar[bool] = False
    """Whether a run may go through the sequence inside more than once."""
    answers: ClassVar[tuple[str, ...]] = ()
    """What people who are asked here can answer: ``approve``, ``reject``, ``handle``."""

    def sequences(self, node: C) -> Sequence[tuple[str, tuple[NodeConfig, ...]]]:
        """The sequences of nodes inside this one, each with its pointer."""
        return ()

    def taken(
        self, node: C, holds: Callable[[Condition], bool]
    ) -> Sequence[tuple[NodeConfig, ...]]:
        """The sequences inside that a run would take now."""
        return self.surely(node) or [sequence for _, sequence in self.sequences(node)]

    def way_names(self, node: C) -> Sequence[WayName]:
        """Of each of the sequences inside: how it is called in what was taken, and for people."""
        ways = getattr(node, "branches", None)
        if ways is not None:
            return [(way.id, way.title or {}) for way in ways]
        return [("nodes", {}) for _ in self.sequences(node)]

    def inside_of(self, node: C, pointer: str) -> str:
        """What a visit inside one of the sequences has to find in another version, where several
        are visited at once or again."""
        return node.id

    def surely(self, node: C) -> Sequence[tuple[NodeConfig, ...]]:
        """The sequences inside that come whatever the record says."""
        return ()

    def conditions(self, node: C) -> Sequence[tuple[str, Condition]]:
        return ()

    def is_final(self, node: C, inside: Sequence[bool]) -> bool:
        """Whether nothing after the node is ever reached; ``inside`` says it of its sequences."""
        return self.place == "last" or (bool(inside) and all(inside))

    def ends_everything(self, node: C) -> bool:
        """For what is last: whether it may stand beside ways that are still open."""
        return False

    def problems(self, node: C, form: FormPaths) -> Iterator[Problem]:
        """What the types of pydantic cannot say. ``form`` is what the flow is about."""
        return iter(())

    def build(self, node: C, following: str, graph: Graph) -> str:
        """Puts viewflow nodes into the graph and returns the name of the first of them.
        ``following`` is the name of what comes after this node."""
        raise NotImplementedError


node_types: Registry[NodeType[Any]] = Registry("node type", "workflow_engine.nodes")


def type_of(node: NodeConfig) -> NodeType[Any]:
    return node_types.get(node.type)
