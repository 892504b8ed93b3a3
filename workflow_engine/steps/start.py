"""Start: makes the process of a submitted record."""

from __future__ import annotations

from typing import Any

from viewflow.workflow import nodes
from viewflow.workflow.nodes.start import StartHandleActivation

from workflow_engine import choosing
from workflow_engine.models import FlowDefinition
from workflow_engine.node_type import NodeConfig
from workflow_engine.run import Run
from workflow_engine.steps.named import Configured, Named


class StartActivation(Named, StartHandleActivation):
    pass


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
