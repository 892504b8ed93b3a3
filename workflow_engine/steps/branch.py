"""Branch: takes the first way whose condition holds for the record, and remembers which."""

from __future__ import annotations

from typing import Any

from viewflow.workflow import nodes
from viewflow.workflow.nodes.switch import SwitchActivation

from huiliu.core.conditions import Condition
from workflow_engine.steps.named import Configured, Named


class Taking:
    """An activation that chooses ways. Which ones is kept: the record may change later."""

    task: Any
    run: Any

    def takes(self, way: str, condition: Condition | None) -> bool:
        if condition is not None and not self.run.holds(condition):
            return False
        self.task.data = {"taken": [*self.task.data.get("taken", ()), way]}
        return True

    def takes_if_nothing_else(self, way: str) -> bool:
        return not self.task.data.get("taken") and self.takes(way, None)


class ChoiceActivation(Taking, Named, SwitchActivation):
    pass


class Choice(Configured, nodes.Switch):
    activation_class = ChoiceActivation
    can_be_taken_back = True

    def Way(self, way: str, node: Any, condition: Condition | None) -> None:
        self.Case(node, lambda activation: activation.takes(way, condition))
