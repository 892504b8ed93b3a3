"""A list of codes: the serial numbers of a line, scanned one after the other."""

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
from form_engine.fields.text import compiled, one_line


class CodesConfig(FieldConfig):
    type: Literal["codes"]
    max_items: int = Field(default=1000, ge=1, le=5000)
    max_length: int = Field(default=100, ge=1, le=200)
    pattern: str | None = Field(default=None, max_length=500)

    @field_validator("pattern")
    @classmethod
    def is_re2(cls, pattern: str | None) -> str | None:
        if pattern is not None:
            compiled(pattern)
        return pattern


class Codes(FieldType[CodesConfig, list[str]]):
    name = "codes"
    words = {"zh-CN": "编码清单", "en": "Codes"}
    group = "advanced"
    icon = "list"
    config = CodesConfig
    operators = ("any_of", "all_of", "none_of", "empty", "not_empty")
    sortable = False
    samples: ClassVar = (
        Sample(
            {},
            given=["SN2", "SN1"],
            value=["SN2", "SN1"],
            shown={"zh-CN": "SN2、SN1", "en": "SN2, SN1"},
        ),
        Sample({}, given=[" SN1 ", ""], value=["SN1"], wire=["SN1"]),
        Sample({}, given=[], value=None, wire=None),
        Sample({}, given=["SN1", "SN1"], refused="listed_twice"),
        Sample({"max_items": 1}, given=["SN1", "SN2"], refused="too_many_codes"),
        Sample({"max_length": 3}, given=["SN10"], refused="too_long"),
        Sample({"pattern": "[0-9]+"}, given=["SN1"], refused="pattern"),
        Sample({}, given="SN1", refused="bad_value"),
        Sample({}, given=[7], refused="bad_value"),
    )

    def storage(self, config: CodesConfig) -> tuple[StorageKind, int]:
        return "json", 0

    def cleaner(self, config: CodesConfig) -> Callable[[Any], list[str] | None]:
        most, longest = config.max_items, config.max_length
        test = compiled(config.pattern) if config.pattern else None

        def clean(given: Any) -> list[str] | None:
            if given.__class__ is not list:
                raise BadValue("bad_value")
            found = [code for one in given if (code := one_line(one))]
            if len(found) > most:
                raise BadValue("too_many_codes", words=_TOO_MANY, max=str(most))
            _require_distinct(found)
            for code in found:
                if len(code) > longest:
                    raise BadValue("too_long", max=str(longest))
                if test is not None and test(code) is None:
                    raise BadValue("pattern")
            return found or None

        return clean

    def show(self, value: list[str], config: CodesConfig, language: str, titles: Titles) -> str:
        return ("、" if language == "zh-CN" else ", ").join(value)

    def read_text(self, text: str, config: CodesConfig, zone: tzinfo) -> list[str]:
        return [part for part in _BETWEEN.split(text) if part.strip()]

    def json_schema(self, config: CodesConfig) -> dict[str, Any]:
        item = {"type": "string", "maxLength": config.max_length}
        return {"type": "array", "items": item, "maxItems": config.max_items}


def _require_distinct(found: list[str]) -> None:
    seen: set[str] = set()
    for code in found:
        if code in seen:
            raise BadValue("listed_twice", words=_TWICE, item=code)
        seen.add(code)


_BETWEEN = re.compile(r"[,，、;；\s]+")
_TOO_MANY = {"zh-CN": "最多 {max} 个", "en": "At most {max}"}
_TWICE = {"zh-CN": "“{item}”重复", "en": '"{item}" is there twice'}

field_types.add(Codes())
