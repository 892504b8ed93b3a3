"""A record was made."""

from __future__ import annotations

from typing import Literal

from workflow_engine.automations.trigger_type import FormTrigger, TriggerType, trigger_types


class RecordCreated(FormTrigger):
    type: Literal["record_created"]


class RecordCreatedType(TriggerType[RecordCreated]):
    name = "record_created"
    words = {"zh-CN": "新增数据时", "en": "A record is created"}
    icon = "plus"
    config = RecordCreated
    events = frozenset({"created"})
    samples = ({"type": "record_created", "form": "order"},)
    refused = (({"type": "record_created", "form": "nowhere"}, "no_such_form"),)


trigger_types.add(RecordCreatedType())
