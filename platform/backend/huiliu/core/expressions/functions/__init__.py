"""The functions of formulas, one file per group. A function declares its name, how many
arguments it takes, its words and its samples; nothing else lists functions.

A plain function gets values and returns a value; an error among its arguments is its result
without a call. A ``lazy`` one gets closures; a ``worldly`` one gets the ``Env``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from huiliu.core.expressions.values import Env, Fail, FormulaError, Value
from huiliu.core.registry import Registry
from huiliu.core.text import Words

Get = Callable[[str], Value]
Run = Callable[[Get, Env], Value]
Group = Literal["math", "text", "logic", "date"]
Sample = tuple[str, str]
"""A formula and what ``show`` makes of its result."""


@dataclass(frozen=True, eq=False)
class Function:
    name: str
    group: str
    least: int
    most: int | None
    words: Words
    arguments: Words
    """How to write the arguments: ``{"zh-CN": "数值, 位数", "en": "number, digits"}``."""
    samples: tuple[Sample, ...]
    bound: Callable[[Sequence[Run]], Run]
    """Argument closures in, closure of the call out."""
    pairs: bool = False
    """Takes its arguments two by two."""


_functions = Registry[Function]("function", __name__)
find = _functions.find


def all_functions() -> Iterator[Function]:
    return iter(sorted(_functions, key=lambda f: (f.group, f.name)))


def plain(
    name: str, words: Words, arguments: Words, *samples: Sample
) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Registers a function of values; the signature says how many arguments it takes."""

    def register(run: Callable[..., Value]) -> Callable[..., Value]:
        least, most = _arity(run)
        group = run.__module__.rsplit(".", 1)[1]
        for alias in name.split():
            made = Function(alias, group, least, most, words, arguments, samples, _eager(run))
            _functions.add(made)
        return run

    return register


def lazy(
    name: str,
    least: int,
    most: int | None,
    words: Words,
    arguments: Words,
    *samples: Sample,
    pairs: bool = False,
) -> Callable[[Callable[[Sequence[Run]], Run]], Callable[[Sequence[Run]], Run]]:
    """Registers a function that decides itself which arguments to compute."""

    def register(bind: Callable[[Sequence[Run]], Run]) -> Callable[[Sequence[Run]], Run]:
        group = bind.__module__.rsplit(".", 1)[1]
        _functions.add(Function(name, group, least, most, words, arguments, samples, bind, pairs))
        return bind

    return register


def worldly(
    name: str, words: Words, *samples: Sample
) -> Callable[[Callable[[Env], Value]], Callable[[Env], Value]]:
    """Registers a function without arguments that reads the environment."""

    def register(run: Callable[[Env], Value]) -> Callable[[Env], Value]:
        group = run.__module__.rsplit(".", 1)[1]

        def bind(arguments: Sequence[Run]) -> Run:
            return lambda get, env: run(env)

        _functions.add(Function(name, group, 0, 0, words, {}, samples, bind))
        return run

    return register


def _arity(run: Callable[..., Value]) -> tuple[int, int | None]:
    parameters = inspect.signature(run).parameters.values()
    positional = [p for p in parameters if p.kind is not p.VAR_POSITIONAL]
    least = sum(1 for p in positional if p.default is p.empty)
    most = len(positional) if len(positional) == len(parameters) else None
    return least, most


def _eager(run: Callable[..., Value]) -> Callable[[Sequence[Run]], Run]:
    def bind(arguments: Sequence[Run]) -> Run:
        def call(get: Get, env: Env) -> Value:
            values = []
            for argument in arguments:
                value = argument(get, env)
                if isinstance(value, FormulaError):
                    return value
                values.append(value)
            try:
                return run(*values)
            except Fail as fail:
                return fail.error

        return call

    return bind
