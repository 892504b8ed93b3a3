"""What can be wrong with a formula or a condition, as coded errors."""

from __future__ import annotations

from huiliu.core.errors import HuiliuError
from huiliu.core.text import Words

_REASONS: dict[str, Words] = {
    "unexpected_character": {"zh-CN": "无法识别的字符“{name}”", "en": "Unknown character “{name}”"},
    "unexpected": {"zh-CN": "此处不应有“{name}”", "en": "“{name}” is not expected here"},
    "expected": {"zh-CN": "此处应为“{name}”", "en": "“{name}” is expected here"},
    "unfinished": {"zh-CN": "公式不完整", "en": "The formula is not finished"},
    "unclosed_text": {"zh-CN": "文本缺少结尾引号", "en": "A text is not closed"},
    "bad_reference": {"zh-CN": "“{name}”不是字段", "en": "“{name}” is no field"},
    "unknown_name": {"zh-CN": "没有“{name}”这个函数", "en": "There is no function “{name}”"},
    "too_few_arguments": {
        "zh-CN": "{name} 至少需要 {least} 个参数",
        "en": "{name} needs at least {least} arguments",
    },
    "too_many_arguments": {
        "zh-CN": "{name} 最多 {most} 个参数",
        "en": "{name} takes at most {most} arguments",
    },
    "odd_arguments": {
        "zh-CN": "{name} 的参数应当成对",
        "en": "The arguments of {name} come in pairs",
    },
    "too_long": {"zh-CN": "公式过长", "en": "The formula is too long"},
    "too_deep": {"zh-CN": "公式嵌套过深", "en": "The formula is nested too deeply"},
}


class FormulaSyntax(HuiliuError):
    """``position`` counts characters (code points) from 0."""

    code, status = "formula_syntax", 422

    def __init__(self, reason: str, position: int, **data: str) -> None:
        self.reason, self.position = reason, position
        everything = {"reason": reason, "position": str(position), **data}
        super().__init__(words=_REASONS[reason], fields=None, **everything)


class BadCondition(HuiliuError):
    """The value does not fit the field, or the operator does not."""

    code, status = "bad_condition", 422
    words = {
        "zh-CN": "条件中 {field} 的值不正确：{value}",
        "en": "The condition on {field} has a bad value: {value}",
    }


class UnknownPath(HuiliuError):
    """There is no such field, or the actor may not know that there is."""

    code, status = "unknown_path", 422
    words = {"zh-CN": "没有这个字段：{path}", "en": "There is no such field: {path}"}
