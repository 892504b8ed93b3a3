"""What can set an automation off: the contract that every file in ``triggers/`` fulfils.

A trigger is about something: a record of a form, or values that never were a record (what a clock,
a ledger or another system tells). Either way its steps read it by the same paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition
from huiliu.core.documents import Id
from huiliu.core.forms import FormShape, Shapes
from huiliu.core.ports import Problem
from huiliu.core.records import EventName, Record, RecordEvent
from huiliu.core.registry import Registry
from huiliu.core.text import Words
from workflow_engine.automations.dependence import Dependence
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import Part


class TriggerConfig(Part):
    """The settings every trigger has. Each type adds its own, and names itself in ``type``."""

    type: str


class FormTrigger(TriggerConfig):
    form: Id


C = TypeVar("C", bound=TriggerConfig)


class TriggerType(Generic[C]):
    name: ClassVar[str]
    words: ClassVar[Words]
    icon: ClassVar[str]
    config: ClassVar[type[TriggerConfig]]
    events: ClassVar[frozenset[EventName]] = frozenset()
    """The record events it listens to, inside the save. Others are set off from outside."""
    samples: ClassVar[tuple[Mapping[str, Any], ...]]
    refused: ClassVar[tuple[tuple[Mapping[str, Any], str], ...]]

    def subject(self, trigger: C, shapes: Shapes) -> FormShape | None:
        """What the steps read. None when it does not exist (any more)."""
        return shapes(trigger.form) if isinstance(trigger, FormTrigger) else None

    def missing(self, trigger: C) -> Problem:
        """What to say when there is no subject."""
        from workflow_engine.automations.part import problem

        form = trigger.form if isinstance(trigger, FormTrigger) else ""
        return problem("form", "no_such_form", form=form)

    def listens(self, trigger: C) -> frozenset[EventName]:
        return self.events

    def fires(self, trigger: C, event: RecordEvent) -> bool:
        """``event`` is of a name it listens to and of its form already."""
        return True

    def problems(self, trigger: C, design: Design) -> Iterator[Problem]:
        return iter(())

    def arm(self, trigger: C, app: AppRef, key: str) -> None:
        """Inside the publishing transaction: whatever has to be set up outside the automation
        itself (a schedule). ``disarm`` has run before."""

    def rehearsed(self, trigger: C, payload: Any, now: datetime) -> Mapping[str, Any]:
        """The values of a subject that is no record, for a dry run: from ``payload``."""
        return {}

    def reads(self, trigger: C) -> frozenset[str]:
        """The paths of the subject that the trigger itself asks for."""
        return frozenset()

    def line(self, trigger: C) -> Condition | None:
        """What comes to hold when it is set off, where that is looked at and not told."""
        return None

    def depends(self, trigger: C, subject: FormShape, shapes: Shapes) -> Dependence:
        """The forms whose records may move the line or what is measured by it."""
        return {}

    def sight(self, trigger: C, receiver: Actor, record: Record) -> Access | None:
        """What a receiver may see of a subject that is no record. None: nothing."""
        return None


trigger_types: Registry[TriggerType[Any]] = Registry(
    "trigger", "workflow_engine.automations.triggers"
)
