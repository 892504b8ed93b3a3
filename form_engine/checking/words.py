"""The sentences of the cross-checks, in two languages, by code."""

from __future__ import annotations

from huiliu.core.ports import Problem
from huiliu.core.text import Words

WORDS: dict[str, Words] = {
    "duplicate_id": {"zh-CN": "“{id}”重复", "en": '"{id}" appears twice'},
    "reserved_id": {"zh-CN": "“{id}”是系统保留的名称", "en": '"{id}" is a reserved name'},
    "empty_rule": {
        "zh-CN": "还没有设置条件：所有数据都会被拒绝",
        "en": "Nothing is asked yet: every record would be refused",
    },
    "not_a_question": {
        "zh-CN": "校验公式的结果应为“是”或“否”：请写成比较，例如 数量 > 100",
        "en": "A check asks a question with yes or no: compare, as in quantity > 100",
    },
    "unknown_field": {"zh-CN": "没有字段“{path}”", "en": 'There is no field "{path}"'},
    "unknown_form": {"zh-CN": "没有表单“{form}”", "en": 'There is no form "{form}"'},
    "not_in_formulas": {
        "zh-CN": "字段“{path}”不能用于公式",
        "en": 'The field "{path}" cannot be used in a formula',
    },
    "not_a_sibling": {
        "zh-CN": "“{link}”不是分摊同样金额的关联",
        "en": 'The link "{link}" does not share the same amounts',
    },
    "not_sorted_by": {
        "zh-CN": "不能按“{path}”排序",
        "en": 'Nothing can be sorted by "{path}"',
    },
    "spread_needs_rows": {
        "zh-CN": "只有子表单的公式才能按行分摊",
        "en": "Only a formula in a subform can be shared over rows",
    },
    "spread_needs_number": {
        "zh-CN": "只有数值和金额公式才能按行分摊",
        "en": "Only a number or an amount can be shared over rows",
    },
    "circular_formulas": {
        "zh-CN": "公式循环引用：{cycle}",
        "en": "These formulas wait for each other: {cycle}",
    },
    "bad_copy_target": {
        "zh-CN": "不能填入字段“{path}”",
        "en": 'Nothing can be copied into the field "{path}"',
    },
    "copy_mismatch": {
        "zh-CN": "“{source}”的值不能填入“{path}”",
        "en": 'A value of "{source}" does not fit the field "{path}"',
    },
    "bad_operator": {
        "zh-CN": "字段“{path}”不支持此比较方式：{op}",
        "en": 'The field "{path}" cannot be compared by {op}',
    },
    "bad_condition": {
        "zh-CN": "条件中“{path}”的值不正确：{value}",
        "en": 'The condition on "{path}" has a bad value: {value}',
    },
    "reads_itself": {
        "zh-CN": "显示条件不能引用字段自身",
        "en": "A field cannot decide about its own visibility",
    },
    "bad_title_field": {
        "zh-CN": "“{path}”不能作为标题",
        "en": '"{path}" cannot be the title of a record',
    },
    "not_searchable": {"zh-CN": "“{path}”不支持搜索", "en": '"{path}" cannot be searched'},
    "not_sortable": {"zh-CN": "“{path}”不支持排序", "en": '"{path}" cannot be sorted by'},
    "not_listable": {"zh-CN": "“{path}”不能显示为列", "en": '"{path}" cannot be a column'},
    "cannot_be_unique": {
        "zh-CN": "“{path}”不能设为不允许重复",
        "en": '"{path}" cannot be unique',
    },
    "bad_default": {
        "zh-CN": "“{path}”的默认值不正确",
        "en": 'The default of "{path}" does not fit the field',
    },
    "never_filled": {
        "zh-CN": "“{path}”必填，但只读或填写时不显示，且没有默认值或关联填充",
        "en": '"{path}" is required but nobody can fill it in: it is read-only or not shown,'
        " without a default, and nothing is copied into it",
    },
    "bad_serial_part": {
        "zh-CN": "流水号不能使用字段“{path}”",
        "en": 'The serial number cannot use the field "{path}"',
    },
    "bad_reset": {
        "zh-CN": "按日期字段重新计数时，编号中需要有该日期",
        "en": "To count anew by date, the number needs a part with a date field",
    },
    "links_need_document": {
        "zh-CN": "只有单据才能设置来源与执行状态",
        "en": "Only the records of a document form follow from others",
    },
    "names_other_form": {
        "zh-CN": "“{path}”没有关联到来源表单“{form}”",
        "en": '"{path}" does not point at the source form "{form}"',
    },
    "breaks_link": {
        "zh-CN": "表单“{form}”的来源关系“{link}”用到的字段将不可用",
        "en": 'The link "{link}" of the form "{form}" would no longer find its fields',
    },
    "row_and_lines": {
        "zh-CN": "来源明细与记录来源行的字段必须一起设置",
        "en": "The lines of the source and the field that names one belong together",
    },
    "bad_row_field": {
        "zh-CN": "“{path}”不能记录来源行：需要子表单中的整数字段",
        "en": '"{path}" cannot name a line: it takes a number without decimals in a subform',
    },
    "not_beside": {
        "zh-CN": "“{path}”与来源行字段不在同一张子表单",
        "en": '"{path}" is not in the subform of the field that names the line',
    },
    "bad_number": {
        "zh-CN": "“{path}”不是此处可用的数字字段",
        "en": '"{path}" is not a number that can stand here',
    },
    "makes_needs_document": {
        "zh-CN": "只有单据审核时才能带出资料",
        "en": "Only a document brings records along, at its approval",
    },
    "not_a_reference": {
        "zh-CN": "“{path}”不是关联字段",
        "en": '"{path}" is not a reference',
    },
    "not_readonly": {
        "zh-CN": "“{path}”由系统维护，必须设为只读",
        "en": '"{path}" is kept by the system and has to be read-only',
    },
    "life_needs_document": {
        "zh-CN": "只有单据才有这些设置",
        "en": "Only the records of a document form have such a life",
    },
    "not_negative": {
        "zh-CN": "“{path}”设有最小值，红冲时不能为负",
        "en": '"{path}" has a minimum, so a reversal cannot make it negative',
    },
    "leads_elsewhere": {
        "zh-CN": "“{path}”关联的表单与起点不同，不会形成循环",
        "en": '"{path}" points at another form than where it begins, so no circle can be',
    },
    "two_offers": {
        "zh-CN": "子表单的行只能由台账或关联数据之一带出",
        "en": "Rows are offered by a ledger or by a record, not by both",
    },
    "not_a_date": {"zh-CN": "“{path}”不是日期字段", "en": '"{path}" is not a date'},
    "follows_itself": {
        "zh-CN": "来源关系形成了循环",
        "en": "By these links a document could follow from itself",
    },
    "bad_status_field": {
        "zh-CN": "“{path}”不能作为执行状态：需要选项 none、partial、completed、closed",
        "en": '"{path}" cannot show the execution: it takes the options none, partial, completed,'
        " closed",
    },
    "too_deep": {
        "zh-CN": "“{path}”经过的关联过多（最多 3 层）",
        "en": '"{path}" goes through too many references (at most 3)',
    },
}


def problem(at: str, code: str, /, **data: str) -> Problem:
    """``at`` points into the document; ``data`` fills the sentence."""
    return Problem(at, code, WORDS[code], data)
