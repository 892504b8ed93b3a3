"""Several of several options."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import tzinfo
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from form_engine.extend import (
    BadValue,
    FieldConfig,
    FieldType,
    Sample,
    StorageKind,
    Titles,
    field_types,
)
from form_engine.options import Option, require_distinct, shown_option, typed_option


class MultiChoiceConfig(FieldConfig):
    type: Literal["multi_choice"]
    options: tuple[Option, ...] = Field(min_length=1, max_length=500)
    min_choices: int = Field(default=0, ge=0)
    max_choices: int | None = Field(default=None, ge=1)

    distinct = field_validator("options")(require_distinct)


_THREE = {
    "options": [
        {"id": "red", "label": {"zh-CN": "红", "en": "Red"}},
        {"id": "green", "label": {"zh-CN": "绿", "en": "Green"}},
        {"id": "blue", "label": {"zh-CN": "蓝", "en": "Blue"}},
    ]
}


class MultiChoice(FieldType[MultiChoiceConfig, list[str]]):
    name = "multi_choice"
    words = {"zh-CN": "多选", "en": "Choices"}
    group = "choice"
    icon = "square-check"
    config = MultiChoiceConfig
    operators = ("any_of", "all_of", "none_of", "empty", "not_empty")
    sortable = False
    samples: ClassVar = (
        Sample(
            _THREE,
            given=["red", "blue"],
            value=["red", "blue"],
            shown={"zh-CN": "红、蓝", "en": "Red, Blue"},
        ),
        Sample(_THREE, given=["blue", "red", "blue"], value=["red", "blue"], wire=["red", "blue"]),
        Sample(_THREE, given=[], value=None, wire=None),
        Sample({**_THREE, "max_choices": 1}, given=["red", "blue"], refused="too_many_choices"),
        Sample({**_THREE, "min_choices": 2}, given=["red"], refused="too_few_choices"),
        Sample(_THREE, given=["black"], refused="not_an_option"),
        Sample(_THREE, given="red", refused="bad_value"),
        Sample(_THREE, given=[["red"]], refused="not_an_option"),
    )

    def storage(self, config: MultiChoiceConfig) -> tuple[StorageKind, int]:
        return "json", 0

    def cleaner(self, config: MultiChoiceConfig) -> Callable[[Any], list[str] | None]:
        known = [option.id for option in config.options]
        allowed, most = frozenset(known), config.max_choices

        def clean(given: Any) -> list[str] | None:
            if given.__class__ is not list:
                raise BadValue("bad_value")
            if not given:
                return None
            if any(one.__class__ is not str or one not in allowed for one in given):
                raise BadValue("not_an_option")
            chosen = [one for one in known if one in given]
            if most is not None and len(chosen) > most:
                raise BadValue("too_many_choices", words=_AT_MOST, max=str(most))
            if len(chosen) < config.min_choices:
                raise BadValue("too_few_choices", words=_AT_LEAST, min=str(config.min_choices))
            return chosen

        return clean

    def show(
        self, value: list[str], config: MultiChoiceConfig, language: str, titles: Titles
    ) -> str:
        comma = "、" if language == "zh-CN" else ", "
        return comma.join(shown_option(config.options, one, language) for one in value)

    def read_text(self, text: str, config: MultiChoiceConfig, zone: tzinfo) -> list[str]:
        parts = [part for part in _COMMAS.split(text) if part.strip()]
        return [typed_option(config.options, part) for part in parts]

    def json_schema(self, config: MultiChoiceConfig) -> dict[str, Any]:
        schema: dict[str, Any] = {
            "type": "array",
            "items": {"enum": [option.id for option in config.options]},
        }
        if config.min_choices:
            schema["minItems"] = config.min_choices
        if config.max_choices is not None:
            schema["maxItems"] = config.max_choices
        return schema


_COMMAS = re.compile(r"[,，、;；\n]")
_AT_MOST = {"zh-CN": "最多选择 {max} 项", "en": "Choose at most {max}"}
_AT_LEAST = {"zh-CN": "至少选择 {min} 项", "en": "Choose at least {min}"}

field_types.add(MultiChoice())
