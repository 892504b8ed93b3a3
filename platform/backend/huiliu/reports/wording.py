"""The words of what can be wrong with a report."""

from __future__ import annotations

from huiliu.core.ports import Problem
from huiliu.core.text import Words

_WORDS: dict[str, Words] = {
    "no_such_form": {"zh-CN": "没有表单“{form}”", "en": 'There is no form "{form}"'},
    "no_such_path": {"zh-CN": "没有字段“{path}”", "en": 'There is no field "{path}"'},
    "no_such_ledger": {"zh-CN": "没有台账“{id}”", "en": 'There is no ledger "{id}"'},
    "no_such_measure": {"zh-CN": "没有指标“{id}”", "en": 'There is no measure "{id}"'},
    "not_its_value": {
        "zh-CN": "“{path}”的值不能作为台账维度“{id}”",
        "en": 'The dimension "{id}" has no values like those of "{path}"',
    },
    "no_such_posting": {
        "zh-CN": "台账没有过账规则“{id}”",
        "en": 'The ledger has no posting rule "{id}"',
    },
    "no_period": {
        "zh-CN": "报表没有设置期间",
        "en": "The report has no period",
    },
    "rows_of_rows": {
        "zh-CN": "“{path}”在子表单中，一行不止一个值",
        "en": '"{path}" is in a subform: more than one value a row',
    },
    "not_of_records": {
        "zh-CN": "逐条数据的报表只有字段、台账数值和公式列",
        "en": "A report over records has columns of fields, figures and formulas",
    },
    "not_of_groups": {
        "zh-CN": "分组报表只有分组、合计和公式列",
        "en": "A report over groups has columns of keys, totals and formulas",
    },
    "no_such_key": {"zh-CN": "没有分组“{id}”", "en": 'There is no key "{id}"'},
    "no_such_total": {"zh-CN": "没有合计“{id}”", "en": 'There is no total "{id}"'},
    "other_keys": {
        "zh-CN": "各来源的分组和合计应相同",
        "en": "All sources have the same keys and totals",
    },
    "other_type": {
        "zh-CN": "“{path}”与第一个来源的类型不同",
        "en": '"{path}" is of another type than in the first source',
    },
    "not_a_number": {"zh-CN": "“{path}”不是数字", "en": '"{path}" is no number'},
    "not_a_date": {"zh-CN": "“{path}”不是日期", "en": '"{path}" is no date'},
    "two_subforms": {
        "zh-CN": "一个来源只能用一个子表单，合计应在其中",
        "en": "A source uses one subform, and its totals are columns of it",
    },
    "twice": {"zh-CN": "“{id}”重复", "en": '"{id}" stands here twice'},
    "not_before": {
        "zh-CN": "公式只能引用前面的列：“{path}”",
        "en": 'A formula reads columns before it: "{path}"',
    },
    "no_such_column": {"zh-CN": "没有列“{path}”", "en": 'There is no column "{path}"'},
    "bad_formula": {"zh-CN": "公式有误：{reason}", "en": "Mistake in the formula: {reason}"},
}


def problem(at: str, code: str, /, **data: str) -> Problem:
    return Problem(at, code, _WORDS[code], data)
