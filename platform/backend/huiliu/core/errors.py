"""Everything that can go wrong for a user, as a class with a code, data and one shape on the wire.

The wire shape is always ``{"code": "…", "message": "…", "fields": {path: [complaint, …]}}`` with
complaints like ``{"code": "too_small", "min": "0"}`` at paths like ``lines.2.qty``.
HTTP status lives beside the code because clients of every door (HTTP, import, jobs) sort by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from huiliu.core.text import Words, fill


@dataclass(frozen=True)
class FieldError:
    """One complaint about one value. ``data`` carries what the sentence needs: ``{"min": "0"}``."""

    code: str
    words: Words = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)

    def as_json(self, language: str) -> dict[str, str]:
        message = fill(self.words or FIELD_WORDS.get(self.code, {}), language, self.data)
        return {"code": self.code, **self.data, "message": message}


FieldErrors = Mapping[str, Sequence[FieldError]]


class HuiliuError(Exception):
    """The root of all coded errors. Subclasses say code, status and words."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    words: ClassVar[Words] = {}

    def __init__(
        self,
        *,
        words: Words | None = None,
        fields: FieldErrors | None = None,
        **data: str,
    ) -> None:
        self.data = data
        self.fields = dict(fields or {})
        self.own_words = words
        super().__init__(self.message("en"))

    @property
    def wire_code(self) -> str:
        return self.code

    def message(self, language: str) -> str:
        return fill(self.own_words or self.words, language, self.data)

    def as_json(self, language: str) -> dict[str, object]:
        """The wire shape, worded in ``language`` (``zh-CN`` or ``en``)."""
        body: dict[str, object] = {"code": self.wire_code, "message": self.message(language)}
        if self.data:
            body["data"] = dict(self.data)
        if self.fields:
            body["fields"] = {
                path: [error.as_json(language) for error in errors]
                for path, errors in self.fields.items()
            }
        return body


class Malformed(HuiliuError):
    code, status = "malformed", 400
    words = {"zh-CN": "请求格式不正确：{reason}", "en": "The request is malformed: {reason}"}


class Unauthenticated(HuiliuError):
    code, status = "unauthenticated", 401
    words = {"zh-CN": "请先登录。", "en": "Please sign in."}


class Forbidden(HuiliuError):
    code, status = "forbidden", 403
    words = {"zh-CN": "您没有权限进行此操作。", "en": "You are not allowed to do this."}


class NotFound(HuiliuError):
    """Also for what one may not see."""

    code, status = "not_found", 404
    words = {
        "zh-CN": "内容不存在或您无权查看。",
        "en": "This does not exist, or you may not see it.",
    }


class Conflict(HuiliuError):
    code, status = "conflict", 409
    words = {"zh-CN": "操作与当前状态冲突。", "en": "This conflicts with the current state."}


class StaleRevision(Conflict):
    code = "stale_revision"
    words = {
        "zh-CN": "数据已被他人修改，请刷新后重试。",
        "en": "Somebody changed this meanwhile. Reload and try again.",
    }


class StateConflict(Conflict):
    code = "STATUS_CONFLICT"
    words = {
        "zh-CN": "单据状态已变化，当前为“{state}”，无法执行此操作。",
        "en": 'The document is now "{state}"; this can no longer be done.',
    }


class TooLarge(HuiliuError):
    code, status = "too_large", 413
    words = {"zh-CN": "内容过大，上限为 {limit}。", "en": "Too large. The limit is {limit}."}


class ValidationFailed(HuiliuError):
    """All mistakes of one form at once, each by its path (``lines.2.qty``)."""

    code, status = "validation_failed", 422
    words = {"zh-CN": "有内容需要修改。", "en": "Some values need to be corrected."}


class TooMany(HuiliuError):
    code, status = "too_many", 429
    words = {"zh-CN": "操作过于频繁，请稍后再试。", "en": "Too many attempts. Try again later."}


class RuleRefused(HuiliuError):
    """A rule written in a document said no: the document's own code and words travel with it."""

    code, status = "rule_refused", 422

    def __init__(
        self,
        code: str,
        words: Words,
        *,
        fields: FieldErrors | None = None,
        **data: str,
    ) -> None:
        self._code = code
        super().__init__(words=words, fields=fields, **data)

    @property
    def wire_code(self) -> str:
        return self._code


FIELD_WORDS: dict[str, Words] = {
    "required": {"zh-CN": "必填", "en": "Required"},
    "unknown_field": {"zh-CN": "没有这个字段", "en": "There is no such field"},
    "not_allowed": {"zh-CN": "您无权填写此字段", "en": "You may not fill in this field"},
    "bad_value": {"zh-CN": "格式不正确", "en": "Not a valid value"},
    "too_small": {"zh-CN": "不能小于 {min}", "en": "Must be at least {min}"},
    "too_large": {"zh-CN": "不能大于 {max}", "en": "Must be at most {max}"},
    "too_long": {"zh-CN": "最多 {max} 个字", "en": "At most {max} characters"},
    "too_short": {"zh-CN": "至少 {min} 个字", "en": "At least {min} characters"},
    "too_precise": {"zh-CN": "最多 {scale} 位小数", "en": "At most {scale} decimals"},
    "too_few": {"zh-CN": "至少 {min} 行", "en": "At least {min} rows"},
    "too_many": {"zh-CN": "最多 {max} 行", "en": "At most {max} rows"},
    "not_an_option": {"zh-CN": "不在选项中", "en": "Not one of the options"},
    "no_such_record": {"zh-CN": "所选数据不存在", "en": "The chosen record does not exist"},
    "no_such_line": {"zh-CN": "来源单据没有这一行", "en": "The source has no such line"},
    "source_is_fixed": {"zh-CN": "来源不能更改", "en": "What it follows from cannot be changed"},
    "one_source_only": {
        "zh-CN": "只能来自同一张单据",
        "en": "All lines must come from one document",
    },
    "sources_differ": {
        "zh-CN": "各来源单据在此不一致，不能合并",
        "en": "The sources differ here and cannot be merged",
    },
    "not_as_source": {"zh-CN": "与来源单据不一致", "en": "Not what the source says"},
    "not_unique": {"zh-CN": "已存在相同的值", "en": "This value exists already"},
    "pattern": {"zh-CN": "格式不符合要求", "en": "Does not match the required format"},
    "too_deep": {"zh-CN": "嵌套过深", "en": "Nested too deeply"},
    "condition_too_large": {"zh-CN": "条件过多", "en": "Too many conditions"},
    "hidden_value": {
        "zh-CN": "您看不到的内容不符合要求，请联系管理员",
        "en": "Something that you may not see is not right. Ask an administrator",
    },
    "formula_error": {"zh-CN": "公式出错：{error}", "en": "Formula error: {error}"},
}
