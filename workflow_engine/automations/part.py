"""The pieces that triggers and steps are made of: strict settings, values, words for problems."""

from __future__ import annotations

import re
from typing import Annotated, Any, Union

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from huiliu.core.documents import Id
from huiliu.core.ports import Problem
from huiliu.core.text import Words


class Part(BaseModel):
    """A piece of an automation document. Unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Constant(Part):
    """A value as on the wire."""

    value: Union[str, bool, tuple[str, ...], None]  # noqa: UP007 - pydantic builds a smart union


class Computed(Part):
    """A formula over the record that set the automation off."""

    formula: Annotated[str, StringConstraints(min_length=1, max_length=4000)]


Path = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Copied(Part):
    """The value at a path of the record that set the automation off."""

    field: Path


ValueSource = Union[Constant, Computed, Copied]  # noqa: UP007
Values = Annotated[dict[Id, ValueSource], Field(min_length=1, max_length=200)]

_WORDS: dict[str, Words] = {
    "no_such_form": {"zh-CN": "没有表单“{form}”", "en": 'There is no form "{form}"'},
    "not_a_document": {
        "zh-CN": "表单“{form}”不是单据，不会被审核",
        "en": 'The form "{form}" is no document and is never approved',
    },
    "no_such_path": {"zh-CN": "没有字段“{path}”", "en": 'There is no field "{path}"'},
    "no_such_subform": {"zh-CN": "没有子表单“{id}”", "en": 'There is no subform "{id}"'},
    "not_writable": {
        "zh-CN": "字段“{path}”不能由智能助手填写",
        "en": 'The field "{path}" cannot be filled in by an automation',
    },
    "not_of_a_row": {
        "zh-CN": "“{path}”在子表单中，请设置逐行执行",
        "en": '"{path}" is in a subform: run the step for each of its rows',
    },
    "bad_formula": {"zh-CN": "公式有误：{reason}", "en": "Mistake in the formula: {reason}"},
    "no_such_step": {
        "zh-CN": "前面没有得到数据的步骤“{id}”",
        "en": 'No step before this one gives records as "{id}"',
    },
    "too_deep": {
        "zh-CN": "步骤太多或嵌套太深",
        "en": "Too many steps, or too deep inside each other",
    },
    "no_match": {
        "zh-CN": "请设置匹配条件",
        "en": "Say which records",
    },
    "no_time": {
        "zh-CN": "请设置等待时长，或等到哪个日期",
        "en": "Say how long to wait, or until which date",
    },
    "nothing_to_go_through": {
        "zh-CN": "请选择要逐条执行的查询结果或子表单",
        "en": "Choose what to go through: a find step or a subform",
    },
    "not_rows": {
        "zh-CN": "“{path}”不是子表单",
        "en": '"{path}" is no subform',
    },
    "not_a_date_field": {
        "zh-CN": "“{path}”不是日期字段",
        "en": '"{path}" is no date field',
    },
    "bad_schedule": {"zh-CN": "时间设置不正确：{reason}", "en": "Not a schedule: {reason}"},
    "bad_zone": {"zh-CN": "没有时区“{zone}”", "en": 'There is no time zone "{zone}"'},
    "not_a_text_field": {
        "zh-CN": "“{path}”不是文本字段",
        "en": '"{path}" is no text field',
    },
    "not_a_number_field": {
        "zh-CN": "“{path}”不是数字字段",
        "en": '"{path}" is no number field',
    },
    "no_such_ledger": {"zh-CN": "没有台账“{ledger}”", "en": 'There is no ledger "{ledger}"'},
    "no_such_report": {"zh-CN": "没有报表“{report}”", "en": 'There is no report "{report}"'},
    "no_such_flow": {"zh-CN": "表单“{form}”没有流程", "en": 'The form "{form}" has no flow'},
    "bad_pointer": {
        "zh-CN": "“{pointer}”不是 JSON 指针，例如 /order/no",
        "en": '"{pointer}" is no JSON pointer such as /order/no',
    },
    "bad_url": {
        "zh-CN": "网址须以 http:// 或 https:// 开头",
        "en": "The address must begin with http:// or https://",
    },
    "duplicate_id": {"zh-CN": "标识“{id}”重复", "en": 'The id "{id}" is used twice'},
    "nobody": {"zh-CN": "请设置接收人", "en": "Say who is told"},
    "not_a_member_field": {
        "zh-CN": "“{path}”不是成员字段",
        "en": '"{path}" is no member field',
    },
}


def problem(at: str, code: str, **data: str) -> Problem:
    return Problem(at, code, _WORDS[code], data)


PLACEHOLDER = re.compile(r"\{([a-z_$][a-z0-9_.$]*)\}")
"""A path in the words of a message: ``{customer}``, ``{$order.no}``."""


def described(type_: Any) -> dict[str, Any]:
    """What the designer is told of a trigger or an action."""
    return {
        "name": type_.name,
        "words": dict(type_.words),
        "icon": type_.icon,
        "settings": sorted(type_.config.model_fields),
        "samples": list(type_.samples),
        "refused": [{"config": config, "code": code} for config, code in type_.refused],
    }
