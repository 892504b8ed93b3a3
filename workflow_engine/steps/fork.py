"""Fork and meeting: several ways at once, and the place where all that were taken come together.

Each way has a token of its own below that of the fork (``start/7_1``, ``start/7_2``: viewflow task
7 forked); the meeting waits for every open task below ``start/7_`` and goes on with ``start``.
"""

from __future__ import annotations

from typing import Any

from viewflow.workflow import nodes
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.join import JoinActivation
from viewflow.workflow.nodes.split import SplitActivation

from huiliu.core.conditions import Condition
from workflow_engine.node_type import NodeConfig
from workflow_engine.steps.branch import Taking
from workflow_engine.steps.named import Configured, Named


class ForkActivation(Taking, Named, SplitActivation):
    @Activation.status.super()
    def activate(self) -> None:
        self.task.started = self.run.now
        super().activate.original()


class Fork(Configured, nodes.Split):
    activation_class = ForkActivation
    can_be_taken_back = True

    def Way(self, way: str, node: Any, condition: Condition | None = None) -> None:
        self.Next(node, case=lambda activation: activation.takes(way, condition))

    def Otherwise(self, way: str, node: Any) -> None:
        self.Next(node, case=lambda activation: activation.takes_if_nothing_else(way))


class MeetingActivation(Named, JoinActivation):
    @classmethod
    def create(
        cls,
        flow_task: Any,
        prev_activation: Any,
        token: Any,
        data: Any = None,
        seed: Any = None,
    ) -> Any:
        """viewflow reads a meeting that exists already with a process of its own; there must be
        one, which knows who acts and whether it is over."""
        activation = super(Named, cls).create(
            flow_task, prev_activation, token, data=data, seed=seed
        )
        activation.task.process = activation.process = prev_activation.process
        return activation


class Meeting(Configured, nodes.Join):
    activation_class = MeetingActivation
    can_be_taken_back = True

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
