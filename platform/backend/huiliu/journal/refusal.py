"""Why a document cannot be vouchered. Said without a figure: who approves may not see the books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from huiliu.core.errors import FieldError, HuiliuError, RuleRefused, ValidationFailed
from huiliu.core.text import Words, choose
from huiliu.journal.plan import RulePlan

FORM = "$form"
"""Where a complaint about the document as a whole stands."""
_UNBALANCED: Words = {
    "zh-CN": "凭证模板“{rule}”生成的凭证借贷不平，请联系财务",
    "en": 'The voucher of the rule "{rule}" does not balance. Ask the accountants',
}
_FORMULA: Words = {
    "zh-CN": "凭证模板“{rule}”无法计算：{error}",
    "en": 'The voucher rule "{rule}" cannot be computed: {error}',
}
_NO_ACCOUNT: Words = {
    "zh-CN": "凭证模板“{rule}”找不到可用的会计科目 {account}",
    "en": 'The voucher rule "{rule}" finds no account {account} that one may post to',
}
_INVALID: Words = {
    "zh-CN": "凭证模板“{rule}”生成的凭证不符合要求，请联系财务",
    "en": 'The voucher of the rule "{rule}" is not right. Ask the accountants',
}
_AUTOMATIC: Words = {
    "zh-CN": "这是自动生成的凭证，请反审核或修改来源单据",
    "en": "This voucher was written for a document. Take back or change that document instead",
}
_POSTED: Words = {
    "zh-CN": "凭证已记账或已导出，不能反审核，请红冲",
    "en": "Its voucher was posted or exported already. Make a reversal instead",
}


def unbalanced(rule: RulePlan | None) -> RuleRefused:
    return _about("UNBALANCED_VOUCHER", _UNBALANCED, rule)


def formula(rule: RulePlan, error: str) -> RuleRefused:
    return _about("VOUCHER_FORMULA", _FORMULA, rule, error=error)


def no_account(rule: RulePlan | None, code: str) -> RuleRefused:
    return _about("NO_SUCH_ACCOUNT", _NO_ACCOUNT, rule, account=code)


def automatic() -> RuleRefused:
    return RuleRefused("AUTO_VOUCHER", _AUTOMATIC)


def posted() -> RuleRefused:
    return RuleRefused("VOUCHER_POSTED", _POSTED)


@contextmanager
def discreetly(rules: Sequence[RulePlan | None]) -> Iterator[None]:
    """What the voucher's own form finds wrong names its fields: that is for the accountants."""
    try:
        yield
    except HuiliuError as error:
        if not isinstance(error, ValidationFailed):
            raise
        raise _about("VOUCHER_INVALID", _INVALID, *rules) from error


def _about(code: str, words: Words, *rules: RulePlan | None, **data: str) -> RuleRefused:
    titles = [choose(rule.document.title, "zh-CN") for rule in rules if rule]
    named = {"rule": "、".join(dict.fromkeys(titles)), **data}
    return RuleRefused(code, words, fields={FORM: [FieldError(code, words, named)]}, **named)
