"""The automations of an app, compiled once for every published state of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.expressions.conditions import paths
from huiliu.core.forms import FormShape, Shapes, published_shapes
from huiliu.core.paths import Paths
from huiliu.core.records import EventName, RecordEvent
from workflow_engine.automations.action_type import ActionType, StepConfig, action_types
from workflow_engine.automations.dependence import Dependence
from workflow_engine.automations.design import Design
from workflow_engine.automations.document import AutomationDocument
from workflow_engine.automations.outline import outline, step_at
from workflow_engine.automations.trigger_type import TriggerType, trigger_types
from workflow_engine.automations.variables import split


@dataclass(frozen=True)
class AutomationPlan:
    """``form`` is the shape of what the steps read, ``known`` of what they give; ``paths`` and
    ``wanted`` are all that is ever read of them."""

    document: AutomationDocument
    version: int
    form: FormShape
    paths: Paths
    known: Mapping[str, FormShape]
    wanted: Mapping[str, frozenset[str]]
    computed_from: Mapping[str, frozenset[str]]
    """Per step that computes: the paths it reads, which decide who may read its results."""
    trigger: TriggerType[Any]
    depends: Dependence

    @property
    def key(self) -> str:
        return self.document.id

    @property
    def is_about_records(self) -> bool:
        return bool(self.form.key)

    def fires(self, event: RecordEvent) -> bool:
        return self.document.enabled and self.trigger.fires(self.document.trigger, event)

    def step_at(self, place: str) -> Any:
        return step_at(self.document, place)


@dataclass(frozen=True)
class AppAutomations:
    by_event: Mapping[tuple[str, EventName], tuple[AutomationPlan, ...]]
    """By form and event, in the order in which they run."""
    by_key: Mapping[str, AutomationPlan]
    undoing: frozenset[tuple[str, EventName]]
    shapes: Shapes
    by_dependence: Mapping[str, tuple[AutomationPlan, ...]]
    """By form: those that look at what its records may change, in their order."""

    def of_type(self, name: str) -> list[AutomationPlan]:
        """The enabled ones with that trigger, in their order."""
        found = [p for p in self.by_key.values() if p.trigger.name == name and p.document.enabled]
        return sorted(found, key=_order)


def action_of(step: StepConfig) -> ActionType[Any]:
    return action_types.get(step.type)


@lru_cache(maxsize=256)
def automations_of(app: AppRef) -> AppAutomations:
    """Cached by the app's revision."""
    shapes = published_shapes(app)
    plans = [
        plan
        for one in ports.documents().published(app, "automation")
        if (plan := compiled(AutomationDocument.parse(one.content), one.version, shapes))
    ]
    plans.sort(key=_order)
    by_event: dict[tuple[str, EventName], tuple[AutomationPlan, ...]] = {}
    undoing: set[tuple[str, EventName]] = set()
    for plan in plans:
        for event in sorted(plan.trigger.listens(plan.document.trigger)):
            place = (plan.form.key, event)
            by_event[place] = (*by_event.get(place, ()), plan)
            if event == "approved":
                undoing.add((plan.form.key, "unapproved"))
    dependent: dict[str, tuple[AutomationPlan, ...]] = {}
    for plan in plans:
        for form in plan.depends if plan.document.enabled else ():
            dependent[form] = (*dependent.get(form, ()), plan)
    by_key = {plan.key: plan for plan in plans}
    return AppAutomations(by_event, by_key, frozenset(undoing), shapes, dependent)


def compiled(document: AutomationDocument, version: int, shapes: Shapes) -> AutomationPlan | None:
    """None when what it is about is gone: then nothing can set it off."""
    trigger = trigger_types.get(document.trigger.type)
    form = trigger.subject(document.trigger, shapes)
    if form is None:
        return None
    reads = set(paths(document.when)) if document.when else set()
    reads |= trigger.reads(document.trigger)
    known: dict[str, FormShape] = {}
    computed: dict[str, frozenset[str]] = {}
    for placed in outline(document.steps, Design(form, shapes)):
        own = placed.action.reads(placed.step)
        reads |= own
        for given in (placed.action.gives, placed.action.item):
            shape = given(placed.step, placed.design)
            if shape is not None:
                known[placed.step.id] = shape
                if not (shape.key or shape.lines_of or shape.items_of):
                    computed[placed.step.id] = _of_others(own, placed.step.id)
    near = {path for path in reads if split(path) is None}
    wanted: dict[str, set[str]] = {}
    for path in reads - near:
        name, rest = split(path) or ("", "")
        wanted.setdefault(name, set()).add(rest)
    frozen = {name: frozenset(rests) for name, rests in wanted.items()}
    return AutomationPlan(
        document,
        version,
        form,
        Paths.of(form, near),
        known,
        frozen,
        computed,
        trigger,
        trigger.depends(document.trigger, form, shapes),
    )


def _of_others(reads: frozenset[str], name: str) -> frozenset[str]:
    """Without what a loop asks of the one it is at: that is seen as its rows are."""
    return frozenset(path for path in reads if (split(path) or ("",))[0] != name)


def _order(plan: AutomationPlan) -> tuple[int, str]:
    return plan.document.order, plan.key
