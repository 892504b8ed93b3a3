"""Timed: what ends a stage, its own end or its time.

The clocks of a stage wait beside what is timed. When that is done they are called off; a clock that
stops the stage calls off what is left of it, and the other clocks. The ways of the fork bear the
tokens ``…_1`` to ``…_n`` for the clocks and ``…_n+1`` for what is timed.
"""

from __future__ import annotations

from collections.abc import Iterable

from viewflow.workflow import nodes
from viewflow.workflow.nodes.func import FunctionActivation

from huiliu.core import ports
from huiliu.core.access import system_access
from workflow_engine import places
from workflow_engine.models import FlowTask
from workflow_engine.node_type import NodeConfig
from workflow_engine.run import Run
from workflow_engine.steps.named import Configured, Named


class OverActivation(Named, FunctionActivation):
    pass


class Over(Configured, nodes.Function):
    """Behind what is timed: it was done in time."""

    activation_class = OverActivation
    task_type = "OVER"

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config, _over)


class Stop(Configured, nodes.Function):
    """Behind the wait of a clock that stops the stage."""

    activation_class = OverActivation
    task_type = "STOP"

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config, _stop)


def mark_late(field: str | None, run: Run, *, is_late: bool) -> None:
    """Tells the record whether time ran out, where there is a field for it."""
    if field is None or bool(run.reader([field])(field)) == is_late:
        return
    run.record = ports.records().change(
        run.app,
        run.form,
        run.record_id,
        {field: is_late},
        access=system_access(run.actor, run.form),
        cause=run.cause,
    )


def _over(activation: OverActivation) -> None:
    _call_off(_waits(activation))
    mark_late(activation.flow_task.config.late, activation.run, is_late=False)


def _stop(activation: OverActivation) -> None:
    config = activation.flow_task.config
    timed = f"{_fork(activation)}{len(config.clocks) + 1}"
    _call_off([*places.open_in(activation.process, timed, but=0), *_waits(activation)])
    mark_late(config.late, activation.run, is_late=True)


def _waits(activation: OverActivation) -> list[FlowTask]:
    """The clocks of this visit to the stage that have not rung."""
    fork, clocks = _fork(activation), activation.flow_task.config.clocks
    return [
        task
        for number, clock in enumerate(clocks, 1)
        for task in places.open_in(activation.process, f"{fork}{number}", but=0)
        if task.node == clock.nodes[0].id
    ]


def _fork(activation: OverActivation) -> str:
    """What the tokens of all ways of the stage begin with."""
    token: str = activation.task.token.token
    return token.rpartition("_")[0] + "_"


def _call_off(tasks: Iterable[FlowTask]) -> None:
    for task in tasks:
        task.flow_task.activation_class(task).cancel()
