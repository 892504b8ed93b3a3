"""Action: hands its steps to the automations; what they refuse, the vote before is refused with."""

from __future__ import annotations

from viewflow.workflow import nodes
from viewflow.workflow.nodes.func import FunctionActivation

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.ports import FlowSteps
from workflow_engine.node_type import NodeConfig
from workflow_engine.steps.named import Configured, Named


class ActionActivation(Named, FunctionActivation):
    pass


class Action(Configured, nodes.Function):
    activation_class = ActionActivation

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config, perform)


def perform(activation: ActionActivation) -> None:
    process, run, config = activation.process, activation.run, activation.flow_task.config
    definition = process.definition
    steps = FlowSteps(
        f"{definition.key}/{config.id}",
        definition.version,
        config.title or definition.title,
        config.steps,
    )
    ports.automations().perform(run.record, steps, actor=run.actor, cause=run.cause)
    everything = system_access(run.actor, run.form)
    run.record = ports.records().read(run.app, run.form, run.record_id, access=everything)
