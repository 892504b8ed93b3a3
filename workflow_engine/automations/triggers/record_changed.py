"""A record was changed, perhaps only in certain fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from huiliu.core.ports import Problem
from huiliu.core.records import RecordEvent
from workflow_engine.automations.design import Design
from workflow_engine.automations.trigger_type import FormTrigger, TriggerType, trigger_types


class RecordChanged(FormTrigger):
    """``fields``: only when one of them changed; a subform counts for its columns."""

    type: Literal["record_changed"]
    fields: tuple[str, ...] = ()


class RecordChangedType(TriggerType[RecordChanged]):
    name = "record_changed"
    words = {"zh-CN": "修改数据时", "en": "A record is changed"}
    icon = "edit"
    config = RecordChanged
    events = frozenset({"changed"})
    samples = (
        {"type": "record_changed", "form": "order"},
        {"type": "record_changed", "form": "order", "fields": ["customer", "lines.qty"]},
    )
    refused = (
        ({"type": "record_changed", "form": "order", "fields": ["colour"]}, "no_such_path"),
        ({"type": "record_changed", "form": "order", "colour": "red"}, "bad_setting"),
    )

    def fires(self, trigger: RecordChanged, event: RecordEvent) -> bool:
        if not trigger.fields:
            return True
        return any(_touches(path, field) for path in event.changed for field in trigger.fields)

    def problems(self, trigger: RecordChanged, design: Design) -> Iterator[Problem]:
        own = [path for path in trigger.fields if path not in design.form.fields]
        yield from design.exist("fields", [path for path in own if design.find(path) is None])


def _touches(path: str, field: str) -> bool:
    """A whole subform stands for its columns, and the other way round: either may be named."""
    return path == field or path.startswith(f"{field}.") or field.startswith(f"{path}.")


trigger_types.add(RecordChangedType())
