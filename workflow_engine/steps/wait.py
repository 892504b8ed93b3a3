"""Wait: a row with the moment it is due; ``timers`` looks for those whose time has come."""

from __future__ import annotations

from typing import Any

from viewflow import this
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Node
from viewflow.workflow.nodes import Timer
from viewflow.workflow.nodes.mixins import NextNodeActivationMixin, NextNodeMixin
from viewflow.workflow.status import STATUS

from workflow_engine import visits
from workflow_engine.due import due
from workflow_engine.node_type import NodeConfig
from workflow_engine.steps.named import Configured, Named


class WaitActivation(Named, NextNodeActivationMixin, Activation):
    rung = False

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.SCHEDULED)
    def activate(self) -> None:
        self.task.started = self.run.now
        self.task.scheduled = due(self.flow_task.config, self.run)
        visits.changed(self.task)

    def is_due(self) -> bool:
        """Nothing is waited for when the time has come already; but a clock rings."""
        may_pass = self.rung or not self.flow_task.is_clock
        return may_pass and bool(self.task.scheduled <= self.run.now)

    @Activation.status.transition(
        source=STATUS.SCHEDULED, target=STATUS.DONE, conditions=[this.is_due]
    )
    def complete(self) -> None:
        super().complete.original()

    def ring(self) -> None:
        """The time has come; called under the process's lock."""
        self.rung = True
        if self.complete.can_proceed():
            self.complete()
            self.activate_next()


class Wait(Configured, NextNodeMixin, Node):
    activation_class = WaitActivation
    task_type = "TIMER"
    bpmn_element = "intermediateCatchEvent"
    shape: Any = Timer.shape

    def __init__(self, config: NodeConfig, *, is_clock: bool = False) -> None:
        """``is_clock``: what it is beside begins before it can ring."""
        super().__init__(config)
        self.is_clock = is_clock
