"""Publishes automations: checks them against what they touch, and arms what sets them off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from huiliu.core.actor import AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.forms import SYSTEM_TYPES, Shapes, published_shapes
from huiliu.core.ports import Problem
from workflow_engine.automations.alarms import disarm
from workflow_engine.automations.design import Design
from workflow_engine.automations.document import AutomationDocument
from workflow_engine.automations.outline import MAX_NESTING, MAX_STEPS, outline
from workflow_engine.automations.part import problem
from workflow_engine.automations.trigger_type import trigger_types


class AutomationPublisher:
    """``ports.Publisher`` for automations."""

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]:
        try:
            document = AutomationDocument.parse(content)
        except InvalidDocument as error:
            return error.problems
        return list(problems(document, published_shapes(app)))

    def prepare(self, app: AppRef, key: str, n: int, content: Mapping[str, Any]) -> Any:
        return None

    def flip(
        self, app: AppRef, key: str, n: int, content: Mapping[str, Any], prepared: Any
    ) -> None:
        """The published document itself is what runs; only clocks have to be set."""
        document = AutomationDocument.parse(content)
        disarm(app, key)
        if document.enabled:
            trigger_types.get(document.trigger.type).arm(document.trigger, app, key)

    def retire(self, app: AppRef, key: str) -> None:
        """Nothing sets it off, and what it has promised is dropped when its time comes."""
        disarm(app, key)


def problems(document: AutomationDocument, shapes: Shapes) -> Iterator[Problem]:
    trigger = trigger_types.get(document.trigger.type)
    form = trigger.subject(document.trigger, shapes)
    if form is None:
        yield from _below("trigger", iter([trigger.missing(document.trigger)]))
        return
    design = Design(form, shapes)
    yield from _below("trigger", trigger.problems(document.trigger, design))
    yield from design.condition("when", document.when)
    yield from _steps(document, design)


def _steps(document: AutomationDocument, design: Design) -> Iterator[Problem]:
    seen: set[str] = set()
    for placed in outline(document.steps, design):
        step = placed.step
        if step.id in seen or f"${step.id}" in SYSTEM_TYPES:
            yield problem(f"{placed.place}.id", "duplicate_id", id=step.id)
        seen.add(step.id)
        if placed.depth > MAX_NESTING or len(seen) > MAX_STEPS:
            yield problem(placed.place, "too_deep")
            return
        yield from _below(placed.place, placed.action.problems(step, placed.design))


def _below(at: str, found: Iterator[Problem]) -> Iterator[Problem]:
    return (replace(one, path=f"{at}.{one.path}") for one in found)


publisher = AutomationPublisher()
