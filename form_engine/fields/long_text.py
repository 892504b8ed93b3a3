"""Text of several lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from form_engine.extend import (
    BadValue,
    FieldConfig,
    FieldType,
    Sample,
    StorageKind,
    Suited,
    field_types,
)


class LongTextConfig(FieldConfig):
    type: Literal["long_text"]
    max_length: int = Field(default=20000, ge=1, le=200000)


class LongText(FieldType[LongTextConfig, str]):
    name = "long_text"
    words = {"zh-CN": "多行文本", "en": "Long text"}
    group = "basic"
    icon = "align-left"
    config = LongTextConfig
    operators = ("eq", "ne", "contains", "not_contains", "starts_with", "empty", "not_empty")
    searchable = True
    sortable = False
    samples: ClassVar = (
        Sample({}, given="第一行\n第二行", value="第一行\n第二行", shown={"en": "第一行\n第二行"}),
        Sample({}, given="a\r\nb", value="a\nb", wire="a\nb"),
        Sample({"max_length": 3}, given="1234", refused="too_long"),
        Sample({}, given=["a"], refused="bad_value"),
        Sample({}, given="a\x00b", refused="bad_value"),
    )

    def storage(self, config: LongTextConfig) -> tuple[StorageKind, int]:
        return "text", 0

    def cleaner(self, config: LongTextConfig) -> Callable[[Any], str | None]:
        longest = config.max_length

        def clean(given: Any) -> str | None:
            if given.__class__ is not str:
                raise BadValue("bad_value")
            text = given.strip()
            if not text.isprintable():
                text = _storable(text)
            if len(text) > longest:
                raise BadValue("too_long", max=str(longest))
            return text or None

        return clean

    def suited(self, header: str, texts: Mapping[str, int], language: str) -> Suited | None:
        is_long = any(len(text) > 60 or "\n" in text for text in texts)
        return Suited(55 if is_long else 5)

    def json_schema(self, config: LongTextConfig) -> dict[str, Any]:
        return {"type": "string", "maxLength": config.max_length}


def _storable(text: str) -> str:
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadValue("bad_value")
    return text.replace("\r\n", "\n")


field_types.add(LongText())
