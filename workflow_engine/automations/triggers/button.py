"""Somebody presses a button on a record."""

from __future__ import annotations

from typing import Literal

from huiliu.core.documents import Title
from workflow_engine.automations.trigger_type import FormTrigger, TriggerType, trigger_types


class Button(FormTrigger):
    """Shown with ``label`` to who may see the record, while ``when`` holds; ``roles``: only to
    those who have one of them. What it does happens in one transaction, or not at all."""

    type: Literal["button"]
    label: Title
    roles: tuple[str, ...] = ()
    confirm: Title | None = None


class ButtonType(TriggerType[Button]):
    name = "button"
    words = {"zh-CN": "点击按钮时", "en": "A button is pressed"}
    icon = "button"
    config = Button
    samples = (
        {
            "type": "button",
            "form": "order",
            "label": {"zh-CN": "生成回访任务"},
            "roles": ["sales"],
            "confirm": {"zh-CN": "确定生成？"},
        },
    )
    refused = (
        ({"type": "button", "form": "order"}, "bad_setting"),
        ({"type": "button", "form": "nowhere", "label": {"zh-CN": "x"}}, "no_such_form"),
    )


trigger_types.add(ButtonType())
