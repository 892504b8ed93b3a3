"""What a JSON Schema refuses, in the words of whoever made the mistake in a designer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jsonschema.exceptions import ValidationError

from huiliu.core.text import Words


@dataclass(frozen=True)
class Told:
    """``words`` have a place for ``reason``."""

    keyword: str
    words: Words
    reason: str


def told(error: ValidationError) -> Told:
    keyword = "minLength" if error.instance == "" else str(error.validator)
    return Told(keyword, _WORDS.get(keyword, OTHER), _reason(error, keyword))


def place(error: ValidationError) -> str:
    """``nodes.2.assignees``."""
    return ".".join(str(part) for part in error.absolute_path)


OTHER: Words = {"zh-CN": "设置不正确：{reason}", "en": "Not a valid setting: {reason}"}
_WORDS: dict[str, Words] = {
    "required": {"zh-CN": "缺少设置：{reason}", "en": "A setting is missing: {reason}"},
    "additionalProperties": {"zh-CN": "多余的设置：{reason}", "en": "Unknown setting: {reason}"},
    "type": {"zh-CN": "类型不正确，应为 {reason}", "en": "Of the wrong type; expected {reason}"},
    "enum": {"zh-CN": "应为其中之一：{reason}", "en": "Must be one of {reason}"},
    "const": {"zh-CN": "应为 {reason}", "en": "Must be {reason}"},
    "minLength": {"zh-CN": "还没有填写", "en": "Not filled in yet"},
    "minProperties": {"zh-CN": "还没有填写", "en": "Not filled in yet"},
    "maxLength": {"zh-CN": "最多 {reason} 个字", "en": "At most {reason} characters"},
    "minItems": {"zh-CN": "至少需要 {reason} 项", "en": "At least {reason} needed"},
    "maxItems": {"zh-CN": "最多 {reason} 项", "en": "At most {reason} allowed"},
    "minimum": {"zh-CN": "不能小于 {reason}", "en": "Must be at least {reason}"},
    "maximum": {"zh-CN": "不能大于 {reason}", "en": "Must be at most {reason}"},
    "pattern": {"zh-CN": "写法不正确，应符合 {reason}", "en": "Must be written like {reason}"},
}  # fmt: skip


def _reason(error: ValidationError, keyword: str) -> str:
    wanted: Any = error.validator_value
    instance: Any = error.instance
    match keyword:
        case "required":
            return ", ".join(name for name in wanted if name not in instance)
        case "additionalProperties":
            known = error.schema.get("properties", {})  # type: ignore[union-attr]
            return ", ".join(sorted(set(instance) - set(known)))
        case "enum" if isinstance(wanted, list):
            return ", ".join(map(str, wanted))
        case (
            "type"
            | "const"
            | "pattern"
            | "maxLength"
            | "minItems"
            | "maxItems"
            | "minimum"
            | "maximum"
        ):
            return str(wanted)
        case _:
            return error.message[:200]
