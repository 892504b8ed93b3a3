"""Approval: one viewflow task is one visit to the node; its work items are the people asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from viewflow import this
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Edge, Node
from viewflow.workflow.nodes import View
from viewflow.workflow.nodes.mixins import NextNodeActivationMixin, NextNodeMixin
from viewflow.workflow.signals import task_finished
from viewflow.workflow.status import STATUS
from viewflow.workflow.token import Token

from huiliu.core.rows import insert, keep
from huiliu.core.transactions import aside
from workflow_engine import log, telling, visits
from workflow_engine.models import WorkItem
from workflow_engine.node_type import NodeConfig
from workflow_engine.steps import alarms
from workflow_engine.steps.asking import asked
from workflow_engine.steps.named import Configured, Named
from workflow_engine.votes import OPEN, Rule, asked_now, decide


class ApprovalActivation(Named, NextNodeActivationMixin, Activation):
    ran_out = False
    """Whether it is a time-out that answers."""

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.STARTED)
    def activate(self) -> None:
        config, task = self.flow_task.config, self.task
        task.started = self.run.now
        items = asked(config, self.flow_class.document.settings, task, self.process)
        task.outcome = self._by_rule(config) or decide(self.rule, items) or ""
        if not task.outcome:
            alarms.wind_up(task, config.time_outs, self.run)
        turns = [] if task.outcome else asked_now(self.rule, items)
        for item in items:
            if item.state in OPEN:
                item.state = _state(item, turns, is_over=bool(task.outcome))
        visits.changed(task)
        with aside():  # the visit itself may come later
            insert(items, by="position")
        telling.assigned(self.process, task, items)

    @property
    def rule(self) -> Rule:
        return rule_of(self.flow_task.config)

    def is_decided(self) -> bool:
        return bool(self.task.outcome)

    @Activation.status.transition(
        source=STATUS.STARTED, target=STATUS.DONE, conditions=[this.is_decided]
    )
    def complete(self) -> None:
        alarms.mark_late(self)
        self._is_over()

    @Activation.status.transition(source=STATUS.STARTED, target=STATUS.DONE)
    def send_back(self, *answered: int) -> None:
        """The visit is over; where the run goes on, whoever sent it back decides."""
        self.skip_open(*answered)
        self.task.outcome = "returned"
        self._is_over()

    @Activation.status.transition(source=STATUS.DONE, target=STATUS.STARTED)
    def reopen(self) -> None:
        """Somebody takes their answer back: the visit is what it was before."""
        self.task.outcome, self.task.finished = "", None
        visits.changed(self.task)

    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self) -> Iterator[Any]:
        step, came_from = self.flow_task, self.task.data.get("resume")
        if self.task.outcome == "approved" and came_from:
            node = self.flow_class.instance.node(came_from["node"])
            yield node._create(self, Token(came_from["token"]))
        else:
            following = step._next if self.task.outcome == "approved" else step._on_reject
            yield following._create(self, self.task.token)

    @Activation.status.transition(source=[STATUS.NEW, STATUS.STARTED], target=STATUS.CANCELED)
    def cancel(self) -> None:
        """The run is over for another reason; nobody needs to answer any more."""
        items = list(self.task.items.filter(state__in=OPEN))
        self.task.items.filter(state__in=OPEN).update(state="canceled")
        self.task.finished = self.run.now
        visits.changed(self.task)
        telling.done(self.process, self.task, [item.member_id for item in items])

    def settle(self, *answered: int, items: Sequence[WorkItem] | None = None) -> None:
        """After any change of the people asked: goes on if that decides, else sees to it that
        exactly those whose turn it is are asked. ``answered``: who is not asked any more;
        ``items``: everybody, where they are known as they are now."""
        if items is None:
            items = list(self.task.items.order_by("position", "id"))
        outcome = decide(self.rule, items)
        if outcome is None:
            telling.done(self.process, self.task, answered)
            self._take_turns(items)
            return
        self.finish(outcome, *answered, items=items)

    def finish(self, outcome: str, *answered: int, items: Sequence[WorkItem] | None = None) -> None:
        """The visit is decided: by its people, or by a setting, whoever is asked."""
        self.skip_open(*answered, items=items)
        self.task.outcome = outcome
        self.complete()
        self.activate_next()

    def ring(self) -> None:
        """A time-out of the node has come."""
        alarms.ring(self)

    def _by_rule(self, config: Any) -> str:
        """The answer of the first automatic rule that is true of the record. Not of one that was
        sent back: somebody must look at it."""
        if self.task.data.get("sent_back"):
            return ""
        for rule in config.auto:
            if self.run.holds(rule.when):
                log.by_itself(self.process, self.task, "auto", answer=rule.answer)
                return "approved" if rule.answer == "approve" else "rejected"
        return ""

    def skip_open(self, *answered: int, items: Sequence[WorkItem] | None = None) -> None:
        """Nobody who is left needs to answer."""
        left = self.task.items.filter(state__in=OPEN)
        if items is None:
            items = list(left.order_by("position", "id"))
        members = [item.member_id for item in items if item.state in OPEN]
        if members:
            left.update(state="skipped")
        telling.done(self.process, self.task, [*answered, *members])

    def _take_turns(self, items: Sequence[WorkItem]) -> None:
        turns = asked_now(self.rule, items)
        changed = [i for i in items if i.state in OPEN and i.state != _state(i, turns)]
        for item in changed:
            item.state = _state(item, turns)
            if item.state == "pending":
                item.acted_at = None
            keep(item, "state", "acted_at")
        telling.assigned(self.process, self.task, changed)
        waiting = [item.member_id for item in changed if item.state == "waiting"]
        telling.done(self.process, self.task, waiting)

    def _is_over(self) -> None:
        self.task.finished = self.run.now
        visits.changed(self.task)
        task_finished.send(sender=self.flow_class, process=self.process, task=self.task)


def rule_of(config: Any) -> Rule:
    """How a node with people is decided, also of a type that only knows modes."""
    rule: Rule = getattr(config, "rule", None) or Rule(config.mode)
    return rule


def _state(item: WorkItem, turns: Sequence[WorkItem], is_over: bool = False) -> str:
    if is_over:
        return "skipped"
    return "pending" if any(item is one for one in turns) else "waiting"


class Approval(Configured, NextNodeMixin, Node):
    activation_class = ApprovalActivation
    task_type = "HUMAN"
    bpmn_element = "userTask"
    shape = View.shape
    can_be_taken_back = True
    _on_reject: Any = None

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)

    def OnReject(self, node: Any) -> Approval:
        self._on_reject = node
        return self

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self._on_reject = this.resolve(instance, self._on_reject)

    def _outgoing(self) -> Iterator[Any]:
        yield from super()._outgoing()
        yield Edge(src=self, dst=self._on_reject, edge_class="cond_false")
