"""What flows and automations do for records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.ports.designs import Problem
from huiliu.core.records import Record, RecordEvent
from huiliu.core.text import Words


@dataclass(frozen=True)
class NodeRights:
    """What the holder of a to-do may see and edit on the record, by field path."""

    task_id: int
    fields: Mapping[str, str]


class Flows(Protocol):
    """``workflow_engine``: approvals."""

    def foresee(self, app: AppRef, form: str) -> None:
        """A record of the form is about to be submitted: what its start must ask goes along with
        what is asked next."""

    def start(self, record: Record, *, actor: Actor, cause: Cause) -> bool:
        """False when the form has no flow, so that the document is approved at once. May finish
        at once too (no node applies): then it has called ``Records.decide`` before returning."""

    def withdraw(self, record: Record, *, actor: Actor, comment: str = "") -> None: ...

    def retract(self, record: Record, *, actor: Actor) -> None:
        """As ``withdraw``, for the system itself: whoever started it, and at any time."""

    def rights(self, record: Record, actor: Actor) -> NodeRights | None:
        """Of the actor's open work item on this record; None if there is none."""

    def access(self, actor: Actor, app: AppRef, form: str, record_id: int) -> Access | None:
        """What the actor's tasks and copies, also those that are done, show them of the record."""

    def timeline(self, record: Record, *, actor: Actor) -> list[dict[str, Any]]: ...
    def diagram(self, record: Record, *, actor: Actor) -> dict[str, Any] | None:
        """The flow's tree with where the record is; None if it never was in a flow."""


@dataclass(frozen=True)
class FlowSteps:
    """Steps of automations at a node of a flow. ``key``: ``flow/node``; with ``version`` (of the
    flow) it names them for ever."""

    key: str
    version: int
    title: Words
    steps: tuple[Mapping[str, Any], ...]


class Automations(Protocol):
    """``workflow_engine.automations``: the in-transaction steps; the others follow from events."""

    def run(self, event: RecordEvent, *, actor: Actor, cause: Cause) -> bool:
        """Whether any ran, and so may have written something."""

    def step_problems(
        self, app: AppRef, form: str, steps: Sequence[Mapping[str, Any]]
    ) -> list[Problem]:
        """What is wrong with steps that a flow of the form shall do. Pointers: ``steps.0.form``."""

    def perform(self, record: Record, steps: FlowSteps, *, actor: Actor, cause: Cause) -> None:
        """Does a flow's steps in this transaction; those that leave the database follow after
        the commit. Un-approval, rejection and withdrawal take them back."""
