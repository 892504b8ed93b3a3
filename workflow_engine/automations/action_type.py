"""What an automation can do: the contract that every file in ``actions/`` fulfils.

In-transaction actions are part of the save and write only through ``Work``, which remembers what
they did, so that it can be taken back. The others run from a job after commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from huiliu.core.documents import Id
from huiliu.core.forms import FormShape
from huiliu.core.ports import Problem
from huiliu.core.registry import Registry
from huiliu.core.text import Words
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import Part
from workflow_engine.automations.work import Work


class StepConfig(Part):
    """The settings every step has. Each type adds its own, and names itself in ``type``."""

    id: Id
    type: str


C = TypeVar("C", bound=StepConfig)
Saw = dict[str, Any]
"""What a step did or saw, for the trace: counts, public ids, names of members; no values. JSON."""
Block = tuple[str, tuple[Any, ...]]
"""Where steps stand inside their step (``then``, ``cases.0.steps``), and the steps."""


class ActionType(Generic[C]):
    name: ClassVar[str]
    words: ClassVar[Words]
    told: ClassVar[Words]
    """The line of the trace: words with what ``Saw`` holds in braces (``{created}``)."""
    icon: ClassVar[str]
    config: ClassVar[type[StepConfig]]
    in_transaction: ClassVar[bool]
    outside: ClassVar[bool] = False
    """Talks to other systems: never inside a transaction, at least once, with the promise's key."""
    samples: ClassVar[tuple[Mapping[str, Any], ...]]
    refused: ClassVar[tuple[tuple[Mapping[str, Any], str], ...]]

    def pauses(self, step: C) -> bool:
        """What follows waits for it and is a transaction of its own."""
        return False

    def reads(self, step: C) -> frozenset[str]:
        """The paths that the step will ask for."""
        return frozenset()

    def blocks(self, step: C) -> Iterable[Block]:
        """The steps inside it."""
        return ()

    def gives(self, step: C, design: Design) -> FormShape | None:
        """What later steps may read of it as ``$id.path``."""
        return None

    def item(self, step: C, design: Design) -> FormShape | None:
        """What the steps inside it may read of it as ``$id.path``."""
        return None

    def problems(self, step: C, design: Design) -> Iterator[Problem]:
        return iter(())

    def do(self, step: C, work: Work) -> Saw:
        """The effect, inside a transaction. Of an ``outside`` action: what is done with the answer,
        which is ``work.answer``."""
        raise NotImplementedError

    def prepare(self, step: C, work: Work) -> Any:
        """Of an ``outside`` action: everything that ``send`` needs, read inside a transaction."""
        raise NotImplementedError

    def send(self, call: Any, key: str) -> Any:
        """Outside any transaction. ``key`` is the same at every attempt. Returns JSON."""
        raise NotImplementedError

    def due(self, step: C, work: Work) -> datetime | None:
        """When a promised step is to be done; None is at once."""
        return None

    def foresee(self, step: C, work: Work) -> Saw:
        """What a dry run says of a step that would happen after commit."""
        return {}


action_types: Registry[ActionType[Any]] = Registry("action", "workflow_engine.automations.actions")
