"""What every viewflow node and activation of ours has: its document node, its name, its turn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from viewflow.workflow.activation import Activation
from viewflow.workflow.signals import task_finished
from viewflow.workflow.status import STATUS

from workflow_engine import visits
from workflow_engine.node_type import NodeConfig
from workflow_engine.steps.turns import take_turns

if TYPE_CHECKING:
    from workflow_engine.run import Run


class Configured:
    """A viewflow node that knows the document node it was built from."""

    config: Any
    node_id: str
    can_be_taken_back: bool = False
    """Whether a visit without an answer has done nothing that a person's 拿回 leaves behind."""

    def __init__(self, config: NodeConfig, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.config = config
        self.node_id = config.id


class Named:
    """An activation that writes the node's id on its task, so that lists need no flow class."""

    task: Any
    process: Any
    flow_task: Any

    def __init__(self, task: Any) -> None:
        super().__init__(task)  # type: ignore[call-arg]
        if not task.node:
            task.node = self.flow_task.node_id

    @classmethod
    def create(
        cls,
        flow_task: Any,
        prev_activation: Any,
        token: Any,
        data: Any = None,
        seed: Any = None,
    ) -> Any:
        """viewflow's, but for how the task is stored."""
        before = prev_activation
        return cls(visits.follow(flow_task, before.task, before.process, token, data or {}))

    @property
    def run(self) -> Run:
        run: Run = self.process.run
        return run

    @Activation.status.transition(
        source=[STATUS.NEW, STATUS.STARTED, STATUS.SCHEDULED, STATUS.ERROR],
        target=STATUS.CANCELED,
    )
    def cancel(self) -> None:
        """The run ends while this node waits for its turn. viewflow would not let it go."""
        self.task.finished = self.run.now
        visits.changed(self.task)

    def _is_done(self) -> None:
        """What viewflow does when a step is complete, but for how the task is stored."""
        self.task.finished = timezone.now()
        visits.changed(self.task)
        task_finished.send(sender=self.flow_task.flow_class, process=self.process, task=self.task)

    def _activate_next(self, activations: Iterable[Any]) -> None:
        take_turns(self.process, activations)
