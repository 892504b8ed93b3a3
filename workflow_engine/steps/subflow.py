"""Sub-flow: a visit that made records of another form and waits until each of them is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from viewflow import this
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Edge, Node
from viewflow.workflow.nodes import View
from viewflow.workflow.nodes.mixins import NextNodeActivationMixin, NextNodeMixin
from viewflow.workflow.status import STATUS

from workflow_engine import children
from workflow_engine.models import Child
from workflow_engine.node_type import NodeConfig
from workflow_engine.steps.named import Configured, Named


class SubflowActivation(Named, NextNodeActivationMixin, Activation):
    @Activation.status.transition(source=STATUS.NEW, target=STATUS.STARTED)
    def activate(self) -> None:
        self.task.started = self.run.now
        self.task.save()
        children.make(self.flow_task.config, self.task, self.process)
        self._settle()

    def is_settled(self) -> bool:
        return bool(self.task.outcome)

    @Activation.status.transition(
        source=STATUS.STARTED, target=STATUS.DONE, conditions=[this.is_settled]
    )
    def complete(self) -> None:
        super().complete.original()

    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self) -> Iterator[Any]:
        step = self.flow_task
        following = step._next if self.task.outcome == "approved" else step._on_reject
        yield following._create(self, self.task.token)

    def child_moved(self) -> None:
        """One of the records got somewhere; called under the process's lock."""
        self._settle()
        if self.complete.can_proceed():
            self.complete()
            self.activate_next()

    def _settle(self) -> None:
        config = self.flow_task.config
        rows = Child.objects.filter(task=self.task)
        if config.rejected == "reject" and rows.filter(state="rejected").exists():
            self.task.outcome = "rejected"
        elif not config.wait or not rows.filter(state__in=children.waited_for(config)).exists():
            children.write_back(config, self.task, self.process)
            self.task.outcome = "approved"
        self.task.save()


class Subflow(Configured, NextNodeMixin, Node):
    activation_class = SubflowActivation
    task_type = "SUBPROCESS"
    bpmn_element = "callActivity"
    shape: Any = View.shape
    _on_reject: Any = None

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)

    def OnReject(self, node: Any) -> Subflow:
        self._on_reject = node
        return self

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self._on_reject = this.resolve(instance, self._on_reject)

    def _outgoing(self) -> Iterator[Any]:
        yield from super()._outgoing()
        yield Edge(src=self, dst=self._on_reject, edge_class="cond_false")
