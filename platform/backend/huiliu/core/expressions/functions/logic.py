"""Decisions. Only the branch that is taken is computed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from huiliu.core.expressions.functions import Get, Run, lazy, plain
from huiliu.core.expressions.values import (
    NA,
    Env,
    Fail,
    FormulaError,
    Value,
    compare,
    is_empty,
    truth,
)

_TESTS = {"zh-CN": "条件1, 条件2, …", "en": "test1, test2, …"}
_VALUE = {"zh-CN": "值", "en": "value"}


@lazy(
    "IF",
    2,
    3,
    {"zh-CN": "条件成立取前者，否则取后者", "en": "One value if the test holds, else the other"},
    {"zh-CN": "条件, 成立时, [否则]", "en": "test, then, [else]"},
    ('IF(2>1, "是", "否")', '"是"'),
    ("IF(FALSE, 1)", "FALSE"),
)
def if_(arguments: Sequence[Run]) -> Run:
    test, then, *other = arguments

    def run(get: Get, env: Env) -> Value:
        holds = _truth(test(get, env))
        if holds is True:
            return then(get, env)
        return other[0](get, env) if holds is False and other else holds

    return run


def _truth(value: Value) -> bool | FormulaError:
    try:
        return truth(value)
    except Fail as fail:
        return fail.error


@lazy(
    "IFS",
    2,
    None,
    {"zh-CN": "取第一个成立的条件对应的值", "en": "The value of the first test that holds"},
    {"zh-CN": "条件1, 值1, 条件2, 值2, …", "en": "test1, value1, test2, value2, …"},
    ('IFS(1>2, "a", TRUE, "b")', '"b"'),
    ("IFS(FALSE, 1)", "#NA"),
    pairs=True,
)
def ifs(arguments: Sequence[Run]) -> Run:
    pairs = list(zip(arguments[::2], arguments[1::2], strict=True))

    def run(get: Get, env: Env) -> Value:
        for test, then in pairs:
            holds = _truth(test(get, env))
            if holds is True:
                return then(get, env)
            if holds is not False:
                return holds
        return NA

    return run


@lazy(
    "SWITCH",
    3,
    None,
    {"zh-CN": "按值匹配，最后可带默认值", "en": "Matches a value; a default may come last"},
    {
        "zh-CN": "表达式, 值1, 结果1, …, [默认]",
        "en": "expression, value1, result1, …, [default]",
    },
    ('SWITCH(2, 1, "一", 2, "二", "其他")', '"二"'),
    ('SWITCH(9, 1, "一", "其他")', '"其他"'),
    ('SWITCH(9, 1, "一")', "#NA"),
)
def switch(arguments: Sequence[Run]) -> Run:
    given, *cases = arguments
    pairs = list(zip(cases[::2], cases[1::2], strict=False))
    default = cases[-1] if len(cases) % 2 else None

    def run(get: Get, env: Env) -> Value:
        wanted = given(get, env)
        try:
            for value, then in pairs:
                if compare(wanted, value(get, env)) == 0:
                    return then(get, env)
        except Fail as fail:
            return fail.error
        if isinstance(wanted, FormulaError):
            return wanted
        return default(get, env) if default else NA

    return run


@lazy(
    "AND",
    1,
    None,
    {"zh-CN": "全部成立", "en": "All tests hold"},
    _TESTS,
    ("AND(1<2, 2<3)", "TRUE"),
    ("AND(TRUE, FALSE)", "FALSE"),
)
def and_(arguments: Sequence[Run]) -> Run:
    return _until(arguments, False)


@lazy(
    "OR",
    1,
    None,
    {"zh-CN": "任一成立", "en": "Any test holds"},
    _TESTS,
    ("OR(FALSE, TRUE)", "TRUE"),
    ("OR(1>2, 2>3)", "FALSE"),
)
def or_(arguments: Sequence[Run]) -> Run:
    return _until(arguments, True)


def _until(arguments: Sequence[Run], decided: bool) -> Run:
    """Stops at the first test that decides, so that ``AND(x<>0, 1/x>2)`` is no error."""

    def run(get: Get, env: Env) -> Value:
        for argument in arguments:
            value = argument(get, env)
            for item in value if isinstance(value, list) else (value,):
                holds = _truth(item)
                if holds is not (not decided):
                    return holds
        return not decided

    return run


@plain("NOT", {"zh-CN": "取反", "en": "The opposite"}, _VALUE, ("NOT(TRUE)", "FALSE"))
def not_(value: Value) -> Value:
    return not truth(value)


@plain(
    "XOR",
    {"zh-CN": "成立的个数为奇数", "en": "An odd number of tests hold"},
    _TESTS,
    ("XOR(TRUE, TRUE)", "FALSE"),
    ("XOR(TRUE, FALSE)", "TRUE"),
)
def xor(first: Value, *more: Value) -> Value:
    return sum(1 for value in (first, *more) if truth(value)) % 2 == 1


@lazy(
    "IFERROR",
    2,
    2,
    {"zh-CN": "出错时取后者", "en": "Another value if the first is an error"},
    {"zh-CN": "值, 出错时", "en": "value, if error"},
    ("IFERROR(1/0, 0)", "0"),
    ("IFERROR(5, 0)", "5"),
)
def iferror(arguments: Sequence[Run]) -> Run:
    tried, other = arguments

    def run(get: Get, env: Env) -> Value:
        value = tried(get, env)
        return other(get, env) if isinstance(value, FormulaError) else value

    return run


@lazy(
    "ISERROR",
    1,
    1,
    {"zh-CN": "是否出错", "en": "Whether the value is an error"},
    _VALUE,
    ("ISERROR(1/0)", "TRUE"),
    ("ISERROR(1)", "FALSE"),
)
def iserror(arguments: Sequence[Run]) -> Run:
    (tried,) = arguments
    return lambda get, env: isinstance(tried(get, env), FormulaError)


@plain(
    "ISEMPTY",
    {"zh-CN": "是否为空", "en": "Whether the value is empty"},
    _VALUE,
    ('ISEMPTY("")', "TRUE"),
    ("ISEMPTY(0)", "FALSE"),
)
def isempty(value: Value) -> Value:
    return is_empty(value)


@plain(
    "ISNUMBER",
    {"zh-CN": "是否为数值", "en": "Whether the value is a number"},
    _VALUE,
    ("ISNUMBER(1)", "TRUE"),
    ('ISNUMBER("1")', "FALSE"),
)
def isnumber(value: Value) -> Value:
    return isinstance(value, Decimal)


@plain("TRUE", {"zh-CN": "真", "en": "True"}, {}, ("TRUE()", "TRUE"))
def true() -> Value:
    return True


@plain("FALSE", {"zh-CN": "假", "en": "False"}, {}, ("FALSE()", "FALSE"))
def false() -> Value:
    return False
