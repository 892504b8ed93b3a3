"""A record went into the recycle bin."""

from __future__ import annotations

from typing import Literal

from workflow_engine.automations.trigger_type import FormTrigger, TriggerType, trigger_types


class RecordDeleted(FormTrigger):
    type: Literal["record_deleted"]


class RecordDeletedType(TriggerType[RecordDeleted]):
    name = "record_deleted"
    words = {"zh-CN": "删除数据时", "en": "A record is deleted"}
    icon = "delete"
    config = RecordDeleted
    events = frozenset({"deleted"})
    samples = ({"type": "record_deleted", "form": "order"},)
    refused = (({"type": "record_deleted", "form": "nowhere"}, "no_such_form"),)


trigger_types.add(RecordDeletedType())
