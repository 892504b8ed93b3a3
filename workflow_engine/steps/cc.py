"""Copy: tells people; the flow goes on at once."""

from __future__ import annotations

from viewflow.workflow import nodes
from viewflow.workflow.nodes.func import FunctionActivation

from workflow_engine import assignees, telling
from workflow_engine.models import CarbonCopy
from workflow_engine.node_type import NodeConfig
from workflow_engine.steps.named import Configured, Named


class CopyActivation(Named, FunctionActivation):
    pass


class Copy(Configured, nodes.Function):
    activation_class = CopyActivation
    can_be_taken_back = True

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config, copy)


def copy(activation: CopyActivation) -> None:
    run, task = activation.run, activation.task
    members = assignees.resolve(activation.flow_task.config.assignees, run)
    CarbonCopy.objects.bulk_create(
        CarbonCopy(
            task=task,
            process=activation.process,
            app_id=run.app.id,
            member_id=member,
            node=task.node,
            created_at=run.now,
        )
        for member in members
    )
    if members:
        telling.copied(activation.process, task, members)
