"""One of several options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

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
from form_engine.options import Option, require_distinct, shown_option, typed_option


class ChoiceConfig(FieldConfig):
    type: Literal["choice"]
    options: tuple[Option, ...] = Field(min_length=1, max_length=500)
    style: Literal["select", "radio"] = "select"

    distinct = field_validator("options")(require_distinct)


_TWO = {
    "options": [
        {"id": "cash", "label": {"zh-CN": "现金", "en": "Cash"}, "color": "green"},
        {"id": "bank", "label": {"zh-CN": "银行转账", "en": "Bank transfer"}},
    ]
}


class Choice(FieldType[ChoiceConfig, str]):
    name = "choice"
    words = {"zh-CN": "单选", "en": "Choice"}
    group = "choice"
    icon = "circle-dot"
    config = ChoiceConfig
    indexed = True
    samples: ClassVar = (
        Sample(_TWO, given="cash", value="cash", shown={"zh-CN": "现金", "en": "Cash"}),
        Sample(_TWO, given="card", refused="not_an_option"),
        Sample(_TWO, given=["cash"], refused="not_an_option"),
    )

    def storage(self, config: ChoiceConfig) -> tuple[StorageKind, int]:
        return "text", 0

    def cleaner(self, config: ChoiceConfig) -> Callable[[Any], str | None]:
        known = {option.id: option.id for option in config.options}

        def clean(given: Any) -> str | None:
            try:
                return known[given]
            except (KeyError, TypeError):
                raise BadValue("not_an_option") from None

        return clean

    def show(self, value: str, config: ChoiceConfig, language: str, titles: Titles) -> str:
        return shown_option(config.options, value, language)

    def read_text(self, text: str, config: ChoiceConfig, zone: tzinfo) -> str:
        return typed_option(config.options, text)

    def suited(self, header: str, texts: Mapping[str, int], language: str) -> Suited | None:
        if not 1 <= len(texts) <= _MOST_GUESSED or any(len(text) > 40 for text in texts):
            return None
        options = [
            {"id": f"o{n}", "label": {language: text}} for n, text in enumerate(texts, start=1)
        ]
        repeats = 2 <= len(texts) <= 12 and sum(texts.values()) >= 3 * len(texts)
        return Suited(60 if repeats else 7, {"options": options})

    def json_schema(self, config: ChoiceConfig) -> dict[str, Any]:
        return {"enum": [option.id for option in config.options]}


_MOST_GUESSED = 100
"""Options that a column of a sheet may become."""


field_types.add(Choice())
