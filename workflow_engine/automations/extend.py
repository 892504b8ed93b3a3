"""For those who add a trigger or an action: everything one file needs."""

from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design, read_by
from workflow_engine.automations.part import Part, Values, problem
from workflow_engine.automations.trigger_type import (
    FormTrigger,
    TriggerConfig,
    TriggerType,
    trigger_types,
)
from workflow_engine.automations.work import Work

__all__ = [
    "ActionType", "Design", "FormTrigger", "Part", "Saw", "StepConfig", "TriggerConfig",
    "TriggerType", "Values", "Work", "action_types", "problem", "read_by", "trigger_types",
]  # fmt: skip
