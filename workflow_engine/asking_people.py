"""The settings of every node that asks people: whom, how many, what they can do and see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field, StringConstraints

from huiliu.core.access import FieldRight
from huiliu.core.conditions import Condition
from huiliu.core.ports import Problem
from workflow_engine import assignees as people
from workflow_engine import card as cards
from workflow_engine import time_outs
from workflow_engine.assignees import Assignees, Empty
from workflow_engine.card import Card
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_actions import Actions
from workflow_engine.node_type import NodeConfig, Part
from workflow_engine.problems import unknown_field, unknown_fields
from workflow_engine.time_outs import AutoRule, TimeOut
from workflow_engine.votes import Mode, Rejection, Rule

Phrase = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Weight(Part):
    """The vote of these people counts so many times; of everybody else once."""

    who: Assignees
    weight: int = Field(ge=1, le=1000)


class PeopleConfig(NodeConfig):
    """``rejection``: what one no means; left out it is what the mode suggests. ``phrases`` are
    offered as comments. ``batch``: whether it can be answered in the list, many at once. ``card``:
    what whoever is asked reads first."""

    assignees: Assignees
    mode: Mode = "any"
    percent: int = Field(default=100, ge=1, le=100)
    weights: tuple[Weight, ...] = ()
    rejection: Rejection | None = None
    fields: dict[str, FieldRight] = Field(default_factory=dict)
    required: tuple[str, ...] = ()
    """Fields and columns that must be filled in before one answers with yes."""
    empty: Empty = "admin"
    actions: Actions = Actions()
    phrases: tuple[Phrase, ...] = Field(default=(), max_length=20)
    batch: bool = True
    time_outs: tuple[TimeOut, ...] = Field(default=(), max_length=5)
    auto: tuple[AutoRule, ...] = Field(default=(), max_length=20)
    card: Card = ()
    late: str | None = Field(default=None, max_length=200)
    """A yes/no field of the form: whether it was a time-out that answered, written when the node
    is done. A branch behind it may ask."""

    @property
    def rule(self) -> Rule:
        counted = self.mode in ("percent", "weight")
        return Rule(self.mode, self.percent, self.rejection or ("vote" if counted else "veto"))


def conditions(node: PeopleConfig) -> Sequence[tuple[str, Condition]]:
    return [(f"auto.{n}.when", rule.when) for n, rule in enumerate(node.auto)]


def problems(node: PeopleConfig, form: FormPaths) -> Iterator[Problem]:
    """Pointers relative to the node."""
    yield from people.problems(node.assignees, form)
    yield from unknown_fields(node.fields, form)
    for position, path in enumerate(node.required):
        if not form.has(path):
            yield unknown_field(f"required.{position}", path)
    for position, weight in enumerate(node.weights):
        yield from people.problems(weight.who, form, f"weights.{position}.who")
    yield from time_outs.problems(node.time_outs, form)
    yield from cards.problems(node.card, form)
    if node.late is not None:
        yield from late_problems(node.late, form)
    if node.weights and node.mode != "weight":
        yield Problem("weights", "weights_without_mode", _WEIGHTS)


def late_problems(path: str, form: FormPaths) -> Iterator[Problem]:
    field = form.find(path)
    if field is None:
        yield unknown_field("late", path)
    elif field.type != "switch" or "." in path:
        yield Problem("late", "not_a_switch", _NOT_A_SWITCH, {"field": path})


_NOT_A_SWITCH = {
    "zh-CN": "“{field}”不是本表单的开关字段",
    "en": '"{field}" is not a yes/no field of the form',
}
_WEIGHTS = {
    "zh-CN": "只有“按权重”的节点才能设置权重",
    "en": "Weights are for a node that is decided by weight",
}
