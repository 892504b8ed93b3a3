"""What every viewflow node and activation of ours has: its document node, its name, its turn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from viewflow.workflow.activation import Activation
from viewflow.workflow.status import STATUS

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
        self.task.save()

    def _activate_next(self, activations: Iterable[Any]) -> None:
        take_turns(self.process, activations)
