"""A document took a step of its life: submitted, approved, sent back, taken back, voided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from huiliu.core.ports import Problem
from huiliu.core.records import EventName
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import problem
from workflow_engine.automations.trigger_type import FormTrigger, TriggerType, trigger_types

Step = Literal["submitted", "approved", "rejected", "withdrawn", "unapproved", "voided"]


class StateChanged(FormTrigger):
    """Any of ``steps``. What follows an approval is undone when that is; the others stay."""

    type: Literal["state_changed"]
    steps: tuple[Step, ...] = Field(min_length=1)


class StateChangedType(TriggerType[StateChanged]):
    name = "state_changed"
    words = {"zh-CN": "单据状态变化时", "en": "A document changes its state"}
    icon = "swap"
    config = StateChanged
    events = frozenset(
        {"submitted", "approved", "rejected", "withdrawn", "unapproved", "voided"}
    )  # fmt: skip
    samples = (
        {"type": "state_changed", "form": "order", "steps": ["rejected", "withdrawn"]},
        {"type": "state_changed", "form": "order", "steps": ["voided"]},
    )
    refused = (
        ({"type": "state_changed", "form": "order", "steps": []}, "bad_setting"),
        ({"type": "state_changed", "form": "order", "steps": ["lost"]}, "bad_setting"),
        ({"type": "state_changed", "form": "customer", "steps": ["voided"]}, "not_a_document"),
    )

    def listens(self, trigger: StateChanged) -> frozenset[EventName]:
        return frozenset(trigger.steps)

    def problems(self, trigger: StateChanged, design: Design) -> Iterator[Problem]:
        if not design.form.is_document:
            yield problem("form", "not_a_document", form=trigger.form)


trigger_types.add(StateChangedType())
