"""Something happened at a node of a record's approval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from huiliu.core.documents import Id
from huiliu.core.ports import Problem
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import problem
from workflow_engine.automations.trigger_type import FormTrigger, TriggerType, trigger_types

Happening = Literal["arrived", "approved", "rejected", "handled", "returned", "transferred"]


class FlowEvent(FormTrigger):
    """Any of ``on``, at any node or only at ``nodes``. It follows after commit, so it is not undone
    with an approval; ``state_changed`` is for what belongs to the approval itself."""

    type: Literal["flow_event"]
    on: tuple[Happening, ...] = Field(min_length=1)
    nodes: tuple[Id, ...] = Field(default=(), max_length=100)


class FlowEventType(TriggerType[FlowEvent]):
    name = "flow_event"
    words = {"zh-CN": "流程节点动态", "en": "Something happens at a node of the flow"}
    icon = "flow"
    config = FlowEvent
    samples = (
        {"type": "flow_event", "form": "order", "on": ["arrived"], "nodes": ["manager"]},
        {"type": "flow_event", "form": "order", "on": ["rejected", "returned"]},
    )
    refused = (
        ({"type": "flow_event", "form": "order", "on": []}, "bad_setting"),
        ({"type": "flow_event", "form": "order", "on": ["lost"]}, "bad_setting"),
        ({"type": "flow_event", "form": "customer", "on": ["arrived"]}, "not_a_document"),
    )

    def problems(self, trigger: FlowEvent, design: Design) -> Iterator[Problem]:
        if not design.form.is_document:
            yield problem("form", "not_a_document", form=trigger.form)


trigger_types.add(FlowEventType())
