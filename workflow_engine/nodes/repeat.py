"""Repeat: a sequence again and again, until a condition is true or a number of times."""

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field, model_validator

from huiliu.core.conditions import Condition
from huiliu.core.ports import Problem
from workflow_engine.compile import Graph
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeConfig, NodeType, Part, node_types
from workflow_engine.problems import unknown_field
from workflow_engine.steps.repeat import Again, Entry
from workflow_engine.tree import AnyNode

_ASK = {"id": "check", "type": "approval", "assignees": {"roles": ["boss"]}}
_ENOUGH = {"cond": [{"field": "qty", "op": "gt", "value": "5"}]}


class TimesField(Part):
    """As often as a number field says when the sequence begins."""

    field: str = Field(min_length=1, max_length=200)


class RepeatConfig(NodeConfig):
    """Exactly one of ``until`` (asked after each round), ``again`` (the opposite question) and
    ``times``. More than ``limit`` rounds is a mistake of the design and is refused."""

    type: Literal["repeat"]
    nodes: tuple[AnyNode, ...] = Field(min_length=1)
    until: Condition | None = None
    again: Condition | None = None
    times: int | TimesField | None = Field(default=None)
    limit: int = Field(default=100, ge=1, le=1000)

    @model_validator(mode="after")
    def _one_rule(self) -> "RepeatConfig":
        rules = [one for one in (self.until, self.again, self.times) if one is not None]
        if len(rules) != 1:
            raise ValueError("say exactly one of until, again, times")
        if isinstance(self.times, int) and not 1 <= self.times <= self.limit:
            raise ValueError("times must be between 1 and limit")
        return self


class RepeatNode(NodeType[RepeatConfig]):
    name = "repeat"
    words = {"zh-CN": "循环", "en": "Repeat"}
    group = "route"
    icon = "repeat"
    config = RepeatConfig
    in_timeline = False
    goes_round = True
    samples = (
        {"id": "until_ok", "type": "repeat", "nodes": [_ASK], "until": _ENOUGH},
        {"id": "twice", "type": "repeat", "nodes": [_ASK], "times": 2},
        {"id": "each", "type": "repeat", "nodes": [_ASK], "times": {"field": "qty"}, "limit": 9},
    )
    refused = (
        ({"id": "r", "type": "repeat", "nodes": [], "times": 2}, "bad_setting"),
        ({"id": "r", "type": "repeat", "nodes": [_ASK]}, "bad_setting"),
        ({"id": "r", "type": "repeat", "nodes": [_ASK], "times": 0}, "bad_setting"),
        (
            {"id": "r", "type": "repeat", "nodes": [_ASK], "times": 2, "until": _ENOUGH},
            "bad_setting",
        ),
        (
            {"id": "r", "type": "repeat", "nodes": [_ASK], "times": {"field": "remark"}},
            "not_a_number_field",
        ),
    )

    def sequences(self, node: RepeatConfig) -> Sequence[tuple[str, tuple[NodeConfig, ...]]]:
        return [("nodes", node.nodes)]

    def conditions(self, node: RepeatConfig) -> Sequence[tuple[str, Condition]]:
        given = (("until", node.until), ("again", node.again))
        return [(pointer, condition) for pointer, condition in given if condition is not None]

    def problems(self, node: RepeatConfig, form: FormPaths) -> Iterator[Problem]:
        if isinstance(node.times, TimesField):
            path = node.times.field
            field = form.find(path)
            if field is None:
                yield unknown_field("times.field", path)
            elif field.type != "number":
                yield Problem("times.field", "not_a_number_field", _NOT_A_NUMBER, {"field": path})

    def build(self, node: RepeatConfig, following: str, graph: Graph) -> str:
        check = graph.name_also(node, "again")
        first = graph.sequence(node.nodes, check)
        again = Again(node).Back(graph.ref(first)).On(graph.ref(following))
        graph.put_also(node, "again", again)
        return graph.put(node, Entry(node).Into(graph.ref(first)).Past(graph.ref(following)))


_NOT_A_NUMBER = {"zh-CN": "“{field}”不是数字字段", "en": '"{field}" is not a number field'}

node_types.add(RepeatNode())
