"""A line of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal

import re2
from pydantic import Field, field_validator

from form_engine.extend import (
    BadValue,
    FieldConfig,
    FieldType,
    Sample,
    StorageKind,
    Suited,
    field_types,
)

FORMATS = {
    "phone": r"\+?[0-9][0-9 -]{4,19}",
    "email": r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{2,63}",
    "url": r"https?://[^\s]+",
}


class TextConfig(FieldConfig):
    type: Literal["text"]
    min_length: int = Field(default=0, ge=0, le=2000)
    max_length: int = Field(default=200, ge=1, le=2000)
    pattern: str | None = Field(default=None, max_length=500)
    format: Literal["none", "phone", "email", "url"] = "none"

    @field_validator("pattern")
    @classmethod
    def is_re2(cls, pattern: str | None) -> str | None:
        if pattern is not None:
            compiled(pattern)
        return pattern


def compiled(pattern: str) -> Callable[[str], Any]:
    """RE2: linear time, whatever an admin writes."""
    options = re2.Options()
    options.log_errors = False
    try:
        match: Callable[[str], Any] = re2.compile(pattern, options).fullmatch
    except re2.error:
        raise ValueError("not a regular expression (RE2 syntax)") from None
    return match


def one_line(given: Any) -> str:
    """Trimmed, without line breaks; refuses what no database can store."""
    if given.__class__ is not str:
        raise BadValue("bad_value")
    text: str = given.strip()
    if text.isprintable():
        return text
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadValue("bad_value")
    return " ".join(text.split())


class Text(FieldType[TextConfig, str]):
    name = "text"
    words = {"zh-CN": "单行文本", "en": "Text"}
    group = "basic"
    icon = "type"
    config = TextConfig
    operators = (
        "eq", "ne", "contains", "not_contains", "starts_with", "in", "not_in",
        "gt", "gte", "lt", "lte", "between", "empty", "not_empty",
    )  # fmt: skip
    can_be_unique = True
    searchable = True
    samples: ClassVar = (
        Sample({}, given="汇流", value="汇流", shown={"en": "汇流"}),
        Sample({}, given="  a\tb ", value="a b", wire="a b"),
        Sample({"max_length": 3}, given="四个字的", refused="too_long"),
        Sample({"min_length": 3}, given="ab", refused="too_short"),
        Sample({"pattern": "[A-Z]{2}\\d+"}, given="AB12", value="AB12"),
        Sample({"pattern": "[A-Z]{2}\\d+"}, given="ab12", refused="pattern"),
        Sample({"format": "email"}, given="a@example.com", value="a@example.com"),
        Sample({"format": "email"}, given="a.example.com", refused="pattern"),
        Sample({"format": "phone"}, given="+86 138-0000-0000", value="+86 138-0000-0000"),
        Sample({"format": "url"}, given="javascript:alert(1)", refused="pattern"),
        Sample({}, given=12, refused="bad_value"),
        Sample({}, given="a\x00b", refused="bad_value"),
    )

    def storage(self, config: TextConfig) -> tuple[StorageKind, int]:
        return "text", 0

    def cleaner(self, config: TextConfig) -> Callable[[Any], str | None]:
        longest, shortest = config.max_length, config.min_length
        tests = [compiled(p) for p in (config.pattern, FORMATS.get(config.format)) if p]

        def clean(given: Any) -> str | None:
            if given.__class__ is str and given.isprintable():
                text = given.strip()
            else:
                text = one_line(given)
            if not text:
                return None
            if len(text) > longest:
                raise BadValue("too_long", max=str(longest))
            if len(text) < shortest:
                raise BadValue("too_short", min=str(shortest))
            for test in tests:
                if test(text) is None:
                    raise BadValue("pattern")
            return text

        return clean

    def suited(self, header: str, texts: Mapping[str, int], language: str) -> Suited | None:
        return Suited(50)

    def json_schema(self, config: TextConfig) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "string", "maxLength": config.max_length}
        if config.min_length:
            schema["minLength"] = config.min_length
        patterns = [p for p in (config.pattern, FORMATS.get(config.format)) if p]
        if patterns:
            schema["allOf"] = [{"pattern": rf"^(?:{pattern})$"} for pattern in patterns]
        return schema


field_types.add(Text())
