"""Start: makes the process of a submitted record."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from viewflow.workflow import nodes
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.start import StartHandleActivation
from viewflow.workflow.status import STATUS

from workflow_engine import choosing, telling, visits
from workflow_engine.models import FlowDefinition
from workflow_engine.node_type import NodeConfig
from workflow_engine.run import Run
from workflow_engine.steps.named import Configured, Named


class StartActivation(Named, StartHandleActivation):
    @classmethod
    def create(
        cls,
        flow_task: Any,
        prev_activation: Any,
        token: Any,
        data: Any = None,
        seed: Any = None,
    ) -> Any:
        return super(Named, cls).create(flow_task, prev_activation, token, data=data, seed=seed)

    @Activation.status.transition(source=STATUS.NEW)
    def execute(self) -> None:
        """viewflow's, without a lock on a row that nobody can have seen, and a savepoint."""
        visits.begin(self.process)
        self.complete()
        self.activate_next()
        telling.moved({name: getattr(self.process, name) for name in telling.MOVED})

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.DONE)
    def complete(self) -> None:
        self.task.finished = timezone.now()
        visits.first(self.task, self.process)


class Start(Configured, nodes.StartHandle):
    activation_class = StartActivation

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config, begin)


def begin(activation: StartActivation, *, run: Run, definition: FlowDefinition, title: str) -> Any:
    process = activation.process
    process.definition = definition
    process.workspace_id = run.app.workspace_id
    process.app_id = run.app.id
    process.form = run.form
    process.record_id = run.record_id
    process.record_uid = run.record.uid
    process.title = title[:500]
    process.initiator_id = run.initiator_id
    process.initiator_department = run.initiator_department
    process.run, run.process = run, process
    process.choices = choosing.on_submit(run, definition)
    return process
