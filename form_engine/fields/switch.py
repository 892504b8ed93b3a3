"""Yes or no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any, ClassVar, Literal

from form_engine.extend import (
    BadValue,
    FieldConfig,
    FieldType,
    Sample,
    StorageKind,
    Suited,
    Titles,
    field_types,
)
from huiliu.core.documents import Title
from huiliu.core.text import choose

ON: Title = {"zh-CN": "是", "en": "Yes"}
OFF: Title = {"zh-CN": "否", "en": "No"}


class SwitchConfig(FieldConfig):
    type: Literal["switch"]
    on: Title | None = None
    off: Title | None = None


class Switch(FieldType[SwitchConfig, bool]):
    name = "switch"
    words = {"zh-CN": "开关", "en": "Switch"}
    group = "choice"
    icon = "toggle-right"
    config = SwitchConfig
    operators = ("eq", "ne", "empty", "not_empty")
    blank = False
    samples: ClassVar = (
        Sample({}, given=True, value=True, shown={"zh-CN": "是", "en": "Yes"}),
        Sample({"off": {"zh-CN": "停用"}}, given=False, value=False, shown={"zh-CN": "停用"}),
        Sample({}, given="true", refused="bad_value"),
        Sample({}, given=1, refused="bad_value"),
    )

    def storage(self, config: SwitchConfig) -> tuple[StorageKind, int]:
        return "boolean", 0

    def cleaner(self, config: SwitchConfig) -> Callable[[Any], bool | None]:
        return read_bool

    def show(self, value: bool, config: SwitchConfig, language: str, titles: Titles) -> str:
        return choose((config.on or ON) if value else (config.off or OFF), language)

    def read_text(self, text: str, config: SwitchConfig, zone: tzinfo) -> Any:
        word = text.strip().lower()
        for value, words in ((True, config.on or {}), (False, config.off or {})):
            if word in {one.lower() for one in words.values()}:
                return value
        return _TYPED.get(word, text)

    def suited(self, header: str, texts: Mapping[str, int], language: str) -> Suited | None:
        if not texts or not set(map(str.lower, texts)) <= _TYPED.keys():
            return None
        return Suited(9 if any(text.isdigit() for text in texts) else 90)

    def json_schema(self, config: SwitchConfig) -> dict[str, Any]:
        return {"type": "boolean"}


_TYPED = {
    **dict.fromkeys(("是", "yes", "true", "1", "y", "√"), True),
    **dict.fromkeys(("否", "no", "false", "0", "n", "×"), False),
}


def read_bool(given: Any) -> bool:
    if given is True or given is False:
        return bool(given)
    raise BadValue("bad_value")


field_types.add(Switch())
