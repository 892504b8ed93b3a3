"""Turns a tree into closures, once; running them is all that a save pays for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from huiliu.core.exact import CONTEXT
from huiliu.core.expressions.functions import Get, Run
from huiliu.core.expressions.functions.math import power
from huiliu.core.expressions.syntax import (
    Binary,
    Call,
    Literal,
    Negation,
    Node,
    Percent,
    Reference,
)
from huiliu.core.expressions.values import (
    DIV0,
    HUNDRED,
    VALUE,
    Env,
    Fail,
    FormulaError,
    Value,
    compare,
    days_between,
    is_empty,
    limited,
    number,
    shifted,
    short,
    text,
)

Operation = Callable[[Value, Value], Value]


def compiled(node: Node) -> Run:
    match node:
        case Literal(value=value):
            return _literal(value)
        case Reference(path=path):
            return _reference(path)
        case Negation(operand=operand):
            return _unary(compiled(operand), lambda n: CONTEXT.minus(n))
        case Percent(operand=operand):
            return _unary(compiled(operand), lambda n: CONTEXT.divide(n, HUNDRED))
        case Binary():
            return _chain(node)
        case Call(function=function, arguments=arguments):
            return function.bound([compiled(argument) for argument in arguments])


def _literal(value: str | bool | Decimal) -> Run:
    result: Value = value
    if isinstance(value, Decimal):
        try:
            result = limited(CONTEXT.plus(value))
        except Fail as fail:
            result = fail.error
    return lambda get, env: result


def _reference(path: str) -> Run:
    def run(get: Get, env: Env) -> Value:
        return _local(get(path), env)

    return run


def _local(value: Value, env: Env) -> Value:
    """Moments in the actor's own time, so that no function needs to know the zone."""
    if isinstance(value, datetime):
        return value.astimezone(env.now.tzinfo)
    if isinstance(value, list):
        return [_local(item, env) for item in value]
    return value


def _unary(operand: Run, change: Callable[[Decimal], Decimal]) -> Run:
    def run(get: Get, env: Env) -> Value:
        value = operand(get, env)
        try:
            return limited(change(number(value)))
        except Fail as fail:
            return fail.error

    return run


def _chain(node: Binary) -> Run:
    """``a+b+c+…`` leans to the left: a loop, so that its length costs no stack."""
    steps: list[tuple[Operation, Run]] = []
    first: Node = node
    while isinstance(first, Binary):
        steps.append((_OPERATIONS[first.operator], compiled(first.right)))
        first = first.left
    steps.reverse()
    if len(steps) == 1:
        return _pair(compiled(first), *steps[0])
    return _loop(compiled(first), steps)


def _pair(left: Run, operation: Operation, right: Run) -> Run:
    def run(get: Get, env: Env) -> Value:
        try:
            return operation(left(get, env), right(get, env))
        except Fail as fail:
            return fail.error

    return run


def _loop(first: Run, steps: Sequence[tuple[Operation, Run]]) -> Run:
    def run(get: Get, env: Env) -> Value:
        result = first(get, env)
        try:
            for operation, right in steps:
                result = operation(result, right(get, env))
        except Fail as fail:
            return fail.error
        return result

    return run


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return limited(CONTEXT.add(left, right))
    if isinstance(left, date) or isinstance(right, date):
        return _add_days(left, right)
    return limited(CONTEXT.add(number(left), number(right)))


def _add_days(left: Value, right: Value) -> Value:
    _refuse_errors(left, right)
    if is_empty(left) or is_empty(right):
        return None
    if isinstance(left, date):
        return shifted(left, number(right))
    assert isinstance(right, date)
    return shifted(right, number(left))


def _subtract(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return limited(CONTEXT.subtract(left, right))
    if isinstance(left, date) or isinstance(right, date):
        return _subtract_days(left, right)
    return limited(CONTEXT.subtract(number(left), number(right)))


def _subtract_days(left: Value, right: Value) -> Value:
    _refuse_errors(left, right)
    if is_empty(left) or is_empty(right):
        return None
    if not isinstance(left, date):
        raise Fail(VALUE)
    if isinstance(right, date):
        return days_between(left, right)
    return shifted(left, CONTEXT.minus(number(right)))


def _refuse_errors(*values: Value) -> None:
    for value in values:
        if isinstance(value, FormulaError):
            raise Fail(value)


def _multiply(left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return limited(CONTEXT.multiply(left, right))
    return limited(CONTEXT.multiply(number(left), number(right)))


def _divide(left: Value, right: Value) -> Value:
    above, below = number(left), number(right)
    if not below:
        raise Fail(DIV0)
    return limited(CONTEXT.divide(above, below))


def _join(left: Value, right: Value) -> Value:
    return short(text(left) + text(right))


_OPERATIONS: dict[str, Operation] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "^": power,
    "&": _join,
    "=": lambda left, right: compare(left, right) == 0,
    "<>": lambda left, right: compare(left, right) != 0,
    "<": lambda left, right: compare(left, right) < 0,
    ">": lambda left, right: compare(left, right) > 0,
    "<=": lambda left, right: compare(left, right) <= 0,
    ">=": lambda left, right: compare(left, right) >= 0,
}
