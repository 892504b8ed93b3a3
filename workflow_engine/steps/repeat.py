"""Repeat: an entry that counts the rounds wanted, and a check after each round."""

from __future__ import annotations

from typing import Any

from viewflow.workflow import nodes
from viewflow.workflow.nodes.switch import SwitchActivation

from workflow_engine.errors import TooManyRounds
from workflow_engine.models import FlowTask
from workflow_engine.steps.named import Configured, Named


class EntryActivation(Named, SwitchActivation):
    def wants_a_round(self) -> bool:
        """A condition is asked after the first round; a number may be none."""
        times = self.flow_task.config.times
        if times is not None and not isinstance(times, int):
            times = int(self.run.reader([times.field])(times.field) or 0)
        self.task.data = {"times": times, "taken": ["nodes"] if times != 0 else []}
        return times is None or times > 0


class AgainActivation(Named, SwitchActivation):
    def wants_another(self) -> bool:
        config, rounds = self.flow_task.config, self._rounds()
        times = self._entry().data["times"]
        if times is not None:
            more = rounds < times
        elif config.until is not None:
            more = not self.run.holds(config.until)
        else:
            more = self.run.holds(config.again)
        if more and rounds >= config.limit:
            raise TooManyRounds(limit=str(config.limit))
        return bool(more)

    def _entry(self) -> FlowTask:
        entries = self._visits().filter(flow_task_type=Entry.task_type)
        entry: FlowTask = entries.order_by("-pk")[0]
        return entry

    def _rounds(self) -> int:
        """This one included, whose row does not bear the node's name yet."""
        before = self._visits().filter(pk__gt=self._entry().pk).exclude(pk=self.task.pk)
        return int(before.count()) + 1

    def _visits(self) -> Any:
        return FlowTask.objects.filter(process=self.process, node=self.task.node)


class Entry(Configured, nodes.Switch):
    activation_class = EntryActivation
    can_be_taken_back = True
    task_type = "REPEAT"

    def Into(self, node: Any) -> Entry:
        self.Case(node, lambda activation: activation.wants_a_round())
        return self

    def Past(self, node: Any) -> Entry:
        self.Default(node)
        return self


class Again(Configured, nodes.Switch):
    activation_class = AgainActivation
    can_be_taken_back = True

    def Back(self, node: Any) -> Again:
        self.Case(node, lambda activation: activation.wants_another())
        return self

    def On(self, node: Any) -> Again:
        self.Default(node)
        return self
