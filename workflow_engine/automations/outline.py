"""Walks the steps of a design in their order, knowing at each what those before it give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from workflow_engine.automations.action_type import ActionType, StepConfig, action_types
from workflow_engine.automations.design import Design

MAX_NESTING = 6
MAX_STEPS = 200


@dataclass(frozen=True)
class Placed:
    """One step where it stands: ``steps.2.then.0``. ``design`` is what it may read."""

    place: str
    step: Any
    design: Design = field(compare=False)
    depth: int = 0

    @property
    def action(self) -> ActionType[Any]:
        return action_types.get(self.step.type)


def outline(steps: tuple[StepConfig, ...], design: Design) -> Iterator[Placed]:
    yield from _Walk(design).through("steps", steps, 0)


@dataclass
class _Walk:
    """What a branch found may be read after it: empty where that branch was not taken."""

    design: Design

    def through(self, at: str, steps: tuple[Any, ...], depth: int) -> Iterator[Placed]:
        for position, step in enumerate(steps):
            placed = Placed(f"{at}.{position}", step, self.design, depth)
            yield placed
            yield from self._inside(placed)
            given = placed.action.gives(step, self.design)
            many = bool(getattr(step, "many", False))
            self.design = self.design.knowing(step.id, given, many=many)

    def _inside(self, placed: Placed) -> Iterator[Placed]:
        item = placed.action.item(placed.step, self.design)
        self.design = self.design.knowing(placed.step.id, item)
        for where, steps in placed.action.blocks(placed.step):
            yield from self.through(f"{placed.place}.{where}", steps, placed.depth + 1)


def step_at(document: Any, place: str) -> Any:
    """The step of a document by its place."""
    found = document
    for part in place.split("."):
        found = found[int(part)] if part.isdigit() else getattr(found, part)
    return found
